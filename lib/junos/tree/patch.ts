// What `show | compare` prints, applied to a configuration: places in brackets, lines with plus, minus and exclamation mark.
import { JunosSyntaxError } from "../errors";
import { isBranch } from "../schema/lookup";
import { ROOT } from "../schema";
import { readCurly } from "../text/curly-in";
import { place, WordError } from "../text/walk";
import { mergeLoaded } from "./load";
import { ConfigNode } from "./node";
import { prune } from "./prune";

const LEVEL = /^\[edit(?: ([^\]]*))?\]\s*$/;

/** Whether a text is changes and not a configuration. */
export const isPatch = (text: string): boolean =>
  /^\[edit[^\]]*\][ \t]*\r?\n(?:[-+!]|[ \t])/m.test(text);

/** The changes at one place. */
interface Section {
  readonly at: readonly string[];
  readonly lines: { readonly sign: string; readonly text: string; readonly number: number }[];
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  text.split("\n").forEach((raw, index) => {
    const line = raw.replace(/\r$/, "");
    const number = index + 1;
    const level = LEVEL.exec(line);
    const at = (level?.[1] ?? "").split(" ").filter((word) => word !== "");
    if (level) return void sections.push({ at, lines: [] });
    if (line.trim() === "") return;
    const section = sections.at(-1);
    const sign = line.charAt(0);
    if (section === undefined || !"+-! ".includes(sign))
      throw new JunosSyntaxError("no line of changes: each begins with +, -, ! or a blank", {
        line: number,
        column: 1,
      });
    section.lines.push({ sign, text: line.slice(1), number });
  });
  return sections;
}

/**
 * Applies changes to a tree.
 * @returns what is told of changes that find nothing to change.
 * @throws JunosSyntaxError for text that is no changes.
 */
export function applyPatch(root: ConfigNode, text: string): string[] {
  const warnings: string[] = [];
  for (const section of sectionsOf(text)) new Applied(root, section, warnings).apply();
  return warnings;
}

class Applied {
  constructor(
    private readonly root: ConfigNode,
    private readonly section: Section,
    private readonly warnings: string[],
  ) {}

  apply(): void {
    const gone = this.read("-");
    const trail = this.trail();
    if (gone !== undefined) this.remove(gone, trail);
    const more = this.read("+");
    if (more !== undefined) mergeLoaded(this.level(), more, new Map());
    this.marks();
    this.order();
    const level = this.trail();
    if (level.length > this.section.at.length) prune(level);
  }

  private level(): ConfigNode {
    try {
      return place(this.root, this.section.at, 0, { open: true });
    } catch (error) {
      if (!(error instanceof WordError)) throw error;
      throw new JunosSyntaxError(error.message, { line: this.first(), column: 1 });
    }
  }

  private first(): number {
    return this.section.lines[0]?.number ?? 1;
  }

  /** The nodes down to the level; fewer when it isn't there. */
  private trail(): ConfigNode[] {
    const trail = [this.root];
    for (const word of this.section.at) {
      const next = trail.at(-1)?.child(word);
      if (next === undefined) break;
      trail.push(next);
    }
    return trail;
  }

  /** The statements of the lines with a sign, below a node of the level's kind. */
  private read(sign: string): ConfigNode | undefined {
    const { lines, at } = this.section;
    const own = lines.filter((line) => line.sign === sign);
    if (own.length === 0) return undefined;
    const scratch = new ConfigNode("", ROOT);
    const level = place(scratch, at, 0, { open: true });
    const from = own[0]?.number ?? 1;
    const text: string[] = [];
    for (const line of own) {
      while (text.length < line.number - from) text.push("");
      text.push(line.text);
    }
    readCurly(level, `${"\n".repeat(from - 1)}${text.join("\n")}`);
    return level;
  }

  /** Takes away what the lines with a minus hold: statements whole, of a list its entries. */
  private remove(gone: ConfigNode, trail: readonly ConfigNode[]): void {
    const there = trail.length > this.section.at.length ? trail.at(-1) : undefined;
    for (const kid of gone.children) this.removeOne(kid, there, trail);
  }

  private removeOne(
    kid: ConfigNode,
    parent: ConfigNode | undefined,
    trail: readonly ConfigNode[],
  ): void {
    const there = parent?.child(kid.name);
    if (parent === undefined || there === undefined) {
      this.warnings.push(`line ${this.first()}: statement not found: ${kid.name}`);
      return;
    }
    if (isGathered(kid)) {
      for (const each of kid.children) this.removeOne(each, there, [...trail, there]);
      return;
    }
    parent.detach(there);
    prune(trail);
  }

  /** `inactive: interfaces ge-0/0/1 { ... }` and `active: …`. */
  private marks(): void {
    for (const { sign, text } of this.section.lines) {
      const mark = /^\s*(in)?active: (.*)$/.exec(text);
      if (sign !== "!" || mark === null) continue;
      const node = this.named(mark[2] ?? "");
      if (node !== undefined) node.inactive = mark[1] !== undefined;
    }
  }

  /** The node that a line with `{ ... }` or a statement names. */
  private named(text: string): ConfigNode | undefined {
    const words = text
      .replace(/\{.*$|;.*$/, "")
      .trim()
      .split(/\s+/);
    const trail = this.trail();
    if (trail.length <= this.section.at.length) return undefined;
    return trail.at(-1)?.get(words);
  }

  /** Lines of one list stand in the order that its entries have. */
  private order(): void {
    const level = this.trail().at(-1);
    const entries: { node: ConfigNode; parent: ConfigNode; moved: boolean }[] = [];
    let depth = 0;
    for (const { sign, text } of this.section.lines) {
      const opens = /\{(?: \.\.\. \})?\s*$/.test(text);
      if (sign !== "-" && depth === 0 && opens && !/^\s*(?:in)?active:/.test(text)) {
        const node = this.named(text);
        const parent = node === undefined ? undefined : parentOf(level, node);
        if (node !== undefined && parent !== undefined)
          entries.push({ node, parent, moved: sign !== " " });
      }
      if (/\{\s*$/.test(text)) depth++;
      else if (/^\s*\}/.test(text)) depth = Math.max(0, depth - 1);
    }
    entries.forEach(({ node, parent, moved }, index) => {
      if (!moved || !isOrdered(parent)) return;
      const before = entries[index - 1];
      const after = entries.slice(index + 1).find((each) => !each.moved && each.parent === parent);
      const next = before?.parent === parent ? before.node : after?.node;
      if (next === undefined) return;
      parent.detach(node);
      parent.attach(node, parent.children.indexOf(next) + (next === before?.node ? 1 : 0));
    });
  }
}

const isOrdered = ({ schema }: ConfigNode): boolean =>
  (schema.kind === "list" || schema.kind === "leaf-list") && schema.ordered;

/** Whether a node only gathers statements that can each be taken away alone. */
function isGathered({ schema }: ConfigNode): boolean {
  if (schema.kind === "list" || schema.kind === "leaf-list") return true;
  if (schema.kind === "entry") return schema.list.folded;
  return isBranch(schema) && schema.kind === "container" && schema.joined;
}

function parentOf(level: ConfigNode | undefined, node: ConfigNode): ConfigNode | undefined {
  if (level === undefined) return undefined;
  if (level.children.includes(node)) return level;
  for (const kid of level.children) {
    const found = kid.kids?.includes(node) ? kid : kid.kids && parentOf(kid, node);
    if (found !== undefined) return found;
  }
  return undefined;
}
