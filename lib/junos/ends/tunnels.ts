// The tunnels that several configurations have with each other, also through NAT: who can initiate, and what doesn't match.
import { hostOf, sameHost } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import type { ConfigTree } from "../tree/tree";
import {
  type EndConfig,
  type EndMistake,
  expectedName,
  isSameName,
  mismatches,
  ownName,
} from "./compare";
import { reachedUnder, type Translation, translationsOf } from "./translations";

/** A device, by its configuration. */
export interface GivenDevice {
  /** How to call it; unique among those given. */
  readonly name: string;
  /** Its whole configuration, as it was committed. */
  readonly tree: ConfigTree;
}

/** One end of a tunnel. */
export interface TunnelSide {
  /** The device's name, as it was given. */
  readonly device: string;
  /** Name of `security ipsec vpn`. */
  readonly vpn: string;
  /** Name of `security ike gateway`. */
  readonly gateway: string;
  /** Addresses that it dials. */
  readonly dials: readonly string[];
  /** Addresses of its external interface. */
  readonly addresses: readonly string[];
  /** Other addresses under which NAT among the given devices shows it. */
  readonly shownAs: readonly string[];
}

/** Two ends that belong together. */
export interface FoundTunnel {
  /** The two ends, in the order of the devices. */
  readonly sides: readonly [TunnelSide, TunnelSide];
  /** Devices that can initiate: they dial an address under which these configurations show the other, and may. */
  readonly initiators: readonly string[];
  /** What doesn't match. None of severity `error`: nothing in the configurations stands against the tunnel. */
  readonly mistakes: readonly EndMistake[];
}

/** What the configurations have with each other. */
export interface Tunnels {
  /** Tunnels whose two ends are both there. */
  readonly tunnels: readonly FoundTunnel[];
  /** Ends whose other end is in none of the configurations. */
  readonly alone: readonly TunnelSide[];
}

/** An end with what its device says. */
interface Side {
  readonly told: TunnelSide;
  readonly config: EndConfig;
}

type Pair = readonly [Side, Side];

/** A pair that may belong together, and how much speaks for it. */
interface Candidate {
  readonly pair: Pair;
  readonly score: number;
  readonly mistakes: readonly EndMistake[];
}

/** Finds the tunnels among devices: each is read as it counts there, groups applied and inactive statements left out. */
export function tunnelsBetween(devices: readonly GivenDevice[]): Tunnels {
  const sides = sidesIn(devices);
  const candidates = sides.flatMap((one, index) =>
    sides.slice(index + 1).flatMap((other) => candidateOf([one, other]) ?? []),
  );
  // What is surest first; of several VPNs between two gateways those that match.
  candidates.sort((a, b) => b.score - a.score || a.mistakes.length - b.mistakes.length);
  const taken = new Set<Side>();
  const tunnels: FoundTunnel[] = [];
  for (const { pair, mistakes } of candidates) {
    if (pair.some((side) => taken.has(side) && !servesMany(side))) continue;
    for (const side of pair) taken.add(side);
    tunnels.push(tunnelOf(pair, mistakes));
  }
  return { tunnels, alone: sides.filter((side) => !taken.has(side)).map(({ told }) => told) };
}

/** The tunnel between two VPNs that belong together by name, whatever their configurations show; undefined where one is not there. */
export function tunnelFor(
  devices: readonly GivenDevice[],
  ends: readonly [Pick<TunnelSide, "device" | "vpn">, Pick<TunnelSide, "device" | "vpn">],
): FoundTunnel | undefined {
  const sides = sidesIn(devices);
  const [one, other] = ends.map(({ device, vpn }) =>
    sides.find(({ told }) => told.device === device && told.vpn === vpn),
  );
  if (one === undefined || other === undefined) return undefined;
  return tunnelOf([one, other], mismatches(one.config, other.config));
}

/** A gateway that admits a group of peers by one statement. */
const servesMany = ({ config }: Side): boolean => config.gateway.has("dynamic ike-user-type");

/** Every VPN of every device, as it counts there, under all addresses that the devices between show it at. */
function sidesIn(devices: readonly GivenDevice[]): readonly Side[] {
  const given = devices.map(({ name, tree }) => ({ name, tree: tree.effective() }));
  const rules = given.flatMap(({ tree }) => translationsOf(tree));
  return given.flatMap(({ name, tree }) => sidesOf(name, tree, rules));
}

function sidesOf(name: string, tree: ConfigTree, rules: readonly Translation[]): readonly Side[] {
  return tree.root.entries("security ipsec vpn").flatMap((vpn): readonly Side[] => {
    const at = vpn.text("ike gateway");
    const gateway = at === undefined ? undefined : tree.get(["security", "ike", "gateway", at]);
    if (gateway === undefined) return [];
    const policy = (kind: string, named: string | undefined): ConfigNode | undefined =>
      named === undefined ? undefined : tree.get(["security", kind, "policy", named]);
    const addresses = addressesOf(tree, gateway);
    const reached = new Set(addresses.flatMap((each) => [...reachedUnder(each, rules)]));
    return [
      {
        told: {
          device: name,
          vpn: vpn.name,
          gateway: gateway.name,
          dials: gateway.names("address"),
          addresses,
          shownAs: [...reached].filter((each) => !addresses.includes(each)),
        },
        config: {
          name,
          tree,
          gateway,
          vpn,
          ikePolicy: policy("ike", gateway.text("ike-policy")),
          ipsecPolicy: policy("ipsec", vpn.text("ike ipsec-policy")),
          address: addresses[0],
        },
      },
    ];
  });
}

/** Addresses of the external interface: the local-address alone, where one is chosen. */
function addressesOf(tree: ConfigTree, gateway: ConfigNode): readonly string[] {
  const chosen = gateway.text("local-address");
  if (chosen !== undefined) return [hostOf(chosen)];
  const [device = "", unit = "0"] = (gateway.text("external-interface") ?? "").split(".");
  const logical = tree.get(["interfaces", device, "unit", unit]);
  return ["inet", "inet6"]
    .flatMap((family) => logical?.names(`family ${family} address`) ?? [])
    .map((each) => hostOf(each));
}

const finds = (from: Side, to: Side): boolean => {
  const reached = [...to.told.addresses, ...to.told.shownAs];
  return from.told.dials.some(
    (address) => hasPlaceholder(address) || reached.some((each) => sameHost(each, address)),
  );
};

/** Whether it dials somebody, whom these configurations show or not. */
const dials = ({ told }: Side): boolean => told.dials.length > 0;

/** Whether an end names itself as the other expects it; undefined where one doesn't say. */
function isNamedFor(own: Side, peer: Side): boolean | undefined {
  const [name, expected] = [ownName(own.config), expectedName(peer.config)];
  if (name === "unknown" || expected === "unknown") return undefined;
  return isSameName(name, expected);
}

function candidateOf(pair: Pair): Candidate | undefined {
  const [one, other] = pair;
  if (one.told.device === other.told.device) return undefined;
  const dialled = Number(finds(one, other)) + Number(finds(other, one));
  const named = [isNamedFor(one, other), isNamedFor(other, one)].filter((each) => each === true);
  // Who says nothing of addresses is known by names alone; one name alone may be a coincidence.
  if (dialled === 0 && named.length < 2) return undefined;
  return {
    pair,
    score: 4 * dialled + 2 * named.length,
    mistakes: mismatches(one.config, other.config),
  };
}

/** Junos only responds when it is told so (ipsec vpn, establish-tunnels). */
const mayInitiate = ({ config }: Side): boolean =>
  !(config.vpn.text("establish-tunnels") ?? "").startsWith("responder-only");

function tunnelOf(pair: Pair, mistakes: readonly EndMistake[]): FoundTunnel {
  const [one, other] = pair;
  const directions = [
    { from: one, to: other },
    { from: other, to: one },
  ];
  const initiators = directions.filter(({ from, to }) => mayInitiate(from) && finds(from, to));
  const astray = directions.filter(
    ({ from, to }) => dials(from) && to.told.addresses.length > 0 && !finds(from, to),
  );
  const isHopeless = pair.every((side) => !dials(side) || !mayInitiate(side));
  const isTold = mistakes.some(({ rule }) => rule === "ends-responders");
  return {
    sides: [one.told, other.told],
    initiators: initiators.map(({ from }) => from.told.device),
    mistakes: [
      ...mistakes,
      ...astray.map(({ from, to }) => wrongAddress(from.told, to.told)),
      ...(!isHopeless || isTold ? [] : [nobodyInitiates(one.told, other.told)]),
    ],
  };
}

const wrongAddress = (from: TunnelSide, to: TunnelSide): EndMistake => ({
  rule: "ends-address",
  severity: "warning",
  device: from.device,
  statement: `security ike gateway ${from.gateway} address`,
  what: `${from.device} dials an address under which none of the configurations shows ${to.device}`,
  found: from.dials.join(", "),
  allowed: [...to.addresses, ...to.shownAs].join(", "),
  fix: `dial one of them, or give the configuration of the NAT device in front of ${to.device} too`,
});

const nobodyInitiates = (one: TunnelSide, other: TunnelSide): EndMistake => ({
  rule: "ends-unreachable",
  severity: "error",
  what: "neither end can initiate: none that may dials an address",
  found: [one, other]
    .map(({ device, dials: to }) => `${device} dials ${to.length === 0 ? "nobody" : to.join(", ")}`)
    .join("; "),
  allowed: "at one end an address of the other, and establish-tunnels that lets it initiate",
  fix: "set address of the IKE gateway at one end to one under which the other is found",
});
