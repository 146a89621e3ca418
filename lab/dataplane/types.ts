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

/** How many sessions a security policy decided about. */
export interface PolicyHits {
  /** None for a global policy. */
  readonly zones?: { readonly from: string; readonly to: string };
  readonly policy: string;
  readonly hits: number;
}

/** One direction of a session. Of ICMP the number of the echo stands in place of both ports. */
export interface FlowWing {
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly packets: number;
  readonly bytes: number;
}

/** One session: what came in, and what comes back for it with its translation. */
export interface FlowSession {
  readonly id: number;
  /** `tcp`, `udp`, `icmp` … */
  readonly protocol: string;
  /** Seconds until it is forgotten. */
  readonly timeoutSeconds: number;
  readonly incoming: FlowWing;
  readonly outgoing: FlowWing;
}

/** ESP packets that were thrown away, since the device started. */
export interface EspErrors {
  readonly replay: number;
  readonly authentication: number;
}

/** One BGP neighbour. */
export interface BgpPeer {
  readonly address: string;
  /** Its port, and the device's own, while the session is up. */
  readonly port?: number;
  readonly localPort?: number;
  /** Name of its group in the configuration. */
  readonly group: string;
  readonly as: number;
  readonly internal: boolean;
  readonly localAddress: string;
  readonly localAs: number;
  readonly state: "Idle" | "Connect" | "Active" | "OpenSent" | "OpenConfirm" | "Established";
  /** Router ids; the peer's is empty while the session is down. */
  readonly peerId: string;
  readonly localId: string;
  /** Seconds since the session came up, or went down. */
  readonly elapsedSeconds: number;
  readonly holdSeconds: number;
  /** What both ends agreed on. */
  readonly activeHoldSeconds: number;
  readonly keepaliveSeconds: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly flaps: number;
  readonly lastError: string;
  /** Prefixes it announced, those of them in use, and those announced to it. */
  readonly received: number;
  readonly active: number;
  readonly advertised: number;
  readonly importPolicies: readonly string[];
  readonly exportPolicies: readonly string[];
}

/** One route that a BGP neighbour announced. */
export interface BgpRoute {
  readonly prefix: string;
  /** Whether the device forwards by it. */
  readonly active: boolean;
  readonly nextHop: string;
  /** `st0.0`, `ge-0-0-1`: where an active one leads. */
  readonly link?: string;
  readonly learnedFrom: string;
  readonly localPreference: number;
  readonly metric?: number;
  /** Numbers and the origin, as `65001 I`. */
  readonly asPath: string;
  readonly ageSeconds: number;
}

export interface BgpState {
  readonly localAs: number;
  readonly routerId: string;
  readonly peers: readonly BgpPeer[];
  readonly routes: readonly BgpRoute[];
}

export interface DataplaneState {
  readonly ike: readonly IkeSa[];
  readonly ipsec: readonly IpsecSa[];
  readonly events: readonly TunnelEvent[];
  readonly nat: readonly NatHits[];
  /** None where nothing counts them. */
  readonly policies?: readonly PolicyHits[];
  /** None where nothing counts them. */
  readonly espErrors?: EspErrors;
  /** None while the configuration has no BGP. */
  readonly bgp?: BgpState;
  /** None where no interface asks for its address. */
  readonly dhcp?: readonly DhcpBinding[];
}

/** What DHCP gives an interface. */
export interface Lease {
  /** With its length. */
  readonly address: string;
  /** None where the server names no router. */
  readonly gateway?: string;
}

/** An interface that asks for its address by DHCP, and what a server has granted it. */
export interface DhcpBinding {
  readonly logical: string;
  readonly hardwareAddress: string;
  /** None while it still asks. */
  readonly granted?: Lease & {
    readonly server: string;
    readonly leaseSeconds: number;
    /** When it was granted or renewed, in milliseconds since 1970. */
    readonly since: number;
  };
}

/** A statement that would change forwarding, but that the lab does not carry out. */
export interface Warning {
  readonly path: string;
  readonly message: string;
  /** Without it nothing of what is meant could run: the commit is refused, and says so. */
  readonly refuses?: true;
}
