// What a device's forwarding plane reports about itself: security associations, NAT hits, events.

/** One IKE (phase 1) security association, or an attempt at one. */
export interface IkeSa {
  readonly index: number;
  /** Name of the gateway in the configuration. */
  readonly gateway: string;
  readonly localAddress: string;
  /** 4500 when a NAT was found between the ends, else 500: what IKE would use with ESP in the kernel. */
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localIdentity: string;
  readonly remoteIdentity: string;
  readonly role: "Initiator" | "Responder";
  readonly state: "UP" | "DOWN";
  readonly mode: "Main" | "Aggressive" | "IKEv2";
  readonly initiatorCookie: string;
  readonly responderCookie: string;
  /** A NAT stands between the ends. */
  readonly natDetected: boolean;
  readonly authentication: string;
  readonly encryption: string;
  readonly integrity: string;
  readonly dhGroup: string;
  readonly lifetimeSeconds: number;
  readonly ageSeconds: number;
}

/** One pair of IPsec (phase 2) security associations. */
export interface IpsecSa {
  readonly index: number;
  /** Name of the VPN in the configuration. */
  readonly vpn: string;
  /** Name of its IKE gateway. */
  readonly gateway: string;
  /** `st0.0`; none for a policy-based VPN. */
  readonly bindInterface?: string;
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** UDP port of the peer: 4500 or what NAT made of it; 500 without NAT. */
  readonly port: number;
  readonly spiIn: string;
  readonly spiOut: string;
  readonly protocol: "ESP";
  readonly encryption: string;
  readonly integrity: string;
  readonly localSelector: string;
  readonly remoteSelector: string;
  readonly lifetimeSeconds: number;
  readonly remainingSeconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly state: "UP" | "DOWN";
}

/** Why a tunnel came up, went down or did not come up, in a sentence. */
export interface TunnelEvent {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly vpn?: string;
  readonly gateway?: string;
  readonly text: string;
  /** How often it was seen in a row. */
  readonly count: number;
}

/** How often a NAT rule was used. */
export interface NatHits {
  readonly kind: "static" | "source" | "destination";
  readonly ruleSet: string;
  readonly rule: string;
  readonly hits: number;
}

export interface DataplaneState {
  readonly ike: readonly IkeSa[];
  readonly ipsec: readonly IpsecSa[];
  readonly events: readonly TunnelEvent[];
  readonly nat: readonly NatHits[];
}

/** A statement that would change forwarding, but that the lab does not carry out. */
export interface Warning {
  readonly path: string;
  readonly message: string;
}
