// From a committed configuration to the IKE daemons it asks for. Pure.
import { type Family, familyOf, networkOf } from "../../../lib/net";
import { decode9, is9, type JunosConfig } from "../../../lib/junos";
import type { KnownAddresses } from "../books";
import { contents, entries, entry } from "../lists";
import type { Warning } from "../types";
import type { Connection, DaemonPlan, IpsecPlan, Selector } from "./plan";
import { type Algorithms, ESP_SETS, espProposal, IKE_SETS, ikeProposal } from "./proposals";
import { policySelectors } from "./policies";
import { thrownText } from "../../../lib/thrown-text";

/** What the rest of the device knows. */
export interface Surroundings {
  /**
   * The address of a logical interface, without its length; undefined when it has none.
   * @param family the peers', which the address must have; undefined when nobody knows it: the first address then
   */
  externalAddress(logical: string, family: Family | undefined): string | undefined;
  /** What names for addresses mean. */
  readonly books: KnownAddresses;
  /** Networks of its interfaces. */
  readonly networks?: readonly string[];
}

type Ike = NonNullable<NonNullable<JunosConfig["security"]>["ike"]>;
type Ipsec = NonNullable<NonNullable<JunosConfig["security"]>["ipsec"]>;
type Entry<T> = T extends Readonly<Record<string, infer E>> ? Exclude<E, true> : never;
type Gateway = Entry<NonNullable<Ike["gateway"]>>;
type Vpn = Entry<NonNullable<Ipsec["vpn"]>>;

const ANY = "0.0.0.0/0";
const ANY6 = "::/0";

/** Junos's own lifetimes, in seconds. */
const IKE_LIFETIME = 28_800;
const ESP_LIFETIME = 3_600;

export function compileIpsec(
  config: JunosConfig,
  context: Surroundings,
): { readonly plan: IpsecPlan; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = [];
  const warn = (path: string, message: string): void => void warnings.push({ path, message });
  const daemons = new Map<string, DaemonPlan>();
  for (const [name, vpn] of entries(config.security?.ipsec?.vpn)) {
    try {
      const parts = partsOf(config, name, vpn, warn);
      if (parts === undefined) continue;
      const made = connection(parts, context, warnings);
      const localAddress = localAddressOf(parts, made, context, warn);
      if (localAddress === undefined) continue;
      const daemon = daemonOf(parts.gateway, made, localAddress);
      const shared = daemons.get(daemon.id)?.connections ?? [];
      daemons.set(daemon.id, { ...daemon, connections: [...shared, made] });
    } catch (error) {
      warn(`security ipsec vpn ${name}`, thrownText(error));
    }
  }
  for (const { connections } of daemons.values()) warnings.push(...collisions(connections));
  return { plan: { networks: context.networks ?? [], daemons: [...daemons.values()] }, warnings };
}

type Warn = (path: string, message: string) => void;

/** The statements that make one VPN. */
interface Parts {
  readonly config: JunosConfig;
  readonly name: string;
  readonly vpn: Vpn;
  readonly gatewayName: string;
  readonly gateway: Gateway;
  readonly policy: IkePolicy;
  readonly ipsecPolicy: IpsecPolicy | undefined;
  readonly presharedKey: string;
  readonly ikeAlgorithms: readonly Algorithms[];
  readonly espAlgorithms: readonly Algorithms[];
}

/** What a VPN needs to come up at all; undefined, with a word where it is not just unfinished, when something of it lacks. */
function partsOf(config: JunosConfig, name: string, vpn: Vpn, warn: Warn): Parts | undefined {
  const { ike = {}, ipsec = {} } = config.security ?? {};
  const gatewayName = vpn.ike?.gateway;
  const gateway = entry(ike.gateway, gatewayName);
  const policy = entry(ike.policy, gateway?.ikePolicy);
  if (gatewayName === undefined || gateway === undefined || policy === undefined) return undefined;
  const ikePath = `security ike policy ${gateway.ikePolicy ?? ""}`;
  const key = presharedKey(policy);
  if (key === undefined) {
    warn(ikePath, "the lab authenticates with pre-shared keys only");
    return undefined;
  }
  const ipsecPolicy = entry(ipsec.policy, vpn.ike?.ipsecPolicy);
  const ikeAlgorithms = ikeChoices(ike, policy);
  const espAlgorithms = espChoices(ipsec, ipsecPolicy);
  for (const [list, path] of [
    [ikeAlgorithms, ikePath],
    [espAlgorithms, `security ipsec policy ${vpn.ike?.ipsecPolicy ?? ""}`],
  ] as const) {
    if (list.length > 0) continue;
    // Without proposals the daemon would offer its own, which nobody configured.
    warn(path, "no proposal that the lab knows, so the VPN stays down");
    return undefined;
  }
  const { localIdentity: own, remoteIdentity: theirs, dynamic } = gateway;
  if ([own, theirs, dynamic].some((each) => each?.distinguishedName !== undefined)) {
    const path = `security ike gateway ${gatewayName}`;
    warn(path, "the lab has no certificates, so the VPN with its distinguished name stays down");
    return undefined;
  }
  return {
    config,
    name,
    vpn,
    gatewayName,
    gateway,
    policy,
    ipsecPolicy,
    presharedKey: key,
    ikeAlgorithms,
    espAlgorithms,
  };
}

const isAsking = (config: JunosConfig, logical: string): boolean =>
  contents(unitOf(config, logical)?.family?.inet)?.dhcp !== undefined;

/** The address that the device speaks from; undefined, with a word, when it has none that the peer could answer. */
function localAddressOf(
  { config, gateway, gatewayName }: Parts,
  { peers }: Connection,
  context: Surroundings,
  warn: Warn,
): string | undefined {
  const external = gateway.externalInterface ?? "";
  const family = peers[0] === undefined ? undefined : familyOf(peers[0]);
  const own = gateway.localAddress ?? context.externalAddress(external, family);
  const statement = `security ike gateway ${gatewayName}`;
  if (own === undefined) {
    // Until a server answers nobody knows the address, and that is no news.
    if (family !== "inet6" && isAsking(config, external)) return undefined;
    const kind = family === "inet6" ? "IPv6 " : "";
    const message = `interface ${external} has no ${kind}address, so its VPNs stay down`;
    warn(`${statement} external-interface`, message);
    return undefined;
  }
  if (peers.every((peer) => familyOf(peer) === familyOf(own))) return own;
  const message = `the peer ${peers.join(", ")} and the device's own ${own} are not of one family, so the VPN stays down`;
  warn(`${statement} address`, message);
  return undefined;
}

/**
 * Peers with a fixed address get a daemon each, because user-space IPsec picks an SA by its selectors alone; peers known
 * by identity alone can only be told apart after they spoke, so they share one. VPNs of one IKE gateway are of one daemon.
 */
function daemonOf(
  gateway: Gateway,
  { gateway: name, peers }: Connection,
  localAddress: string,
): Omit<DaemonPlan, "connections"> {
  const external = gateway.externalInterface ?? "";
  const keepaliveSeconds = Number(gateway.natKeepalive ?? 20);
  const shared = `any-${external}-${localAddress}-${keepaliveSeconds}`;
  return {
    id: peers.length > 0 ? `gateway-${name}` : shared,
    externalInterface: external,
    localAddress,
    keepaliveSeconds,
  };
}

/** IKEv1 cannot narrow what a peer proposes: two such peers in one daemon would get each other's traffic. */
function collisions(connections: readonly Connection[]): readonly Warning[] {
  const wide = connections.filter(
    (each) => each.version === 1 && each.selectors.some(({ remote }) => remote.includes(ANY)),
  );
  return wide.length < 2
    ? []
    : wide.map((each) => ({
        path: `security ipsec vpn ${each.vpn}`,
        message:
          "several IKEv1 peers without a fixed address and without traffic selectors: the lab cannot keep their traffic apart",
      }));
}

function connection(parts: Parts, context: Surroundings, warnings: Warning[]): Connection {
  const { config, name, vpn, gatewayName, gateway, policy, ipsecPolicy } = parts;
  const { bindInterface } = vpn;
  const peers = gateway.dynamic === undefined ? [...(gateway.address ?? [])] : [];
  warnings.push(...unheeded(name, vpn));
  const version = gateway.version === "v2-only" ? 2 : 1;
  const families =
    bindInterface === undefined
      ? [outerFamily(gateway, peers, context)]
      : familiesInside(config, bindInterface);
  // Only peers known by identity alone are told apart by their prefixes; for others a new route must restart nothing.
  const routed =
    bindInterface === undefined || peers.length > 0 ? [] : routedInto(config, bindInterface);
  const inside = {
    books: context.books,
    families: version === 1 ? families.slice(0, 1) : families,
    routed,
  };
  const chosen = selectors(config, name, vpn, inside, warnings);
  warnings.push(...mixtures(name, vpn, version, families, chosen));
  const { ike, ipsec } = config.security ?? {};
  return {
    vpn: name,
    gateway: gatewayName,
    bindInterface,
    version,
    aggressive: policy.mode === "aggressive",
    peers,
    localIdentity: localIdentity(gateway),
    remoteIdentity: remoteIdentity(gateway, peers),
    presharedKey: parts.presharedKey,
    ikeProposals: parts.ikeAlgorithms.map(ikeProposal),
    espProposals: parts.espAlgorithms.map(espProposal),
    ikeLifetimeSeconds: lifetime(ike?.proposal, policy.proposals, IKE_LIFETIME),
    espLifetimeSeconds: lifetime(ipsec?.proposal, ipsecPolicy?.proposals, ESP_LIFETIME),
    selectors: chosen,
    establish: establishOf(vpn),
    ...deadPeer(gateway),
    routed,
    // IKEv1 cannot narrow what the peer proposes.
    learns:
      routed.length > 0 &&
      version === 2 &&
      vpn.trafficSelector === undefined &&
      vpn.ike?.proxyIdentity === undefined,
  };
}

function establishOf({ establishTunnels: when }: Vpn): Connection["establish"] {
  if (when === "immediately") return "immediately";
  return when?.startsWith("responder-only") === true ? "responder-only" : "on-traffic";
}

function deadPeer({
  deadPeerDetection: dpd,
}: Gateway): Pick<Connection, "dpdSeconds" | "dpdThreshold"> {
  const { interval = 10, threshold = 5 } = contents(dpd) ?? {};
  return {
    dpdSeconds: dpd === undefined ? 0 : Number(interval),
    dpdThreshold: Number(threshold),
  };
}

/** Statements that would change what the tunnel does, and that user-space IPsec does not carry out. */
function unheeded(name: string, vpn: Vpn): readonly Warning[] {
  const path = `security ipsec vpn ${name}`;
  const found: string[] = [];
  if (vpn.vpnMonitor !== undefined) found.push("vpn-monitor");
  if (vpn.manual !== undefined) found.push("manual");
  if (vpn.multiSa !== undefined) found.push("multi-sa");
  if (vpn.copyOuterDscp === true) found.push("copy-outer-dscp");
  if (vpn.ike?.idleTime !== undefined) found.push("ike idle-time");
  if (vpn.ike?.noAntiReplay === true) found.push("ike no-anti-replay");
  if (vpn.ike?.antiReplayWindowSize !== undefined) found.push("ike anti-replay-window-size");
  return found.map((statement) => ({
    path: `${path} ${statement}`,
    message: "the lab does not carry this statement out",
  }));
}

type IkePolicy = Entry<NonNullable<Ike["policy"]>>;
type IpsecPolicy = Entry<NonNullable<Ipsec["policy"]>>;

function presharedKey(policy: IkePolicy): string | undefined {
  const ascii = policy.preSharedKey?.asciiText;
  if (ascii !== undefined) return is9(ascii) ? decode9(ascii) : ascii;
  const hex = policy.preSharedKey?.hexadecimal;
  return hex === undefined ? undefined : `0x${is9(hex) ? decode9(hex) : hex}`;
}

function ikeChoices(ike: Ike, policy: IkePolicy): readonly Algorithms[] {
  if (policy.proposalSet !== undefined) return IKE_SETS[policy.proposalSet] ?? [];
  return (policy.proposals ?? []).flatMap((name) => {
    const proposal = entry(ike.proposal, name);
    if (proposal === undefined) return [];
    return [
      {
        ...(proposal.encryptionAlgorithm === undefined
          ? {}
          : { cipher: proposal.encryptionAlgorithm }),
        ...(proposal.authenticationAlgorithm === undefined
          ? {}
          : { integrity: proposal.authenticationAlgorithm }),
        ...(proposal.dhGroup === undefined ? {} : { group: proposal.dhGroup }),
      },
    ];
  });
}

function espChoices(ipsec: Ipsec, policy: IpsecPolicy | undefined): readonly Algorithms[] {
  const group = policy?.perfectForwardSecrecy?.keys;
  const pfs = group === undefined ? {} : { group };
  if (policy?.proposalSet !== undefined) {
    return (ESP_SETS[policy.proposalSet] ?? []).map((each) => ({ ...each, ...pfs }));
  }
  return (policy?.proposals ?? []).flatMap((name) => {
    const proposal = entry(ipsec.proposal, name);
    if (proposal === undefined) return [];
    return [
      {
        ...(proposal.encryptionAlgorithm === undefined
          ? {}
          : { cipher: proposal.encryptionAlgorithm }),
        ...(proposal.authenticationAlgorithm === undefined
          ? {}
          : { integrity: proposal.authenticationAlgorithm }),
        ...pfs,
      },
    ];
  });
}

function lifetime(
  proposals:
    Readonly<Record<string, { readonly lifetimeSeconds?: number | string } | true>> | undefined,
  names: readonly string[] | undefined,
  otherwise: number,
): number {
  const first = entry(proposals, names?.[0]);
  return Number(first?.lifetimeSeconds ?? otherwise);
}

/** An identity as the daemon writes it; undefined when none is said. */
function identityText(
  said: NonNullable<Gateway["localIdentity"] | Gateway["dynamic"]> | undefined,
): string | undefined {
  if (said?.hostname !== undefined) return `fqdn:${said.hostname}`;
  if (said?.userAtHostname !== undefined) return `email:${said.userAtHostname}`;
  return said?.inet ?? said?.inet6;
}

function localIdentity({ localIdentity: own }: Gateway): string {
  const keyId = own?.keyId === undefined ? undefined : `keyid:${own.keyId}`;
  // Without one, Junos sends the address of the external interface.
  return identityText(own) ?? keyId ?? "";
}

function remoteIdentity(gateway: Gateway, peers: readonly string[]): string {
  const { dynamic, remoteIdentity: remote } = gateway;
  const keyId = remote?.keyId === undefined ? undefined : `keyid:${remote.keyId}`;
  const said = identityText(dynamic) ?? identityText(remote) ?? keyId;
  if (said !== undefined) return said;
  const takesAny = gateway.generalIkeid === true || dynamic?.generalIkeid === true;
  return takesAny ? "%any" : (peers[0] ?? "%any");
}

type Unit = Entry<NonNullable<Entry<NonNullable<JunosConfig["interfaces"]>>["unit"]>>;

function unitOf(config: JunosConfig, logical: string): Unit | undefined {
  const [device = "", unit = "0"] = logical.split(".");
  return entry(entry(config.interfaces, device)?.unit, unit);
}

/** The family of a VPN's outer addresses. */
function outerFamily(gateway: Gateway, peers: readonly string[], context: Surroundings): Family {
  const known =
    peers[0] ??
    gateway.localAddress ??
    context.externalAddress(gateway.externalInterface ?? "", undefined);
  return known === undefined ? "inet" : familyOf(known);
}

/** Families of packets that a tunnel interface takes; IPv4 first. */
function familiesInside(config: JunosConfig, bindInterface: string): readonly Family[] {
  const family = unitOf(config, bindInterface)?.family;
  const found: readonly Family[] = [
    ...(family?.inet === undefined ? [] : (["inet"] as const)),
    ...(family?.inet6 === undefined ? [] : (["inet6"] as const)),
  ];
  return found.length > 0 ? found : ["inet"];
}

/** Prefixes whose static route leads into a tunnel interface. */
function routedInto(config: JunosConfig, logical: string): readonly string[] {
  const options = config.routingOptions;
  const lists = [options?.static?.route, entry(options?.rib, "inet6.0")?.static?.route];
  const family = unitOf(config, logical)?.family;
  const connected = [family?.inet, family?.inet6].flatMap((own) =>
    typeof own === "object" ? Object.keys(own.address ?? {}) : [],
  );
  return [
    ...lists.flatMap((routes) =>
      Object.keys(routes ?? {}).filter((prefix) => {
        const route = entry(routes, prefix);
        return (
          route?.nextHop?.includes(logical) === true ||
          Object.hasOwn(route?.qualifiedNextHop ?? {}, logical)
        );
      }),
    ),
    ...connected.map(networkOf),
  ];
}

interface Inside {
  readonly books: KnownAddresses;
  readonly families: readonly Family[];
  /** What is routed to a peer that is known by identity alone. */
  readonly routed: readonly string[];
}

function selectors(
  config: JunosConfig,
  name: string,
  vpn: Vpn,
  { books, families, routed }: Inside,
  warnings: Warning[],
): readonly Selector[] {
  const named = Object.keys(vpn.trafficSelector ?? {}).flatMap((selector): Selector[] => {
    const each = entry(vpn.trafficSelector, selector);
    return each?.localIp === undefined || each.remoteIp === undefined
      ? []
      : [{ name: `${name}-${selector}`, local: [each.localIp], remote: [each.remoteIp] }];
  });
  if (named.length > 0) return named;
  const proxy = vpn.ike?.proxyIdentity;
  if (proxy !== undefined && proxy !== true) {
    // One side alone says the family of the other.
    const given = proxy.local ?? proxy.remote;
    const any = given === undefined ? anyOf(families[0]) : anyOf(familyOf(given));
    return [{ name, local: [proxy.local ?? any], remote: [proxy.remote ?? any] }];
  }
  if (vpn.bindInterface === undefined) {
    const made = policySelectors(config, name, families[0] ?? "inet", books);
    warnings.push(...made.warnings);
    return made.selectors;
  }
  // With many peers in one daemon, each child is narrowed to what is routed to its tunnel interface.
  const narrow = routed.filter((prefix) => families.includes(familyOf(prefix)));
  if (narrow.length === 0)
    return [{ name, local: families.map(anyOf), remote: families.map(anyOf) }];
  const used = families.filter((family) => narrow.some((prefix) => familyOf(prefix) === family));
  return [{ name, local: used.map(anyOf), remote: narrow }];
}

function anyOf(family: Family | undefined): string {
  return family === "inet6" ? ANY6 : ANY;
}

/** What IPv4 and IPv6 side by side ask for, and the lab does not carry out. */
function mixtures(
  name: string,
  vpn: Vpn,
  version: 1 | 2,
  families: readonly Family[],
  chosen: readonly Selector[],
): readonly Warning[] {
  const path = `security ipsec vpn ${name}`;
  const crossed = chosen.filter(
    ({ local, remote }) =>
      local.length > 0 &&
      remote.length > 0 &&
      !local.some((mine) => remote.some((theirs) => familyOf(mine) === familyOf(theirs))),
  );
  const found = crossed.map(({ local, remote }) => ({
    path,
    message: `a selector joins ${local.join(", ")} with ${remote.join(", ")}: nothing of one family passes`,
  }));
  const wide = vpn.trafficSelector === undefined && vpn.ike?.proxyIdentity === undefined;
  if (version === 1 && families.length > 1 && wide) {
    found.push({
      path,
      message:
        "an IKEv1 SA carries one family in the lab: IPv6 needs IKEv2, or traffic selectors of its own",
    });
  }
  return found;
}
