// What a branch of this company is: a site in its region, a gateway behind a NAT gateway, a machine to ping, a tunnel to each hub.
import { createHmac } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import { Construct } from "constructs";
import {
  AwsSite,
  type DynamicEndpointGateway,
  Gateway,
  Host,
  Nat,
  type StackScope,
  type vsrxImage,
} from "pulumi-vsrx";
import { type BranchPlace } from "./branches";

export interface BranchProps extends BranchPlace {
  /** The company's hubs, the preferred one first. */
  readonly hubs: readonly DynamicEndpointGateway[];
  /** What every branch's key is derived from. */
  readonly presharedKeys: pulumi.Output<string>;
  readonly image: ReturnType<typeof vsrxImage>;
  readonly hostAmi: pulumi.Input<string>;
  readonly management: ConstructorParameters<typeof AwsSite>[2]["management"];
}

/** The id is the branch's name. */
export class Branch extends Construct {
  readonly gateway: Gateway;

  constructor(scope: StackScope, id: string, props: BranchProps) {
    super(scope, id);
    const net = `10.${props.number}`;
    const site = new AwsSite(this, "site", {
      region: props.region,
      availabilityZone: `${props.region}a`,
      cidr: `${net}.0.0/16`,
      ami: props.image,
      management: props.management,
    });
    const internal = site.subnet(`${net}.2.0/24`);
    new Host(this, "host", { network: internal, ami: props.hostAmi });
    this.gateway = new Gateway(this, "gw", {
      site,
      external: site.subnet(`${net}.1.0/24`),
      internal,
      nat: Nat.gateway(),
    });
    props.hubs.forEach((hub, rank) => {
      hub.connect(this.gateway, {
        preference: rank + 1,
        identity: `${id}.example.net`,
        // Who learns one branch's key knows neither the secret nor another branch's.
        presharedKey: props.presharedKeys.apply((secret) =>
          createHmac("sha256", secret).update(id).digest("base64url"),
        ),
      });
    });
  }
}
