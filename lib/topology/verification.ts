// What a tunnel carries, and what it takes for a program to call it verified.
import type { ExistingDevice } from "./device-props";
import type { Gateway } from "./gateway";

/** A host that we may log in to by SSH, and that has a `ping`. */
export type ProbeHost = Pick<
  ExistingDevice,
  | "address"
  | "port"
  | "user"
  | "privateKey"
  | "password"
  | "agent"
  | "hostKey"
  | "acceptFirstHostKey"
  | "jump"
>;

/** How a tunnel is verified after every change. */
export interface VerifyProps {
  /** Seconds until it must be up and carry traffic, 1–86400. @default 180, and 30 where somebody else runs one end */
  readonly timeoutSeconds?: number;
  /**
   * `traffic`: nothing but traffic that went through counts, and where none could be sent, the update fails.
   * `associations`: IKE and IPsec at both ends are enough. @default traffic counts; where none could be sent, that is a warning
   */
  readonly require?: "traffic" | "associations";
  /**
   * A host behind one end that pings `target`, an address behind the other one: proof where the gateways' own packets
   * match no policy of the tunnel, as with a policy-based VPN. It also asks for a tunnel that waits for traffic.
   * @default none
   */
  readonly probe?: {
    /** How to log in to that host. */
    readonly host: ProbeHost;
    /** The address that it pings. */
    readonly target: string;
  };
}

/** Two networks between which a tunnel carries traffic. */
export interface CarriedPair {
  readonly initiator: string;
  readonly responder: string;
}

/** One end's side of what is carried. */
export interface CarriedEnd {
  /** Zone by which the peer's networks are reached: that of the tunnel interface, or of the outside. */
  readonly zone: string;
  /** The gateway's own addresses on the networks behind it. */
  readonly inner: readonly {
    readonly address: string;
    readonly network: string;
    readonly zone: string;
  }[];
}

/** What a tunnel carries. */
export interface CarriedTraffic {
  readonly kind: "route-based" | "policy-based";
  /** True when selectors of the program's own decide, so that one pair says nothing about another. */
  readonly isNarrow: boolean;
  /** True when neither end sets it up unasked. */
  readonly isOnTraffic: boolean;
  /** True when another VPN carries the same traffic for as long as that one is up. @default false */
  readonly isStandby?: boolean;
  readonly pairs: readonly CarriedPair[];
  readonly ends: readonly [CarriedEnd, CarriedEnd];
  /** Largest TCP segment that the ends let through, in bytes. */
  readonly tcpMss?: number;
  /** What the policies permit, in Junos's names. @default any */
  readonly applications?: readonly string[];
  readonly verify?: VerifyProps;
}

/** A gateway's own addresses behind it. */
export const innerOf = (gateway: Gateway): CarriedEnd["inner"] =>
  gateway.internals.map(({ address, network, zone }) => ({ address, network: network.cidr, zone }));
