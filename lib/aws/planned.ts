// One route and one rule, as a plan has them.
import type { Input } from "@pulumi/pulumi";
import type { Attachment, DeviceRef, Network } from "../topology";

/** What is none of the stack's own interfaces. */
export type RouteTarget =
  { readonly transitGatewayId: Input<string> } | { readonly networkInterfaceId: Input<string> };

/** A route in a subnet's table. */
export interface PlannedRoute {
  readonly network: Network;
  /** A prefix, perhaps with a placeholder. */
  readonly destination: string;
  /** The interface that it leads to, or whose traffic it leads on. */
  readonly via: Attachment;
  /** Where it leads on to, away from the gateway. @default to `via` */
  readonly onTo?: RouteTarget;
  /** Devices that it could lead to, that of `via` among them. */
  readonly candidates: readonly DeviceRef[];
}

/** A rule of the security group of one interface. */
export interface PlannedRule {
  readonly direction: "ingress" | "egress";
  /** `udp`, `tcp`, `50` for ESP, `-1` for everything. */
  readonly protocol: string;
  readonly port?: number;
  /** The other side: a prefix, perhaps with a placeholder. */
  readonly cidr: string;
  readonly description: string;
  /** The other side, where it is no prefix: `cidr` then only names it. */
  readonly source?:
    | { readonly referencedSecurityGroupId: Input<string> }
    | { readonly prefixListId: Input<string> };
}
