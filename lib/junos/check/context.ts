// What the rules of the check share: the configuration in force, names that are defined, and reporting.
import type { Diagnostic, RuleId } from "../../diagnostics";
import { AddressBooks } from "../model/address-books";
import { hasPlaceholder } from "../placeholder";
import { suggest } from "../suggest";
import type { ConfigNode } from "../tree/node";
import { shownWords } from "../tree/secrecy";
import { type Found, places } from "./places";

/** What the check assumes about the device. */
export interface CheckOptions {
  /** Junos release, such as `24.4R1`; default 24.4R1. Some statements need a release. */
  readonly release?: string;
  /** The daemon that negotiates: `kmd` (default) knows policy-based VPNs, `iked` is newer. */
  readonly ikeDaemon?: "kmd" | "iked";
  /** The configuration is only a part of what the device has: references to interfaces, zones and users can't be judged. Default false. */
  readonly partial?: boolean;
}

/** Where something is: words of a set line. */
export type Where = readonly string[];

/** The line of a node, or of the first statement below it. */
function lineOf(node: ConfigNode | undefined): number | undefined {
  if (node === undefined) return undefined;
  if (node.line > 0) return node.line;
  for (const kid of node.children) {
    const line = lineOf(kid);
    if (line !== undefined) return line;
  }
  return undefined;
}

const SETS = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Names as a set, made once for a list that is asked for often. */
function setOf(names: readonly string[] | ReadonlySet<string>): ReadonlySet<string> {
  if (!Array.isArray(names)) return names as ReadonlySet<string>;
  const list = names as readonly string[];
  let set = SETS.get(list);
  if (set === undefined) SETS.set(list, (set = new Set(list)));
  return set;
}

/** Release numbers as one comparable number: 24.4R1 is 244.01. */
function releaseNumber(release: string): number | undefined {
  const match = /^(\d+)\.(\d+)(?:[A-Z]+(\d+))?/.exec(release);
  return match ? Number(match[1]) * 10 + Number(match[2]) + Number(match[3] ?? 0) / 100 : undefined;
}

type Names = readonly string[] | ReadonlySet<string>;

/** What to do about a name that isn't defined; undefined for one that is, or that may turn out to be. */
function missing(name: string | undefined, defined: Names): string | undefined {
  if (name === undefined || hasPlaceholder(name)) return undefined;
  if (setOf(defined).has(name) || [...defined].some(hasPlaceholder)) return undefined;
  const near = suggest(name, defined);
  return near === undefined ? "define it, or name one that is" : `did you mean "${near}"?`;
}

/** The parts that were given. */
const told = ({
  fix,
  subject,
}: {
  readonly fix: string | undefined;
  readonly subject: string | undefined;
}): Pick<Diagnostic, "fix" | "subject"> => ({
  ...(fix !== undefined && { fix }),
  ...(subject !== undefined && { subject }),
});

export class Context {
  readonly findings: Diagnostic[] = [];
  private readonly known = new Map<string, unknown>();

  constructor(
    /** The configuration in force: groups applied, inactive statements gone. */
    readonly root: ConfigNode,
    /** The configuration as written, for line numbers and origins. */
    private readonly source: ConfigNode,
    readonly options: CheckOptions,
  ) {}

  private report(
    where: Where,
    said: Pick<Diagnostic, "severity" | "rule" | "what" | "fix" | "subject">,
  ): void {
    const { construct, line } = this.written(where);
    const { severity, rule, what, fix, subject } = said;
    this.findings.push({
      rule,
      severity,
      statement: shownWords(where),
      what,
      ...(construct !== undefined && { construct }),
      ...(fix !== undefined && { fix }),
      ...(subject !== undefined && { subject }),
      ...(line !== undefined && { source: { line } }),
    });
  }

  /** Who said a statement, or the nearest that is there of those around it, and in which line. */
  private written(where: Where): { readonly construct?: string; readonly line?: number } {
    const trail: ConfigNode[] = [];
    let node: ConfigNode | undefined = this.source;
    for (const word of where) {
      node = node.child(word);
      if (node === undefined) break;
      trail.unshift(node);
    }
    const [nearest] = trail;
    const construct = trail.find((each) => each.origin !== undefined)?.origin;
    const line = lineOf(nearest);
    return {
      ...(construct !== undefined && { construct }),
      ...(line !== undefined && { line }),
    };
  }

  /** @param subject what it is about in a word, where the place alone doesn't tell it */
  error(rule: RuleId, where: Where, what: string, fix?: string, subject?: string): void {
    this.report(where, { severity: "error", rule, what, ...told({ fix, subject }) });
  }

  warn(rule: RuleId, where: Where, what: string, fix?: string, subject?: string): void {
    this.report(where, { severity: "warning", rule, what, ...told({ fix, subject }) });
  }

  /** The device must know a name: reports when it doesn't. Names with placeholders are judged later. */
  reference(
    name: string | undefined,
    defined: Names,
    what: string,
    where: Where,
    rule: RuleId,
  ): boolean {
    const fix = missing(name, defined);
    if (fix !== undefined) this.error(rule, where, `${what} "${name}" is not defined`, fix);
    return fix === undefined;
  }

  /** The same of an interface's unit that the device might bring along: only warned of. */
  mayBeUnit(name: string, where: Where): void {
    const fix = missing(name, this.unitNames);
    if (fix !== undefined)
      this.warn("undefined-interface", where, `interface "${name}" is not defined`, fix);
  }

  /** Whether the release is at least another; true when it isn't known. */
  since(release: string): boolean {
    const own = releaseNumber(this.options.release ?? "24.4R1");
    const other = releaseNumber(release);
    return own === undefined || other === undefined || own >= other;
  }

  get daemon(): "kmd" | "iked" {
    return this.options.ikeDaemon ?? "kmd";
  }

  /** Whether the whole device's configuration is here. */
  get whole(): boolean {
    return !this.options.partial;
  }

  /** Something worked out once for the whole check. */
  once<T>(key: string, work: () => T): T {
    if (!this.known.has(key)) this.known.set(key, work());
    return this.known.get(key) as T;
  }

  /** What names for addresses mean. */
  get books(): AddressBooks {
    return this.once("address books", () => new AddressBooks(this.root));
  }

  names(path: string): readonly string[] {
    return this.once(`names ${path}`, () => this.root.names(path));
  }

  /** Every place that a hierarchy with stars for entries stands for; many rules ask for the same ones. */
  places(within: string): readonly Found[] {
    return this.once(`places ${within}`, () => places(this.root, within));
  }

  entries(path: string): readonly ConfigNode[] {
    return this.root.entries(path);
  }

  /** The unit that a logical interface name means, `ge-0/0/0` meaning its unit 0. */
  unit(name: string): ConfigNode | undefined {
    const dot = name.lastIndexOf(".");
    const [device, number] = dot < 0 ? [name, "0"] : [name.slice(0, dot), name.slice(dot + 1)];
    return this.root.get(["interfaces", device, "unit", number]);
  }

  /** The logical interface's full name. */
  logical(name: string): string {
    return name.includes(".") ? name : `${name}.0`;
  }

  /** Every logical interface with its unit. */
  get units(): readonly { readonly name: string; readonly unit: ConfigNode }[] {
    return this.once("units", () =>
      this.entries("interfaces").flatMap((device) =>
        device.entries("unit").map((unit) => ({ name: `${device.name}.${unit.name}`, unit })),
      ),
    );
  }

  get unitNames(): readonly string[] {
    return this.once("names of units", () => this.units.map(({ name }) => name));
  }

  /** The zone of a logical interface. */
  zoneOf(name: string): ConfigNode | undefined {
    const zones = this.once("zones of interfaces", () => {
      const found = new Map<string, ConfigNode>();
      for (const zone of this.entries("security zones security-zone"))
        for (const each of zone.names("interfaces")) found.set(this.logical(each), zone);
      return found;
    });
    return zones.get(this.logical(name));
  }
}
