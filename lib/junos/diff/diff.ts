// The shortest set, delete and insert lines from one configuration to another.
import { sameSecret } from "../dollar9";
import type { ConfigNode } from "../tree/node";
import { isSecretValue } from "../tree/secrecy";
import { annotateLines, joinWords, speaksAlone } from "../tree/statements";
import { quote } from "../text/quote";
import type { ConfigTree } from "../tree/tree";

class Differ {
  readonly deletes: string[] = [];
  readonly sets: string[] = [];
  readonly moves: string[] = [];
  readonly marks: string[] = [];
  private readonly path: string[] = [];
  /** The opaque statement being looked at: its name is its words. */
  private opaque: string | undefined;

  private words(): string {
    return this.opaque ?? joinWords(this.path);
  }

  private enter(node: ConfigNode, visit: () => void): void {
    if (node.name !== "") this.path.push(node.name);
    this.opaque = node.schema.kind === "opaque" ? node.name : undefined;
    visit();
    this.opaque = undefined;
    if (node.name !== "") this.path.pop();
  }

  /** Lines that turn the children of a into those of b. */
  children(a: ConfigNode, b: ConfigNode): void {
    const [before, after] = [a.children, b.children];
    // Most often the same child stands at the same place.
    for (let i = 0; i < before.length; i++) {
      const kid = before[i];
      if (kid !== undefined && after[i]?.name !== kid.name && b.child(kid.name) === undefined)
        this.remove(kid, b);
    }
    for (let i = 0; i < after.length; i++) {
      const kid = after[i];
      if (kid === undefined) continue;
      const there = before[i]?.name === kid.name ? before[i] : a.child(kid.name);
      if (kid.name !== "") this.path.push(kid.name);
      if (kid.schema.kind === "opaque") this.opaque = kid.name;
      if (there?.schema !== kid.schema) this.add(kid);
      else this.both(there, kid);
      this.opaque = undefined;
      if (kid.name !== "") this.path.pop();
    }
    if (matters(b)) this.order(a, b);
  }

  private both(a: ConfigNode, b: ConfigNode): void {
    const before = this.deletes.length;
    this.changes(a, b);
    // When nothing of it stays, one line takes away what several would.
    if (
      this.deletes.length > before + 1 &&
      !survives(a, b) &&
      this.deletes.slice(before).every((line) => line.startsWith("delete "))
    ) {
      this.deletes.length = before;
      this.deletes.push(`delete ${this.words()}`);
    }
    // What is protected can't be taken apart: unprotect it for that.
    if (a.protect && b.protect && this.deletes.length > before) {
      this.deletes.splice(before, 0, `unprotect ${this.words()}`);
      this.marks.push(`protect ${this.words()}`);
    }
  }

  private changes(a: ConfigNode, b: ConfigNode): void {
    if (a.value !== b.value && !(isSecret(b) && sameSecret(a.value, b.value))) {
      if (b.value === undefined) this.deletes.push(`delete ${this.words()}`);
      else this.sets.push(`set ${this.words()} ${quote(b.value)}`);
    }
    this.flags(a, b);
    if (a.kids !== undefined || b.kids !== undefined) this.children(a, b);
  }

  private flags(a: ConfigNode, b: ConfigNode): void {
    if (a.plain && b.plain) return;
    // Junos takes away what has become empty, and its marks with it, before the new statements come.
    const stays = survives(a, b);
    if ((stays && a.inactive) !== b.inactive)
      this.marks.push(`${b.inactive ? "deactivate" : "activate"} ${this.words()}`);
    if (!stays && b.protect) this.marks.push(`protect ${this.words()}`);
    else if (a.protect !== b.protect)
      (b.protect ? this.marks : this.deletes).push(
        `${b.protect ? "protect" : "unprotect"} ${this.words()}`,
      );
    if ((stays ? a.comment : undefined) !== b.comment)
      this.marks.push(...annotateLines(this.path, b.comment ?? ""));
  }

  private remove(kid: ConfigNode, parent: ConfigNode): void {
    // A value without keyword is replaced by setting another one, and gone with the word before it otherwise.
    if (kid.name === "") {
      this.deletes.push(
        `delete ${this.words()}${kid.value === undefined ? "" : ` ${quote(kid.value)}`}`,
      );
      return;
    }
    // Setting another case of a choice removes this one.
    if (kid.schema.choices.length > 0 && parent.otherCases(kid.schema).length > 0 && !kid.protect)
      return;
    this.enter(kid, () => {
      this.unprotect(kid);
      this.deletes.push(`delete ${this.words()}`);
    });
  }

  private unprotect(node: ConfigNode): void {
    if (node.protect) this.deletes.push(`unprotect ${this.words()}`);
    for (const kid of node.children) this.enter(kid, () => this.unprotect(kid));
  }

  private add(node: ConfigNode): void {
    if (node.kids === undefined) {
      if (speaksAlone(node))
        this.sets.push(
          `set ${this.words()}${node.value === undefined ? "" : ` ${quote(node.value)}`}`,
        );
    } else for (const kid of node.children) this.enter(kid, () => this.add(kid));
    if (node.inactive) this.marks.push(`deactivate ${this.words()}`);
    if (node.protect) this.marks.push(`protect ${this.words()}`);
    if (node.comment !== undefined) this.marks.push(...annotateLines(this.path, node.comment));
  }

  /** Moves entries so that they stand in the order of b: new ones are set at the end, the longest run in order stays. */
  private order(a: ConfigNode, b: ConfigNode): void {
    if (
      a.children.length === b.children.length &&
      a.children.every((kid, index) => kid.name === b.children[index]?.name)
    )
      return;
    const kept = a.children.filter((kid) => b.child(kid.name) !== undefined).map((kid) => kid.name);
    const added = b.children
      .filter((kid) => a.child(kid.name) === undefined)
      .map((kid) => kid.name);
    const before = [...kept, ...added];
    const wanted = b.children.map((kid) => kid.name);
    if (before.every((name, index) => name === wanted[index])) return;
    const position = new Map(wanted.map((name, index) => [name, index]));
    const staying = new Set(
      longestIncreasing(before.map((name) => position.get(name) ?? 0)).map(
        (index) => wanted[index],
      ),
    );
    const path = this.words();
    // Junos wants the keyword of a list before the other entry's name too.
    const keyword = b.schema.kind === "list" ? `${quote(b.name)} ` : "";
    wanted.forEach((name, index) => {
      if (staying.has(name)) return;
      const previous = wanted[index - 1];
      if (previous !== undefined)
        this.moves.push(`insert ${path} ${quote(name)} after ${keyword}${quote(previous)}`);
      else {
        const first = wanted.find((other) => staying.has(other));
        if (first !== undefined)
          this.moves.push(`insert ${path} ${quote(name)} before ${keyword}${quote(first)}`);
      }
      staying.add(name);
    });
  }
}

/** Whether a node is still there once everything that isn't in b was deleted. */
function survives(a: ConfigNode, b: ConfigNode): boolean {
  const { schema } = a;
  if (
    schema.kind !== "list" &&
    schema.kind !== "leaf-list" &&
    !(schema.kind === "container" && !schema.presence)
  )
    return true;
  return a.children.some((kid) => {
    const there = b.child(kid.name);
    return there?.schema === kid.schema && survives(kid, there);
  });
}

/** Whether a node's value must never be shown. */
export function isSecret(node: ConfigNode): boolean {
  return isSecretValue(node.schema, node.value);
}

/** Whether the order of a node's children means something. */
export function matters(node: ConfigNode): boolean {
  const { schema } = node;
  return (schema.kind === "list" || schema.kind === "leaf-list") && schema.ordered;
}

/** The values of one longest increasing subsequence. */
function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const out: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1)
    out.push(values[index] ?? 0);
  return out.reverse();
}

/**
 * Lines that turn one configuration into another and delete no more than needed: first deletions, then what is set, then moves
 * within ordered lists, then what is deactivated. Applying them to `a` gives `b`.
 */
export function diff(a: ConfigTree, b: ConfigTree): string[] {
  const differ = new Differ();
  differ.children(a.root, b.root);
  return [...differ.deletes, ...differ.sets, ...differ.moves, ...differ.marks];
}
