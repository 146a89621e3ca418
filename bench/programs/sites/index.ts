// Sites in AWS, each with a gateway and a host, for a look at what the library costs a preview. Devices are reached by a program.
import * as pulumi from "@pulumi/pulumi";
import { AwsSite, Gateway, Host, Nat, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

const config = new pulumi.Config();
/** A port of this machine for each site's device. */
const ports = config.requireObject<readonly number[]>("ports");
/** Without a device that is one, no tunnel comes up: then a preview is all that can be looked at. */
const withVpns = config.requireBoolean("vpns");

const JOIN = `const socket = require("node:net").connect(Number(process.argv[1]), "127.0.0.1");
process.stdin.pipe(socket).pipe(process.stdout);`;

const stack = new VpnStack("bench", (scope) => {
  const gateways = ports.map((port, number) => {
    const net = `10.${number + 1}`;
    const site = new AwsSite(scope, `s${number}`, {
      cidr: `${net}.0.0/16`,
      availabilityZone: "eu-central-1a",
      ami: config.require("vsrxAmi"),
      management: {
        from: "198.51.100.0/24",
        via: { proxyCommand: [process.execPath, "-e", JOIN, String(port)] },
        publicKey: config.require("publicKey"),
        privateKey: config.requireSecret("privateKey"),
      },
    });
    const internal = site.subnet(`${net}.2.0/24`);
    new Host(scope, `s${number}-host`, { network: internal, ami: config.require("hostAmi") });
    return new Gateway(scope, `s${number}-gw`, {
      site,
      external: site.subnet(`${net}.1.0/24`),
      internal,
      nat: Nat.elasticIp(),
    });
  });
  const [first, ...others] = gateways;
  if (first === undefined || !withVpns) return;
  others.forEach((gateway, number) => {
    new RouteBasedVpn(scope, `vpn${number}`, {
      initiator: { gateway, identity: `s${number + 1}.example.net` },
      responder: { gateway: first, identity: "s0.example.net" },
      presharedKey: pulumi.secret("a key of no importance"),
    });
  });
});

export const { endpoints } = stack;
