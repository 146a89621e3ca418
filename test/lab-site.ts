// The two-gateway site that many tests begin with.
import { AwsSite, Gateway, type GatewayProps, type StackScope } from "../lib";

export const KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFVm1PcTlFuFVZ0UuRI6wMl9xLFYCJrxk9VAAAAAAAAA lab";

/** A VPC of 10.1.0.0/16. */
export function awsSite(scope: StackScope, more: Partial<AwsSite["props"]> = {}): AwsSite {
  return new AwsSite(scope, "lab", {
    cidr: "10.1.0.0/16",
    availabilityZone: "eu-central-1a",
    ami: "ami-1",
    management: { from: "198.51.100.0/24", publicKey: KEY },
    ...more,
  });
}

/** Two gateways of that VPC, each with a subnet outside and one inside. */
export function twoGateways(
  scope: StackScope,
  more: { readonly left?: Partial<GatewayProps>; readonly right?: Partial<GatewayProps> } = {},
): { readonly site: AwsSite; readonly left: Gateway; readonly right: Gateway } {
  const site = awsSite(scope);
  return {
    site,
    left: new Gateway(scope, "left", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
      ...more.left,
    }),
    right: new Gateway(scope, "right", {
      site,
      external: site.subnet("10.1.31.0/24"),
      internal: site.subnet("10.1.21.0/24"),
      ...more.right,
    }),
  };
}

/** The two ends of a VPN between them. */
export function ends(gateways: { readonly left: Gateway; readonly right: Gateway }): {
  readonly initiator: { readonly gateway: Gateway; readonly identity: string };
  readonly responder: { readonly gateway: Gateway; readonly identity: string };
} {
  return {
    initiator: { gateway: gateways.left, identity: "left@example.net" },
    responder: { gateway: gateways.right, identity: "right@example.net" },
  };
}
