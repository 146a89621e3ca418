// What is asked of a tunnel, in the provider's own types.

import { type Connection, type NatKind } from "../device";
import { type EspLoss, type SizeLoss } from "../diagnosis";
import { type EndpointSpec } from "./tunnel-view";

/** A NAT rule that the tunnel's traffic must have used. */
export interface NatRuleSpec {
  readonly device: string;
  readonly connection: Connection;
  readonly kind: NatKind;
  readonly ruleSet: string;
  readonly rule: string;
}

/** One end's side of what the tunnel carries. */
export interface CarriedEnd {
  /** Zone by which the peer's networks are reached. */
  readonly zone: string;
  /** The gateway's own addresses on the networks behind it. */
  readonly inner: readonly {
    readonly address: string;
    readonly network: string;
    readonly zone: string;
  }[];
  /** Addresses of hosts behind the gateway that the stack makes: somebody to ping in networks that the gateway isn't in. */
  readonly hosts?: readonly string[];
}

/** What the tunnel carries. */
export interface CarriedSpec {
  readonly kind: "route-based" | "policy-based";
  /** Selectors decide: one pair of networks says nothing about another. */
  readonly isNarrow: boolean;
  /** Neither end sets it up unasked. */
  readonly isOnTraffic: boolean;
  /** Another VPN carries the same traffic for as long as that one is up. */
  readonly isStandby: boolean;
  readonly pairs: readonly NetworkPair[];
  readonly ends: readonly [CarriedEnd, CarriedEnd];
  readonly tcpMss?: number;
  /** Traffic that the policies permit, where they don't permit any. */
  readonly protocol?: number;
  readonly port?: number;
}

export interface NetworkPair {
  readonly initiator: string;
  readonly responder: string;
}

/** A host behind one end that pings through the tunnel. */
export interface ProbeSpec {
  readonly connection: Connection;
  /** An address behind the other end. */
  readonly target: string;
}

/** What to verify. */
export interface TunnelSpec {
  readonly name: string;
  readonly endpoints: readonly [EndpointSpec, EndpointSpec];
  readonly expectNat: boolean;
  readonly natRules: readonly NatRuleSpec[];
  readonly timeoutSeconds: number;
  readonly carries?: CarriedSpec;
  readonly require?: "traffic" | "associations";
  readonly probe?: ProbeSpec;
}

export type TrafficVerdict = "passed" | "failed" | "not proven";

export interface PairFinding extends NetworkPair {
  readonly verdict: TrafficVerdict;
  /** Why it isn't `passed`, without counts: it goes into the state. */
  readonly reason?: string;
  /** True when it will not mend itself. */
  readonly isLasting?: boolean;
  /** Nobody answered there; routes and policies of both ends lead it into the tunnel, which other packets have proven. */
  readonly isLed?: boolean;
}

/** What was found about traffic at one look. */
export interface TrafficFinding {
  readonly verdict: TrafficVerdict;
  readonly reason?: string;
  readonly pairs: readonly PairFinding[];
  /** What was sent and counted, for people. */
  readonly counted: readonly string[];
  /** True when it will not mend itself. */
  readonly isLasting: boolean;
  readonly lost?: readonly EspLoss[];
  readonly tooLong?: SizeLoss;
}

/** The ends that can be asked. */
export const managed = (spec: TunnelSpec): EndpointSpec[] =>
  spec.endpoints.filter(({ connection }) => connection !== undefined);
