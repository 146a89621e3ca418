// What the commands of configuration mode do to a tree.
import { spelled } from "../schema/spelling";
import { suggest } from "../suggest";
import { isBranch } from "../schema/lookup";
import { wildcard } from "../tree/wildcard";
import { above } from "../tree/levels";
import { ConfigNode } from "../tree/node";
import { prune } from "../tree/prune";
import { joinWords } from "../tree/statements";
import { CHANGING, commandOf, type CommandWord } from "./command-words";
import { expandRanges } from "./ranges";
import { WordError } from "./walk";

/** The nodes that words lead to, the tree's root first; undefined when a word has none. */
function follow(root: ConfigNode, words: readonly string[]): ConfigNode[] | undefined {
  const trail = [root];
  let node = root;
  for (const word of words) {
    const own = spelled(word, node.schema);
    if (node.schema.kind === "leaf") {
      if (node.value !== own) return undefined;
      continue;
    }
    const next: ConfigNode | undefined =
      node.child(own) ?? (node.child("")?.value === own ? node.child("") : undefined);
    if (next === undefined) return undefined;
    node = next;
    trail.push(node);
  }
  return trail;
}

/** A person's session in configuration mode: a tree, and the level that commands are at. */
export class ConfigurationMode {
  /** What Junos would warn of, such as deleting what isn't there. */
  readonly warnings: string[] = [];
  /** Levels that `edit` left, for `exit`. */
  private readonly left: (readonly string[])[] = [];

  constructor(
    private readonly root: ConfigNode,
    /** The words of the level. */
    public level: readonly string[],
    /** Puts a statement into the tree. */
    private readonly set: (words: readonly string[]) => void,
    /** Keeps a statement that can't be followed; without it, marks of such statements are only warned of. */
    private readonly keep?: (words: readonly string[]) => ConfigNode,
  ) {}

  /**
   * Carries out the command that words begin with.
   * @throws WordError, whose index counts the words of the level and then those after the command
   */
  command(words: readonly string[], line: number): void {
    this.runWord(words, line);
  }

  private run(command: CommandWord, words: readonly string[], line: number): void {
    const rest = [...this.level, ...words.slice(1)];
    switch (command) {
      case "set":
        return this.set(words.slice(1));
      case "delete":
        return this.remove(rest, line);
      case "deactivate":
      case "activate":
        return this.mark(rest, command, line, (node) => (node.inactive = command === "deactivate"));
      case "protect":
      case "unprotect":
        return this.mark(rest, command, line, (node) => (node.protect = command === "protect"));
      case "annotate": {
        const comment = rest.pop();
        return this.mark(
          rest,
          command,
          line,
          (node) => (node.comment = comment === "" ? undefined : comment),
        );
      }
      case "insert":
        return this.insert(rest);
      case "rename":
      case "copy":
        return this.rename(rest, command === "copy");
      case "replace":
        return this.replace(words);
      case "wildcard":
        return this.wildcard(words, line);
      default:
        return this.move(command, words, line);
    }
  }

  /** Commands that go to another level; the others change nothing here. */
  private move(command: CommandWord, words: readonly string[], line: number): void {
    switch (command) {
      case "edit":
        this.left.push(this.level);
        this.level = [...this.level, ...words.slice(1)];
        return;
      case "top":
        return this.leave([], words.slice(1), line);
      case "up":
        return this.up(words, line);
      case "exit":
      case "quit":
        this.level = this.left.pop() ?? [];
        return;
      default:
        return;
    }
  }

  /** Goes to a level, and carries out the command that may follow on the line as if it stood there. */
  private leave(level: readonly string[], command: readonly string[], line: number): void {
    const [first] = command;
    if (first === undefined) {
      this.level = level;
      if (level.length === 0) this.left.length = 0;
      return;
    }
    const before = this.level;
    this.level = level;
    let stays = true;
    try {
      const run = this.runWord(command, line);
      stays = run !== "edit" && run !== "up";
    } finally {
      if (stays) this.level = before;
    }
  }

  private runWord(words: readonly string[], line: number): CommandWord {
    const [word = ""] = words;
    const command = commandOf(word);
    if (command === undefined)
      throw new WordError(`unknown command "${word}"`, this.level.length, suggest(word, CHANGING));
    this.run(command, words, line);
    return command;
  }

  private up(words: readonly string[], line: number): void {
    const count = /^\d+$/.test(words[1] ?? "") ? Number(words[1]) : undefined;
    this.leave(above(this.level, count ?? 1), words.slice(count === undefined ? 1 : 2), line);
  }

  private remove(words: readonly string[], line: number): void {
    if (words.length === 0) return this.root.setChildren(undefined);
    const trail = follow(this.root, words);
    const node = trail?.at(-1);
    const parent = trail?.at(-2);
    const opaque = this.root.child(joinWords(words));
    if (node === undefined && opaque?.schema.kind === "opaque") return this.root.detach(opaque);
    if (trail === undefined || node === undefined || parent === undefined) {
      this.warnings.push(`line ${line}: statement not found: ${words.join(" ")}`);
      return;
    }
    if (trail.some((each) => each.protect))
      throw new WordError("the statement is protected: unprotect it first", 1);
    parent.detach(node);
    prune(trail.slice(0, -1));
  }

  private mark(
    words: readonly string[],
    command: string,
    line: number,
    change: (node: ConfigNode) => unknown,
  ): void {
    const node = follow(this.root, words)?.at(-1);
    const marked = node === undefined ? this.opaqueBelow(words) : [node];
    const isMark = command === "deactivate" || command === "protect";
    if (marked.length === 0 && isMark && this.keep !== undefined) marked.push(this.keep(words));
    if (marked.length === 0)
      this.warnings.push(`line ${line}: statement not found to ${command}: ${words.join(" ")}`);
    marked.forEach(change);
  }

  /** Statements that can't be followed and begin with these words. */
  private opaqueBelow(words: readonly string[]): ConfigNode[] {
    const start = joinWords(words);
    return this.root.children.filter(
      ({ name, schema }) =>
        schema.kind === "opaque" && (name === start || name.startsWith(`${start} `)),
    );
  }

  private insert(words: readonly string[]): void {
    const at = words.findLastIndex(
      (word, index) => index > 0 && (word === "before" || word === "after"),
    );
    // The target is written with or without its keyword: "before policy b" or "before b".
    const target = words.at(-1);
    if (at < 0 || target === undefined || at === words.length - 1)
      throw new WordError('"insert" needs "before" or "after" and a name', 0);
    const trail = follow(this.root, words.slice(0, at));
    const parent = trail?.at(-2);
    const node = trail?.at(-1);
    const other = parent?.child(target);
    if (parent === undefined || node === undefined || other === undefined) {
      throw new WordError(
        `cannot insert: "${node === undefined ? (words[at - 1] ?? "") : target}" is not there`,
        words.length - 1,
      );
    }
    if (node === other) return;
    parent.detach(node);
    parent.attach(node, parent.children.indexOf(other) + (words[at] === "after" ? 1 : 0));
  }

  private rename(words: readonly string[], keep: boolean): void {
    const at = words.lastIndexOf("to");
    const name = words.at(-1);
    if (at < 1 || name === undefined) throw new WordError('"to" and a new name are missing', 0);
    const trail = follow(this.root, words.slice(0, at));
    const node = trail?.at(-1);
    const parent = trail?.at(-2);
    if (node === undefined || parent === undefined)
      throw new WordError(`nothing to rename at "${words.slice(0, at).join(" ")}"`, 1);
    if (parent.child(name) !== undefined)
      throw new WordError(`"${name}" is there already`, words.length - 1);
    const copy = named(node, name);
    if (keep) parent.attach(copy);
    else swap(parent, node, copy);
  }

  /** `replace pattern OLD with NEW upto 3`, in names, values and comments of the level. */
  private replace(words: readonly string[]): void {
    const [, pattern, old = "", by, next = "", upto, count] = words;
    if (pattern !== "pattern" || by !== "with" || (upto !== undefined && upto !== "upto"))
      throw new WordError('"replace pattern" needs a pattern, "with" and a text', 0);
    const expression = expressionOf(old);
    const level = follow(this.root, this.level)?.at(-1);
    if (level === undefined) return;
    const into = next
      .replace(/\$/g, "$$$$")
      .replace(/\\(\d)/g, "$$$1")
      .replace(/&/g, "$$&");
    let rest = upto === undefined ? Infinity : Number(count ?? 1);
    const change = (text: string): string => {
      if (rest <= 0 || !expression.test(text)) return text;
      rest--;
      return text.replace(expression, into);
    };
    const visit = (node: ConfigNode): void => {
      for (const kid of [...node.children]) {
        if (kid.value !== undefined) kid.value = change(kid.value);
        if (kid.comment !== undefined) kid.comment = change(kid.comment);
        const name = isName(kid) ? change(kid.name) : kid.name;
        const changed =
          name === kid.name || node.child(name) !== undefined ? kid : named(kid, name);
        if (changed !== kid) swap(node, kid, changed);
        visit(changed);
      }
    };
    visit(level);
  }

  /** `wildcard delete interfaces ge-*`, and `wildcard range set interfaces ge-0/0/[0-3] unit 0`. */
  private wildcard(words: readonly string[], line: number): void {
    const [, what, ...rest] = words;
    if (what === "range") {
      const [command, ...range] = rest;
      if (command === undefined) throw new WordError('"wildcard range" needs a command', 1);
      for (const each of expandRanges(range)) this.runWord([command, ...each], line);
      return;
    }
    const pattern = rest.at(-1);
    if (what !== "delete" || pattern === undefined)
      throw new WordError('"wildcard" needs "delete" or "range"', 1);
    const path = [...this.level, ...rest.slice(0, -1)];
    const trail = follow(this.root, path);
    const parent = trail?.at(-1);
    const matches = wildcard(`<${pattern.replaceAll(".*", "*")}>`);
    const gone = parent?.children.filter((kid) => matches?.test(kid.name)) ?? [];
    if (gone.length === 0)
      this.warnings.push(`line ${line}: statement not found: ${[...path, pattern].join(" ")}`);
    for (const kid of gone) this.remove([...path, kid.name], line);
  }
}

/** Whether a node's word is a person's, not the language's. */
const isName = ({ schema }: ConfigNode): boolean =>
  schema.kind === "entry" ||
  schema.kind === "item" ||
  schema.kind === "unknown" ||
  schema.kind === "opaque";

/** A copy under another name. */
function named(node: ConfigNode, name: string): ConfigNode {
  const copy = new ConfigNode(name, node.schema);
  copy.value = node.value;
  copy.inactive = node.inactive;
  copy.protect = node.protect;
  copy.origin = node.origin;
  copy.comment = node.comment;
  if (isBranch(node.schema) || node.kids !== undefined) copy.setChildren(node.clone().kids);
  return copy;
}

/** Puts a node in the place of another. */
function swap(parent: ConfigNode, old: ConfigNode, now: ConfigNode): void {
  const position = parent.children.indexOf(old);
  parent.detach(old);
  parent.attach(now, Math.min(position, parent.children.length));
}

/** Longest pattern that is taken, in characters. */
const LONGEST_PATTERN = 256;

/** A person's pattern; one that can take for ever is refused. */
function expressionOf(pattern: string): RegExp {
  if (pattern.length > LONGEST_PATTERN || /[+*}]\)*[+*{?]|\)[+*{]/.test(pattern))
    throw new WordError("the pattern repeats what already repeats: write it simpler", 2);
  try {
    return new RegExp(pattern, "g");
  } catch {
    throw new WordError("the pattern is not a regular expression", 2);
  }
}
