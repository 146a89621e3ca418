// What translates a device's address on its way to the internet, when no device of this stack does it.
import type { Input } from "@pulumi/pulumi";

/** 1:1 by AWS: the interface gets an elastic IP. Open in both directions. */
export interface ElasticIp {
  readonly kind: "elastic-ip";
}

/** Many-to-one by an AWS NAT gateway: outward only, ports rewritten, idle flows forgotten after 350 s. */
export interface AwsNatGateway {
  readonly kind: "nat-gateway";
}

/** 1:1 by a box that somebody else runs. Open in both directions. */
export interface StaticNat {
  readonly kind: "static";
  readonly address: Input<string>;
}

/** Many-to-one by a box that somebody else runs: outward only, ports rewritten. */
export interface SourceNat {
  readonly kind: "source";
  /** The address it shows, when it is fixed and known. */
  readonly address?: Input<string>;
  /** Seconds after which it forgets an idle UDP flow. @default 30 */
  readonly idleSeconds?: number;
}

export type NatKind = ElasticIp | AwsNatGateway | StaticNat | SourceNat;

/** The kinds of NAT between a device and the internet. */
export const Nat = {
  /** An AWS elastic IP on the device's outward interface. Costs money while it exists. */
  elasticIp: (): ElasticIp => ({ kind: "elastic-ip" }),
  /** The site's AWS NAT gateway. Costs money while it exists. */
  gateway: (): AwsNatGateway => ({ kind: "nat-gateway" }),
  /** A 1:1 translation that exists already; `address` is what others see. */
  static: (address: Input<string>): StaticNat => ({ kind: "static", address }),
  /** A many-to-one translation that exists already. */
  source: (options: Omit<SourceNat, "kind"> = {}): SourceNat => ({ kind: "source", ...options }),
} as const;

/**
 * Seconds after which a translation is forgotten when nothing passes: an AWS NAT gateway 350 (AWS, VPC user guide),
 * a Junos device 60 for UDP (its flow's default), a box we know nothing of 30 (RFC 4787 asks for 120 or more; many keep less).
 */
export const IDLE_SECONDS = { natGateway: 350, junosSource: 60, unknownSource: 30 } as const;
