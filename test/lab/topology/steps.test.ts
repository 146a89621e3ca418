// From one network to the next: only what differs, in an order that works.

import { handedOut } from "../../../lab/topology/dhcp";
import { EMPTY, type Network, NetworkPlan } from "../../../lab/topology/network";
import { type Phase, stepsBetween } from "../../../lab/topology/steps";

function pair(edit: (plan: NetworkPlan) => void = () => undefined, generation = ""): Network {
  const plan = new NetworkPlan();
  plan.namespace("a", { generation });
  plan.namespace("b", { forwarding: true, proxyArp: true });
  plan.cable(
    { namespace: "a", link: "eth0", mac: "02:00:00:00:00:01" },
    { namespace: "b", link: "a0" },
  );
  plan.address("a", "eth0", "10.0.0.2/24");
  plan.route("a", "default via 10.0.0.1 dev eth0");
  plan.ruleset("a", "ip aws", "chain x { }");
  edit(plan);
  return plan;
}

const lines = (phases: readonly Phase[]): string[] =>
  phases.flat().flatMap((step) => {
    if (step.do === "ip") return step.lines.map((line) => `${step.namespace ?? "-"}: ${line}`);
    if (step.do === "serve dhcp" || step.do === "end dhcp")
      return [`${step.namespace}: ${step.do} ${step.link}`];
    if (step.do !== "rules") return [`${step.do} ${step.name}`];
    return [
      ...(step.script === "" ? [] : [`${step.namespace}: nft ${step.script}`]),
      ...(step.settings.size === 0 ? [] : [`${step.namespace}: set`]),
    ];
  });

test("everything is made in an order that works", () => {
  expect(lines(stepsBetween(EMPTY, pair()))).toEqual([
    "add namespace a",
    "add namespace b",
    "a: nft table ip aws {}\ndelete table ip aws\ntable ip aws {\nchain x { }\n}",
    "a: set",
    "b: set",
    "-: link add eth0 netns a address 02:00:00:00:00:01 type veth peer name a0 netns b",
    "a: link set lo up",
    "a: link set eth0 up",
    "a: address replace 10.0.0.2/24 dev eth0",
    "a: route replace default via 10.0.0.1 dev eth0",
    "b: link set lo up",
    "b: ntable change name arp_cache dev a0 proxy_delay 0",
    "b: link set a0 up",
  ]);
});

test("nothing is done for what is equal", () => {
  expect(stepsBetween(pair(), pair())).toEqual([]);
});

describe("a DHCP server", () => {
  const served = (address = "10.0.0.1/24", more: (plan: NetworkPlan) => void = () => undefined) =>
    pair((plan) => {
      plan.serveDhcp("b", "a0", address);
      more(plan);
    });

  test("begins when its link is up, and goes on while it is the same", () => {
    expect(lines(stepsBetween(EMPTY, served())).at(-1)).toBe("b: serve dhcp a0");
    expect(lines(stepsBetween(pair(), served()))).toEqual(["b: serve dhcp a0"]);
    expect(stepsBetween(served(), served())).toEqual([]);
  });

  test("ends when nobody wants it, and before its namespace goes", () => {
    expect(lines(stepsBetween(served(), pair()))).toEqual(["b: end dhcp a0"]);
    expect(lines(stepsBetween(served(), EMPTY))[0]).toBe("b: end dhcp a0");
  });

  test("begins anew with another address, another link, and after a change that broke off", () => {
    const anew = ["b: end dhcp a0", "b: serve dhcp a0"];
    expect(lines(stepsBetween(served(), served("10.0.0.5/24")))).toEqual(anew);
    const other = served(undefined, (plan) => plan.namespace("a", { generation: "2" }));
    const steps = lines(stepsBetween(served(), other));
    expect([steps[0], steps.at(-1)]).toEqual(anew);
    const uncertain = { ...served(), uncertain: true };
    expect(lines(stepsBetween(uncertain, served()))).toEqual(expect.arrayContaining(anew));
  });

  test.each([
    ["10.0.0.1/24", "10.0.0.128", "10.0.0.227"],
    ["198.18.1.1/29", "198.18.1.4", "198.18.1.6"],
    ["198.18.1.1/30", "198.18.1.2", "198.18.1.2"],
    ["10.0.0.1/8", "10.128.0.0", "10.128.0.99"],
  ])("at %s hands out %s to %s", (address, first, last) => {
    expect(handedOut(address)).toEqual([first, last]);
  });
});

test("one more route is one more route", () => {
  const more = pair((plan) => plan.route("b", "10.9.0.0/16 via 10.0.0.2 dev a0 onlink"));
  expect(lines(stepsBetween(pair(), more))).toEqual([
    "b: route replace 10.9.0.0/16 via 10.0.0.2 dev a0 onlink",
  ]);
  expect(lines(stepsBetween(more, pair()))).toEqual([
    "b: route del 10.9.0.0/16 via 10.0.0.2 dev a0 onlink",
  ]);
});

test("a changed filter replaces its own table only", () => {
  const changed = pair((plan) => plan.ruleset("a", "ip aws", "chain y { }"));
  expect(lines(stepsBetween(pair(), changed))).toEqual([
    "a: nft table ip aws {}\ndelete table ip aws\ntable ip aws {\nchain y { }\n}",
  ]);
});

test("a namespace of another generation is made anew, with its cable and what is said about it", () => {
  const said = lines(stepsBetween(pair(), pair(undefined, "second")));
  expect(said.slice(0, 3)).toEqual(["b: link del a0", "delete namespace a", "add namespace a"]);
  expect(said).toContain("a: address replace 10.0.0.2/24 dev eth0");
  expect(said).not.toContain("add namespace b");
});

test("what was said about a link goes with it", () => {
  const withRoute = pair((plan) => plan.route("b", "10.0.0.2 dev a0 table 50"));
  const without = new NetworkPlan();
  without.namespace("b", { forwarding: true, proxyArp: true });
  expect(lines(stepsBetween(withRoute, without))).toEqual(["b: link del a0", "delete namespace a"]);
});

test("after a change that broke off, what may exist is removed before it is made", () => {
  const partly: Network = { ...EMPTY, uncertain: true };
  const next = pair((plan) => plan.rule("b", "lookup 50 priority 2000"));
  const said = lines(stepsBetween(partly, next));
  expect(said.slice(0, 3)).toEqual(["delete namespace a", "delete namespace b", "add namespace a"]);
  expect(said).toContain("a: link del eth0");
  expect(said).toContain("b: rule del lookup 50 priority 2000");
  expect(said.at(-1)).toBe("b: rule add lookup 50 priority 2000");
});
