// The route-based VPN of Juniper's NAT-T guide, word for word: its addresses, its names, and none of our own defaults.
import { Gateway, NatDevice, RouteBasedVpn, suites, VpnStack } from "pulumi-vsrx";
import { reach } from "./reach";

const everything = { systemServices: ["all"], protocols: ["all"] };
const without = ["version", "nat-keepalive", "dead-peer-detection", "df-bit", "tcp-mss"] as const;

const addressNames = { "10.1.11.0/24": "Host1", "10.1.21.0/24": "Host2" };

const stack = new VpnStack("guide", (scope) => {
  const srx1 = new Gateway(scope, "SRX1", {
    existing: reach("SRX1"),
    external: { interface: "ge-0/0/1", address: "172.16.11.1/24" },
    internal: { interface: "ge-0/0/0", address: "10.1.11.1/24", hostInbound: everything },
    routes: { "172.16.21.1/32": "172.16.11.2" },
  });
  const srx2 = new Gateway(scope, "SRX2", {
    existing: reach("SRX2"),
    external: { interface: "ge-0/0/1", address: "10.1.31.1/24" },
    internal: { interface: "ge-0/0/0", address: "10.1.21.1/24", hostInbound: everything },
    routes: { "172.16.11.1/32": "10.1.31.2" },
  });
  const nat = new NatDevice(scope, "NAT", {
    existing: reach("NAT"),
    outside: { network: srx1.external.network, interface: "ge-0/0/0", address: "172.16.11.2" },
    inside: {
      network: srx2.external.network,
      interface: "ge-0/0/1",
      address: "10.1.31.2",
      hostInbound: everything,
    },
    permits: "any",
  });
  nat.translate(srx2, { to: "172.16.21.1", ruleSet: "rule1", rule: "natT" });

  new RouteBasedVpn(scope, "vpn1", {
    initiator: {
      gateway: srx1,
      identity: "branch_natt1@example.net",
      tunnelAddress: "10.1.100.1/24",
      tunnelUnit: 0,
      addressNames,
    },
    responder: {
      gateway: srx2,
      identity: "responder_natt1@example.net",
      tunnelAddress: "10.1.100.2/24",
      tunnelUnit: 0,
      addressNames,
    },
    // The guide prints this in place of a key.
    presharedKey: "$ABC123",
    ike: suites.classic,
    establish: "both",
    zone: "untrust",
    addressBooks: { local: "book1", remote: "book2" },
    names: {
      ikeProposal: "ike_prop",
      ikePolicy: "ike_pol",
      ikeGateway: "gw1",
      ipsecProposal: "ipsec_prop",
      ipsecPolicy: "ipsec_pol",
    },
    without,
  });
});

export const { endpoints } = stack;
