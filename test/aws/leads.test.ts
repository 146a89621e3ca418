// Two gateways of one site that protect one network: which of them tables lead to, and that a change of it verifies no tunnel anew.
import { type AwsSite, Gateway, Nat, RouteBasedVpn, type StackScope, VpnStack } from "../../lib";
import { synthesize } from "../../lib/stack";
import { StackScope as Scope } from "../../lib/topology";
import { awsSite, KEY } from "../lab-site";
import { recorded } from "../stack/mocks";

const registered = recorded();

/** Gateways in two zones, each with a tunnel to one peer; the second is the first one's backup there. */
function twoZones(scope: StackScope, leading: readonly ("east" | "west")[]): AwsSite {
  const zones = { east: "eu-central-1a", west: "eu-central-1b" } as const;
  const subnet = ["10.1.0.0/24", "10.1.1.0/24"];
  const management = { from: "198.51.100.0/24", publicKey: KEY, subnet };
  const site = awsSite(scope, { management });
  site.subnet("10.1.1.0/24", { availabilityZone: zones.west });
  const workloads = site.subnet("10.1.50.0/24");
  const make = (name: "east" | "west", net: number): Gateway => {
    const availabilityZone = zones[name];
    return new Gateway(scope, name, {
      site,
      external: site.subnet(`10.1.${net}.0/24`, { availabilityZone }),
      internal: site.subnet(`10.1.${net + 1}.0/24`, { availabilityZone }),
      nat: Nat.elasticIp(),
      protects: [workloads],
      leads: leading.includes(name),
    });
  };
  const office = new Gateway(scope, "office", {
    existing: { address: "192.0.2.1", user: "net" },
    external: { interface: "ge-0/0/0", address: "203.0.113.1/24" },
    internal: { interface: "ge-0/0/1", address: "10.9.0.1/24" },
  });
  const vpn = (name: string, gateway: Gateway, backupOf?: RouteBasedVpn): RouteBasedVpn =>
    new RouteBasedVpn(scope, name, {
      initiator: { gateway: office, identity: "office@example.net" },
      responder: { gateway, identity: `${name}@example.net` },
      presharedKey: name,
      ...(backupOf === undefined ? {} : { backupOf }),
    });
  vpn("to-west", make("west", 30), vpn("to-east", make("east", 20)));
  return site;
}

const told = (leading: readonly ("east" | "west")[]): readonly string[] => {
  const scope = new Scope("s");
  twoZones(scope, leading);
  return synthesize(scope).diagnostics.flatMap(({ rule, found = "" }) =>
    rule === "gateways-lead" ? [found] : [],
  );
};

it.each([["east"], ["west"]] as const)("the workloads' table leads to %s", (name) => {
  const scope = new Scope("s");
  const site = twoZones(scope, [name]);
  const routes = synthesize(scope).plans.get(site)?.routes ?? [];
  const ofWorkloads = routes.filter(({ network }) => network.cidr === "10.1.50.0/24");
  expect(ofWorkloads.map(({ destination, via }) => [destination, via.device.name])).toEqual([
    ["10.9.0.0/24", name],
  ]);
  expect(told([name])).toEqual([]);
});

it("two that lead, and none, are refused", () => {
  expect(told(["east", "west"])).toEqual([
    "east, west for 10.1.50.0/24 to 10.9.0.0/24; leading: east, west",
  ]);
  expect(told([])).toEqual(["east, west for 10.1.50.0/24 to 10.9.0.0/24; leading: none"]);
});

it("another one that leads is the same route with another target, and no tunnel's revisions change", async () => {
  const made = async (name: "east" | "west") => {
    const stack = new VpnStack("vpn", (scope) => {
      twoZones(scope, [name]);
    });
    await new Promise((resolve) => stack.endpoints.apply(resolve));
    const route = registered
      .of("aws:ec2/route:Route")
      .findLast((each) => each.name === "vpn-lab-10-1-50-0-to-10-9-0-0-24");
    const revisions = registered
      .of("vsrx:index:Tunnel")
      .slice(-2)
      .map(({ inputs }) => inputs["revisions"]);
    return { target: route?.inputs["networkInterfaceId"], revisions };
  };
  const [east, west] = [await made("east"), await made("west")];
  expect([east.target, west.target]).toEqual(["vpn-east-ge-0-0-1-id", "vpn-west-ge-0-0-1-id"]);
  expect(east.revisions).toHaveLength(2);
  expect(west.revisions).toEqual(east.revisions);
});
