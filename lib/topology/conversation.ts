// What a VPN asks of the network between two gateways: IKE and ESP between them, and the traffic they carry for others.
import type { Gateway } from "./gateway";
import type { NatPath, View } from "./paths";
import type { CarriedTraffic } from "./verification";

/** Two gateways that talk IKE, and the prefixes whose traffic goes through them. */
export interface Conversation {
  readonly path: NatPath;
  readonly initiator: View;
  readonly responder: View;
  /** Prefixes behind the initiator, and behind the responder. */
  readonly initiatorPrefixes: readonly string[];
  readonly responderPrefixes: readonly string[];
  /** The same as the other end sees them. @default as they are */
  readonly initiatorShown?: readonly string[];
  readonly responderShown?: readonly string[];
}

/** One end of a tunnel, as its own device knows it. */
export interface TunnelEnd {
  readonly view: View;
  readonly role: "initiator" | "responder";
  /** Names in the device's configuration. */
  readonly vpn: string;
  readonly ikeGateway: string;
  /** `st0.0`; policy-based tunnels have none. */
  readonly bindInterface: string | undefined;
  /** Routing instance of the tunnel interface. @default the main one */
  readonly instance?: string;
  /** The address at which this end reaches its peer; undefined when it only answers. */
  readonly peerAddress: string | undefined;
  readonly identity: { readonly type: string; readonly value: string };
  readonly peerIdentity: { readonly type: string; readonly value: string };
  /** Addresses for a ping through the tunnel, where both tunnel interfaces have one. */
  readonly pingSource: string | undefined;
  readonly pingTarget: string | undefined;
}

/** One tunnel to be verified. */
export interface Tunnel extends Conversation {
  readonly name: string;
  /** The gateway that it leads to, where its construct makes one for each of many. */
  readonly branch?: Gateway;
  readonly ends: readonly [TunnelEnd, TunnelEnd];
  readonly carried: CarriedTraffic;
  /** The version that its suite of algorithms is for. */
  readonly ikeVersion?: "v1-only" | "v2-only";
}

/** A construct that makes tunnels. */
export interface TunnelSource {
  tunnels(): readonly Tunnel[];
}

export function isTunnelSource(value: unknown): value is TunnelSource {
  return typeof value === "object" && value !== null && "tunnels" in value;
}
