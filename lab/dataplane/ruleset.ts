// An nftables table as data: chains of rules, and counters that outlive their rules.

/** One chain; a base chain has a hook. */
export interface Chain {
  readonly name: string;
  /** `type filter hook input priority 0; policy drop;` */
  readonly hook?: string;
  readonly rules: readonly string[];
}

export interface Ruleset {
  /** Names of counters that rules refer to. */
  readonly counters: readonly string[];
  readonly chains: readonly Chain[];
}

export const TABLE = "inet junos";

const EMPTY_RULESET: Ruleset = { counters: [], chains: [] };

/** Links as nftables compares them. */
export function linkSet(links: readonly string[]): string {
  const quoted = [...new Set(links)].map((link) => `"${link}"`);
  return quoted.length === 1 ? (quoted[0] ?? "") : `{ ${quoted.join(", ")} }`;
}

/** A remark at the end of a rule. */
export function comment(text: string): string {
  return `comment "${text.replaceAll(/["\\\n]/g, "").slice(0, 120)}"`;
}

/** One transaction from a table to the next; counters that stay keep their values. */
export function transaction(before: Ruleset | undefined, next: Ruleset): string {
  const gone = (from: readonly string[], to: readonly string[]): readonly string[] =>
    from.filter((name) => !to.includes(name));
  const chainNames = (ruleset: Ruleset): readonly string[] =>
    ruleset.chains.map(({ name }) => name);
  const known = before ?? EMPTY_RULESET;
  return [
    `add table ${TABLE}`,
    // A table that we know nothing about is not worth keeping.
    ...(before === undefined
      ? [`delete table ${TABLE}`, `add table ${TABLE}`]
      : [`flush table ${TABLE}`]),
    ...gone(chainNames(known), chainNames(next)).map((name) => `delete chain ${TABLE} ${name}`),
    ...gone(known.counters, next.counters).map((name) => `delete counter ${TABLE} ${name}`),
    ...gone(next.counters, known.counters).map((name) => `add counter ${TABLE} ${name}`),
    // All chains before any rule: rules jump to chains that come later.
    ...next.chains.map(
      ({ name, hook }) => `add chain ${TABLE} ${name}${hook === undefined ? "" : ` { ${hook} }`}`,
    ),
    ...next.chains.flatMap(({ name, rules }) =>
      rules.map((rule) => `add rule ${TABLE} ${name} ${rule}`),
    ),
    "",
  ].join("\n");
}
