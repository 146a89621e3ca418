// Bare devices from a small file: which machines there are and what is plugged into what.
//
// {
//   "nodes": [
//     { "name": "SRX1", "kind": "gateway", "management": "192.0.2.11" },
//     { "name": "Host1", "kind": "host", "gateway": "10.1.11.1 2001:db8:11::1" }
//   ],
//   "links": [["Host1 eth0 10.1.11.10/24 2001:db8:11::10/64", "SRX1 ge-0/0/0"]]
// }

import {
  contains,
  familyOf,
  isHost as isAddress,
  lengthOf,
  parsePrefix,
  rangeBetween,
} from "../../lib/net";
import { type NodeKind } from "./node";

/** A machine of the file. */
export interface TopologyNode {
  readonly name: string;
  readonly kind: Exclude<NodeKind, "operator">;
  /** A device's management address, from {@link MANAGEMENT_NETWORK}; hosts have none. */
  readonly management?: string;
  /** What a device says it is. @default "vSRX" */
  readonly model?: string;
  /** A host's next hops for everything, at most one of each family; devices have their own routes. */
  readonly gateways: readonly string[];
}

/** One end of a link. */
export interface LinkEnd {
  readonly node: string;
  /** Such as `ge-0/0/0` on devices, any name on hosts; the internet has none. */
  readonly interface?: string;
  /** With their prefix lengths, IPv4 and IPv6; devices configure theirs themselves. */
  readonly addresses: readonly string[];
  /** One of the addresses, which answers DHCP: it hands out addresses of its network, with itself as the router. */
  readonly servesDhcp?: string;
}

/** A file that was read and found right. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  /** Each joins two ends or more. */
  readonly links: readonly (readonly LinkEnd[])[];
}

/** Where the devices' management addresses are; the operator reaches them all. */
const MANAGEMENT_NETWORK = "192.0.2.0/24";
const MANAGEMENT_HOSTS = rangeBetween("192.0.2.2", "192.0.2.254");

/** The end of a link that leads to the lab's internet; its address is the next hop there. */
export const INTERNET_END = "internet";

/** A topology file that can't be used, with everything that is wrong with it. */
class TopologyError extends Error {
  override readonly name = "TopologyError";

  constructor(readonly problems: readonly string[]) {
    super(`the topology can't be used:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,14}$/;
const DEVICE_PORT = /^(fe|ge|xe|et)-\d{1,2}\/\d\/\d{1,2}$/;
const HOST_PORT = /^[a-z][a-z0-9]{0,14}$/;
/** Behind an end's addresses: the first IPv4 address of them answers DHCP. */
const DHCP = "dhcp";

/** The longest prefix that leaves an address to hand out. */
const DHCP_LONGEST = 30;

const RESERVED = ["operator", INTERNET_END];

/** Reads a topology from JSON that was parsed already. */
export function readTopology(json: unknown): Topology {
  const problems: string[] = [];
  const { nodes: rawNodes, links: rawLinks } = fields(
    json,
    ["nodes", "links"],
    "the file",
    problems,
  );
  const nodes = list(rawNodes, '"nodes"', problems).flatMap((each, index) => {
    const node = readNode(each, `nodes[${index}]`, problems);
    return node === undefined ? [] : [node];
  });
  const links = list(rawLinks, '"links"', problems).map((each, index) =>
    list(each, `links[${index}]`, problems).flatMap((end) => {
      const read = readEnd(end, `links[${index}]`, nodes, problems);
      return read === undefined ? [] : [read];
    }),
  );
  problems.push(...clashes(nodes, links));
  if (problems.length > 0) throw new TopologyError(problems);
  return { nodes, links };
}

function fields(
  value: unknown,
  known: readonly string[],
  where: string,
  problems: string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    problems.push(`${where} must be an object with ${known.join(" and ")}`);
    return {};
  }
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) {
      problems.push(`${where} has "${name}"; it may have ${known.join(", ")}`);
    }
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, where: string, problems: string[]): readonly unknown[] {
  if (Array.isArray(value)) return value;
  problems.push(`${where} must be a list`);
  return [];
}

function readNode(value: unknown, where: string, problems: string[]): TopologyNode | undefined {
  const known = ["name", "kind", "management", "model", "gateway"];
  const { name, kind, management, model, gateway } = fields(value, known, where, problems);
  if (typeof name !== "string" || !NAME.test(name) || RESERVED.includes(name)) {
    problems.push(
      `${where}: the name ${JSON.stringify(name)} can't be used; names have up to 15 letters, digits, _ and -, and are not ${RESERVED.join(" or ")}`,
    );
    return undefined;
  }
  if (kind !== "gateway" && kind !== "nat" && kind !== "host") {
    problems.push(`${name}: the kind is gateway, nat or host, not ${JSON.stringify(kind)}`);
    return undefined;
  }
  const isHost = kind === "host";
  if (isHost ? management !== undefined : !isManagement(management)) {
    problems.push(
      isHost
        ? `${name}: a host has no management address`
        : `${name}: a device needs a management address of ${MANAGEMENT_NETWORK} from .2 to .254, not ${JSON.stringify(management)}`,
    );
  }
  if (
    model !== undefined &&
    (isHost || typeof model !== "string" || !/^[\w-]{1,32}$/.test(model))
  ) {
    problems.push(`${name}: a device's model is a word such as SRX345, and a host has none`);
  }
  const gateways = typeof gateway === "string" ? gateway.split(/\s+/) : [];
  if (gateway !== undefined && !(isHost && areGateways(gateways))) {
    problems.push(
      `${name}: a host's gateway is an IPv4 address, an IPv6 address or both with a blank between, and a device has none`,
    );
  }
  return {
    name,
    kind,
    ...(isManagement(management) ? { management } : {}),
    ...(typeof model === "string" ? { model } : {}),
    gateways,
  };
}

/** One address, or one of each family. */
function areGateways(words: readonly string[]): boolean {
  const areDifferent = (): boolean => new Set(words.map(familyOf)).size === words.length;
  return words.length > 0 && words.every((word) => isAddress(word)) && areDifferent();
}

function isManagement(value: unknown): value is string {
  return typeof value === "string" && isAddress(value) && contains(MANAGEMENT_HOSTS, value);
}

/** An end, and whether it hands out addresses. */
function readEnd(
  value: unknown,
  where: string,
  nodes: readonly TopologyNode[],
  problems: string[],
): LinkEnd | undefined {
  const words = typeof value === "string" ? value.trim().split(/\s+/) : [];
  const serves = words.at(-1) === DHCP;
  const end = readPlug(serves ? words.slice(0, -1).join(" ") : value, where, nodes, problems);
  if (!serves || end === undefined) return end;
  const servesDhcp = end.addresses.find(
    (address) => familyOf(address) === "inet" && lengthOf(address) <= DHCP_LONGEST,
  );
  if (servesDhcp !== undefined) return { ...end, servesDhcp };
  problems.push(
    `${where}: "${words.join(" ")}": an end with "${DHCP}" is a host's or the internet's, with an IPv4 address of a network that has room for more: /${DHCP_LONGEST} or shorter`,
  );
  return undefined;
}

/** What is plugged in where, with its addresses. */
function readPlug(
  value: unknown,
  where: string,
  nodes: readonly TopologyNode[],
  problems: string[],
): LinkEnd | undefined {
  const form = `"DEVICE INTERFACE", "HOST INTERFACE ADDRESS/BITS…" or "${INTERNET_END} ADDRESS/BITS…", the last two with "${DHCP}" behind them where they hand out more`;
  if (typeof value !== "string") {
    problems.push(`${where}: an end is ${form}, not ${JSON.stringify(value)}`);
    return undefined;
  }
  const [name = "", ...rest] = value.trim().split(/\s+/);
  const bad = (reason: string): undefined => {
    problems.push(`${where}: "${value}": ${reason}`);
    return undefined;
  };
  const wrong = (addresses: readonly string[]): string | undefined =>
    addresses.find((address) => !isInterfaceAddress(address));
  if (name === INTERNET_END) {
    if (rest.length === 0 || wrong(rest) !== undefined) return bad(`an end is ${form}`);
    return { node: name, addresses: rest };
  }
  const node = nodes.find((each) => each.name === name);
  if (node === undefined) {
    return bad(`there is no node "${name}"; nodes: ${nodes.map((each) => each.name).join(", ")}`);
  }
  const [port = "", ...addresses] = rest;
  const isHost = node.kind === "host";
  if (!(isHost ? HOST_PORT : DEVICE_PORT).test(port)) {
    return bad(
      `"${port}" is not an interface of a ${node.kind}; write ${isHost ? "eth0" : "ge-0/0/0"}`,
    );
  }
  if (isHost !== addresses.length > 0) {
    return bad(
      isHost ? "a host's end needs its address" : "a device configures its addresses itself",
    );
  }
  const odd = wrong(addresses);
  if (odd !== undefined) return bad(`"${odd}" is not an address with a prefix length`);
  return { node: name, interface: port, addresses };
}

function isInterfaceAddress(text: string): boolean {
  return text.includes("/") && parsePrefix(text) !== undefined;
}

function clashes(nodes: readonly TopologyNode[], links: Topology["links"]): string[] {
  const found: string[] = [];
  const twice = (what: string, values: readonly string[]): void => {
    const seen = new Set<string>();
    for (const value of values) {
      if (seen.has(value)) found.push(`${what} ${value} is there twice`);
      seen.add(value);
    }
  };
  twice(
    "the node",
    nodes.map(({ name }) => name),
  );
  twice(
    "the management address",
    nodes.flatMap(({ management }) => management ?? []),
  );
  twice(
    "the interface",
    links
      .flat()
      .flatMap((end) => (end.interface === undefined ? [] : [`${end.node} ${end.interface}`])),
  );
  links.forEach((ends, index) => {
    if (ends.length < 2) found.push(`links[${index}] joins fewer than two ends`);
  });
  return found;
}
