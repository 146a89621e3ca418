// What a picture shows: sites with what stands in them, lines between them, tunnels with their state. Pure; no positions.
import type { DescribedDevice, NetworkDescription } from "../../stack";
import { type Crowd, crowdsOf } from "./crowds";

/** How a tunnel was at the last look; `planned` for one of a program that isn't deployed. */
export type TunnelState = "planned" | "passed" | "not proven" | "idle" | "failed";

export type NodeKind = "gateway" | "nat" | "network" | "host" | "internet" | "crowd";

/** A box. The first line is its name. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly lines: readonly string[];
  /** Drawn as two, one behind the other. */
  readonly isDouble: boolean;
  readonly site?: string;
}

/** A line between boxes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** Of a tunnel. */
  readonly state?: TunnelState;
}

export interface PictureGraph {
  readonly sites: readonly { readonly id: string; readonly label: string }[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** What a deployed stack knows beyond its program. */
export interface SeenTunnel {
  readonly state: TunnelState;
  /** Addresses under which gateways are seen, by name, where they differ from their own. */
  readonly shown: Readonly<Record<string, string>>;
  readonly port?: number;
}

export type SeenTunnels = ReadonlyMap<string, SeenTunnel>;

const INTERNET = "internet";

const NAT_WORDS: Readonly<Record<string, string>> = {
  "elastic-ip": "elastic IP",
  "nat-gateway": "NAT gateway",
  static: "static NAT",
  source: "source NAT",
};

/** Best first: a crowd is as good as its worst. */
const STATES: readonly TunnelState[] = ["passed", "planned", "idle", "not proven", "failed"];

/** The picture of a stack. */
export function graphOf(network: NetworkDescription, seen: SeenTunnels = new Map()): PictureGraph {
  const crowds = crowdsOf(network);
  const hidden = new Set(crowds.flatMap(({ members, networks }) => [...members, ...networks]));
  const devices = network.gateways.filter(({ name }) => !hidden.has(name));
  const networks = network.networks.filter(({ id }) => !hidden.has(id));
  const online = meetsInternet(network);
  const used = new Set(networks.map(({ site }) => site));
  const hosts = network.hosts.filter(({ networkId }) => !hidden.has(networkId));
  return {
    sites: network.sites
      .filter(({ name }) => used.has(name))
      .map(({ name, cidr }) => ({
        id: `site ${name}`,
        label: cidr === undefined ? name : `${name}  ${cidr}`,
      })),
    nodes: [
      ...networks.map(({ id, cidr, site }): PictureNode => ({
        ...{ id: `network ${id}`, kind: "network", lines: [cidr], isDouble: false },
        ...inSite(site),
      })),
      ...devices.map((device) => deviceNode(device)),
      ...devices.flatMap((device) => outwardNode(device, seen)),
      ...hosts.map(({ name, networkId }): PictureNode => ({
        ...{ id: `host ${name}`, kind: "host", lines: [name], isDouble: false },
        ...inSite(network.networks.find(({ id }) => id === networkId)?.site),
      })),
      ...crowds.map(crowdNode),
      ...(online.size === 0 ? [] : [INTERNET_NODE]),
    ],
    edges: [
      ...devices.flatMap((device) => portEdges(device, online)),
      ...hosts.map(({ name, networkId }) => ({ from: `host ${name}`, to: `network ${networkId}` })),
      ...crowds.flatMap((crowd) => crowdEdges(crowd, online)),
      ...tunnelEdges(network, crowds, seen),
    ],
  };
}

const INTERNET_NODE: PictureNode = {
  id: INTERNET,
  kind: "internet",
  lines: ["internet"],
  isDouble: false,
};

const inSite = (site: string | undefined): { readonly site?: string } =>
  site === undefined ? {} : { site: `site ${site}` };

function deviceNode(device: DescribedDevice): PictureNode {
  const { name, role, managed, cluster, translations, site } = device;
  const notes = [
    ...(cluster ? ["cluster of two nodes"] : []),
    ...(managed ? [] : ["run by somebody else"]),
    ...translations.map(
      ({ kind, of, inside, outside }) =>
        `${kind === "static" ? `${of}: ${inside ?? "?"}` : of} ${kind === "static" ? "↔" : "→"} ${outside ?? "an address of a pool"}`,
    ),
  ];
  return {
    id: `device ${name}`,
    kind: role === "nat" ? "nat" : "gateway",
    lines: [name, ...notes],
    isDouble: cluster,
    ...inSite(site),
  };
}

/** What AWS, or a box of somebody else, makes of a gateway's address. */
function outwardNode(device: DescribedDevice, seen: SeenTunnels): readonly PictureNode[] {
  const { name, nat, interfaces, site } = device;
  if (nat === undefined) return [];
  const own = interfaces[0]?.address ?? "?";
  const shown = [...seen.values()].map((tunnel) => tunnel.shown[name]).find(Boolean);
  const arrow = nat === "elastic-ip" || nat === "static" ? "↔" : "→";
  const lines = [NAT_WORDS[nat] ?? nat, `${own} ${arrow} ${shown ?? "known once deployed"}`];
  return [{ id: `nat ${name}`, kind: "nat", lines, isDouble: false, ...inSite(site) }];
}

/** Devices of which some tunnel's ends have no network or NAT device between them: they meet in the internet. */
function meetsInternet({ gateways, tunnels }: NetworkDescription): ReadonlySet<string> {
  const group = groupsOf(gateways);
  const names = new Set<string>();
  for (const { gateways: ends } of tunnels)
    if (group.get(ends[0]) !== group.get(ends[1])) for (const end of ends) names.add(end);
  for (const { name, nat } of gateways) if (nat !== undefined) names.add(name);
  return names;
}

/** For each device the least name of those that networks join it with, over however many. */
function groupsOf(devices: readonly DescribedDevice[]): ReadonlyMap<string, string> {
  const group = new Map(devices.map(({ name }) => [name, name]));
  const join = (from: string, to: string): void => {
    for (const [name, own] of group) if (own === from) group.set(name, to);
  };
  const outer = (device: DescribedDevice): readonly string[] =>
    (device.role === "nat" ? device.interfaces : device.interfaces.slice(0, 1)).map(
      ({ networkId }) => networkId,
    );
  for (const one of devices)
    for (const other of devices) {
      const mine = group.get(one.name) ?? one.name;
      const theirs = group.get(other.name) ?? other.name;
      if (mine === theirs || !outer(one).some((id) => outer(other).includes(id))) continue;
      join(mine > theirs ? mine : theirs, mine > theirs ? theirs : mine);
    }
  return group;
}

function portEdges(device: DescribedDevice, online: ReadonlySet<string>): readonly PictureEdge[] {
  const { name, nat, interfaces } = device;
  const ports = interfaces.map(({ networkId, name: logical, address }) => ({
    from: `device ${name}`,
    to: `network ${networkId}`,
    label: address ?? logical,
  }));
  const [outer] = interfaces;
  if (!online.has(name) || outer === undefined) return ports;
  const network = `network ${outer.networkId}`;
  if (nat === undefined) return [...ports, { from: network, to: INTERNET }];
  return [...ports, { from: network, to: `nat ${name}` }, { from: `nat ${name}`, to: INTERNET }];
}

const crowdId = ({ members }: Crowd): string => `crowd ${members.join(" ")}`;

function crowdNode(crowd: Crowd): PictureNode {
  const { members, inner, nat } = crowd;
  const [first = "", second = ""] = members;
  const behind = nat === undefined ? [] : [`each behind ${NAT_WORDS[nat] ?? nat}`];
  const nets = inner.length === 0 ? [] : [`${inner[0]} … ${inner.at(-1)}`];
  const lines = [`${members.length} gateways`, `${first}, ${second}, … ${members.at(-1)}`];
  return {
    id: crowdId(crowd),
    kind: "crowd",
    lines: [...lines, ...nets, ...behind],
    isDouble: true,
  };
}

function crowdEdges(crowd: Crowd, online: ReadonlySet<string>): readonly PictureEdge[] {
  const shared = crowd.shared.map((id) => ({ from: crowdId(crowd), to: `network ${id}` }));
  const isOnline = crowd.members.some((name) => online.has(name));
  return isOnline ? [...shared, { from: crowdId(crowd), to: INTERNET }] : shared;
}

/** One line for a tunnel, or for all that a crowd has with one gateway. */
function tunnelEdges(
  { tunnels }: NetworkDescription,
  crowds: readonly Crowd[],
  seen: SeenTunnels,
): readonly PictureEdge[] {
  const idOf = (name: string): string => {
    const crowd = crowds.find(({ members }) => members.includes(name));
    return crowd === undefined ? `device ${name}` : crowdId(crowd);
  };
  const bundles = new Map<string, { from: string; to: string; names: string[] }>();
  for (const { name, gateways } of tunnels) {
    const [from, to] = [idOf(gateways[0]), idOf(gateways[1])];
    const isCrowd = from.startsWith("crowd ") || to.startsWith("crowd ");
    const key = isCrowd ? JSON.stringify([from, to].sort()) : name;
    const bundle = bundles.get(key) ?? { from, to, names: [] };
    bundle.names.push(name);
    bundles.set(key, bundle);
  }
  return [...bundles.values()].map(({ from, to, names }) => ({
    from,
    to,
    ...labelled(names, seen),
  }));
}

function labelled(
  names: readonly string[],
  seen: SeenTunnels,
): { readonly label: string; readonly state: TunnelState } {
  const states = names.map((name) => seen.get(name)?.state ?? "planned");
  const state = STATES.findLast((each) => states.includes(each)) ?? "planned";
  const [first = ""] = names;
  if (names.length === 1) {
    const port = seen.get(first)?.port;
    const words = [state, ...(port === undefined ? [] : [`UDP ${port}`])];
    return { label: state === "planned" ? first : `${first}: ${words.join(", ")}`, state };
  }
  const counts = STATES.flatMap((each) => {
    const count = states.filter((one) => one === each).length;
    return count === 0 || each === "planned" ? [] : [`${count} ${each}`];
  });
  const total = `${names.length} tunnels`;
  return { label: counts.length === 0 ? total : `${total}: ${counts.join(", ")}`, state };
}
