// The dynamic endpoint VPN of Juniper's NAT-T guide: a branch behind source NAT, and a chassis cluster that knows it by name only.
import { DynamicEndpointGateway, Gateway, NatDevice, suites, VpnStack } from "pulumi-vsrx";
import { reach } from "../guide-route-based/reach";

const everything = { systemServices: ["all"], protocols: ["all"] };
const permitAll = {
  security: { policies: { defaultPolicy: { defaultAction: "permit-all" } } },
} as const;

const stack = new VpnStack("guide", (scope) => {
  const branch = new Gateway(scope, "branch", {
    existing: reach("branch"),
    external: { interface: "ge-0/0/1", address: "192.179.100.50/24", hostInbound: everything },
    internal: { interface: "ge-0/0/2", address: "192.179.2.20/24", hostInbound: everything },
    routes: { "0.0.0.0/0": "192.179.100.253" },
    config: permitAll,
  });
  const headquarters = new Gateway(scope, "HQ-cluster", {
    existing: reach("HQ-cluster"),
    external: { interface: "reth1", address: "100.10.1.50/16", hostInbound: everything },
    internal: { interface: "reth0", address: "192.179.1.10/16", hostInbound: everything },
    // The guide's own prefix of this network contains the branch's; its route names the smaller one.
    protects: ["192.179.1.0/24"],
    routes: { "192.179.100.0/24": "100.10.1.253" },
    cluster: {
      nodes: [{ priority: 220 }, { priority: 149 }],
      rethCount: 5,
      routingEngines: false,
      members: { reth0: ["ge-0/0/1", "ge-8/0/1"], reth1: ["ge-0/0/2", "ge-8/0/2"] },
    },
    config: permitAll,
  });
  new NatDevice(scope, "NAT", {
    existing: reach("NAT"),
    outside: {
      network: headquarters.external.network,
      interface: "ge-0/0/1",
      address: "100.10.1.253/24",
      hostInbound: everything,
    },
    inside: {
      network: branch.external.network,
      interface: "fe-0/0/2",
      address: "192.179.100.253",
      hostInbound: everything,
    },
    permits: "any",
  }).hide({ sources: ["0.0.0.0/0"], ruleSet: "DYNATT", rule: "R2R3" });

  new DynamicEndpointGateway(scope, "hub", {
    gateway: headquarters,
    // The guide prints this in place of a key.
    presharedKey: "$ABC123",
    identifyByAddress: true,
    ike: suites.classicV2,
    routing: "static",
    zone: "untrust",
    policies: false,
    dpd: { mode: "optimized", intervalSeconds: 5, threshold: 5 },
    names: { ikeProposal: "IKE_PROP", ipsecProposal: "IPSEC_PROP", ipsecPolicy: "IPSEC_POL" },
    without: ["nat-keepalive", "dead-peer-detection", "df-bit", "tcp-mss", "establish-tunnels"],
  }).connect(branch, {
    identity: "branch.example.net",
    tunnelAddress: { hub: "172.168.100.2/16", branch: "172.168.100.1/16" },
    tunnelUnit: { hub: 0, branch: 0 },
    names: {
      hub: { ikePolicy: "IKE_POL", ikeGateway: "Branch_GW", vpn: "Branch_VPN" },
      branch: { ikePolicy: "IKE_POL", ikeGateway: "HQ_GW", vpn: "HQ_VPN" },
    },
  });
});

export const { endpoints } = stack;
