// A small Linux machine on a network, to try a tunnel from.
import type { Input } from "@pulumi/pulumi";
import type { Construct } from "constructs";
import { addressPlan, UNPLACED } from "./address-plan";
import type { Attachment } from "./attachment";
import type { HostTransforms } from "./device-props";
import { has, HOST_TRANSFORM, type Table } from "./device-shape";
import { VpnNode } from "./node";
import { NODE_OPTIONS, type NodeOptions, type Token } from "./node-options";
import { type HostOutputs, interfaceOutputs, outputOf } from "./outputs";
import { lateForm, list, object, optional, text, thing } from "./shape";
import { TEXT_FORMS } from "./text-forms";
import { ExistingSite, type Network } from "./site";

const HOST = Symbol.for("vsrx.Host");

/** What a program says of a host. */
export interface HostProps extends NodeOptions {
  /** The network it is attached to, or the interface whose network that is. */
  readonly network: Network | Attachment;
  /** Machine image of a Linux. */
  readonly ami: Input<string>;
  /** EC2 instance type. @default "t3.micro" */
  readonly instanceType?: string;
  /** Security groups of AWS that are there, beside the one that is made for it. @default none */
  readonly securityGroupIds?: readonly Input<string>[];
  /** Change the resources made for it. @default as they are */
  readonly transform?: HostTransforms;
}

const SHAPE = object(
  {
    ...NODE_OPTIONS,
    network: thing(
      "a subnet, or the interface whose network it is",
      (value) => has(value, "cidr", "site") || has(value, "device", "network"),
    ),
    ami: lateForm(TEXT_FORMS.image),
    instanceType: optional(text()),
    securityGroupIds: optional(list(lateForm(TEXT_FORMS.securityGroup), "ids of security groups")),
    transform: optional(object(HOST_TRANSFORM, "functions, by the resource they change")),
  } satisfies Table<HostProps>,
  "the host's properties",
);

/**
 * A Linux host behind a gateway. AWS only: nothing is created on networks that exist already.
 *
 * @example
 * ```ts
 * const host = new Host(stack, "host", {
 *   network: site.subnet("10.1.11.0/24"),
 *   ami: config.require("linuxAmi"),
 * });
 * export const hostAddress = host.outputs.privateIp;
 * ```
 */
export class Host extends VpnNode {
  /** @internal */
  readonly token: Token = "vsrx:index:Host";
  /** The subnet that it is on. */
  readonly network: Network;

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    readonly props: HostProps,
  ) {
    super(scope, id, props);
    Object.defineProperty(this, HOST, { value: true });
    this.accepts(SHAPE, props);
    if (!this.isWhole) {
      this.network = new ExistingSite(this, "nowhere").network("192.0.2.0/24");
      return;
    }
    this.network = "device" in props.network ? props.network.network : props.network;
    if (this.network.site.kind !== "aws") {
      this.problem({
        rule: "host-outside-aws",
        what: "a host can only be created in AWS",
        found: this.network.cidr,
        allowed: "a subnet of an AwsSite",
        fix: "leave the host out: hosts on networks that exist already are not ours",
      });
      return;
    }
    addressPlan(this.network.site)?.join(this.network, this.member);
  }

  private get member(): string {
    return `${this.lastingPath}/host`;
  }

  /** Not `instanceof`: two copies of this package may be loaded. */
  static override is(value: unknown): value is Host {
    return typeof value === "object" && value !== null && HOST in value;
  }

  /** Known when the stack's resources are declared; usable from the first. */
  get outputs(): HostOutputs {
    return { instanceId: outputOf(this, "instanceId"), ...interfaceOutputs(this) };
  }

  /**
   * Its private address, which its name decides, without a length. `0.0.0.0` where the subnet has none left, which is
   * refused.
   */
  get address(): string {
    return addressPlan(this.network.site)?.addressOf(this.network, this.member) ?? UNPLACED;
  }
}
