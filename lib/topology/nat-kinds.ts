// The kinds of NAT. Each is one row: what it does to those behind it. Solver, docs and tests take it from here.
import type { Input } from "@pulumi/pulumi";

/** 1:1 by AWS: the interface gets an elastic IP. Open in both directions. */
export interface ElasticIp {
  /** Its name in the union of all kinds: {@link Nat} sets it. */
  readonly kind: "elastic-ip";
  /** One that is there: it is mapped to the interface, and stays when the stack goes. @default one is made */
  readonly allocationId?: Input<string>;
}

/** Many-to-one by an AWS NAT gateway: outward only, ports rewritten, idle flows forgotten after 350 s. */
export interface AwsNatGateway {
  /** Its name in the union of all kinds: {@link Nat} sets it. */
  readonly kind: "nat-gateway";
}

/** 1:1 by a box that somebody else runs. Open in both directions. */
export interface StaticNat {
  /** Its name in the union of all kinds: {@link Nat} sets it. */
  readonly kind: "static";
  /** The address that others see, without a length. */
  readonly address: Input<string>;
}

/** Many-to-one by a box that somebody else runs: outward only, ports rewritten. */
export interface SourceNat {
  /** Its name in the union of all kinds: {@link Nat} sets it. */
  readonly kind: "source";
  /** The address it shows, when it is fixed and known. */
  readonly address?: Input<string>;
  /** Seconds after which it forgets an idle UDP flow. @default 30 */
  readonly idleSeconds?: number;
}

/** What stands between a device and the internet and translates its outer address. {@link Nat} makes them. */
export type NatKind = ElasticIp | AwsNatGateway | StaticNat | SourceNat;

/** The kinds of NAT between a device and the internet. */
export const Nat = {
  /** An AWS elastic IP on the device's outward interface. Costs money while it exists. */
  elasticIp: (options: Omit<ElasticIp, "kind"> = {}): ElasticIp => ({
    kind: "elastic-ip",
    ...options,
  }),
  /** The site's AWS NAT gateway. Costs money while it exists. */
  gateway: (): AwsNatGateway => ({ kind: "nat-gateway" }),
  /** A 1:1 translation that exists already; `address` is what others see. */
  static: (address: Input<string>): StaticNat => ({ kind: "static", address }),
  /** A many-to-one translation that exists already. */
  source: (options: Omit<SourceNat, "kind"> = {}): SourceNat => ({ kind: "source", ...options }),
} as const;

/** What a NAT does to the flows of those behind it. */
export interface NatBehaviour {
  /** Whether those outside may begin a flow to those behind it. */
  readonly inward: boolean;
  /** Whether source ports may come out as others. */
  readonly rewritesPorts: boolean;
  /** Seconds after which it forgets a UDP flow in which nothing passes; undefined: never. */
  readonly forgetsAfter: number | undefined;
}

export interface NatRow extends NatBehaviour {
  /** Its word in messages. */
  readonly word: "static" | "source" | "elastic-ip" | "nat-gateway";
  /** Its name in the docs. */
  readonly name: string;
  /** How a program says it. */
  readonly written: string;
  /**
   * Where the address that it shows comes from: the rule of a device of the stack, an elastic IP of the device's own,
   * the NAT gateway of the site, or the program, which must give it or may.
   */
  readonly shows: "rule" | "elastic-ip" | "nat-gateway" | "given" | "given-or-unknown";
}

/** Kinds that a device of the stack applies, and those that a device's `nat` names. */
type RowName = "translate" | "hide" | NatKind["kind"];

/**
 * Which of them let others in and keep ports follows from the kind itself (RFC 2663, RFC 4787). When an idle flow is
 * forgotten: a Junos device after 60 s for UDP (its flow's default); an AWS NAT gateway after 350 s (AWS, VPC user
 * guide); a box that we know nothing of after 30 s (RFC 4787 asks for 120 s or more; many keep less).
 */
export const NAT_KINDS: Readonly<Record<RowName, NatRow>> = {
  translate: {
    word: "static",
    name: "static, by a device of the stack",
    written: "nat.translate(gateway, { to })",
    shows: "rule",
    inward: true,
    rewritesPorts: false,
    forgetsAfter: undefined,
  },
  hide: {
    word: "source",
    name: "source, by a device of the stack",
    written: "nat.hide()",
    shows: "rule",
    inward: false,
    rewritesPorts: true,
    forgetsAfter: 60,
  },
  "elastic-ip": {
    word: "elastic-ip",
    name: "elastic IP",
    written: "nat: Nat.elasticIp()",
    shows: "elastic-ip",
    inward: true,
    rewritesPorts: false,
    forgetsAfter: undefined,
  },
  "nat-gateway": {
    word: "nat-gateway",
    name: "NAT gateway of AWS",
    written: "nat: Nat.gateway()",
    shows: "nat-gateway",
    inward: false,
    rewritesPorts: true,
    forgetsAfter: 350,
  },
  static: {
    word: "static",
    name: "static, by somebody else's box",
    written: "nat: Nat.static(address)",
    shows: "given",
    inward: true,
    rewritesPorts: false,
    forgetsAfter: undefined,
  },
  source: {
    word: "source",
    name: "source, by somebody else's box",
    written: "nat: Nat.source({ address, idleSeconds })",
    shows: "given-or-unknown",
    inward: false,
    rewritesPorts: true,
    forgetsAfter: 30,
  },
};

/** The row of what a device's `nat` names. */
export function natRow(nat: NatKind): NatRow {
  return NAT_KINDS[nat.kind];
}
