// A device's replies for others' eyes: what isn't a word of Junos is replaced, everywhere by the same word.
import { Aliases } from "../../junos";
import { AddressScrambler } from "../../net";
import { escapeXml, unescapeXml } from "../xml";

/** Elements that hold a name, an identity or somebody's own words, whatever the text is. */
const NAMED =
  /^(?:serial-number|host-name|user|user-name|ike-ike-id|ike-sa-(?:local|remote)-id|ike-xauth-username|log|comment|chassis-serial-number)$/;
/** Elements that hold a configuration as text. */
const CONFIGURATION = /^(?:configuration-set|configuration-output|configuration-text)$/;
/** Notes of the device itself in elements that may hold anybody's words. */
const OWN_NOTE = /^(?:commit confirmed, rollback in|JUNOS Software Release|rolled back|rollback)/i;

/** Replaces what says whose device it is, in one device's replies. */
export class Anonymiser {
  private readonly aliases: Aliases;

  /** @param secrets - values that must be replaced even if they look like a number or a word of Junos */
  constructor(
    private readonly secrets: ReadonlySet<string> = new Set(),
    addresses = new AddressScrambler(),
  ) {
    this.aliases = new Aliases(addresses);
  }

  /** Learns the names of a configuration, so that they are replaced in replies too. Ask before the first reply. */
  learn(configuration: string): void {
    this.configuration(configuration);
  }

  /** Set lines, or other text of a configuration. */
  configuration(text: string): string {
    return text
      .split("\n")
      .map((line) => this.aliases.line(line, (word) => this.word(word)))
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
    return this.aliases.report(text);
  }

  private word(word: string): string {
    return this.secrets.has(word) || /^\$\d\w?\$/.test(word)
      ? this.aliases.alias(word, "secret")
      : this.aliases.word(word);
  }
}
