// Words in place of those that say whose device it is: everywhere the same one, and words of Junos stay.
import { AddressScrambler, isHost, parsePrefix } from "../../net";
import { junosWords } from "../layer/layer";

/** Words that say nothing about whose device it is. */
const PLAIN: readonly RegExp[] = [
  // Commands, brackets, wildcards, and the operators of a policy expression.
  /^(?:set|delete|activate|deactivate|protect|edit|top|up|insert|annotate|rename)$/,
  /^[[\](){}&|!;,+-]+$/,
  /^<[*\d[\]?-]+>$/,
  // Numbers, ranges, sizes, times and releases.
  /^\d+(?:[.,:-]\d+)*[kmg%]?$/i,
  /^\d+\.\d+[A-Z]+\d[\w.-]*$/,
  // Interfaces, nodes and what comes with Junos.
  /^(?:ge|xe|et|fe|st|lo|fxp|reth|irb|em|me|vme|fab|ae|gr|ip|lt|mt|pp|ppd|dl|vlan|bme|swfab)-?[\d*]+[\d/:.*]*$/,
  /^(?:node[01]|re[01]|member\d+|\$\{(?:node|re)\}|junos[-:].*|mgmt_junos|inet6?\.\d|any(?:-ipv[46])?)$/,
];

/** Names that a device comes with. */
const FACTORY = new Set(["all", "default", "global", "trust", "untrust", "root", "super-user"]);

/** Statements whose number says whose network it is. */
const AS_NUMBER = /^(?:autonomous-system|as-number|peer-as|local-as)$/;

const MADE: Readonly<Record<string, (count: number) => string>> = {
  user: (count) => `user-${count}@example.net`,
  host: (count) => `host-${count}.example.net`,
  as: (count) => String(64_511 + count),
};

const isAddress = (word: string): boolean => isHost(word.replace(/\/\d+$/, ""));

/**
 * Replaces words, each by the same wherever it is met; addresses keep their networks.
 * @internal
 */
export class Aliases {
  private readonly aliases = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** @param addresses - how addresses are replaced; by default as nobody can tell beforehand */
  constructor(private readonly addresses = new AddressScrambler()) {}

  /** A word where words of the language may stand too: they stay. */
  word(word: string, kind = "name"): string {
    if (word === "" || this.isPlain(word)) return word;
    const scrambled = this.addresses.text(word);
    if (scrambled !== word || isAddress(word)) return scrambled;
    if (word.includes("@")) return this.alias(word, "user");
    if (/^[\w-]+(?:\.[\w-]+)+$/.test(word)) return this.alias(word, "host");
    if (!/\s/.test(word)) return this.alias(word, kind);
    // A path or an expression in one word consists of Junos's own.
    return word.split(/\s+/).every((part) => this.isPlain(part)) ? word : this.alias(word, "text");
  }

  /** A name that a person chose, which may be a word of the language by chance. */
  name(name: string, kind: string): string {
    if (
      FACTORY.has(name) ||
      PLAIN.some((each) => each.test(name)) ||
      parsePrefix(name) !== undefined
    )
      return this.known(this.addresses.text(name));
    return name.includes("@") || /\s|\.\w/.test(name) ? this.word(name) : this.alias(name, kind);
  }

  /**
   * A line of a configuration, word by word.
   * @param replace - what a word becomes, where that is more than the language can tell
   */
  line(line: string, replace = (word: string): string => this.word(word)): string {
    let before = "";
    return line.replaceAll(/"((?:[^"\\]|\\.)*)"|[^\s;]+/g, (token, quoted: string | undefined) => {
      const after = before;
      before = token;
      if (quoted === undefined) return this.value(token, after, replace);
      return `"${replace(quoted)}"`;
    });
  }

  /** The value of a statement, by the statement's word. */
  value(
    value: string,
    statement: string,
    replace = (word: string): string => this.word(word),
  ): string {
    return AS_NUMBER.test(statement) ? this.alias(value, "as") : replace(value);
  }

  /** Text of a report: names that were met before, and addresses. */
  report(text: string): string {
    return this.addresses.text(text.replaceAll(/[\w@.$/-]+/g, (word) => this.known(word)));
  }

  /** A word that was met before by its alias, any other as it is. */
  known(word: string): string {
    return this.aliases.get(word) ?? this.aliases.get(word.replace(/[.,]+$/, "")) ?? word;
  }

  /** The word in place of another, of a kind that tells what it was. */
  alias(word: string, kind: string): string {
    const there = this.aliases.get(word);
    if (there !== undefined) return there;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const made = MADE[kind]?.(count) ?? `${kind}-${count}`;
    this.aliases.set(word, made);
    return made;
  }

  private isPlain(word: string): boolean {
    if (this.aliases.has(word)) return false;
    return (
      junosWords().has(word) ||
      FACTORY.has(word) ||
      (PLAIN.some((each) => each.test(word)) && !isAddress(word))
    );
  }
}
