// An IPsec gateway: one interface towards its peers, one or more towards the networks it protects.
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import {
  type Attachment,
  Device,
  type DeviceProps,
  type HostInbound,
  isPort,
  type Port,
} from "./device";
import { GATEWAY_SHAPE } from "./device-shape";
import type { Token } from "./node";

/**
 * What a program may change on the resources made for a gateway, each by the child's name. A function gets the
 * arguments and returns those to use. The rooms that make resources add their children here.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface GatewayTransforms {}

export interface GatewayProps extends DeviceProps {
  /** The interface that faces the peers: a subnet, the network of another device's interface, or all about it. */
  readonly external: Port;
  /** The interface, or interfaces, that face the networks behind this gateway. */
  readonly internal: Port | readonly Port[];
  /** Prefixes that its VPNs protect. @default the internal networks */
  readonly protects?: readonly string[];
  /** Change the resources made for it. @default as they are */
  readonly transform?: GatewayTransforms;
  /** EC2 instance type. @default the site's */
  readonly instanceType?: string;
}

/** An SRX or vSRX that ends IPsec tunnels. */
export class Gateway extends Device {
  readonly token: Token = "vsrx:index:Gateway";
  readonly role = "gateway";
  readonly external: Attachment;
  readonly internals: readonly Attachment[];
  private readonly hasExternal: boolean;

  constructor(
    scope: Construct,
    id: string,
    override readonly props: GatewayProps,
  ) {
    super(scope, id, props, GATEWAY_SHAPE);
    const outside: HostInbound = { systemServices: ["ike", "ping"] };
    const inside: HostInbound = { systemServices: ["ping"] };
    // A program in plain JavaScript, or one that casts, can leave it out: that must be an error with a path, not a crash.
    const external: Port | undefined = props.external;
    this.hasExternal = external !== undefined;
    this.external = this.attach("external", props.external, {
      zone: "untrust",
      hostInbound: outside,
    });
    const internal = Array.isArray(props.internal) ? props.internal : [props.internal];
    this.internals = internal
      .filter((port: unknown) => isPort(port))
      .map((port: Port, index) =>
        this.attach(index === 0 ? "internal" : `internal${index + 1}`, port, {
          zone: "trust",
          hostInbound: inside,
        }),
      );
  }

  /** The first internal interface. */
  get internal(): Attachment | undefined {
    return this.internals[0];
  }

  /** Prefixes that its VPNs protect. */
  get protects(): readonly string[] {
    const { protects } = this.props;
    // A text in place of a list is told as such.
    return Array.isArray(protects) ? protects : this.internals.map((port) => port.network.cidr);
  }

  protected override check(): readonly Mistake[] {
    if (this.hasExternal) return super.check();
    return [
      {
        rule: "gateway-without-external",
        what: "a gateway has no external network",
        found: "external missing",
        allowed: "a subnet, another interface's network, or { interface, address }",
        fix: "give external: the network that faces the peers",
      },
    ];
  }
}
