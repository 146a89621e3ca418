// A subnet of a VPC: one that the stack makes, or one that is there.
import type { Input, Output } from "@pulumi/pulumi";
import {
  lateForm,
  type Network,
  object,
  optional,
  outputOf,
  type Site,
  TEXT_FORMS,
} from "../topology";

/** What is there already of a subnet, and where it is. */
export interface SubnetProps {
  /** A subnet that is there: nothing of it is changed. @default one is made */
  readonly subnetId?: Input<string>;
  /**
   * The route table that serves it, where that is there: the stack adds its own routes and changes none. Subnets that
   * share a table are given the same value. A subnet that is there needs it as soon as something is led to a gateway from it;
   * where it is associated with none, that is the VPC's main table. @default one is made with the subnet
   */
  readonly routeTableId?: Input<string>;
  /** Its zone: a device and its interfaces are in one. @default the site's */
  readonly availabilityZone?: Input<string>;
}

export const SUBNET = object(
  {
    subnetId: optional(lateForm(TEXT_FORMS.subnet)),
    routeTableId: optional(lateForm(TEXT_FORMS.routeTable)),
    availabilityZone: optional(lateForm(TEXT_FORMS.zone)),
  } satisfies Readonly<Record<keyof SubnetProps, unknown>>,
  "{ subnetId, routeTableId, availabilityZone }",
);

/** Whether its route table is made with it. */
export function hasOwnTable(subnet: AwsSubnet): boolean {
  // Not taken apart in the parameter: the published types have no `props`.
  const { subnetId, routeTableId } = subnet.props;
  return subnetId === undefined && routeTableId === undefined;
}

/** What is known of a subnet once it is made. */
export interface SubnetOutputs {
  /** Its id, whether it was made or is there: `subnet-…`. */
  readonly subnetId: Output<string>;
  /** Fails for a subnet that is there and whose table the program does not name. */
  readonly routeTableId: Output<string>;
}

/** A subnet of an AwsSite. */
export class AwsSubnet implements Network {
  /** @internal What the program says of it. */
  props: SubnetProps = {};

  /** @internal */
  constructor(
    /** The site whose VPC it is a part of. */
    readonly site: Site,
    /** Its prefix, with the host part cleared: `10.1.12.0/24`. */
    readonly cidr: string,
    /** Unique in the stack: the site's path and the prefix. No id of AWS, which is in {@link outputs}. */
    readonly id: string,
  ) {}

  /** Not `instanceof`: two copies of this package may be loaded. */
  static is(network: Network): network is AwsSubnet {
    return network.site.kind === "aws" && "props" in network;
  }

  /** Known when the stack's resources are declared; usable from the first. */
  get outputs(): SubnetOutputs {
    return {
      subnetId: outputOf(this.site, `subnet ${this.cidr} subnetId`),
      routeTableId: outputOf(this.site, `subnet ${this.cidr} routeTableId`),
    };
  }
}
