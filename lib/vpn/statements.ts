// What a VPN says in Junos: IKE, IPsec, tunnel interface, policies, as typed configuration.
import { familyOf } from "../net";
import type { JunosConfig } from "../junos";
import { each } from "../topology";
import type { Identity } from "./identity";
import type { IkeProposal, IpsecProposal, Suite } from "./suites";

/** Dead peer detection, as Junos's gateway statement has it. */
export interface DeadPeerDetection {
  /** @default "optimized": probe only when something was sent and nothing came back */
  readonly mode?: "optimized" | "probe-idle-tunnel" | "always-send";
  /** Seconds between probes, 2–60. @default 10 */
  readonly intervalSeconds?: number;
  /** Probes without an answer until the peer is dead, 1–5. @default 5 */
  readonly threshold?: number;
}

const MODE = {
  optimized: "optimized",
  "probe-idle-tunnel": "probeIdleTunnel",
  "always-send": "alwaysSend",
} as const;

function deadPeerDetection(dpd: DeadPeerDetection): object {
  return {
    ...(dpd.mode === undefined ? {} : { [MODE[dpd.mode]]: true }),
    ...(dpd.intervalSeconds === undefined ? {} : { interval: dpd.intervalSeconds }),
    ...(dpd.threshold === undefined ? {} : { threshold: dpd.threshold }),
  };
}

/** Names of the statements of one VPN on one device. */
export interface Names {
  /** Of `security ike proposal`: the algorithms of phase 1. */
  readonly ikeProposal: string;
  /** Of `security ike policy`: the mode, and the key or certificate. */
  readonly ikePolicy: string;
  /** Of `security ike gateway`: the peer, and both identities. */
  readonly ikeGateway: string;
  /** Of `security ipsec proposal`: the algorithms of phase 2. */
  readonly ipsecProposal: string;
  /** Of `security ipsec policy`: the group for perfect forward secrecy. */
  readonly ipsecPolicy: string;
  /** Of `security ipsec vpn`, and what the tunnel is called in outputs. */
  readonly vpn: string;
}

/** How an end proves who it is: a key that both know, or a certificate that the device holds. */
export type Credentials =
  | { readonly presharedKey: string; readonly form: "text" | "hex" }
  | {
      readonly certificate: string;
      readonly method: string;
      readonly trustedCa?: string;
    };

function ikeProposal(proposal: IkeProposal, credentials: Credentials): object {
  return {
    authenticationMethod: "method" in credentials ? credentials.method : "pre-shared-keys",
    dhGroup: proposal.dhGroup,
    ...(proposal.authenticationAlgorithm === undefined
      ? {}
      : { authenticationAlgorithm: proposal.authenticationAlgorithm }),
    encryptionAlgorithm: proposal.encryptionAlgorithm,
    ...(proposal.lifetimeSeconds === undefined
      ? {}
      : { lifetimeSeconds: proposal.lifetimeSeconds }),
  };
}

function ipsecProposal(proposal: IpsecProposal): object {
  return {
    protocol: "esp",
    ...(proposal.authenticationAlgorithm === undefined
      ? {}
      : { authenticationAlgorithm: proposal.authenticationAlgorithm }),
    encryptionAlgorithm: proposal.encryptionAlgorithm,
    ...(proposal.lifetimeSeconds === undefined
      ? {}
      : { lifetimeSeconds: proposal.lifetimeSeconds }),
    ...(proposal.lifetimeKilobytes === undefined
      ? {}
      : { lifetimeKilobytes: proposal.lifetimeKilobytes }),
  };
}

export interface Phase1 {
  readonly names: Names;
  readonly suite: Suite;
  /** Emit the IKEv1 mode; never for a peer whose address is unknown and whose key is pre-shared. */
  readonly mode: boolean;
  readonly credentials: Credentials;
  /** The peer's address, or its identity alone when the address is unknown. */
  readonly peer: { readonly address: string } | { readonly dynamic: object };
  readonly localIdentity: Identity | undefined;
  /** Left out for a dynamic peer, whose identity stands in `dynamic`. */
  readonly remoteIdentity: Identity | undefined;
  /** `ge-0/0/1.0` */
  readonly externalInterface: string;
  readonly version: boolean;
  readonly natKeepaliveSeconds: number | undefined;
  readonly dpd: DeadPeerDetection | undefined;
}

const IDENTITY_PROPERTY = {
  hostname: "hostname",
  "user-at-hostname": "userAtHostname",
  inet: "inet",
  inet6: "inet6",
  "distinguished-name": "distinguishedName",
  "key-id": "keyId",
} as const;

/** An identity where Junos takes it as `TYPE VALUE`; a distinguished name stands in the end's own certificate. */
function identityConfig(identity: Identity, whose: "own" | "peer"): object {
  const property = IDENTITY_PROPERTY[identity.type];
  if (identity.type !== "distinguished-name") return { [property]: identity.value };
  return { [property]: whose === "own" ? true : { wildcard: identity.value } };
}

function credentialsConfig(credentials: Credentials): object {
  if ("presharedKey" in credentials) {
    const { presharedKey, form } = credentials;
    return { preSharedKey: { [form === "hex" ? "hexadecimal" : "asciiText"]: presharedKey } };
  }
  const { certificate, trustedCa } = credentials;
  return {
    certificate: {
      localCertificate: certificate,
      ...(trustedCa === undefined ? {} : { trustedCa: { caProfile: trustedCa } }),
    },
  };
}

/** IKE: proposal, policy with its key or certificate, gateway. */
export function phase1Config(phase1: Phase1): JunosConfig {
  const { names, suite } = phase1;
  const wrapped = (identity: Identity | undefined, whose: "own" | "peer"): object =>
    identity === undefined
      ? {}
      : {
          [whose === "own" ? "localIdentity" : "remoteIdentity"]: identityConfig(identity, whose),
        };
  return {
    security: {
      ike: {
        proposal: { [names.ikeProposal]: ikeProposal(suite.ike, phase1.credentials) },
        policy: {
          [names.ikePolicy]: {
            ...(phase1.mode ? { mode: suite.mode ?? "main" } : {}),
            proposals: [names.ikeProposal],
            ...credentialsConfig(phase1.credentials),
          },
        },
        gateway: {
          [names.ikeGateway]: {
            ikePolicy: names.ikePolicy,
            ...("address" in phase1.peer
              ? { address: [phase1.peer.address] }
              : { dynamic: phase1.peer.dynamic }),
            ...(phase1.dpd === undefined
              ? {}
              : { deadPeerDetection: deadPeerDetection(phase1.dpd) }),
            ...(phase1.natKeepaliveSeconds === undefined
              ? {}
              : { natKeepalive: phase1.natKeepaliveSeconds }),
            ...wrapped(phase1.localIdentity, "own"),
            ...wrapped(phase1.remoteIdentity, "peer"),
            externalInterface: phase1.externalInterface,
            ...(phase1.version ? { version: suite.version } : {}),
          },
        },
      },
    },
  };
}

/**
 * When a device sets its tunnel up, in Junos's words (`establish-tunnels`): unasked, for traffic, or never by itself.
 */
export type Establish = "immediately" | "on-traffic" | "responder-only";

/**
 * Two networks between which a tunnel carries traffic: what IKE negotiates as one pair (Juniper, Traffic Selectors).
 */
export interface TrafficSelector {
  /** Prefix behind the device that has the selector, such as `10.1.0.0/16`. */
  readonly local: string;
  /** Prefix behind its peer, of the same family. */
  readonly remote: string;
}

export interface Phase2 {
  readonly names: Names;
  readonly suite: Suite;
  /** `st0.0`; none for a policy-based VPN. */
  readonly bindInterface: string | undefined;
  readonly establish: Establish | undefined;
  readonly dfBit: "clear" | "set" | "copy" | undefined;
  readonly selectors: Readonly<Record<string, TrafficSelector>>;
}

/** IPsec: proposal, policy, VPN. */
export function phase2Config(phase2: Phase2): JunosConfig {
  const { names, suite } = phase2;
  const selectors = Object.entries(phase2.selectors);
  return {
    security: {
      ipsec: {
        proposal: { [names.ipsecProposal]: ipsecProposal(suite.ipsec) },
        policy: {
          [names.ipsecPolicy]: {
            ...(suite.pfs === undefined ? {} : { perfectForwardSecrecy: { keys: suite.pfs } }),
            proposals: [names.ipsecProposal],
          },
        },
        vpn: {
          [names.vpn]: {
            ...(phase2.bindInterface === undefined ? {} : { bindInterface: phase2.bindInterface }),
            ...(phase2.dfBit === undefined ? {} : { dfBit: phase2.dfBit }),
            ike: { gateway: names.ikeGateway, ipsecPolicy: names.ipsecPolicy },
            ...(selectors.length === 0
              ? {}
              : {
                  trafficSelector: Object.fromEntries(
                    selectors.map(([name, selector]) => [
                      name,
                      { localIp: selector.local, remoteIp: selector.remote },
                    ]),
                  ),
                }),
            ...(phase2.establish === undefined ? {} : { establishTunnels: phase2.establish }),
          },
        },
      },
    },
  };
}

/** The tunnel interface and its zone. */
export function tunnelInterfaceConfig(options: {
  readonly unit: number;
  readonly address: string | undefined;
  readonly zone: string;
  /** Zone services are ours to say; false when the zone belongs to another interface too. */
  readonly services: readonly string[];
  /** Families of what is routed into it, beside that of its address. @default inet, where it has no address */
  readonly families?: readonly ("inet" | "inet6")[];
  readonly multipoint?: boolean;
}): JunosConfig {
  const own = options.address === undefined ? undefined : familyOf(options.address);
  const wanted = new Set([...(own === undefined ? [] : [own]), ...(options.families ?? [])]);
  const families = (["inet", "inet6"] as const).filter((each) => wanted.has(each));
  return {
    interfaces: {
      st0: {
        unit: {
          [options.unit]: {
            ...(options.multipoint === true ? { multipoint: true } : {}),
            family: Object.fromEntries(
              (families.length === 0 ? (["inet"] as const) : families).map((family) => [
                family,
                options.address !== undefined && family === own
                  ? { address: { [options.address]: {} } }
                  : {},
              ]),
            ),
          },
        },
      },
    },
    security: {
      zones: {
        securityZone: {
          [options.zone]: {
            ...(options.services.length === 0
              ? {}
              : { hostInboundTraffic: { systemServices: each(options.services, () => ({})) } }),
            interfaces: { [`st0.${options.unit}`]: {} },
          },
        },
      },
    },
  };
}

/** A zone's address book with these addresses. */
export function addressBookConfig(
  book: string,
  zone: string,
  addresses: Readonly<Record<string, string>>,
): JunosConfig {
  return {
    security: {
      addressBook: {
        [book]: {
          address: Object.fromEntries(
            Object.entries(addresses).map(([name, prefix]) => [name, { ipPrefix: prefix }]),
          ),
          attach: { zone: { [zone]: {} } },
        },
      },
    },
  };
}

export interface PolicySpec {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly application: readonly string[];
  /** Send what matches into this VPN, with this policy as its counterpart, or permit it as it is. */
  readonly tunnel?: { readonly vpn: string; readonly pair?: string };
}

export function policyConfig(policy: PolicySpec): JunosConfig {
  const permit =
    policy.tunnel === undefined
      ? {}
      : {
          tunnel: {
            ipsecVpn: policy.tunnel.vpn,
            ...(policy.tunnel.pair === undefined ? {} : { pairPolicy: policy.tunnel.pair }),
          },
        };
  return {
    security: {
      policies: {
        fromZone: {
          [policy.from]: {
            toZone: {
              [policy.to]: {
                policy: {
                  [policy.name]: {
                    match: {
                      sourceAddress: [...policy.source],
                      destinationAddress: [...policy.destination],
                      application: [...policy.application],
                    },
                    then: { permit },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
}

/** TCP segments that fit into the tunnel. */
export function tcpMssConfig(mss: number): JunosConfig {
  return { security: { flow: { tcpMss: { ipsecVpn: { mss } } } } };
}
