// The rules of a NAT device, as a program gives them and as they are kept.
import type { Gateway } from "./gateway";
import type { ElasticIp, StaticNat } from "./nat-kinds";

/** A static rule of a NAT device: under which address a gateway is shown, and what the rule is called. */
export interface TranslateOptions {
  /**
   * The address that others see, outside the gateway's own subnet. In AWS it lies outside the VPC, or in the subnet of the
   * outside interface: then it becomes a further address of that interface.
   * @default in AWS, a further address of the outside interface, by the rule's name
   */
  readonly to?: string;
  /**
   * What translates this address on the way to the internet: `Nat.elasticIp()` maps a public one to it, as AWS maps them
   * one by one to an interface's addresses. @default in AWS nothing, elsewhere what translates the device itself
   */
  readonly nat?: ElasticIp | StaticNat;
  /** Name of the rule. @default the gateway's name */
  readonly rule?: string;
  /** Name of the rule set; all static rules of one device share it. @default "static" */
  readonly ruleSet?: string;
}

/** A source rule of a NAT device: what it hides, behind which address, and what the rule is called. */
export interface HideOptions {
  /** Hide behind the outside interface's address, or behind this address or prefix. @default the interface's */
  readonly to?: string;
  /**
   * Keep one translated address for each hidden device, where there are several. Without it, IKE on port 500 and on port
   * 4500 may leave under two addresses, and the negotiation fails. @default true
   */
  readonly persistent?: boolean;
  /** Prefixes to hide. @default the inside network */
  readonly sources?: readonly string[];
  /** Name of the rule set. @default "source" */
  readonly ruleSet?: string;
  /** Name of the rule. @default "hide" */
  readonly rule?: string;
}

/** 1:1, open in both directions. */
export interface StaticRule {
  readonly kind: "static";
  readonly target: Gateway;
  readonly to: string;
  readonly nat?: ElasticIp | StaticNat;
  readonly ruleSet: string;
  readonly rule: string;
}

/** Many-to-one, outward only. */
export interface SourceRule {
  readonly kind: "source";
  readonly to: string | undefined;
  readonly persistent: boolean;
  readonly sources: readonly string[];
  readonly ruleSet: string;
  readonly rule: string;
}

export type NatRule = StaticRule | SourceRule;
