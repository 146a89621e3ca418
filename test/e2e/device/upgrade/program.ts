// The program of a stack that lives on: devices that exist, all three VPNs, one construct inside another, secrets of each kind.
import { secret } from "@pulumi/pulumi";
import { Construct } from "constructs";
import {
  DynamicEndpointGateway,
  type ExistingDevice,
  Gateway,
  type GatewayProps,
  NatDevice,
  PolicyBasedVpn,
  RouteBasedVpn,
  type StackScope,
  VpnStack,
} from "../../../../lib";

export const DEVICES = ["paris", "nat", "rome", "oslo", "kiel", "bonn"] as const;
export type DeviceName = (typeof DEVICES)[number];
export type Ports = Readonly<Record<DeviceName, number>>;

/** Keys of the tunnels, and what a program adds by hand: none of them may ever stand in clear in a state. */
export const SECRETS = [
  "key-of-vpn1",
  "key-of-vpn2",
  "key-of-hub",
  "radius-in-a-raw-line",
] as const;

export function office(ports: Ports): () => object {
  return () => {
    const stack = new VpnStack("office", (scope) => declare(scope, ports));
    return { endpoints: stack.endpoints };
  };
}

function declare(scope: StackScope, ports: Ports): void {
  const reach = (name: DeviceName): ExistingDevice => ({
    address: "127.0.0.1",
    port: ports[name],
    user: "lab",
    password: secret("lab123"),
    acceptFirstHostKey: true,
    configureInterfaces: true,
  });
  const gateway = (
    at: Construct,
    name: DeviceName,
    [wan, lan, via]: readonly [wan: string, lan: string, via: string],
    more: Partial<GatewayProps> = {},
  ): Gateway =>
    new Gateway(at, name, {
      existing: reach(name),
      external: { interface: "ge-0/0/0", address: wan },
      internal: { interface: "ge-0/0/1", address: lan },
      routes: { "0.0.0.0/0": via },
      ...more,
    });
  const paris = gateway(scope, "paris", ["198.51.100.1/24", "10.1.1.1/24", "198.51.100.254"], {
    raw: [
      "set system domain-name office.example",
      "set system radius-server 192.0.2.9 secret radius-in-a-raw-line",
    ],
  });
  const rome = gateway(scope, "rome", ["10.9.9.1/24", "10.1.2.1/24", "10.9.9.254"], {
    override: ["set system services ssh max-sessions-per-connection 3"],
  });
  const oslo = gateway(scope, "oslo", ["198.51.100.3/24", "10.1.3.1/24", "198.51.100.254"]);
  const north = new Construct(scope, "north");
  const kiel = gateway(north, "kiel", ["198.51.100.4/24", "10.1.4.1/24", "198.51.100.254"]);
  const bonn = gateway(scope, "bonn", ["198.51.100.5/24", "10.1.5.1/24", "198.51.100.254"]);

  new NatDevice(scope, "nat", {
    existing: reach("nat"),
    outside: { network: paris.external.network, interface: "ge-0/0/0", address: "198.51.100.2" },
    inside: { network: rome.external.network, interface: "ge-0/0/1", address: "10.9.9.254" },
  }).translate(rome, { to: "198.51.100.2" });

  new RouteBasedVpn(scope, "vpn1", {
    initiator: { gateway: paris, identity: "paris@example.net" },
    responder: { gateway: rome, identity: "rome@example.net" },
    presharedKey: secret(SECRETS[0]),
  });
  new PolicyBasedVpn(scope, "vpn2", {
    initiator: { gateway: paris, identity: "paris.example.net" },
    responder: { gateway: oslo, identity: "oslo.example.net" },
    presharedKey: secret(SECRETS[1]),
  });
  new DynamicEndpointGateway(scope, "hub", {
    gateway: bonn,
    presharedKey: secret(SECRETS[2]),
    routing: "static",
  }).connect(kiel, { identity: "kiel.example.net" });
}
