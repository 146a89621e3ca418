// What the path solver takes and what it gives: plain data, in which devices and networks are known by their ids.
import type { NatBehaviour } from "./nat-kinds";

/** A network by its id. */
export interface MapNetwork {
  readonly id: string;
  /** The router that joins it to others and to the internet, of a VPC; undefined where the network meets the internet itself. */
  readonly router: string | undefined;
}

/** What a NAT makes of an address. */
export interface Translation extends NatBehaviour {
  readonly kind: string;
  /** Who translates, as a person would say it. */
  readonly by: string;
  /** The address it shows; undefined for one that nobody can tell beforehand. */
  readonly address: string | undefined;
  /** Nothing is translated: the device itself has an address that nobody knows beforehand. */
  readonly isLease?: boolean;
}

/** Translates one device by its id, or whatever comes from these prefixes. */
export interface MapRule extends Translation {
  /** Its address is a further one of the outside interface, which answers for it there. */
  readonly isFurther?: boolean;
  /** What translates its address further on the way to the internet, where that is not what translates the device itself. */
  readonly internet?: { readonly translation: Translation | undefined };
  readonly applies: { readonly to: string } | { readonly from: readonly string[] };
}

/** One interface of a NAT device. */
export interface MapSide {
  readonly network: string;
  readonly address: string;
}

export interface MapDevice {
  readonly id: string;
  /** All networks that it is on. */
  readonly networks: readonly MapNetwork[];
  /** Where its way to others begins. */
  readonly outer: MapSide;
  /** What translates it on the way to the internet. */
  readonly internet: Translation | undefined;
  /** Whether it reaches the internet untranslated. */
  readonly isRouted: boolean;
  /** Of a NAT device: what it does between its two sides. The first rule that applies counts. */
  readonly nat?: {
    readonly inside: MapSide;
    readonly outside: MapSide;
    readonly rules: readonly MapRule[];
  };
}

/** A device that translates. */
export type NatBox = MapDevice & { readonly nat: NonNullable<MapDevice["nat"]> };

/** One translation on a path. */
export interface MapCrossing {
  readonly translation: Translation;
  /** The NAT device whose rule it is, and the rule's place among its rules. */
  readonly device?: string;
  readonly rule?: number;
}

/** One end of a path, as the other end sees it. */
export interface MapView {
  /** What the other end sees, and dials; undefined when nobody can know it beforehand. */
  readonly address: string | undefined;
  /** True when a translation hides its own address. */
  readonly hidden: boolean;
  /** True when the other end can initiate. */
  readonly reachable: boolean;
  /** True when its source ports may be rewritten. */
  readonly portRewritten: boolean;
  /** True when its packets have a way out at all. */
  readonly connected: boolean;
  readonly crossings: readonly MapCrossing[];
}

/** In `network`, packets to `address` of `end` go to this interface of a NAT device. */
export interface MapLeg {
  readonly network: string;
  readonly end: string;
  readonly address: string | undefined;
  /** The network that the address lies in; undefined for one that only a rule knows. */
  readonly home: string | undefined;
  readonly device: string;
  readonly side: "inside" | "outside";
  /** The end is beyond the internet: a way out, which may lead to others too. */
  readonly isWayOut?: true;
}

/** An interface of a NAT device, and the end beyond it under the address that it has there. */
export interface MapPeer {
  readonly device: string;
  readonly side: "inside" | "outside";
  readonly end: string;
  readonly address: string | undefined;
}

export interface MapPath {
  readonly a: MapView;
  readonly b: MapView;
  /** True when IKE will find a NAT and move to UDP 4500. */
  readonly nat: boolean;
  /** Shortest time after which one of the translations forgets an idle flow, in seconds. */
  readonly idleSeconds: number | undefined;
  /** NAT devices from a to b. */
  readonly devices: readonly string[];
  readonly legs: readonly MapLeg[];
  readonly peers: readonly MapPeer[];
}
