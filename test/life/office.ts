// A construct class as users write their own: the same names inside, however often it is used.
import { Construct } from "constructs";
import {
  AwsSite,
  DynamicEndpointGateway,
  Gateway,
  Host,
  Nat,
  RouteBasedVpn,
  type StackScope,
} from "pulumi-vsrx";

export const SHARED = {
  availabilityZone: "us-east-1a",
  ami: "ami-vsrx",
  management: { from: "198.51.100.0/24", publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHh4 a" },
} as const;

/** A place with a gateway and a host, the same names in every one. */
class Office extends Construct {
  readonly gateway: Gateway;
  readonly host: Host;

  constructor(
    scope: Construct,
    id: string,
    readonly number: number,
  ) {
    super(scope, id);
    const site = new AwsSite(this, "site", { cidr: `10.${number}.0.0/16`, ...SHARED });
    const internal = site.subnet(`10.${number}.2.0/24`);
    this.gateway = new Gateway(this, "gw", {
      site,
      external: site.subnet(`10.${number}.1.0/24`),
      internal,
      nat: Nat.elasticIp(),
    });
    this.host = new Host(this, "host", { network: internal, ami: "ami-host" });
  }
}

/** Offices, each with a VPN "vpn" of its own to the headquarters. */
export function offices(stack: StackScope, count: number): void {
  const head = new Office(stack, "hq", 100).gateway;
  for (let number = 1; number <= count; number += 1) {
    const office = new Office(stack, `b${number}`, number);
    new RouteBasedVpn(office, "vpn", {
      initiator: { gateway: office.gateway, identity: `b${number}.example.net` },
      responder: { gateway: head, identity: "hq.example.net" },
      presharedKey: `key-of-${number}`,
      applications: number === 1 ? ["junos-https"] : ["any"],
    });
  }
}

/** The same offices behind one hub that knows them by name. */
export function hubOfOffices(stack: StackScope, count: number): void {
  const head = new Office(stack, "hq", 100).gateway;
  const hub = new DynamicEndpointGateway(stack, "hub", { gateway: head });
  for (let number = 1; number <= count; number += 1) {
    const office = new Office(stack, `b${number}`, number);
    hub.connect(office.gateway, { presharedKey: `key-of-${number}` });
  }
}
