// From the network that exists to the one that should: the commands between them, in an order that works.

import { type Cable, type Network, type Statement } from "./network";

/** One thing to do. Batches are lines for `ip -batch`, in one namespace or, without one, in the lab's own. */
export type Step =
  | { readonly do: "delete namespace" | "add namespace"; readonly name: string }
  | {
      readonly do: "ip";
      readonly namespace?: string;
      readonly lines: readonly string[];
      /** Go on after a line that fails: what it removes may be gone with a link. */
      readonly lenient: boolean;
    }
  | { readonly do: "set"; readonly namespace: string; readonly values: ReadonlyMap<string, string> }
  | { readonly do: "nft"; readonly namespace: string; readonly script: string };

const OBJECT = {
  address: "address",
  neighbour: "neighbour",
  route: "route",
  rule: "rule",
} as const;

/** The link that joins a bridged namespace's others. */
const BRIDGE = "segment";

const keyOf = ({ kind, text }: Statement): string => `${kind} ${text}`;

function removal({ kind, text }: Statement): string {
  // Rules and routes are deleted as they were added; a neighbour by its address alone.
  if (kind !== "neighbour") return `${OBJECT[kind]} del ${text}`;
  const [, address = "", link = ""] = /^(\S+) .*dev (\S+)/.exec(text) ?? [];
  return `neighbour del ${address} dev ${link}`;
}

function addition({ kind, text }: Statement): string {
  return `${OBJECT[kind]} ${kind === "rule" ? "add" : "replace"} ${text}`;
}

function usesLink({ text }: Statement, link: string): boolean {
  return text.split(" ").some((word, index, words) => word === "dev" && words[index + 1] === link);
}

/** The commands, nothing for what is equal. */
export function stepsBetween(before: Network, after: Network): Step[] {
  const steps: Step[] = [];
  const stays = (name: string): boolean => {
    const known = before.namespaces.get(name);
    return known !== undefined && known.generation === after.namespaces.get(name)?.generation;
  };
  const gone = new Set([...before.namespaces.keys()].filter((name) => !stays(name)));
  const fresh = new Set([...after.namespaces.keys()].filter((name) => !stays(name)));

  // Which links disappear and appear, by namespace: statements about them go and come with them.
  const kept = ([key, { ends }]: [string, Cable], other: Network): boolean =>
    other.cables.has(key) && ends.every(({ namespace }) => stays(namespace));
  const removedCables = [...before.cables].filter((cable) => !kept(cable, after));
  const addedCables = [...after.cables].filter((cable) => !kept(cable, before));
  const lost = new Set<string>();
  for (const [, { ends }] of removedCables) {
    for (const { namespace, link } of ends) lost.add(`${namespace} ${link}`);
  }

  // 1. Statements that no longer hold, in namespaces that stay.
  const remaining = new Map<string, Set<string>>();
  for (const [name, { statements }] of before.namespaces) {
    const next = after.namespaces.get(name);
    if (next === undefined || gone.has(name)) continue;
    const wanted = new Set(next.statements.map(keyOf));
    const lines: string[] = [];
    const left = new Set<string>();
    for (const statement of statements) {
      const link = [...lost].find((each) => {
        const [where = "", which = ""] = each.split(" ");
        return where === name && usesLink(statement, which);
      });
      if (link !== undefined) continue;
      if (wanted.has(keyOf(statement))) left.add(keyOf(statement));
      else lines.push(removal(statement));
    }
    remaining.set(name, left);
    if (lines.length > 0) steps.push({ do: "ip", namespace: name, lines, lenient: true });
  }

  // 2. Cables and namespaces that go. A namespace takes its cables along, but the kernel does that some
  // time later, and the name of the other end must be free at once: so cables are pulled one by one.
  for (const [, { ends }] of removedCables) {
    const end = ends.find(({ namespace }) => !gone.has(namespace));
    if (end === undefined) continue;
    const lines = [`link del ${end.link}`];
    steps.push({ do: "ip", namespace: end.namespace, lines, lenient: true });
  }
  for (const name of gone) steps.push({ do: "delete namespace", name });

  // 3. Namespaces that come, with their settings and filters before any packet can arrive.
  const uncertain = before.uncertain === true;
  for (const name of fresh) {
    if (uncertain && !gone.has(name)) steps.push({ do: "delete namespace", name });
    steps.push({ do: "add namespace", name });
    if (after.namespaces.get(name)?.bridge === true) {
      const lines = [`link add ${BRIDGE} type bridge forward_delay 0`, `link set ${BRIDGE} up`];
      steps.push({ do: "ip", namespace: name, lines, lenient: false });
    }
  }
  for (const [name, { rulesets }] of after.namespaces) {
    const known = fresh.has(name) ? undefined : before.namespaces.get(name);
    const script = rulesetScript(known?.rulesets ?? new Map<string, string>(), rulesets);
    if (script !== "") steps.push({ do: "nft", namespace: name, script });
  }
  for (const [name, { settings, forwarding, proxyArp }] of after.namespaces) {
    const known = fresh.has(name) ? undefined : before.namespaces.get(name);
    const values = new Map(
      [...settings].filter(([path, value]) => known?.settings.get(path) !== value),
    );
    if (known === undefined) {
      values.set("ipv4/ip_forward", forwarding ? "1" : "0");
      if (forwarding) values.set("ipv6/conf/all/forwarding", "1");
      for (const scope of ["all", "default"]) {
        values.set(`ipv4/conf/${scope}/rp_filter`, "0");
        values.set(`ipv4/conf/${scope}/send_redirects`, "0");
        values.set(`ipv4/conf/${scope}/accept_redirects`, "0");
        if (proxyArp) values.set(`ipv4/conf/${scope}/proxy_arp`, "1");
      }
    }
    if (values.size > 0) steps.push({ do: "set", namespace: name, values });
  }

  // 4. Cables that come, then everything said about them.
  if (addedCables.length > 0) {
    for (const [, { ends }] of uncertain ? addedCables : []) {
      for (const { namespace, link } of ends) {
        steps.push({ do: "ip", namespace, lines: [`link del ${link}`], lenient: true });
      }
    }
    const lines = addedCables.map(([, { ends }]) => {
      const [a, b] = ends.map(
        ({ namespace, link, mac }) =>
          `${link} netns ${namespace}${mac === undefined ? "" : ` address ${mac}`}`,
      );
      return `link add ${a ?? ""} type veth peer name ${b ?? ""}`;
    });
    steps.push({ do: "ip", lines, lenient: false });
    const up = new Map<string, string[]>();
    for (const [, { ends }] of addedCables) {
      for (const { namespace, link } of ends) {
        const lines = up.get(namespace) ?? [];
        // Without this the kernel waits up to 0.8 s before it answers on another's behalf.
        if (after.namespaces.get(namespace)?.proxyArp === true) {
          lines.push(`ntable change name arp_cache dev ${link} proxy_delay 0`);
        }
        const bridged = after.namespaces.get(namespace)?.bridge === true;
        if (bridged) lines.push(`link set ${link} master ${BRIDGE}`);
        up.set(namespace, [...lines, `link set ${link} up`]);
      }
    }
    for (const [namespace, ups] of up) {
      steps.push({ do: "ip", namespace, lines: ups, lenient: false });
    }
  }
  for (const [name, { statements }] of after.namespaces) {
    const left = remaining.get(name) ?? new Set();
    const fresh = inOrder(statements.filter((each) => !left.has(keyOf(each))));
    const rules = fresh.filter(({ kind }) => kind === "rule");
    if (uncertain && rules.length > 0) {
      // The others can be said twice; a rule would be refused.
      steps.push({ do: "ip", namespace: name, lines: rules.map(removal), lenient: true });
    }
    const lines = fresh.map(addition);
    if (lines.length > 0) steps.push({ do: "ip", namespace: name, lines, lenient: false });
  }
  return steps;
}

const ORDER = ["address", "neighbour", "route", "rule"];

function inOrder(statements: readonly Statement[]): Statement[] {
  return [...statements].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
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
