// Mistakes in a VPN: its ends, its identities, its algorithms, its tunnel interface, its selectors.
import { output } from "@pulumi/pulumi";
import { DynamicEndpointGateway, RouteBasedVpn, suites } from "../../lib";
import { gateway, gateways, js, program, refused, site, table, warned } from "./kit";

const vpn = (change: object): object => ({ vpn: change });
const initiator = (change: object): object => ({ initiator: change });
const tunnel = (left?: string, right?: string): object => ({
  initiator: { tunnelAddress: left },
  responder: { tunnelAddress: right },
});
const modern = suites.modern;

table("its ends", [
  ["a right VPN", "right", {}],
  [
    "no properties",
    refused("property-missing"),
    (scope) => new RouteBasedVpn(scope, "vpn", js(undefined)),
  ],
  ["no initiator", refused("property-missing"), vpn({ initiator: undefined })],
  ["no gateway", refused("property-missing"), initiator({ gateway: undefined })],
  [
    "a gateway's name in place of the gateway",
    refused("property-type"),
    initiator({ gateway: "ga" }),
  ],
  [
    "one gateway at both ends",
    refused("ends-one-gateway"),
    (scope) => {
      const { ga } = gateways(scope);
      const end = (identity: string): object => ({ gateway: ga, identity });
      return new RouteBasedVpn(
        scope,
        "vpn",
        js({ initiator: end("a"), responder: end("b"), presharedKey: "k" }),
      );
    },
  ],
  [
    "a second VPN under one name",
    refused("construct-name-twice", "stack/vpn-2"),
    (scope) => {
      program()(scope);
      const [ga, gb] = scope.devices;
      return new RouteBasedVpn(
        scope,
        "vpn",
        js({
          initiator: { gateway: ga, identity: "c" },
          responder: { gateway: gb, identity: "d" },
          presharedKey: "k",
        }),
      );
    },
  ],
  [
    "a second VPN between the same gateways, with other names and another key",
    refused("ike-gateway-shared", "stack/second"),
    (scope) => {
      program()(scope);
      const [ga, gb] = scope.devices;
      return new RouteBasedVpn(
        scope,
        "second",
        js({
          initiator: { gateway: ga, identity: "c" },
          responder: { gateway: gb, identity: "d" },
          presharedKey: "k",
        }),
      );
    },
  ],
  ["a misspelt property", warned("property-unknown"), vpn({ tcpMSS: 1300 })],
  [
    "a misspelt key",
    refused("no-preshared-key"),
    vpn({ presharedKey: undefined, preSharedKey: "k" }),
  ],
]);

table("identities", [
  ["missing", refused("property-missing"), initiator({ identity: undefined })],
  ["empty", refused("identity-text"), initiator({ identity: "" })],
  ["blank", refused("identity-text"), initiator({ identity: "   " })],
  ["with quotes and blanks", refused("identity-text"), initiator({ identity: 'a "b" c' })],
  ["with an umlaut", refused("identity-text"), initiator({ identity: "münchen.example.net" })],
  ["known only later", refused("property-type"), initiator({ identity: output("ga.example.net") })],
  [
    "an object of an unknown kind",
    refused("property-value"),
    initiator({ identity: { type: "fqdn", value: "ga.example.net" } }),
  ],
  [
    "an address that is nobody's",
    warned("identity-address"),
    initiator({ identity: "203.0.113.9" }),
  ],
]);

table("timers and words", [
  ["keepalive 0", refused("keepalive-range"), vpn({ natKeepaliveSeconds: 0 })],
  ["keepalive as text", refused("property-type"), vpn({ natKeepaliveSeconds: "20" })],
  ["a segment of 0", refused("value"), vpn({ tcpMss: 0 })],
  [
    "a segment longer than the tunnel takes whole",
    warned("tunnel-overhead"),
    vpn({ tcpMss: 1460 }),
  ],
  ["the longest segment, AES-GCM in UDP", "right", vpn({ tcpMss: 1398 })],
  ["one byte more", warned("tunnel-overhead"), vpn({ tcpMss: 1399 })],
  ["a segment of no number", refused("property-type"), vpn({ tcpMss: NaN })],
  [
    "a probe every second",
    refused("property-value"),
    vpn({ dpd: { initiator: { intervalSeconds: 1 } } }),
  ],
  [
    "a mode of probes that is none",
    refused("property-value"),
    vpn({ dpd: { initiator: { mode: "always" } } }),
  ],
  [
    "a probe of a name in place of an address",
    refused("property-value"),
    vpn({ verify: { probe: { host: { address: "192.0.2.9", user: "u" }, target: "host1" } } }),
  ],
  [
    "a probe of an address behind neither end",
    refused("probe-target"),
    vpn({ verify: { probe: { host: { address: "192.0.2.9", user: "u" }, target: "10.9.9.9" } } }),
  ],
  [
    "a probe of an address behind the far end",
    "right",
    vpn({
      verify: {
        probe: { host: { address: "192.0.2.9", user: "u", agent: true }, target: "10.2.2.9" },
      },
    }),
  ],
  [
    "a probe without a host",
    refused("property-missing"),
    vpn({ verify: { probe: { target: "10.2.2.9" } } }),
  ],
  ["establish, misspelt", refused("property-value"), vpn({ establish: "immediately" })],
  ["without, misspelt", refused("property-value"), vpn({ without: ["nat-keepalives"] })],
  [
    "without a version, and a suite for IKEv2",
    refused("suite-version"),
    vpn({ without: ["version"] }),
  ],
]);

table("suites", [
  ["a name in place of the suite", refused("property-type"), vpn({ ike: "modern" })],
  ["a group that is none", refused("property-value"), vpn({ ike: { ...modern, pfs: "group99" } })],
  [
    "AES-GCM with an algorithm for integrity",
    refused("combined-cipher", "stack/vpn"),
    vpn({
      ike: {
        ...modern,
        ipsec: { encryptionAlgorithm: "aes-256-gcm", authenticationAlgorithm: "hmac-sha-256-128" },
      },
    }),
  ],
  [
    "AES-CBC without one",
    warned("incomplete-proposal", "stack/vpn"),
    vpn({ ike: { ...suites.compatible, ipsec: { encryptionAlgorithm: "aes-256-cbc" } } }),
  ],
  [
    "a lifetime of a minute",
    refused("property-value"),
    vpn({ ike: { ...modern, ike: { ...modern.ike, lifetimeSeconds: 60 } } }),
  ],
  [
    "IKEv2 in a policy-based VPN",
    refused("policy-based-ikev2"),
    { kind: "PolicyBasedVpn", vpn: { ike: modern } },
  ],
  ["a policy-based VPN as it should be", "right", { kind: "PolicyBasedVpn" }],
]);

table("the tunnel interface", [
  ["addresses of a /31", "right", tunnel("10.99.0.0/31", "10.99.0.1/31")],
  ["addresses of a /32", refused("tunnel-addresses-apart"), tunnel("10.99.0.0/32", "10.99.0.1/32")],
  ["addresses without a length", refused("tunnel-address"), tunnel("10.99.0.1", "10.99.0.2")],
  ["lengths that differ", refused("tunnel-lengths"), tunnel("10.99.0.1/24", "10.99.0.2/30")],
  [
    "lengths that differ, in IPv6",
    refused("tunnel-lengths"),
    tunnel("2001:db8::1/64", "2001:db8::2/126"),
  ],
  ["the network's own address", refused("tunnel-address"), tunnel("10.99.0.0/24", "10.99.0.2/24")],
  ["the broadcast address", refused("tunnel-address"), tunnel("10.99.0.255/24", "10.99.0.2/24")],
  ["no address", refused("tunnel-address"), tunnel("abc", "10.99.0.2/24")],
  ["an address at one end alone", warned("tunnel-address-alone"), tunnel("10.99.0.1/24")],
  [
    "an address in a protected network",
    warned("links-overlap", "stack/vpn"),
    tunnel("10.1.2.1/24", "10.1.2.2/24"),
  ],
  ["IPv6 addresses", "right", tunnel("2001:db8::1/64", "2001:db8::2/64")],
  ["a unit that is no whole number", refused("tunnel-unit"), initiator({ tunnelUnit: 1.5 })],
  [
    "a unit that another VPN of the gateway has",
    refused("tunnel-unit-twice", "stack/second"),
    (scope) => {
      program({ initiator: { tunnelUnit: 1 } })(scope);
      const gc = gateway(scope, "gc", site(scope, "c", 3), 3);
      return new RouteBasedVpn(
        scope,
        "second",
        js({
          initiator: { gateway: scope.devices[0], identity: "a", tunnelUnit: 1 },
          responder: { gateway: gc, identity: "c" },
          presharedKey: "k",
        }),
      );
    },
  ],
]);

table("zones", [
  ["one that Junos keeps for itself", refused("property-value"), vpn({ zone: "junos-host" })],
  ["that of the protected networks", warned("tunnel-zone"), vpn({ zone: "trust" })],
  ["that of the internet", warned("tunnel-zone"), vpn({ zone: "untrust" })],
  ["an empty one", refused("property-value"), vpn({ zone: "" })],
  ["one with a blank", refused("property-value"), vpn({ zone: "my zone" })],
]);

table("applications and selectors", [
  ["no application", refused("property-value"), vpn({ applications: [] })],
  [
    "an application that nobody defines",
    refused("undefined-application", "stack/vpn"),
    vpn({ applications: ["htpp"] }),
  ],
  [
    "an application of Junos's own that it lacks",
    warned("unknown-application", "stack/vpn"),
    vpn({ applications: ["junos-nosuch"] }),
  ],
  [
    "applications of Junos's own",
    "right",
    vpn({ applications: ["junos-rdp", "junos-sun-rpc-nfs"] }),
  ],
  ["no selector, which is any to any", "right", vpn({ selectors: {} })],
  [
    "a selector of no prefixes",
    refused("property-value"),
    vpn({ selectors: { x: { local: "a", remote: "b" } } }),
  ],
  [
    "a selector with host bits",
    refused("property-value"),
    vpn({ selectors: { x: { local: "10.1.2.7/24", remote: "10.2.2.0/24" } } }),
  ],
  [
    "a selector for networks that nobody protects",
    refused("selector-unprotected"),
    vpn({ selectors: { x: { local: "192.168.1.0/24", remote: "192.168.2.0/24" } } }),
  ],
  [
    "a network that its gateway does not protect",
    refused("network-unprotected"),
    initiator({ networks: ["10.9.0.0/24"] }),
  ],
  ["a part of a protected network", "right", initiator({ networks: ["10.1.2.128/25"] })],
  ["networks as one text", refused("property-type"), initiator({ networks: "10.1.2.0/24" })],
  ["no network at all", refused("protects-nothing"), initiator({ networks: [] })],
  [
    "a selector the wrong way round",
    refused("selector-reversed"),
    vpn({ selectors: { x: { local: "10.2.2.0/24", remote: "10.1.2.0/24" } } }),
  ],
  [
    "a protected network that no selector holds",
    warned("unselected-network"),
    {
      ga: { protects: ["10.1.2.0/24", "10.1.3.0/24"] },
      vpn: { selectors: { x: { local: "10.1.2.0/24", remote: "10.2.2.0/24" } } },
    },
  ],
]);

table("hubs", [
  [
    "no gateway",
    refused("property-missing", "stack/hub"),
    (scope) => new DynamicEndpointGateway(scope, "hub", js({ presharedKey: "k" })),
  ],
  [
    "a branch that is none",
    refused("property-type", "stack/hub"),
    (scope) => {
      const { ga } = gateways(scope);
      return new DynamicEndpointGateway(scope, "hub", { gateway: ga, presharedKey: "k" }).connect(
        js("gb"),
      );
    },
  ],
  [
    "no branch at all",
    refused("property-missing", "stack/hub"),
    (scope) => {
      const { ga } = gateways(scope);
      return new DynamicEndpointGateway(scope, "hub", { gateway: ga, presharedKey: "k" }).connect(
        js(undefined),
      );
    },
  ],
  [
    "routing, misspelt",
    refused("property-value", "stack/hub"),
    (scope) => {
      const { ga, gb } = gateways(scope);
      return new DynamicEndpointGateway(
        scope,
        "hub",
        js({ gateway: ga, presharedKey: "k", routing: "rip" }),
      ).connect(gb);
    },
  ],
]);

table("the function that builds a stack", [
  [
    "is asynchronous",
    refused("asynchronous-build", "stack"),
    async (scope) => {
      await Promise.resolve();
      program()(scope);
    },
  ],
  [
    "fails by itself",
    refused("build-failed", "stack"),
    (scope) => {
      program()(scope);
      throw new RangeError("no more addresses in the list");
    },
  ],
  ["declares nothing", "right", () => undefined],
]);
