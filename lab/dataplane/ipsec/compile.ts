// From a committed configuration to the IKE daemons it asks for. Pure.
import { type Family, familyOf, networkOf } from "../../../lib/net";
import { decode9, is9, type JunosConfig } from "../../../lib/junos";
import type { KnownAddresses } from "../books";
import { entry } from "../lists";
import type { Warning } from "../types";
import type { Connection, DaemonPlan, IpsecPlan, Selector } from "./plan";
import { type Algorithms, ESP_SETS, espProposal, IKE_SETS, ikeProposal } from "./proposals";
import { policySelectors } from "./policies";

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
  const ike = config.security?.ike ?? {};
  const ipsec = config.security?.ipsec ?? {};
  const daemons = new Map<string, DaemonPlan>();
  for (const name of Object.keys(ipsec.vpn ?? {})) {
    const vpn = entry(ipsec.vpn, name);
    if (vpn === undefined) continue;
    const path = `security ipsec vpn ${name}`;
    try {
      const made = connection(config, ike, ipsec, name, vpn, context, warnings);
      if (made === undefined) continue;
      const gateway = entry(ike.gateway, vpn.ike?.gateway);
      const external = gateway?.externalInterface ?? "";
      const family = made.peers[0] === undefined ? undefined : familyOf(made.peers[0]);
      const localAddress = gateway?.localAddress ?? context.externalAddress(external, family);
      const statement = `security ike gateway ${vpn.ike?.gateway ?? ""}`;
      if (localAddress === undefined) {
        const kind = family === "inet6" ? "IPv6 " : "";
        warnings.push({
          path: `${statement} external-interface`,
          message: `interface ${external} has no ${kind}address, so its VPNs stay down`,
        });
        continue;
      }
      if (made.peers.some((peer) => familyOf(peer) !== familyOf(localAddress))) {
        warnings.push({
          path: `${statement} address`,
          message: `the peer ${made.peers.join(", ")} and the device's own ${localAddress} are not of one family, so the VPN stays down`,
        });
        continue;
      }
      // Peers with a fixed address get a daemon each, because user-space IPsec picks an SA by its selectors alone;
      // peers known by identity alone can only be told apart after they spoke, so they share one.
      const keepaliveSeconds = Number(gateway?.natKeepalive ?? 20);
      const id =
        made.peers.length > 0
          ? `vpn-${name}`
          : `any-${external}-${localAddress}-${keepaliveSeconds}`;
      const shared = daemons.get(id);
      daemons.set(id, {
        id,
        externalInterface: external,
        localAddress,
        keepaliveSeconds,
        connections: [...(shared?.connections ?? []), made],
      });
    } catch (error) {
      warnings.push({ path, message: error instanceof Error ? error.message : String(error) });
    }
  }
  for (const { connections } of daemons.values()) warnings.push(...collisions(connections));
  return { plan: { networks: context.networks ?? [], daemons: [...daemons.values()] }, warnings };
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

function connection(
  config: JunosConfig,
  ike: Ike,
  ipsec: Ipsec,
  name: string,
  vpn: Vpn,
  context: Surroundings,
  warnings: Warning[],
): Connection | undefined {
  const gatewayName = vpn.ike?.gateway;
  const gateway = entry(ike.gateway, gatewayName);
  if (gatewayName === undefined || gateway === undefined) return undefined;
  const policy = entry(ike.policy, gateway.ikePolicy);
  if (policy === undefined) return undefined;
  const key = presharedKey(policy);
  if (key === undefined) {
    warnings.push({
      path: `security ike policy ${gateway.ikePolicy ?? ""}`,
      message: "the lab authenticates with pre-shared keys only",
    });
    return undefined;
  }
  const ipsecPolicy = entry(ipsec.policy, vpn.ike?.ipsecPolicy);
  const dpd = gateway.deadPeerDetection;
  const dpdOf = dpd === undefined || dpd === true ? {} : dpd;
  const peers = gateway.dynamic === undefined ? [...(gateway.address ?? [])] : [];
  const bindInterface = vpn.bindInterface;
  const ikeAlgorithms = ikeChoices(ike, policy);
  const proposals = espChoices(ipsec, ipsecPolicy);
  for (const [list, path] of [
    [ikeAlgorithms, `security ike policy ${gateway.ikePolicy ?? ""}`],
    [proposals, `security ipsec policy ${vpn.ike?.ipsecPolicy ?? ""}`],
  ] as const) {
    if (list.length > 0) continue;
    // Without proposals the daemon would offer its own, which nobody configured.
    warnings.push({ path, message: "no proposal that the lab knows, so the VPN stays down" });
    return undefined;
  }
  if (
    gateway.localIdentity?.distinguishedName !== undefined ||
    gateway.remoteIdentity?.distinguishedName !== undefined ||
    gateway.dynamic?.distinguishedName !== undefined
  ) {
    warnings.push({
      path: `security ike gateway ${gatewayName}`,
      message: "the lab has no certificates, so the VPN with its distinguished name stays down",
    });
    return undefined;
  }
  warnings.push(...unheeded(name, vpn));
  const version = gateway.version === "v2-only" ? 2 : 1;
  const families =
    bindInterface === undefined
      ? [outerFamily(gateway, peers, context)]
      : familiesInside(config, bindInterface);
  // Only peers known by identity alone are told apart by their prefixes; for others a new route must restart nothing.
  const routed =
    bindInterface === undefined || peers.length > 0 ? [] : routedInto(config, bindInterface);
  const chosen = selectors(
    config,
    name,
    vpn,
    {
      books: context.books,
      families: version === 1 ? families.slice(0, 1) : families,
      routed: peers.length === 0 ? routed : [],
    },
    warnings,
  );
  warnings.push(...mixtures(name, vpn, version, families, chosen));
  return {
    vpn: name,
    gateway: gatewayName,
    bindInterface,
    version,
    aggressive: policy.mode === "aggressive",
    peers,
    localIdentity: localIdentity(gateway),
    remoteIdentity: remoteIdentity(gateway, peers),
    presharedKey: key,
    ikeProposals: ikeAlgorithms.map(ikeProposal),
    espProposals: proposals.map(espProposal),
    ikeLifetimeSeconds: lifetime(ike.proposal, policy.proposals, IKE_LIFETIME),
    espLifetimeSeconds: lifetime(ipsec.proposal, ipsecPolicy?.proposals, ESP_LIFETIME),
    selectors: chosen,
    establish:
      vpn.establishTunnels === "immediately"
        ? "immediately"
        : vpn.establishTunnels?.startsWith("responder-only") === true
          ? "responder-only"
          : "on-traffic",
    dpdSeconds: dpd === undefined ? 0 : Number(dpdOf.interval ?? 10),
    dpdThreshold: Number(dpdOf.threshold ?? 5),
    routed,
    // IKEv1 cannot narrow what the peer proposes.
    learns:
      routed.length > 0 &&
      version === 2 &&
      vpn.trafficSelector === undefined &&
      vpn.ike?.proxyIdentity === undefined,
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

function localIdentity(gateway: Gateway): string {
  const own = gateway.localIdentity;
  if (own?.hostname !== undefined) return `fqdn:${own.hostname}`;
  if (own?.userAtHostname !== undefined) return `email:${own.userAtHostname}`;
  if (own?.inet !== undefined) return own.inet;
  if (own?.inet6 !== undefined) return own.inet6;
  if (own?.keyId !== undefined) return `keyid:${own.keyId}`;
  // Without one, Junos sends the address of the external interface.
  return "";
}

function remoteIdentity(gateway: Gateway, peers: readonly string[]): string {
  const { dynamic } = gateway;
  if (dynamic?.hostname !== undefined) return `fqdn:${dynamic.hostname}`;
  if (dynamic?.userAtHostname !== undefined) return `email:${dynamic.userAtHostname}`;
  if (dynamic?.inet !== undefined) return dynamic.inet;
  if (dynamic?.inet6 !== undefined) return dynamic.inet6;
  const remote = gateway.remoteIdentity;
  if (remote?.hostname !== undefined) return `fqdn:${remote.hostname}`;
  if (remote?.userAtHostname !== undefined) return `email:${remote.userAtHostname}`;
  if (remote?.inet !== undefined) return remote.inet;
  if (remote?.inet6 !== undefined) return remote.inet6;
  if (remote?.keyId !== undefined) return `keyid:${remote.keyId}`;
  if (gateway.generalIkeid === true || dynamic?.generalIkeid === true) return "%any";
  return peers[0] ?? "%any";
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
