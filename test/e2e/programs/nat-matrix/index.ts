// Every kind of NAT in front of an initiator, every kind that lets peers in before a responder, and a VPN for each pair.
import * as pulumi from "@pulumi/pulumi";
import {
  AwsSite,
  type ExistingDevice,
  Gateway,
  Host,
  Nat,
  NatDevice,
  type NatKind,
  RouteBasedVpn,
  type StackScope,
  suites,
  VpnStack,
} from "pulumi-vsrx";

const config = new pulumi.Config();
const presharedKey = config.requireSecret("presharedKey");

const reach = (name: string): ExistingDevice => ({
  address: config.require(`${name}.address`),
  user: "pulumi",
  privateKey: config.requireSecret("privateKey"),
  acceptFirstHostKey: true,
  configureInterfaces: true,
});

/** The ends of one side that stand on bare devices, between them and the internet what their names say. */
function bareEnds(
  scope: StackScope,
  side: "i" | "r",
  at: { lan: string; none: string; outer: string; middle: string; inside: string },
): Gateway[] {
  const gateway = (kind: string, lan: number, wan: string, nextHop: string): Gateway =>
    new Gateway(scope, `${side}-${kind}`, {
      existing: reach(`${side}-${kind}`),
      external: { interface: "ge-0/0/0", address: wan },
      internal: { interface: "ge-0/0/1", address: `${at.lan}.${lan}.1/24` },
      routes: { "0.0.0.0/0": nextHop },
    });
  const none = gateway("none", 1, `${at.none}.2/29`, `${at.none}.1`);
  const fixed = gateway("static", 2, `${at.middle}.2/24`, `${at.middle}.1`);
  const chain = gateway("static-chain", 3, `${at.inside}.2/24`, `${at.inside}.1`);
  const outer = new NatDevice(scope, `${side}-outer`, {
    existing: reach(`${side}-outer`),
    outside: { interface: "ge-0/0/0", address: `${at.outer}.2/29` },
    inside: { network: fixed.external.network, interface: "ge-0/0/1", address: `${at.middle}.1` },
    routes: { "0.0.0.0/0": `${at.outer}.1` },
    permits: "any",
  });
  const inner = new NatDevice(scope, `${side}-inner`, {
    existing: reach(`${side}-inner`),
    outside: { network: outer.inside.network, interface: "ge-0/0/0", address: `${at.middle}.3` },
    inside: { network: chain.external.network, interface: "ge-0/0/1", address: `${at.inside}.1` },
    routes: { "0.0.0.0/0": `${at.middle}.1` },
    permits: "any",
  });
  outer.translate(fixed, { to: `${at.outer}.3` });
  inner.translate(chain, { to: `${at.middle}.4` });
  outer.translate(chain, { to: `${at.outer}.4` });
  return [none, fixed, chain];
}

/** Boxes that somebody else runs: the stack whose gateways stand behind them knows nothing of them but what they do. */
new VpnStack("boxes", (scope) => {
  const box = (side: "i" | "r", outer: string, inside: string): NatDevice =>
    new NatDevice(scope, `${side}-box`, {
      existing: reach(`${side}-box`),
      outside: { interface: "ge-0/0/0", address: `${outer}.2/29` },
      inside: { interface: "ge-0/0/1", address: `${inside}.1/24` },
      routes: { "0.0.0.0/0": `${outer}.1` },
      permits: "any",
      raw: [
        "set security nat static rule-set static from zone untrust",
        `set security nat static rule-set static rule one match destination-address ${outer}.3/32`,
        `set security nat static rule-set static rule one then static-nat prefix ${inside}.2/32`,
        `set security nat proxy-arp interface ge-0/0/0.0 address ${outer}.3/32`,
      ],
    });
  box("i", "198.18.7", "192.168.8").hide({ sources: ["192.168.8.3/32"] });
  box("r", "198.18.8", "192.168.9");
});

/** A gateway behind such a box, which says what the box does to it. */
const behindBox = (scope: StackScope, name: string, lan: string, wan: string, nat: NatKind) =>
  new Gateway(scope, name, {
    existing: reach(name),
    external: { interface: "ge-0/0/0", address: `${wan}/24` },
    internal: { interface: "ge-0/0/1", address: `${lan}.1/24` },
    routes: { "0.0.0.0/0": wan.replace(/\d+$/, "1") },
    nat,
  });

const stack = new VpnStack("matrix", (scope) => {
  const initiators = bareEnds(scope, "i", {
    lan: "10.1",
    none: "198.18.1",
    outer: "198.18.2",
    middle: "192.168.1",
    inside: "192.168.2",
  });
  const responders = bareEnds(scope, "r", {
    lan: "10.2",
    none: "198.18.4",
    outer: "198.18.5",
    middle: "192.168.4",
    inside: "192.168.5",
  });

  /** An initiator behind one device that hides it, or behind two in a row. */
  const hidden = (kind: string, lan: string, near: string, wan: string, far?: string): Gateway => {
    const gateway = new Gateway(scope, `i-${kind}`, {
      existing: reach(`i-${kind}`),
      external: { interface: "ge-0/0/0", address: `${near}.2/24` },
      internal: { interface: "ge-0/0/1", address: `${lan}.1/24` },
      routes: { "0.0.0.0/0": `${near}.1` },
    });
    const first = new NatDevice(scope, far === undefined ? "i-hide" : "i-near", {
      existing: reach(far === undefined ? "i-hide" : "i-near"),
      outside: {
        interface: "ge-0/0/0",
        address: far === undefined ? `${wan}.2/29` : `${far}.2/24`,
      },
      inside: { network: gateway.external.network, interface: "ge-0/0/1", address: `${near}.1` },
      routes: { "0.0.0.0/0": `${far ?? wan}.1` },
      permits: "any",
    }).hide();
    if (far !== undefined) {
      new NatDevice(scope, "i-far", {
        existing: reach("i-far"),
        outside: { interface: "ge-0/0/0", address: `${wan}.2/29` },
        inside: { network: first.outside.network, interface: "ge-0/0/1", address: `${far}.1` },
        routes: { "0.0.0.0/0": `${wan}.1` },
        permits: "any",
      }).hide();
    }
    return gateway;
  };
  initiators.push(
    hidden("source", "10.1.4", "192.168.3", "198.18.3"),
    hidden("source-chain", "10.1.5", "192.168.6", "198.18.6", "192.168.7"),
  );

  const inAws = (name: string, net: string, nat: NatKind): Gateway => {
    const site = new AwsSite(scope, `vpc-${name}`, {
      cidr: `${net}.0.0/16`,
      availabilityZone: config.require("availabilityZone"),
      ami: config.require("vsrxAmi"),
      management: {
        from: config.require("managementFrom"),
        publicKey: config.require("publicKey"),
        privateKey: config.requireSecret("privateKey"),
      },
    });
    const internal = site.subnet(`${net}.2.0/24`);
    new Host(scope, `h${name}`, { network: internal, ami: config.require("hostAmi") });
    return new Gateway(scope, name, {
      site,
      external: site.subnet(`${net}.1.0/24`),
      internal,
      nat,
    });
  };
  initiators.push(inAws("i-elastic-ip", "10.11", Nat.elasticIp()));
  initiators.push(inAws("i-nat-gateway", "10.12", Nat.gateway()));
  responders.push(inAws("r-elastic-ip", "10.21", Nat.elasticIp()));

  initiators.push(
    behindBox(scope, "i-box-static", "10.1.6", "192.168.8.2", Nat.static("198.18.7.3")),
    behindBox(
      scope,
      "i-box-source",
      "10.1.7",
      "192.168.8.3",
      Nat.source({ address: "198.18.7.2" }),
    ),
  );
  responders.push(
    behindBox(scope, "r-box-static", "10.2.4", "192.168.9.2", Nat.static("198.18.8.3")),
  );

  let tunnel = 0;
  for (const initiator of initiators) {
    for (const responder of responders) {
      tunnel += 1;
      const [from, to] = [initiator, responder].map(({ name }) => name.slice(2));
      new RouteBasedVpn(scope, `${from}-to-${to}`, {
        initiator: {
          gateway: initiator,
          identity: `${initiator.name}.example.net`,
          tunnelAddress: `10.100.${tunnel}.1/30`,
        },
        responder: {
          gateway: responder,
          identity: `${responder.name}.example.net`,
          tunnelAddress: `10.100.${tunnel}.2/30`,
        },
        presharedKey,
        ike: suites.modernV1,
      });
    }
  }
});

export const { endpoints } = stack;
