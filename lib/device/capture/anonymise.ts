// A device's replies for others' eyes: what isn't a word of Junos is replaced, everywhere by the same word.

import { junosWords } from "../../junos";
import { AddressScrambler, isHost } from "../../net";
import { escapeXml, unescapeXml } from "../xml";

/** Words that say nothing about whose device it is. */
const PLAIN: readonly RegExp[] = [
  // Commands, brackets, and the operators of a policy expression.
  /^(?:set|delete|activate|deactivate|protect|edit|top|up|insert|annotate|rename)$/,
  /^[[\](){}&|!;,+-]+$/,
  // Numbers, ranges, sizes, times and releases.
  /^\d+(?:[.,:-]\d+)*[kmg%]?$/i,
  /^\d+\.\d+[A-Z]+\d[\w.-]*$/,
  // Interfaces, nodes and what comes with Junos.
  /^(?:ge|xe|et|fe|st|lo|fxp|reth|irb|em|me|vme|fab|ae|gr|ip|lt|mt|pp|ppd|dl|vlan|bme|swfab)-?[\d*]+[\d/:.*]*$/,
  /^(?:node[01]|re[01]|member\d+|\$\{(?:node|re)\}|junos[-:].*|mgmt_junos|inet6?\.\d|any-ipv[46])$/,
];

/** Elements that hold a name, an identity or somebody's own words, whatever the text is. */
const NAMED =
  /^(?:serial-number|host-name|user|user-name|ike-ike-id|ike-sa-(?:local|remote)-id|ike-xauth-username|log|comment|chassis-serial-number)$/;
/** Elements that hold a configuration as text. */
const CONFIGURATION = /^(?:configuration-set|configuration-output|configuration-text)$/;
/** Notes of the device itself in elements that may hold anybody's words. */
const OWN_NOTE = /^(?:commit confirmed, rollback in|JUNOS Software Release|rolled back|rollback)/i;
const AS_NUMBER = /^(?:autonomous-system|peer-as|local-as)$/;

/** Replaces what says whose device it is, in one device's replies. */
export class Anonymiser {
  private readonly aliases = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** @param secrets - values that must be replaced even if they look like a number or a word of Junos */
  constructor(
    private readonly secrets: ReadonlySet<string> = new Set(),
    private readonly addresses = new AddressScrambler(),
  ) {}

  /** Learns the names of a configuration, so that they are replaced in replies too. Ask before the first reply. */
  learn(configuration: string): void {
    this.configuration(configuration);
  }

  /** Set lines, or other text of a configuration. */
  configuration(text: string): string {
    return text
      .split("\n")
      .map((line) => this.line(line))
      .join("\n");
  }

  /** A reply as XML text. */
  reply(xml: string): string {
    return xml
      .replaceAll(
        /(commit-user=")([^"]*)/g,
        (_, head: string, user: string) => head + this.word(user),
      )
      .replaceAll(/<!--[^]*?-->/g, "")
      .replaceAll(
        /<([\w.-]+:)?([\w.-]+)([^<>]*)>([^<]*)/g,
        (whole, prefix: string | undefined, name: string, rest: string, text: string) =>
          text.trim() === ""
            ? whole
            : `<${prefix ?? ""}${name}${rest}>${escapeXml(this.content(name, unescapeXml(text)))}`,
      );
  }

  private content(element: string, text: string): string {
    if (CONFIGURATION.test(element)) return this.configuration(text);
    const trimmed = text.trim();
    if (NAMED.test(element) && !OWN_NOTE.test(trimmed))
      return text.replace(trimmed, () => this.word(trimmed));
    // What follows an element closed before it, or a report's own words, with names in between.
    return this.addresses.text(text.replaceAll(/[\w@.$/-]+/g, (word) => this.known(word)));
  }

  /** A word of a report: replaced when it is a name that was seen in the configuration. */
  private known(word: string): string {
    return this.aliases.get(word) ?? this.aliases.get(word.replace(/[.,]+$/, "")) ?? word;
  }

  private line(line: string): string {
    let before = "";
    return line.replaceAll(/"((?:[^"\\]|\\.)*)"|[^\s;]+/g, (token, quoted: string | undefined) => {
      const isNumber = AS_NUMBER.test(before);
      before = token;
      if (isNumber) return this.alias(token, "as");
      const word = quoted ?? token;
      const replaced = this.word(word);
      return quoted === undefined ? replaced : `"${replaced}"`;
    });
  }

  private word(word: string): string {
    if (word === "") return word;
    if (this.secrets.has(word) || /^\$\d\w?\$/.test(word)) return this.alias(word, "secret");
    if (junosWords().has(word) || (PLAIN.some((each) => each.test(word)) && !isAddress(word)))
      return word;
    const scrambled = this.addresses.text(word);
    if (scrambled !== word || isAddress(word)) return scrambled;
    if (word.includes("@")) return this.alias(word, "user");
    if (/^[\w-]+(?:\.[\w-]+)+$/.test(word)) return this.alias(word, "host");
    return this.alias(word, /\s/.test(word) ? "text" : "name");
  }

  private alias(word: string, kind: string): string {
    const there = this.aliases.get(word);
    if (there !== undefined) return there;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const made = MADE[kind]?.(count) ?? `${kind}-${count}`;
    this.aliases.set(word, made);
    return made;
  }
}

const MADE: Readonly<Record<string, (count: number) => string>> = {
  user: (count) => `user-${count}@example.net`,
  host: (count) => `host-${count}.example.net`,
  as: (count) => String(64_511 + count),
};

const isAddress = (word: string): boolean => isHost(word.replace(/\/\d+$/, ""));
