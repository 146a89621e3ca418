// A packet that is followed, and what was seen on its way.
import type { Packet } from "../junos";

/** A port that a client may come from. */
export const CLIENT_PORT = 40_000;

/** A packet as it is at one place. */
export type TracedPacket = Packet;

/** One thing that happened to it. */
export interface Hop {
  readonly device: string;
  readonly what:
    "in" | "nat" | "route" | "policy" | "tunnel" | "host-inbound" | "delivered" | "return";
  readonly text: string;
  /** The line of the configuration that decided. */
  readonly statement?: string;
}

/** How it ends. */
export interface Trace {
  /** `unknown` where no configuration tells: a route that somebody announces, an address that is known later. */
  readonly verdict: "passes" | "stopped" | "unknown";
  readonly hops: readonly Hop[];
  /** Where it ends, and why; undefined when it passes, and its answer comes back. */
  readonly end?: {
    readonly device: string | undefined;
    readonly reason: string;
    readonly statement?: string;
  };
  /** Whether it went through a tunnel. */
  readonly isEncrypted: boolean;
  /** The device itself that it was for, as it arrived there: with what NAT on the way made of it. */
  readonly arrived?: { readonly device: string; readonly packet: TracedPacket };
}
