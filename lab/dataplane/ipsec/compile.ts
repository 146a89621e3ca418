// From a committed configuration to the IKE daemons it asks for. Pure.
import { decode9, is9, type JunosConfig } from "../../../lib/junos";
import type { Warning } from "../types";
import type { Connection, DaemonPlan, IpsecPlan, Selector } from "./plan";
import { type Algorithms, ESP_SETS, espProposal, IKE_SETS, ikeProposal } from "./proposals";
import { policySelectors } from "./policies";

/** What the rest of the device knows. */
export interface Surroundings {
  /** The address of a logical interface, without its length; undefined when it has none. */
  externalAddress(logical: string): string | undefined;
  /** Networks of its interfaces. */
  readonly networks?: readonly string[];
}

type Ike = NonNullable<NonNullable<JunosConfig["security"]>["ike"]>;
type Ipsec = NonNullable<NonNullable<JunosConfig["security"]>["ipsec"]>;
type Entry<T> = T extends Readonly<Record<string, infer E>> ? Exclude<E, true> : never;
type Gateway = Entry<NonNullable<Ike["gateway"]>>;
type Vpn = Entry<NonNullable<Ipsec["vpn"]>>;

/** An entry of a list, where `true` stands for one without statements. */
export function entry<T extends object>(
  list: Readonly<Record<string, T | true>> | undefined,
  name: string | undefined,
): T | undefined {
  const found = name === undefined ? undefined : list?.[name];
  return found === true ? ({} as T) : found;
}

const ANY = "0.0.0.0/0";

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
      const made = connection(config, ike, ipsec, name, vpn, warnings);
      if (made === undefined) continue;
      const gateway = entry(ike.gateway, vpn.ike?.gateway);
      const external = gateway?.externalInterface ?? "";
      const localAddress = gateway?.localAddress ?? context.externalAddress(external);
      if (localAddress === undefined) {
        warnings.push({
          path: `security ike gateway ${vpn.ike?.gateway ?? ""} external-interface`,
          message: `interface ${external} has no address, so its VPNs stay down`,
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
  // Only peers known by identity alone are told apart by their prefixes; for others a new route must restart nothing.
  const routed =
    bindInterface === undefined || peers.length > 0 ? [] : routedInto(config, bindInterface);
  return {
    vpn: name,
    gateway: gatewayName,
    bindInterface,
    version: gateway.version === "v2-only" ? 2 : 1,
    aggressive: policy.mode === "aggressive",
    peers,
    localIdentity: localIdentity(gateway),
    remoteIdentity: remoteIdentity(gateway, peers),
    presharedKey: key,
    ikeProposals: ikeAlgorithms.map(ikeProposal),
    espProposals: proposals.map(espProposal),
    ikeLifetimeSeconds: lifetime(ike.proposal, policy.proposals, IKE_LIFETIME),
    espLifetimeSeconds: lifetime(ipsec.proposal, ipsecPolicy?.proposals, ESP_LIFETIME),
    selectors: selectors(config, name, vpn, peers.length === 0, routed),
    establish:
      vpn.establishTunnels === "immediately"
        ? "immediately"
        : vpn.establishTunnels?.startsWith("responder-only") === true
          ? "responder-only"
          : "on-traffic",
    dpdSeconds: dpd === undefined ? 0 : Number(dpdOf.interval ?? 10),
    dpdThreshold: Number(dpdOf.threshold ?? 5),
    routed,
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

/** Prefixes whose static route leads into a tunnel interface. */
function routedInto(config: JunosConfig, logical: string): readonly string[] {
  const routes = config.routingOptions?.static?.route ?? {};
  const [device = "", unit = "0"] = logical.split(".");
  const own = entry(entry(config.interfaces, device)?.unit, unit)?.family?.inet;
  const connected = typeof own === "object" ? Object.keys(own.address ?? {}) : [];
  return [
    ...Object.keys(routes).filter((prefix) => {
      const route = entry(routes, prefix);
      return (
        route?.nextHop?.includes(logical) === true ||
        Object.hasOwn(route?.qualifiedNextHop ?? {}, logical)
      );
    }),
    ...connected.map(networkOf),
  ];
}

/** `10.1.100.1/24` → `10.1.100.0/24`. */
function networkOf(address: string): string {
  const [host = "", length = "32"] = address.split("/");
  const number = host.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(number / size) * size;
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${parts.join(".")}/${length}`;
}

function selectors(
  config: JunosConfig,
  name: string,
  vpn: Vpn,
  dynamic: boolean,
  routed: readonly string[],
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
    return [{ name, local: [proxy.local ?? ANY], remote: [proxy.remote ?? ANY] }];
  }
  if (vpn.bindInterface === undefined) return policySelectors(config, name);
  // With many peers in one daemon, each child is narrowed to what is routed to its tunnel interface.
  return [{ name, local: [ANY], remote: dynamic && routed.length > 0 ? routed : [ANY] }];
}
