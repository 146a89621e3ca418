// Topology files: what they may say, and the machines and networks they become.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bareDevices, bareNodes, bootstrap } from "../../../lab/topology/bare";
import { readTopology, type Topology } from "../../../lab/topology/file";
import { NetworkPlan } from "../../../lab/topology/network";
import { planTopology } from "../../../lab/topology/plan";
import { stepsBetween } from "../../../lab/topology/steps";
import { PUBLIC_KEY } from "../aws/account";

const example = (name: string): Topology =>
  readTopology(
    JSON.parse(readFileSync(join(__dirname, "../../../examples", name, "topology.json"), "utf8")),
  );
const login = { publicKey: PUBLIC_KEY };

const SMALL = {
  nodes: [
    { name: "srx", kind: "gateway", management: "192.0.2.5" },
    { name: "pc", kind: "host", gateway: "10.0.0.1" },
  ],
  links: [["pc eth0 10.0.0.2/24", "srx ge-0/0/0"]],
};

test.each(["guide-route-based", "guide-policy-based", "guide-dynamic-endpoint"])(
  "%s can be read",
  (name) => {
    const topology = example(name);
    expect(topology.nodes.filter(({ kind }) => kind === "host")).toHaveLength(2);
    expect(bareDevices({ topology, login }).length).toBe(topology.nodes.length - 2);
  },
);

test("devices learn their networks from the hosts beside them", () => {
  const nodes = bareNodes({ topology: example("guide-route-based"), login });
  expect(nodes.find(({ name }) => name === "SRX1")).toEqual({
    name: "SRX1",
    kind: "gateway",
    netns: "SRX1",
    management: { address: "192.0.2.11", port: 22, user: "pulumi" },
    privateAddresses: ["192.0.2.11"],
    subnets: ["10.1.11.0/24"],
  });
  expect(nodes.find(({ name }) => name === "Host2")).toMatchObject({
    privateAddresses: ["10.1.21.10"],
    subnets: ["10.1.21.0/24"],
  });
});

test("a device boots with a way in and its ports, no more", () => {
  const [device] = bareDevices({ topology: readTopology(SMALL), login });
  expect(device?.order).toMatchObject({
    managementNetns: "srx.mgmt",
    dataNetns: "srx",
    interfaces: ["ge-0/0/0"],
    dhcp: { fxp0: { address: "192.0.2.5/24", gateway: "192.0.2.1" } },
  });
  const text = bootstrap("srx", login);
  expect(text.split("\n")[0]).toBe("#junos-config");
  expect(text).toContain("host-name srx;");
  expect(text).toContain(PUBLIC_KEY);
});

test("hosts have IPv6 beside IPv4", () => {
  const topology = readTopology({
    nodes: [SMALL.nodes[0], { name: "pc", kind: "host", gateway: "10.0.0.1 2001:db8::1" }],
    links: [["pc eth0 10.0.0.2/24 2001:db8::2/64", "srx ge-0/0/0"]],
  });
  expect(bareNodes({ topology, login })[1]).toMatchObject({
    privateAddresses: ["10.0.0.2", "2001:db8::2"],
    subnets: ["10.0.0.0/24", "2001:db8::/64"],
  });
});

test("a device may be of another model, with ports of other kinds", () => {
  const topology = readTopology({
    nodes: [
      { name: "hq", kind: "gateway", management: "192.0.2.9", model: "SRX345" },
      SMALL.nodes[1],
    ],
    links: [["hq ge-0/0/10", "hq ge-8/0/1", "hq ge-0/0/2", "hq fe-0/0/2", "pc eth0 10.0.0.2/24"]],
  });
  expect(bareDevices({ topology, login })[0]?.order).toMatchObject({
    model: "SRX345",
    interfaces: ["fe-0/0/2", "ge-0/0/2", "ge-0/0/10", "ge-8/0/1"],
  });
});

test("two ends are a cable, three a segment", () => {
  const plan = new NetworkPlan();
  plan.namespace("internet");
  const third = { name: "third", kind: "host" };
  planTopology(
    plan,
    readTopology({
      nodes: [...SMALL.nodes, third],
      links: [
        ["pc eth0 10.0.0.2/24", "srx ge-0/0/0", "third eth0 10.0.0.3/24"],
        ["srx ge-0/0/1", "internet 198.18.0.1/30"],
      ],
    }),
    "internet",
  );
  const ends = [...plan.cables.values()].map((cable) =>
    cable.ends.map(({ namespace, link }) => `${namespace}:${link}`).join(" "),
  );
  expect(ends).toEqual([
    "internet:mgmt0 srx.mgmt:fxp0",
    "segment0:port0 pc:eth0",
    "segment0:port1 srx:ge-0-0-0",
    "segment0:port2 third:eth0",
    "srx:ge-0-0-1 internet:link1",
  ]);
  expect(plan.namespaces.get("segment0")?.bridge).toBe(true);
  expect(plan.namespaces.get("internet")?.statements).toContainEqual({
    kind: "address",
    text: "198.18.0.1/30 dev link1",
  });
});

test("an end of the internet or of a host hands out addresses of its network", () => {
  const topology = readTopology({
    ...SMALL,
    links: [
      ["pc eth0 2001:db8::1/64 10.0.0.2/24 dhcp", "srx ge-0/0/0"],
      ["srx ge-0/0/1", "internet 198.18.0.1/30 dhcp"],
    ],
  });
  expect(topology.links.map((ends) => ends.map(({ servesDhcp }) => servesDhcp))).toEqual([
    ["10.0.0.2/24", undefined],
    [undefined, "198.18.0.1/30"],
  ]);
  const plan = new NetworkPlan();
  plan.namespace("internet");
  planTopology(plan, topology, "internet");
  expect([...(plan.namespaces.get("pc")?.dhcp ?? [])]).toEqual([["eth0", "10.0.0.2/24"]]);
  expect([...(plan.namespaces.get("internet")?.dhcp ?? [])]).toEqual([["link1", "198.18.0.1/30"]]);
});

test("a node that starts again keeps its cables, and its neighbours what they said about theirs", () => {
  const planned = (starts: number): NetworkPlan => {
    const plan = new NetworkPlan();
    plan.namespace("internet");
    planTopology(plan, readTopology(SMALL), "internet", new Map([["srx", starts]]));
    return plan;
  };
  const names = stepsBetween(planned(0), planned(1))
    .flat()
    .flatMap((step) => (step.do === "ip" ? [step.namespace] : "name" in step ? [step.name] : []));
  expect(names).toContain("srx.mgmt");
  expect(names).not.toContain("srx");
  expect(names).not.toContain("pc");
});

test.each<[object, RegExp]>([
  [{ ...SMALL, colour: 1 }, /the file has "colour"; it may have nodes, links/],
  [{ ...SMALL, links: [["pc eth0 10.0.0.2/24", "sry ge-0/0/0"]] }, /no node "sry"; nodes: srx, pc/],
  [{ ...SMALL, links: [["pc eth0", "srx ge-0/0/0"]] }, /a host's end needs its address/],
  [
    { ...SMALL, links: [["pc eth0 10.0.0.2/24", "srx eth0"]] },
    /"eth0" is not an interface of a gateway/,
  ],
  [
    { ...SMALL, links: [["srx ge-0/0/0 10.0.0.1/24", "pc eth0 10.0.0.2/24"]] },
    /configures its addresses itself/,
  ],
  [
    { ...SMALL, links: [["pc eth0 2001:db8::2/129", "srx ge-0/0/0"]] },
    /is not an address with a prefix length/,
  ],
  [
    { ...SMALL, links: [["srx ge-0/0/0 dhcp", "pc eth0 10.0.0.2/24"]] },
    /an end with "dhcp" is a host's or the internet's/,
  ],
  [
    { ...SMALL, links: [["srx ge-0/0/0", "pc eth0 10.0.0.2/31 dhcp"]] },
    /with an IPv4 address of a network that has room for more: \/30 or shorter/,
  ],
  [
    { ...SMALL, links: [["srx ge-0/0/0", "internet 2001:db8::1/64 dhcp"]] },
    /"internet 2001:db8::1\/64 dhcp": an end with "dhcp" .* with an IPv4 address/,
  ],
  [{ ...SMALL, links: [["srx ge-0/0/0", "pc eth0 dhcp"]] }, /a host's end needs its address/],
  [{ ...SMALL, links: [["srx ge-0/0/0"]] }, /joins fewer than two ends/],
  [{ ...SMALL, links: [...SMALL.links, ...SMALL.links] }, /the interface pc eth0 is there twice/],
  [
    { nodes: [{ name: "srx", kind: "gateway" }], links: [] },
    /needs a management address of 192\.0\.2\.0\/24/,
  ],
  [{ nodes: [{ name: "operator", kind: "host" }], links: [] }, /the name "operator" can't be used/],
  [
    { nodes: [{ name: "a", kind: "router" }], links: [] },
    /the kind is gateway, nat or host, not "router"/,
  ],
])("%j is refused", (json, reason) => {
  expect(() => readTopology(json)).toThrow(reason);
});

test("everything wrong is said at once", () => {
  expect(() =>
    readTopology({ nodes: [{ name: "?" }, { name: "x", kind: "?" }], links: 3 }),
  ).toThrow(/name "\?"[\s\S]*kind is[\s\S]*"links" must be a list/);
});
