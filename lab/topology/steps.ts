// From the network that exists to the one that should: the commands between them, in phases that can't be mixed.

import { type Cable, type Namespace, type Network, type Statement } from "./network";

/** One thing to do. Batches are lines for `ip -batch`, in one namespace or, without one, in the lab's own. */
export type Step =
  | { readonly do: "delete namespace" | "add namespace"; readonly name: string }
  | {
      readonly do: "ip";
      readonly namespace?: string;
      readonly lines: readonly string[];
      /** Go on after a line that fails: what it removes may be gone already. */
      readonly lenient: boolean;
    }
  | {
      readonly do: "rules";
      readonly namespace: string;
      readonly settings: ReadonlyMap<string, string>;
      /** For nft; empty when its tables stay as they are. */
      readonly script: string;
    }
  | { readonly do: "end dhcp"; readonly namespace: string; readonly link: string }
  | {
      readonly do: "serve dhcp";
      readonly namespace: string;
      readonly link: string;
      /** The own one on the link, with its length. */
      readonly address: string;
    };

/** Steps that don't depend on each other. */
export type Phase = readonly Step[];

/** The link that joins a bridged namespace's others. */
const BRIDGE = "segment";

/** Lines by namespace. */
class Lines {
  private readonly lines = new Map<string, string[]>();

  add(namespace: string, ...more: readonly string[]): void {
    if (more.length === 0) return;
    this.lines.set(namespace, [...(this.lines.get(namespace) ?? []), ...more]);
  }

  steps(lenient: boolean): Phase {
    return [...this.lines].map(([namespace, lines]) => ({ do: "ip", namespace, lines, lenient }));
  }
}

/** What changes between two networks, apart from what is said in each namespace. */
interface Changes {
  /** Namespaces that go, and namespaces that come; one that is made anew is in both. */
  readonly gone: ReadonlySet<string>;
  readonly fresh: ReadonlySet<string>;
  readonly unplugged: readonly Cable[];
  readonly plugged: readonly Cable[];
}

function changesBetween(before: Network, after: Network): Changes {
  const stays = (name: string): boolean => {
    const known = before.namespaces.get(name);
    return known !== undefined && known.generation === after.namespaces.get(name)?.generation;
  };
  const cables = (of: Network, missing: Network): Cable[] =>
    [...of.cables].flatMap(([key, cable]) =>
      missing.cables.has(key) && cable.ends.every(({ namespace }) => stays(namespace))
        ? []
        : [cable],
    );
  return {
    gone: new Set([...before.namespaces.keys()].filter((name) => !stays(name))),
    fresh: new Set([...after.namespaces.keys()].filter((name) => !stays(name))),
    unplugged: cables(before, after),
    plugged: cables(after, before),
  };
}

/** The commands, phase by phase; nothing for what is equal. */
export function stepsBetween(before: Network, after: Network): Phase[] {
  const changes = changesBetween(before, after);
  const { gone, fresh, plugged } = changes;
  const remaining = new Map<string, ReadonlySet<string>>();
  const servers = serversBetween(before, after, changes);
  const phases: Phase[] = [
    servers.ended,
    removals(before, after, changes, remaining),
    [...gone].map((name) => ({ do: "delete namespace", name })),
    // A change that broke off may have left some that nobody knows of.
    before.uncertain === true
      ? [...fresh]
          .filter((name) => !gone.has(name))
          .map((name) => ({ do: "delete namespace", name }))
      : [],
    [...fresh].map((name) => ({ do: "add namespace", name })),
    // Settings and filters are there before any packet can arrive.
    rules(before, after, fresh),
    before.uncertain === true ? leftovers(after, changes, remaining) : [],
    plugged.length === 0
      ? []
      : [{ do: "ip", lines: plugged.map(({ ends }) => pluggingLine(ends)), lenient: false }],
    additions(after, changes, remaining),
    servers.begun,
  ];
  return phases.filter((phase) => phase.length > 0);
}

/** DHCP servers that end, and those that begin; one whose link is another is both. */
function serversBetween(
  before: Network,
  after: Network,
  { fresh, plugged, unplugged }: Changes,
): { readonly ended: Phase; readonly begun: Phase } {
  const moved = new Set(
    [...plugged, ...unplugged].flatMap(({ ends }) =>
      ends.map(({ namespace, link }) => `${namespace} ${link}`),
    ),
  );
  const missing = (of: Network, from: Network): (readonly [string, string, string])[] =>
    [...of.namespaces].flatMap(([namespace, { dhcp }]) =>
      [...dhcp].flatMap(([link, address]) => {
        const stays =
          from.namespaces.get(namespace)?.dhcp.get(link) === address &&
          !fresh.has(namespace) &&
          !moved.has(`${namespace} ${link}`) &&
          before.uncertain !== true;
        return stays ? [] : [[namespace, link, address] as const];
      }),
    );
  return {
    ended: missing(before, after).map(([namespace, link]) => ({ do: "end dhcp", namespace, link })),
    begun: missing(after, before).map(([namespace, link, address]) => {
      return { do: "serve dhcp", namespace, link, address };
    }),
  };
}

/** Takes back what no longer holds and pulls cables, where the namespace stays; notes what is left there. */
function removals(
  before: Network,
  after: Network,
  { gone, unplugged }: Changes,
  remaining: Map<string, ReadonlySet<string>>,
): Phase {
  const lost = new Map<string, Set<string>>();
  for (const { ends } of unplugged) {
    for (const { namespace, link } of ends) {
      lost.set(namespace, (lost.get(namespace) ?? new Set()).add(link));
    }
  }
  const lines = new Lines();
  for (const [name, { statements }] of before.namespaces) {
    const next = after.namespaces.get(name);
    if (next === undefined || gone.has(name)) continue;
    const wanted = new Set(next.statements.map(keyOf));
    const left = new Set<string>();
    for (const statement of statements) {
      // What is said about a link goes with it.
      if (lost.get(name)?.has(linkOf(statement)) === true) continue;
      if (wanted.has(keyOf(statement))) left.add(keyOf(statement));
      else lines.add(name, removal(statement));
    }
    remaining.set(name, left);
  }
  // A namespace takes its cables along, but the kernel does that some time later, and the name of the other
  // end must be free at once: so cables are pulled one by one.
  for (const { ends } of unplugged) {
    const end = ends.find(({ namespace }) => !gone.has(namespace));
    if (end !== undefined) lines.add(end.namespace, `link del ${end.link}`);
  }
  return lines.steps(true);
}

function rules(before: Network, after: Network, fresh: ReadonlySet<string>): Phase {
  return [...after.namespaces].flatMap(([namespace, next]) => {
    const known = fresh.has(namespace) ? undefined : before.namespaces.get(namespace);
    const settings = settingsBetween(known, next);
    const script = rulesetScript(known?.rulesets ?? new Map<string, string>(), next.rulesets);
    return settings.size === 0 && script === ""
      ? []
      : [{ do: "rules", namespace, settings, script }];
  });
}

function settingsBetween(known: Namespace | undefined, next: Namespace): Map<string, string> {
  const values = new Map(
    [...next.settings].filter(([path, value]) => known?.settings.get(path) !== value),
  );
  if (known !== undefined) return values;
  values.set("ipv4/ip_forward", next.forwarding ? "1" : "0");
  if (next.forwarding) values.set("ipv6/conf/all/forwarding", "1");
  for (const scope of ["all", "default"]) {
    values.set(`ipv4/conf/${scope}/rp_filter`, "0");
    values.set(`ipv4/conf/${scope}/send_redirects`, "0");
    values.set(`ipv4/conf/${scope}/accept_redirects`, "0");
    if (next.proxyArp) values.set(`ipv4/conf/${scope}/proxy_arp`, "1");
  }
  return values;
}

/** One transaction that brings a namespace's tables up to date: no packet sees half of it. */
function rulesetScript(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string {
  const lines: string[] = [];
  for (const table of before.keys()) {
    if (!after.has(table)) lines.push(`table ${table} {}`, `delete table ${table}`);
  }
  for (const [table, text] of after) {
    if (before.get(table) === text) continue;
    lines.push(`table ${table} {}`, `delete table ${table}`, `table ${table} {`, text, "}");
  }
  return lines.join("\n");
}

/** Removes what is about to be made, in case it is there: links, and rules, which can't be said twice. */
function leftovers(
  after: Network,
  { plugged }: Changes,
  remaining: ReadonlyMap<string, ReadonlySet<string>>,
): Phase {
  const lines = new Lines();
  for (const { ends } of plugged) {
    for (const { namespace, link } of ends) lines.add(namespace, `link del ${link}`);
  }
  for (const [name, { statements }] of after.namespaces) {
    const found = unsaid(statements, remaining.get(name)).filter(({ kind }) => kind === "rule");
    lines.add(name, ...found.map(removal));
  }
  return lines.steps(true);
}

function pluggingLine(ends: Cable["ends"]): string {
  const [a = "", b = ""] = ends.map(
    ({ namespace, link, mac }) =>
      `${link} netns ${namespace}${mac === undefined ? "" : ` address ${mac}`}`,
  );
  return `link add ${a} type veth peer name ${b}`;
}

/** Brings links up and says everything that is new, in each namespace at once. */
function additions(
  after: Network,
  { fresh, plugged }: Changes,
  remaining: ReadonlyMap<string, ReadonlySet<string>>,
): Phase {
  const lines = new Lines();
  for (const name of fresh) {
    lines.add(name, "link set lo up");
    if (after.namespaces.get(name)?.bridge === true) {
      lines.add(name, `link add ${BRIDGE} type bridge forward_delay 0`, `link set ${BRIDGE} up`);
    }
  }
  for (const { ends } of plugged) {
    for (const { namespace, link } of ends) {
      const home = after.namespaces.get(namespace);
      if (home?.proxyArp === true) {
        // Without this the kernel waits up to 0.8 s before it answers on another's behalf.
        lines.add(namespace, `ntable change name arp_cache dev ${link} proxy_delay 0`);
      }
      if (home?.bridge === true) lines.add(namespace, `link set ${link} master ${BRIDGE}`);
      lines.add(namespace, `link set ${link} up`);
    }
  }
  for (const [name, { statements }] of after.namespaces) {
    const found = unsaid(statements, remaining.get(name));
    found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
    lines.add(name, ...found.map(addition));
  }
  return lines.steps(false);
}

const ORDER = ["address", "neighbour", "route", "rule"];

const keyOf = ({ kind, text }: Statement): string => `${kind} ${text}`;

const linkOf = ({ text }: Statement): string => /(?:^| )dev (\S+)/.exec(text)?.[1] ?? "";

function unsaid(
  statements: readonly Statement[],
  remaining: ReadonlySet<string> | undefined,
): Statement[] {
  return statements.filter((each) => remaining?.has(keyOf(each)) !== true);
}

function removal(statement: Statement): string {
  const { kind, text } = statement;
  // Rules and routes are deleted as they were added; a neighbour by its address alone.
  if (kind !== "neighbour") return `${kind} del ${text}`;
  return `neighbour del ${text.split(" ")[0] ?? ""} dev ${linkOf(statement)}`;
}

function addition({ kind, text }: Statement): string {
  return `${kind} ${kind === "rule" ? "add" : "replace"} ${text}`;
}
