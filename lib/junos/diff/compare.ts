// The text that `show | compare` prints: places in brackets, and lines with plus and minus.
import type { ConfigNode } from "../tree/node";
import { curlyLines } from "../text/curly-out";
import { ConfigNode as Node } from "../tree/node";
import type { ConfigTree } from "../tree/tree";
import { sameSecret } from "../dollar9";
import { masked, shownWord } from "../tree/secrecy";
import { isSecret, matters } from "./diff";

/** A place of both configurations while it is compared. */
interface ComparedPlace {
  readonly a: ConfigNode;
  readonly b: ConfigNode;
  /** Words of the place that its lines begin with. */
  readonly names: readonly string[];
  /** Lines that belong to the place itself. */
  readonly own: string[];
  /** Visits of the places below, which print after it. */
  readonly below: (() => void)[];
}

class Comparer {
  readonly out: string[] = [];
  private readonly path: string[] = [];

  /** A statement as curly lines, written as a child of its parent. */
  private lines(parent: ConfigNode, kid: ConfigNode): string[] {
    kid = masked(kid);
    const holder = new Node("", parent.schema);
    if (parent.schema.kind === "list" || parent.schema.kind === "leaf-list") {
      const list = new Node(parent.name, parent.schema);
      list.attach(kid);
      const top = new Node("", kid.schema);
      top.attach(list);
      return curlyLines(top);
    }
    holder.attach(kid);
    return curlyLines(holder);
  }

  compare(a: ConfigNode, b: ConfigNode, names: readonly string[]): void {
    const { own, below } = this.collect({ a, b, names, own: [], below: [] });
    if (own.length > 0)
      this.out.push(`[edit${this.path.map((word) => ` ${word}`).join("")}]`, ...own);
    for (const visit of below) visit();
  }

  private collect(place: ComparedPlace): ComparedPlace {
    const { a, b, own } = place;
    const order = [...a.children, ...b.children.filter((kid) => a.child(kid.name) === undefined)];
    for (const kid of order) {
      const old = a.child(kid.name);
      const now = b.child(kid.name);
      if (now === undefined && old !== undefined)
        own.push(...this.lines(a, old).map((line) => `-  ${line}`));
      else if (old === undefined && now !== undefined)
        own.push(...this.lines(b, now).map((line) => `+  ${line}`));
      else if (old !== undefined && now !== undefined) this.both(place, old, now);
    }
    if (matters(b) && moved(a, b))
      own.push(...b.names().map((name) => `!  ${b.name} ${name} { ... }`));
    return place;
  }

  private both(place: ComparedPlace, old: ConfigNode, now: ConfigNode): void {
    const { a, b, names, own, below } = place;
    if (old.value !== now.value && !(isSecret(now) && sameSecret(old.value, now.value))) {
      own.push(
        ...this.lines(a, old).map((line) => `-  ${line}`),
        ...this.lines(b, now).map((line) => `+  ${line}`),
      );
      return;
    }
    if (old.inactive !== now.inactive)
      own.push(
        `!  ${now.inactive ? "inactive" : "active"}: ${[...names, shownWord(now)].join(" ")} { ... }`,
      );
    const { kind } = now.schema;
    // Lists and leaf-lists have no place of their own: their entries belong to the place around them.
    if (kind === "list" || kind === "leaf-list")
      this.collect({ a: old, b: now, names: [now.name], own, below });
    else if (old.kids !== undefined || now.kids !== undefined) {
      below.push(() => {
        const steps = [...names, shownWord(now)];
        this.path.push(...steps);
        this.compare(old, now, []);
        this.path.length -= steps.length;
      });
    }
  }
}

function moved(a: ConfigNode, b: ConfigNode): boolean {
  const before = a.names().filter((name) => b.child(name) !== undefined);
  const after = b.names().filter((name) => a.child(name) !== undefined);
  return before.some((name, index) => name !== after[index]);
}

/** What changed from one configuration to another, as Junos shows it; empty when nothing did. */
export function compareText(a: ConfigTree, b: ConfigTree): string {
  const comparer = new Comparer();
  comparer.compare(a.root, b.root, []);
  return comparer.out.length === 0 ? "" : `${comparer.out.join("\n")}\n`;
}
