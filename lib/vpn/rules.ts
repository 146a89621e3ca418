// Rules that only all tunnels of a stack together can break: limits of NAT, statements that contradict a path or each other.
import { contains, familyOf, isHost } from "../net";
import type { Diagnostic, Mistake } from "../diagnostics";
import type { ConfigNode, ConfigTree } from "../junos";
import { type Device, explain, type Tunnel, type TunnelEnd } from "../topology";
import { endMistakes } from "./ends";
import { FinishedDevice, trafficMistakes } from "./end-traffic";
import { type ClaimedTwice, claimedTwice } from "./known-by-name";
import { type Shadowed, shadowedPolicies } from "./shadowing";
import { staticRoutes, staticRoutesIn } from "./thrown-away";
import { nearEnds, twoWays, twoWaysMistake } from "./two-ways";

/** Tunnels that one translated address may carry (Juniper, NAT-T topic, SRX5400, SRX5600, SRX5800). */
const TUNNELS_PER_ADDRESS = 1000;

/** The line for which Juniper states the limit. */
function isSrx5000(model: string): boolean {
  return /^srx5\d00/i.test(model);
}

/** Tunnels with the paths of the constructs that they belong to. */
type Tunnels = readonly Placed[];
interface Placed {
  readonly path: string;
  readonly tunnel: Tunnel;
}

/** Judge tunnels against each other and against the devices' finished configurations. */
export function validateTunnels(
  tunnels: Tunnels,
  configs: ReadonlyMap<Device, ConfigTree>,
): readonly Diagnostic[] {
  const effective = effectiveTrees(configs);
  const finished = finishedDevices(effective);
  const near = nearEnds(tunnels);
  const found = tunnels.flatMap((placed) => [
    ...unrouted(placed, configs),
    ...ends(placed.path, placed.tunnel, finished),
    ...traversalOff(placed, configs),
  ]);
  found.push(...crowdedAddresses(tunnels));
  for (const [device, config] of configs) {
    for (const shadowed of shadowedPolicies(effective(device) ?? config)) {
      found.push(shadowing(pathOf(tunnels, device, shadowed.vpn), device, shadowed));
    }
    found.push(...sharedPeers(tunnels, device, config));
    for (const claim of claimedTwice(config)) found.push(sharedIdentity(tunnels, device, claim));
    for (const ways of twoWays(effective(device) ?? config, near.get(device) ?? [])) {
      found.push(twoWaysMistake(device, ways));
    }
  }
  return found;
}

/** Ends that know no way to their peer. */
function unrouted(
  { path, tunnel }: Placed,
  configs: ReadonlyMap<Device, ConfigTree>,
): readonly Diagnostic[] {
  return tunnel.ends.flatMap((end): readonly Diagnostic[] => {
    const { gateway } = end.view;
    const config = configs.get(gateway);
    const peer = tunnel.ends.find((other) => other !== end)?.view.gateway;
    if (config === undefined || reaches(end, peer, config)) return [];
    const everything = familyOf(end.view.external.address) === "inet6" ? "::/0" : "0.0.0.0/0";
    return [
      {
        rule: "peer-unrouted",
        severity: "warning",
        construct: path,
        device: gateway.name,
        what: `no route of ${gateway.name} leads to its peer`,
        found:
          end.peerAddress === undefined
            ? `no static route, and ${peer?.name ?? "its peer"}, known by its identity alone, may be anywhere`
            : `${end.peerAddress}, the address under which it finds its peer, is on none of its networks and in none of its static routes`,
        allowed: "a route to the peer's address as others see it, or a default route",
        fix: `give ${gateway.name} routes: { "${everything}": NEXT-HOP }, unless the device has one already`,
      },
    ];
  });
}

/** Ends that were told not to look for the NAT that lies between them. */
function traversalOff(
  { path, tunnel }: Placed,
  configs: ReadonlyMap<Device, ConfigTree>,
): readonly Diagnostic[] {
  if (!tunnel.path.nat) return [];
  return tunnel.ends.flatMap(({ ikeGateway, view: { gateway } }): readonly Diagnostic[] => {
    const statement = ["security", "ike", "gateway", ikeGateway, "no-nat-traversal"];
    if (configs.get(gateway)?.get(statement) === undefined) return [];
    return [
      {
        rule: "nat-traversal-off",
        severity: "error",
        construct: path,
        device: gateway.name,
        statement: statement.join(" "),
        what: `NAT traversal is switched off on ${gateway.name}, and a NAT lies in the path`,
        found: [tunnel.initiator, tunnel.responder].map(explain).filter(Boolean).join(", "),
        allowed: "NAT traversal, which is on by default",
        fix: "remove no-nat-traversal",
      },
    ];
  });
}

/** Translated addresses from which more tunnels come than their peers take. */
function crowdedAddresses(tunnels: Tunnels): readonly Diagnostic[] {
  const shown = new Map<string, { count: number; strict: boolean; path: string; by: string }>();
  for (const { path, tunnel } of tunnels) {
    const views = [tunnel.initiator, tunnel.responder];
    for (const view of views) {
      if (!view.hidden || view.address === undefined) continue;
      const before = shown.get(view.address);
      shown.set(view.address, {
        count: (before?.count ?? 0) + 1,
        strict: (before?.strict ?? false) || views.some((end) => isSrx5000(end.gateway.model)),
        path,
        by: explain(view),
      });
    }
  }
  const crowded = [...shown].filter(([, { count }]) => count > TUNNELS_PER_ADDRESS);
  return crowded.map(([address, { count, strict, path, by }]) => ({
    rule: "tunnels-per-address",
    severity: strict ? "error" : "warning",
    construct: path,
    what: "too many tunnels come from one translated address",
    found: `${count} from ${address} (${by})`,
    allowed: `${TUNNELS_PER_ADDRESS} on the SRX5400, SRX5600 and SRX5800; other models may have another limit`,
    fix: "spread the gateways over several NAT addresses",
  }));
}

/** What counts on each device: groups applied, inactive statements left out. Without either it is the tree itself. */
function effectiveTrees(
  configs: ReadonlyMap<Device, ConfigTree>,
): (device: Device) => ConfigTree | undefined {
  const known = new Map<Device, ConfigTree>();
  return (device) => {
    const tree = known.get(device) ?? configs.get(device);
    if (tree === undefined || known.has(device)) return tree;
    const { override, raw, config } = device.props;
    const isPlain = override === undefined && raw === undefined && config === undefined;
    const counted = isPlain ? tree : tree.effective();
    known.set(device, counted);
    return counted;
  };
}

/** The same with what all tunnels of a device ask of it. */
function finishedDevices(
  effective: (device: Device) => ConfigTree | undefined,
): (device: Device) => FinishedDevice | undefined {
  const known = new Map<Device, FinishedDevice>();
  return (device) => {
    const tree = known.has(device) ? undefined : effective(device);
    if (tree !== undefined) known.set(device, new FinishedDevice(tree));
    return known.get(device);
  };
}

/** The two ends of a tunnel against each other, and whether its traffic finds it at each. */
function ends(
  construct: string,
  tunnel: Tunnel,
  finished: (device: Device) => FinishedDevice | undefined,
): readonly Diagnostic[] {
  const [first, second] = tunnel.ends.map((end) => finished(end.view.gateway));
  if (first === undefined || second === undefined) return [];
  const mistakes = endMistakes(tunnel, [first.tree, second.tree]);
  const prefixes = { initiator: tunnel.initiatorPrefixes, responder: tunnel.responderPrefixes };
  const shown = {
    initiator: tunnel.initiatorShown ?? tunnel.initiatorPrefixes,
    responder: tunnel.responderShown ?? tunnel.responderPrefixes,
  };
  const traffic = tunnel.ends.flatMap((end, index) =>
    trafficMistakes({
      end,
      device: index === 0 ? first : second,
      local: prefixes[end.role],
      shown: shown[end.role],
      remote: shown[end.role === "initiator" ? "responder" : "initiator"],
    }),
  );
  return [...mistakes, ...traffic].map((each) => ({ construct, ...each }));
}

/** Protocols that bring routes which no configuration shows. */
const ROUTING_PROTOCOLS = ["bgp", "ospf", "ospf3", "isis", "rip"];

/** Whether a device whose interfaces and routes are ours knows a way to the address it dials. */
function reaches(
  { view: { gateway, external }, peerAddress }: TunnelEnd,
  peer: Device | undefined,
  config: ConfigTree,
): boolean {
  if (peerAddress !== undefined && !isHost(peerAddress)) return true;
  // What an existing device has beside this program, nobody here knows.
  if (!gateway.ownsInterfaces || gateway.site.kind === "aws") return true;
  if (ROUTING_PROTOCOLS.some((protocol) => config.get(["protocols", protocol]) !== undefined))
    return true;
  // What config says counts as what the program's own props do.
  const own = config
    .get("routing-instances")
    ?.entries()
    .find((each) => each.names("interface").includes(external.logical));
  const routes = (own === undefined ? staticRoutes(config) : staticRoutesIn(own)).map(
    ({ name }) => name,
  );
  const networks = gateway
    .attachments()
    .filter((port) => port.instance === external.instance)
    .map((port) => port.network.cidr);
  if (peerAddress !== undefined)
    return [...networks, ...routes].some((prefix) => contains(prefix, peerAddress));
  // Whoever is known by identity alone may be next to it, or anywhere.
  const near = peer?.attachments()[0]?.address ?? "";
  return routes.length > 0 || networks.some((prefix) => isHost(near) && contains(prefix, near));
}

/** The construct that a VPN of a device comes from. */
function pathOf(tunnels: Tunnels, device: Device, vpn: string | undefined): string {
  const found = tunnels.find(({ tunnel }) =>
    tunnel.ends.some((end) => end.view.gateway === device && end.vpn === vpn),
  );
  return found?.path ?? device.node.path;
}

function shadowing(construct: string, device: Device, shadowed: Shadowed): Diagnostic {
  const { policy, vpn, by, byVpn, byMatch } = shadowed;
  const into = (name: string | undefined): string =>
    name === undefined ? "" : ` into VPN ${name}`;
  return {
    rule: "unreachable-policy",
    // A VPN that gets no traffic is a mistake; an ordinary policy that a tunnel overrules may be a leftover.
    severity: vpn === undefined ? "warning" : "error",
    construct,
    device: device.name,
    statement: `security policies from-zone ${shadowed.from} to-zone ${shadowed.to} policy ${policy}`,
    subject: policy,
    what: `policy ${policy}${into(vpn)} can never match on ${device.name}: an earlier policy takes all its traffic`,
    found: `policy ${by}${into(byVpn)} ahead of it, from zone ${shadowed.from} to zone ${shadowed.to}, matches ${byMatch}`,
    allowed: "what matches less ahead of what matches more",
    fix:
      vpn !== undefined && byVpn !== undefined
        ? `declare the VPN ${vpn} before ${byVpn}, give ${byVpn} traffic: "networks", or put the two behind zones of their own`
        : vpn !== undefined
          ? `take policy ${by} away, or narrow it`
          : `take policy ${policy} away, or give the VPN ${byVpn ?? by} traffic: "networks"`,
  };
}

/** A VPN, its IKE gateway, and by what a packet from the peer is known to be for it. */
interface PeerUse {
  readonly vpn: string;
  readonly gateway: string;
  readonly isRouted: boolean;
  /** What the VPN carries, in words: its selectors or its proxy identity. */
  readonly identity: string;
  readonly isSelective: boolean;
}

function peerUse(vpn: ConfigNode): PeerUse | undefined {
  const gateway = vpn.text("ike gateway");
  if (gateway === undefined) return undefined;
  const selectors = vpn
    .entries("traffic-selector")
    .map((each) => `${each.text("local-ip") ?? ""} to ${each.text("remote-ip") ?? ""}`)
    .sort();
  const proxy = ["local", "remote", "service"]
    .map((word) => vpn.text(["ike", "proxy-identity", word]) ?? "any")
    .join(" ");
  return {
    vpn: vpn.name,
    gateway,
    isRouted: vpn.has("bind-interface"),
    identity: selectors.length > 0 ? selectors.join(", ") : proxy,
    isSelective: selectors.length > 0,
  };
}

/**
 * VPNs to one peer address on one external interface: they share an IKE gateway, and those with tunnel interfaces are
 * told apart by their proxy identities alone (Juniper, NAT-T topic).
 */
function sharedPeers(tunnels: Tunnels, device: Device, config: ConfigTree): readonly Diagnostic[] {
  const seen = new Map<string, PeerUse[]>();
  const problems: Diagnostic[] = [];
  for (const vpn of config.get("security ipsec vpn")?.entries() ?? []) {
    const use = peerUse(vpn);
    if (use === undefined) continue;
    const node = config.get(["security", "ike", "gateway", use.gateway]);
    for (const address of node?.names("address") ?? []) {
      const key = JSON.stringify([address, node?.text("external-interface")]);
      const before = seen.get(key) ?? [];
      seen.set(key, [...before, use]);
      const foreign = before.find((other) => other.gateway !== use.gateway);
      const same = before.find(
        (other) => other.isRouted && use.isRouted && other.identity === use.identity,
      );
      const other = foreign ?? same;
      if (other === undefined) continue;
      problems.push({
        ...(foreign === undefined
          ? oneIdentity(device, address, other, use)
          : twoGateways(device, address, other, use)),
        severity: "error",
        construct: pathOf(tunnels, device, use.vpn),
        device: device.name,
        statement: `security ipsec vpn ${use.vpn}`,
        related: [
          {
            construct: pathOf(tunnels, device, other.vpn),
            device: device.name,
            statement: `security ipsec vpn ${other.vpn}`,
            what: "the other VPN to this address",
          },
        ],
      });
    }
  }
  return problems;
}

/** The construct that made an IKE gateway of a device. */
function pathOfGateway(tunnels: Tunnels, device: Device, name: string): string {
  const found = tunnels.find(({ tunnel }) =>
    tunnel.ends.some((end) => end.view.gateway === device && end.ikeGateway === name),
  );
  return found?.path ?? device.node.path;
}

function sharedIdentity(tunnels: Tunnels, device: Device, claim: ClaimedTwice): Diagnostic {
  const [first, second] = claim.gateways;
  const at = (name: string): Pick<Diagnostic, "construct" | "device" | "statement"> => ({
    construct: pathOfGateway(tunnels, device, name),
    device: device.name,
    statement: `security ike gateway ${name}`,
  });
  return {
    ...at(second),
    rule: "dynamic-identity-twice",
    severity: "error",
    subject: claim.identity,
    what: `two peers whose addresses nobody knows claim one identity: ${device.name} takes the one for the other`,
    found: `${claim.identity}, awaited by the IKE gateways ${first} and ${second} on ${claim.interface}`,
    allowed: "an identity of its own for each, or an address by which one of them is known",
    fix: "give one of the ends another identity",
    related: [{ ...at(first), what: "the other peer" }],
  };
}

function oneIdentity(device: Device, address: string, other: PeerUse, use: PeerUse): Mistake {
  return {
    rule: "peers-one-proxy-identity",
    what: `two route-based VPNs of ${device.name} go to one peer address with one proxy identity`,
    found: `${other.vpn} and ${use.vpn} to ${address}, both for ${use.isSelective ? use.identity : "everything (0.0.0.0/0 to 0.0.0.0/0)"}`,
    allowed: "selectors of its own for each VPN to one address",
    fix: `give ${use.vpn} and ${other.vpn} selectors, each for its own networks, or put both into one VPN`,
  };
}

function twoGateways(device: Device, address: string, other: PeerUse, use: PeerUse): Mistake {
  return {
    rule: "peer-address-twice",
    what: `two IKE gateways of ${device.name} have one peer address on one interface: the second never comes up`,
    found: `${other.gateway} of VPN ${other.vpn} and ${use.gateway} of VPN ${use.vpn}, both to ${address}`,
    allowed: "one IKE gateway for each peer address",
    fix: "show each peer under an address of its own, or let both VPNs use one IKE gateway",
  };
}
