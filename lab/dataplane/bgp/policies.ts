// Junos routing policies as route maps: chains of policies, terms in order, first decision counts. Pure.

import { lengthOf, networkOf } from "../../../lib/net";
import type { JunosConfig } from "../../../lib/junos";
import { contents, entries } from "../lists";
import type { Warning } from "../types";
import { type ListLine, type MapEntry, type PrefixList, SOURCES } from "./plan";

type Statement = Exclude<
  NonNullable<NonNullable<JunosConfig["policyOptions"]>["policyStatement"]>[string],
  true
>;
type Term = Exclude<NonNullable<Statement["term"]>[string], true>;
type From = NonNullable<Term["from"]>;
type Then = NonNullable<Term["then"]>;
type Tell = (path: string, message: string) => void;

export type Direction = "import" | "export";

/** The session that a chain is for. */
export interface Way {
  readonly direction: Direction;
  /** A neighbour of this AS hears of next hops as they are, any other one of the device itself. */
  readonly internal: boolean;
  readonly localAddress?: string | undefined;
}

/** What one term says, for one of the sources it names. */
interface Step {
  readonly match: readonly string[];
  readonly set: readonly string[];
  readonly verdict: "accept" | "reject" | "next term" | "next policy";
}

export class Policies {
  private readonly lists = new Map<string, PrefixList>();
  private readonly found = new Map<string, Warning>();

  constructor(private readonly config: JunosConfig) {}

  /** The prefix lists that the chains so far refer to. */
  get prefixLists(): readonly PrefixList[] {
    return [...this.lists.values()];
  }

  get warnings(): readonly Warning[] {
    return [...this.found.values()];
  }

  /** A chain of policies, and behind it what Junos does where none decided: it takes and announces BGP routes. */
  chain(names: readonly string[], way: Way): readonly MapEntry[] {
    const { direction } = way;
    const policies = names.map((name) => this.steps(name, way));
    const learned = sourceMatch("bgp", direction);
    const last: readonly Step[] = [
      { match: learned ?? [], set: [], verdict: "accept" },
      { match: [], set: [], verdict: "reject" },
    ];
    const blocks = [...policies, last];
    const starts = blocks.map((_, index) =>
      blocks.slice(0, index).reduce((sum, steps) => sum + steps.length, 0),
    );
    return blocks.flatMap((steps, block) =>
      steps.map(({ match, set, verdict }, index): MapEntry => {
        if (verdict === "reject") return { action: "deny", match, set: [] };
        // What came from a neighbour says so from here on.
        const mark = direction === "import" ? [`tag ${SOURCES.bgp}`] : [];
        if (verdict === "accept") return { action: "permit", match, set: [...set, ...mark] };
        const next =
          verdict === "next term" ? (starts[block] ?? 0) + index + 1 : (starts[block + 1] ?? 0);
        return { action: "permit", match, set, next };
      }),
    );
  }

  private steps(name: string, way: Way): readonly Step[] {
    const path = `policy-options policy-statement ${name}`;
    const given = this.config.policyOptions?.policyStatement?.[name];
    if (given === undefined) {
      // An expression of several policies comes here as one name that nobody has defined.
      this.tell(path, "the lab does not know such a policy, nor expressions of policies");
      return [];
    }
    const statement: Statement = contents(given) ?? {};
    const terms: readonly (readonly [string, string, Term])[] = [
      ...entries(statement.term).map(
        ([term, own]) => [`${path} term ${term}`, `${name}.${term}`, own] as const,
      ),
      ...(statement.from === undefined && statement.to === undefined && statement.then === undefined
        ? []
        : [[path, name, statement as Term] as const]),
    ];
    return terms.flatMap(([where, list, term]) => this.term(where, list, term, way));
  }

  private term(path: string, list: string, term: Term, way: Way): readonly Step[] {
    if (term.to !== undefined) {
      this.tell(`${path} to`, "the lab does not carry out `to`: the term matches nothing");
      return [];
    }
    const alternatives = this.conditions(path, list, contents(term.from) ?? {}, way.direction);
    const then = contents(term.then) ?? {};
    const set = this.changes(path, then, way);
    const verdict =
      then.accept === true
        ? "accept"
        : then.reject === true
          ? "reject"
          : then.next === "policy"
            ? "next policy"
            : "next term";
    return alternatives.map((match) => ({ match, set, verdict }));
  }

  /** One list of conditions for each source that the term names: in a list all must hold, and of the lists one. */
  private conditions(
    path: string,
    list: string,
    from: From,
    direction: Direction,
  ): readonly (readonly string[])[] {
    const match: string[] = [];
    let possible = true;
    for (const [word, value] of Object.entries(from)) {
      const where = `${path} from ${junosWord(word)}`;
      switch (word) {
        case "protocol":
        case "routeFilter":
        case "prefixList":
        case "prefixListFilter":
          break;
        case "family":
          possible &&= value === "inet";
          break;
        case "metric":
        case "origin":
          match.push(`${word} ${String(value)}`);
          break;
        case "localPreference":
          match.push(`local-preference ${String(value)}`);
          break;
        default:
          this.tell(where, "the lab does not carry this condition out: the term matches nothing");
          possible = false;
      }
    }
    const lines = this.prefixes(path, from);
    if (!possible || lines === "nothing") return [];
    if (lines !== undefined) match.push(`ip address prefix-list ${this.keep(list, lines)}`);
    if (from.protocol === undefined) return [match];
    return from.protocol.flatMap((protocol) => {
      const source = sourceMatch(protocol, direction);
      return source === undefined ? [] : [[...source, ...match]];
    });
  }

  private prefixes(path: string, from: From): readonly ListLine[] | "nothing" | undefined {
    const named = Object.keys(from.prefixList ?? {});
    const filtered = entries(from.prefixListFilter);
    const kinds = [from.routeFilter, from.prefixList, from.prefixListFilter];
    const used = kinds.filter((kind) => kind !== undefined).length;
    if (used === 0) return undefined;
    if (used > 1) {
      this.tell(
        `${path} from`,
        "the lab takes route-filter, prefix-list or prefix-list-filter, one of them in a term: the term matches nothing",
      );
      return "nothing";
    }
    const filters: Filter[] = [];
    for (const [prefix, how] of entries(from.routeFilter)) {
      if (how.through !== undefined) {
        this.tell(`${path} from route-filter ${prefix} through`, "the lab does not carry this out");
        continue;
      }
      filters.push({ prefix, ...how });
    }
    for (const name of named) {
      filters.push(...this.members(name).map((prefix) => ({ prefix, exact: true as const })));
    }
    for (const [name, how] of filtered) {
      filters.push(...this.members(name).map((prefix) => ({ prefix, ...how })));
    }
    const lines = filterLines(filters.filter(({ prefix }) => !prefix.includes(":")));
    return lines.length === 0 ? "nothing" : lines;
  }

  private members(name: string): readonly string[] {
    const list = contents(this.config.policyOptions?.prefixList?.[name]);
    if (list?.applyPath !== undefined) {
      this.tell(`policy-options prefix-list ${name} apply-path`, "the lab does not carry this out");
    }
    return Object.keys(list?.prefixListItem ?? {});
  }

  private keep(name: string, lines: readonly ListLine[]): string {
    const plain = name.replaceAll(/[^\w.-]/g, "_");
    for (let number = 1; ; number += 1) {
      const own = number === 1 ? plain : `${plain}-${number}`;
      const known = this.lists.get(own);
      if (known !== undefined && JSON.stringify(known.lines) !== JSON.stringify(lines)) continue;
      this.lists.set(own, { name: own, lines });
      return own;
    }
  }

  private changes(path: string, then: Then, way: Way): readonly string[] {
    const set: string[] = [];
    for (const [word, value] of Object.entries(then) as readonly (readonly [string, unknown])[]) {
      const where = `${path} then ${junosWord(word)}`;
      const made = ["accept", "reject", "next", "trace"].includes(word)
        ? []
        : change(word, value, way);
      if (made === undefined) this.tell(where, "the lab does not carry this change out");
      else set.push(...made);
    }
    return set;
  }

  private readonly tell: Tell = (path, message) => {
    this.found.set(`${path} ${message}`, { path, message });
  };
}

function junosWord(word: string): string {
  return word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What a route of this source is known by; undefined when there can be none. */
function sourceMatch(protocol: string, direction: Direction): readonly string[] | undefined {
  // Whatever a neighbour sends is BGP's.
  if (direction === "import") return protocol === "bgp" ? [] : undefined;
  if (!Object.hasOwn(SOURCES, protocol)) return undefined;
  return [`tag ${SOURCES[protocol as keyof typeof SOURCES]}`];
}

type Amount = string | number;

interface Adjustment {
  readonly metric?: Amount;
  readonly localPreference?: Amount;
  readonly add?: Amount;
  readonly subtract?: Amount;
}

/** One change in the words of `set`; undefined for what the lab does not do. */
function change(word: string, value: unknown, way: Way): readonly string[] | undefined {
  const own = (typeof value === "object" && value !== null ? value : {}) as Adjustment;
  switch (word) {
    case "metric":
    case "localPreference":
      return adjustment(junosWord(word), own[word], own);
    case "origin":
      return [`origin ${String(value)}`];
    case "asPathPrepend":
      return [`as-path prepend ${String(value)}`];
    case "asPathExpand": {
      const last = (value as { readonly lastAs?: { readonly count?: unknown } | true }).lastAs;
      const count = typeof last === "object" ? Number(last.count ?? 1) : 1;
      return last === undefined ? undefined : [`as-path prepend last-as ${count}`];
    }
    case "nextHop":
      return nextHop(value as NextHop, way);
    default:
      return undefined;
  }
}

function adjustment(
  name: string,
  plain: Amount | undefined,
  { add, subtract }: Adjustment,
): readonly string[] | undefined {
  if (plain !== undefined) return [`${name} ${plain}`];
  if (add !== undefined) return [`${name} +${add}`];
  return subtract === undefined ? undefined : [`${name} -${subtract}`];
}

interface NextHop {
  readonly self?: true;
  readonly peerAddress?: true;
  readonly address?: string;
}

function nextHop(hop: NextHop, way: Way): readonly string[] | undefined {
  if (hop.self === true) {
    if (way.direction === "export" && !way.internal) return [];
    return way.localAddress === undefined ? undefined : [`ip next-hop ${way.localAddress}`];
  }
  if (hop.peerAddress === true) return ["ip next-hop peer-address"];
  const { address } = hop;
  return address === undefined || address.includes(":") ? undefined : [`ip next-hop ${address}`];
}

interface Filter {
  readonly prefix: string;
  readonly exact?: boolean;
  readonly longer?: boolean;
  readonly orlonger?: boolean;
  readonly upto?: string;
  readonly prefixLengthRange?: string;
}

/**
 * Junos looks for the longest filter that a route lies in, and asks that one alone. So the longest come first, and what
 * one of them does not want is wanted by no shorter one.
 */
function filterLines(filters: readonly Filter[]): readonly ListLine[] {
  const byPrefix = new Map<string, Filter[]>();
  for (const filter of filters) {
    const prefix = networkOf(filter.prefix);
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), filter]);
  }
  const sorted = [...byPrefix].sort(([a], [b]) => lengthOf(b) - lengthOf(a));
  const lines = sorted.flatMap(([prefix, own]): ListLine[] => [
    ...own.flatMap((filter) => permitted(prefix, filter)),
    { action: "deny", prefix, to: 32 },
  ]);
  // Behind the last permission everything is refused anyway.
  const end = lines.findLastIndex(({ action }) => action === "permit");
  return lines.slice(0, end + 1);
}

function permitted(prefix: string, filter: Filter): readonly ListLine[] {
  const length = lengthOf(prefix);
  const permit = (from?: number, to?: number): ListLine => ({
    action: "permit",
    prefix,
    // The daemon wants bounds that are wider than the prefix itself.
    ...(from === undefined || from <= length ? {} : { from }),
    ...(to === undefined || to <= length ? {} : { to }),
  });
  if (filter.longer === true) return length === 32 ? [] : [permit(length + 1, 32)];
  if (filter.orlonger === true) return [permit(length, 32)];
  const upto = number(filter.upto);
  if (upto !== undefined) return upto < length ? [] : [permit(length, upto)];
  const range = /^\/(\d+)-\/(\d+)$/.exec(filter.prefixLengthRange ?? "");
  if (range !== null) {
    const [from, to] = [Math.max(Number(range[1]), length), Number(range[2])];
    return to < from ? [] : [permit(from, to)];
  }
  return [permit()];
}

function number(text: string | undefined): number | undefined {
  const found = /\d+/.exec(text ?? "")?.[0];
  return found === undefined ? undefined : Number(found);
}
