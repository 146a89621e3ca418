// The NAT path solver: between two gateways, which address does each end see, and which end can begin?
import { parsePrefix } from "../net";
import type { Mistake } from "../diagnostics";
import { alg, Graph } from "@dagrejs/graphlib";
import type { Attachment, Device } from "./device";

import type { Gateway } from "./gateway";
import type { NatDevice, Shown, SourceRule, StaticRule } from "./nat-device";
import { IDLE_SECONDS, type NatKind } from "./nat-kinds";
import { StackScope } from "./scope";
import type { Network } from "./site";

/** One translation on a path. */
export interface Crossing {
  readonly kind: "static" | "source" | "elastic-ip" | "nat-gateway";
  /** Who translates, as a person would say it. */
  readonly by: string;
  /** The device of this stack that does it, and its rule. */
  readonly device?: NatDevice;
  readonly rule?: StaticRule | SourceRule;
  /** The address it shows. */
  readonly address: string | undefined;
  /** Seconds after which it forgets an idle flow; undefined: never. */
  readonly idleSeconds?: number;
}

/** One end of a path, as the other end sees it. */
export interface View {
  readonly gateway: Gateway;
  /** What the other end sees, and dials; undefined when nobody can know it beforehand. */
  readonly address: string | undefined;
  /** True when a translation hides its own address. */
  readonly hidden: boolean;
  /** True when the other end can begin a conversation. */
  readonly reachable: boolean;
  /** True when its source ports may be rewritten. */
  readonly portRewritten: boolean;
  readonly crossings: readonly Crossing[];
  /** True when its packets have a way out at all. */
  readonly connected: boolean;
}

/** What lies between two gateways. */
export interface NatPath {
  readonly a: View;
  readonly b: View;
  /** True when IKE will find a NAT and move to UDP 4500. */
  readonly nat: boolean;
  /** Shortest idle time of all translations, in seconds. */
  readonly idleSeconds: number | undefined;
  /** The networks and devices passed, from a to b. */
  readonly hops: readonly string[];
  readonly devices: readonly NatDevice[];
  /** How packets must be led: in this network, to this address, through this interface of a NAT device. */
  readonly legs: readonly Leg[];
  /** Who meets whom at each NAT device's two interfaces. */
  readonly meetings: readonly Meeting[];
}

/** In `network`, packets to `destination` go to `via`. */
export interface Leg {
  readonly network: Network;
  /** The gateway they are meant for. */
  readonly gateway: Gateway;
  /** Its address as known in that network; undefined for one of a pool. */
  readonly address: string | undefined;
  /** The network that this address lies in; undefined for one that only a NAT rule knows. AWS routes a subnet's address only with the whole subnet. */
  readonly home: Network | undefined;
  readonly via: Attachment;
}

/** An interface of a NAT device, and the address of the gateway beyond it. */
export interface Meeting {
  readonly port: Attachment;
  readonly gateway: Gateway;
  readonly address: string | undefined;
}

const INTERNET = "internet";

interface Step {
  readonly nat?: NatDevice;
  readonly network?: Network;
}

/** The networks of one stack as a graph, with the shortest ways from the gateways that were asked for. */
interface Atlas {
  readonly size: number;
  readonly graph: Graph;
  readonly ways: Map<string, Record<string, Way>>;
}

interface Way {
  readonly distance: number;
  readonly predecessor?: string;
}

const atlases = new WeakMap<StackScope, Atlas>();

/** The stack's graph, drawn again only when a device has come since. */
function atlasOf(scope: StackScope): Atlas {
  const known = atlases.get(scope);
  if (known?.size === scope.devices.length) return known;
  const atlas = { size: scope.devices.length, graph: draw(scope.devices), ways: new Map() };
  atlases.set(scope, atlas);
  return atlas;
}

/** Networks, NAT devices between them, VPC routers and the internet. */
function draw(devices: readonly Device[]): Graph {
  const natDevices = devices.filter((device): device is NatDevice => device.role === "nat");
  const graph = new Graph({ directed: false });
  graph.setNode(INTERNET, {});
  const insides = new Set(natDevices.map((nat) => nat.inside.network));
  for (const network of new Set(
    devices.flatMap((device) => device.attachments().map((port) => port.network)),
  )) {
    graph.setNode(network.id, { network } satisfies Step);
    if (network.site.kind === "aws") {
      const router = `vpc:${network.site.node.path}`;
      graph.setNode(router, {});
      // A subnet reaches the others of its VPC by the local route, and the internet through the VPC's gateways.
      graph.setEdge(network.id, router, 1);
      graph.setEdge(router, INTERNET, 1);
    } else if (!insides.has(network)) {
      graph.setEdge(network.id, INTERNET, 10);
    }
  }
  for (const nat of natDevices) {
    const id = `nat:${nat.node.path}`;
    graph.setNode(id, { nat } satisfies Step);
    // Cheaper than the VPC's own router: a NAT device that stands between two networks is meant to carry what passes.
    graph.setEdge(nat.inside.network.id, id, 0.1);
    graph.setEdge(nat.outside.network.id, id, 0.1);
  }
  return graph;
}

function route(atlas: Atlas, from: string, to: string): readonly string[] | undefined {
  let ways = atlas.ways.get(from);
  if (ways === undefined) {
    const { graph } = atlas;
    ways = alg.dijkstra(
      graph,
      from,
      (edge) => graph.edge(edge) as number,
      (node) => graph.nodeEdges(node) ?? [],
    );
    atlas.ways.set(from, ways);
  }
  if ((ways[to]?.distance ?? Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY)
    return undefined;
  const hops = [to];
  for (let at = to; at !== from;) {
    const before = ways[at]?.predecessor;
    if (before === undefined) return undefined;
    hops.unshift(before);
    at = before;
  }
  return hops;
}

/** Walk from one gateway towards the other and apply every translation whose inside faces it. */
function view(graph: Graph, gateway: Gateway, hops: readonly string[]): View {
  const crossings: Crossing[] = [];
  let address: string | undefined = gateway.external.address;
  let reachable = true;
  let connected = true;
  let portRewritten = false;
  // Whose NAT towards the internet applies: the gateway's own, or that of the last device that translated it.
  let carrier: Device = gateway;
  for (let i = 1; i < hops.length; i += 1) {
    const here = hops[i] ?? "";
    const before = graph.node(hops[i - 1] ?? "") as Step;
    const step = graph.node(here) as Step;
    if (step.nat !== undefined && before.network === step.nat.inside.network) {
      const shown = step.nat.shows(gateway, address ?? "");
      if (shown === undefined) continue;
      carrier = step.nat;
      address = shown.address;
      reachable &&= shown.rule.kind === "static";
      portRewritten ||= shown.rule.kind === "source";
      crossings.push({
        kind: shown.rule.kind,
        by: `NAT device ${step.nat.name}`,
        device: step.nat,
        rule: shown.rule,
        address,
        ...(shown.rule.kind === "source" ? { idleSeconds: IDLE_SECONDS.junosSource } : {}),
      });
    } else if (here === INTERNET) {
      const nat = carrier.nat;
      if (nat === undefined) {
        // A private VPC address has no way out; a device that exists is taken to show the address it has.
        connected = carrier.site.kind !== "aws";
        reachable &&= connected;
        continue;
      }
      const crossing = outward(carrier, nat);
      crossings.push(crossing);
      address = crossing.address;
      reachable &&= nat.kind === "elastic-ip" || nat.kind === "static";
      portRewritten ||= nat.kind === "nat-gateway" || nat.kind === "source";
    }
  }
  return {
    gateway,
    address,
    hidden: crossings.length > 0,
    reachable,
    portRewritten,
    crossings,
    connected,
  };
}

/** The placeholder name of a device's elastic IP. */
export function elasticIpName(device: Device): string {
  return `${device.lastingPath}/elastic-ip`;
}

/** The placeholder name of a site's NAT gateway's address. */
export function natGatewayName(site: Device["site"]): string {
  return `${site.node.path}/nat-gateway`;
}

function outward(carrier: Device, nat: NatKind): Crossing {
  const values = StackScope.of(carrier).values;
  switch (nat.kind) {
    case "elastic-ip":
      return {
        kind: nat.kind,
        by: `the elastic IP of ${carrier.name}`,
        address: values.reserve(elasticIpName(carrier)),
      };
    case "nat-gateway":
      return {
        kind: nat.kind,
        by: `the NAT gateway of ${carrier.site.node.id}`,
        address: values.reserve(natGatewayName(carrier.site)),
        idleSeconds: IDLE_SECONDS.natGateway,
      };
    case "static":
      return {
        kind: "static",
        by: `the static NAT in front of ${carrier.name}`,
        address: values.text(`${carrier.node.path}/public-address`, nat.address),
      };
    case "source":
      return {
        kind: "source",
        by: `the source NAT in front of ${carrier.name}`,
        address:
          nat.address === undefined
            ? undefined
            : values.text(`${carrier.node.path}/public-address`, nat.address),
        idleSeconds: nat.idleSeconds ?? IDLE_SECONDS.unknownSource,
      };
  }
}

/** What lies between two gateways of one stack; undefined when nothing connects them. */
export function natPath(a: Gateway, b: Gateway): NatPath | undefined {
  const atlas = atlasOf(StackScope.of(a));
  const { graph } = atlas;
  const hops = route(atlas, a.external.network.id, b.external.network.id);
  if (hops === undefined) return undefined;
  const seenA = view(graph, a, hops);
  const seenB = view(graph, b, [...hops].reverse());
  const idle = [...seenA.crossings, ...seenB.crossings]
    .map((crossing) => crossing.idleSeconds)
    .filter((seconds): seconds is number => seconds !== undefined);
  return {
    a: seenA,
    b: seenB,
    nat: seenA.hidden || seenB.hidden,
    idleSeconds: idle.length === 0 ? undefined : Math.min(...idle),
    hops,
    devices: hops
      .map((hop) => (graph.node(hop) as Step).nat)
      .filter((nat): nat is NatDevice => nat !== undefined),
    ...guidance(graph, a, b, hops),
  };
}

/** Follow packets to `to` backwards from it, and note at each NAT device under which address it is known there. */
function guidance(
  graph: Graph,
  a: Gateway,
  b: Gateway,
  hops: readonly string[],
): { readonly legs: readonly Leg[]; readonly meetings: readonly Meeting[] } {
  const legs: Leg[] = [];
  const meetings: Meeting[] = [];
  const follow = (to: Gateway, way: readonly string[]): void => {
    let address: string | undefined = to.external.address;
    let home: Network | undefined = to.external.network;
    for (let i = 1; i < way.length; i += 1) {
      const { nat } = graph.node(way[i] ?? "") as Step;
      if (nat === undefined) {
        if (way[i] === INTERNET) return;
        continue;
      }
      const near = (graph.node(way[i - 1] ?? "") as Step).network;
      const [inner, outer] =
        near === nat.inside.network ? [nat.inside, nat.outside] : [nat.outside, nat.inside];
      meetings.push({ port: inner, gateway: to, address });
      const shown: Shown | undefined =
        inner === nat.inside ? nat.shows(to, address ?? "") : undefined;
      if (shown !== undefined) {
        address = shown.address;
        home = shown.address === nat.outside.address ? nat.outside.network : undefined;
      }
      // On its own network the address answers for itself.
      if (home !== outer.network) {
        legs.push({ network: outer.network, gateway: to, address, home, via: outer });
      }
    }
  };
  follow(b, [...hops].reverse());
  follow(a, hops);
  return { legs, meetings };
}

/** How a gateway is hidden, for an error text: "NAT device nat (source NAT)". */
export function explain(seen: View): string {
  return seen.crossings.map((crossing) => `${crossing.by} (${crossing.kind})`).join(", ");
}

/** Reasons why `initiator` cannot open a tunnel to `responder` over this path. */
export function pathProblems(path: NatPath, initiator: View, responder: View): readonly Mistake[] {
  const problems: Mistake[] = [];
  for (const end of [initiator, responder]) {
    if (!end.connected) {
      problems.push({
        rule: "no-way-out",
        what: `${end.gateway.name} has no way to the internet, and its peer is not in the same VPC`,
        found: "nat: nothing",
        allowed: "Nat.elasticIp(), or Nat.gateway() for an end that only initiates",
        fix: `give ${end.gateway.name} nat: Nat.elasticIp()`,
      });
    }
  }
  for (const { gateway, address, crossings } of [initiator, responder]) {
    const own = parsePrefix(gateway.external.address);
    const shown = address === undefined ? undefined : parsePrefix(address);
    if (own === undefined || shown === undefined || own.family === shown.family) continue;
    problems.push({
      rule: "path-family",
      what: `the address that others see of ${gateway.name} is of another family than its own`,
      found: `${gateway.external.address}, shown as ${shown.address} by ${crossings.map(({ by }) => by).join(", ")}`,
      allowed: `an IPv${own.family} address: IKE does not cross from one family to the other`,
      fix: `translate ${gateway.name} to an IPv${own.family} address, or give it an external address of the other family`,
    });
  }
  if (problems.length > 0) return problems;
  if (!responder.reachable) {
    const both = !initiator.reachable;
    problems.push({
      rule: "responder-unreachable",
      what: both
        ? "both ends are behind NAT that lets nobody in, so neither can begin"
        : `the responder ${responder.gateway.name} cannot be reached: its NAT is open outward only`,
      found: both ? `${explain(initiator)}; ${explain(responder)}` : explain(responder),
      allowed: "static (one-to-one) NAT or an elastic IP in front of the responder",
      fix: both
        ? "give one of them a static translation or an elastic IP, and make it the responder"
        : `translate ${responder.gateway.name} statically, or swap initiator and responder`,
    });
  } else if (responder.address === undefined) {
    problems.push({
      rule: "responder-address-unknown",
      what: `nobody knows the address of the responder ${responder.gateway.name}`,
      found: explain(responder),
      allowed: "a NAT with a known address",
      fix: "say which address the NAT in front of it shows",
    });
  }
  return problems;
}
