// IPsec as the lab runs it: which IKE daemons a device needs, and what each of them is told.

/** What one child SA carries. */
export interface Selector {
  readonly name: string;
  readonly local: readonly string[];
  readonly remote: readonly string[];
}

/** One VPN of the configuration. */
export interface Connection {
  readonly vpn: string;
  readonly gateway: string;
  /** Its tunnel interface, `st0.0`; undefined for a policy-based VPN. */
  readonly bindInterface: string | undefined;
  readonly version: 1 | 2;
  readonly aggressive: boolean;
  /** The peer's addresses; empty for a peer that is known by identity alone. */
  readonly peers: readonly string[];
  /** Identities as strongSwan writes them, with their type in front. */
  readonly localIdentity: string;
  readonly remoteIdentity: string;
  readonly presharedKey: string;
  readonly ikeProposals: readonly string[];
  readonly espProposals: readonly string[];
  readonly ikeLifetimeSeconds: number;
  readonly espLifetimeSeconds: number;
  readonly selectors: readonly Selector[];
  readonly establish: "immediately" | "on-traffic" | "responder-only";
  /** Seconds between probes of a silent peer; 0: none. */
  readonly dpdSeconds: number;
  readonly dpdThreshold: number;
  /** Prefixes that the configuration leads into the tunnel interface. */
  readonly routed: readonly string[];
  /** Whether its selector is those prefixes, and what routing protocols learn over the interface joins them. */
  readonly learns: boolean;
}

/** One IKE daemon in a namespace of its own. */
export interface DaemonPlan {
  /** Stable name: the IKE gateway's, or the external interface's where several peers share one daemon. */
  readonly id: string;
  /** `ge-0/0/1.0` */
  readonly externalInterface: string;
  /** The device's own address on it. */
  readonly localAddress: string;
  readonly keepaliveSeconds: number;
  readonly connections: readonly Connection[];
}

export interface IpsecPlan {
  /** Networks that the device is connected to: what a peer may narrow a selector to. */
  readonly networks: readonly string[];
  readonly daemons: readonly DaemonPlan[];
}
