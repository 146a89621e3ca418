// The policy-based VPN of Juniper's NAT-T guide: both ends behind a NAT device of their own.
import { Gateway, NatDevice, PolicyBasedVpn, type StackScope, suites } from "pulumi-vsrx";
import { reach } from "../guide-route-based/reach";

const everything = { systemServices: ["all"], protocols: ["all"] };

/** What the guide's tables say and what has to be said instead for the tunnel to come up. */
export interface Reading {
  /** The next hop of the gateways' routes: the tables name each gateway's own address. */
  readonly nextHop: { readonly initiator: string; readonly responder: string };
  /** The tables name the interface towards the protected network. */
  readonly externalInterface?: string;
  /** The tables list nothing for zone untrust. */
  readonly untrust: { readonly systemServices?: readonly string[] };
}

export function policyBased(scope: StackScope, reading: Reading): void {
  const gateway = (
    name: string,
    at: { wan: string; lan: string; peer: string; nextHop: string },
  ): Gateway =>
    new Gateway(scope, name, {
      existing: reach(name),
      external: { interface: "ge-0/0/0", address: at.wan, hostInbound: reading.untrust },
      internal: { interface: "ge-0/0/1", address: at.lan, hostInbound: everything },
      routes: { [at.peer]: at.nextHop, "1.1.100.0/24": at.nextHop },
    });
  const initiator = gateway("initiator", {
    wan: "12.168.99.100/24",
    lan: "10.1.99.1/24",
    peer: "10.2.99.0/24",
    nextHop: reading.nextHop.initiator,
  });
  const responder = gateway("responder", {
    wan: "13.168.11.100/24",
    lan: "10.2.99.1/24",
    peer: "10.1.99.0/24",
    nextHop: reading.nextHop.responder,
  });
  translate(scope, initiator, responder);

  const policyNames = { to: "pol1", from: "pol1" };
  const end = (device: Gateway, identity: string) => ({
    gateway: device,
    identity,
    policyNames,
    ...(reading.externalInterface === undefined
      ? {}
      : { externalInterface: reading.externalInterface }),
  });
  new PolicyBasedVpn(scope, "first_vpn", {
    initiator: end(initiator, "chicago"),
    responder: end(responder, "sunnyvale"),
    // The guide prints this in place of a key.
    presharedKey: "$ABC123",
    ike: suites.classicMd5,
    traffic: "any",
    pairPolicies: false,
    dpd: { responder: { mode: "always-send" } },
    names: {
      ikeProposal: "ike_prop",
      ikePolicy: "ike_pol",
      ikeGateway: "gate",
      ipsecProposal: "ipsec_prop",
      ipsecPolicy: "ipsec_pol",
    },
    establish: "on-traffic",
    without: [
      "version",
      "nat-keepalive",
      "dead-peer-detection",
      "df-bit",
      "tcp-mss",
      "establish-tunnels",
    ],
  });
}

/** A NAT device before each gateway, and between them the internet. */
function translate(scope: StackScope, initiator: Gateway, responder: Gateway): void {
  const initiatorNat = new NatDevice(scope, "initiator-NAT", {
    existing: reach("initiator-NAT"),
    outside: { interface: "ge-0/0/1", address: "1.1.100.22/24", hostInbound: {} },
    inside: {
      network: initiator.external.network,
      interface: "ge-0/0/0",
      address: "12.168.99.1",
      hostInbound: everything,
    },
    routes: { "0.0.0.0/0": "1.1.100.23" },
    permits: "any",
  }).translate(initiator, { to: "1.1.100.22", ruleSet: "ipsec", rule: "1" });
  new NatDevice(scope, "responder-NAT", {
    existing: reach("responder-NAT"),
    outside: {
      network: initiatorNat.outside.network,
      interface: "ge-0/0/1",
      address: "1.1.100.23",
      hostInbound: {},
    },
    inside: {
      network: responder.external.network,
      interface: "ge-0/0/0",
      address: "13.168.11.1",
      hostInbound: everything,
    },
    routes: { "0.0.0.0/0": "1.1.100.22" },
    permits: "any",
  }).translate(responder, { to: "1.1.100.23", ruleSet: "ipsec", rule: "1" });
}
