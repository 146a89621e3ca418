// The two nodes of a cluster: who is primary for what, without a device around them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster } from "../../../lab/junos/cluster/cluster";
import { clusterSettings, nodeOf } from "../../../lab/junos/cluster/settings";
import { ConfigTree } from "../../../lib/junos";

const GUIDE = readFileSync(join(__dirname, "../../golden/dynamic-endpoint/HQ-cluster.set"), "utf8");
const PORTS = ["ge-0/0/1", "ge-0/0/2", "ge-8/0/1", "ge-8/0/2"];

let clock = 0;

function settings(...more: readonly string[]): NonNullable<ReturnType<typeof clusterSettings>> {
  const tree = ConfigTree.fromSet([GUIDE, ...more].join("\n"));
  const found = clusterSettings(tree.effective());
  if (found === undefined) throw new Error("no cluster");
  return found;
}

const cluster = (...more: readonly string[]): Cluster =>
  new Cluster(settings(...more), PORTS, () => clock);

/** `220 primary, 149 secondary` */
function group(of: Cluster, number: number): string {
  const found = of.status().find((each) => each.number === number);
  return (found?.nodes ?? []).map(({ priority, status }) => `${priority} ${status}`).join(", ");
}

const links = (up: boolean, ...names: readonly string[]): Map<string, boolean> =>
  new Map(names.map((name) => [name, up]));

beforeEach(() => (clock = 1_000_000));

describe("settings", () => {
  test("a device without redundancy groups and redundant interfaces is no cluster", () => {
    for (const text of ["set system host-name a", "set chassis cluster heartbeat-interval 1000"]) {
      expect(clusterSettings(ConfigTree.fromSet(text))).toBeUndefined();
    }
  });

  test("group 0 is there, unconfigured, and as many redundant interfaces as are set aside", () => {
    const { groups, redundant } = settings();
    expect(groups.map(({ number, priorities }) => [number, ...priorities])).toEqual([
      [0, 1, 1],
      [1, 220, 149],
    ]);
    expect(redundant.map(({ name, group: own }) => `${name} ${own}`)).toEqual([
      "reth0 1",
      "reth1 1",
      "reth2 undefined",
      "reth3 undefined",
      "reth4 undefined",
    ]);
  });

  test.each([
    ["ge-0/0/1 ge-8/0/1", "ge-0/0/3", 0],
    ["ge-0/0/1 ge-8/0/1", "ge-8/0/0", 1],
    ["ge-3/0/0 ge-15/0/0", "ge-11/0/0", 0],
    ["ge-0/0/0 ge-1/0/0 ge-7/0/0 ge-8/0/0", "ge-1/0/3", 0],
    ["ge-0/0/0 ge-1/0/0 ge-7/0/0 ge-8/0/0", "ge-7/0/3", 1],
  ])("members %s: %s belongs to node %i", (members, port, node) => {
    const lines = members
      .split(" ")
      .map((name) => `set interfaces ${name} gigether-options redundant-parent reth0`);
    const tree = ConfigTree.fromSet(["set chassis cluster reth-count 1", ...lines].join("\n"));
    const found = clusterSettings(tree);
    expect(found && nodeOf(found, port)).toBe(node);
  });
});

describe("elections", () => {
  test("the greater priority wins, and node 0 where they are equal", () => {
    expect(group(cluster(), 0)).toBe("1 primary, 1 secondary");
    expect(group(cluster(), 1)).toBe("220 primary, 149 secondary");
    const other = cluster("set chassis cluster redundancy-group 1 node 1 priority 254");
    expect(group(other, 1)).toBe("220 secondary, 254 primary");
    expect(other.activeNode(1)).toBe(1);
  });

  test("another priority moves nobody, unless it is to preempt", () => {
    const nodes = cluster();
    const greater = "set chassis cluster redundancy-group 1 node 1 priority 254";
    expect(nodes.follow(settings(greater))).toBe(false);
    expect(group(nodes, 1)).toBe("220 primary, 254 secondary");
    expect(nodes.follow(settings(greater, "set chassis cluster redundancy-group 1 preempt"))).toBe(
      true,
    );
    expect(group(nodes, 1)).toBe("220 secondary-hold, 254 primary");
    clock += 1000;
    expect(group(nodes, 1)).toBe("220 secondary, 254 primary");
  });
});

describe("monitoring", () => {
  test("a lost link of the active node fails the group over; it stays when the link returns", () => {
    const nodes = cluster();
    expect(nodes.observe(links(false, "ge-0/0/1"))).toBe(true);
    clock += 1000;
    expect(group(nodes, 1)).toBe("0 secondary, 149 primary");
    expect(nodes.status()[1]?.nodes[0].failed).toEqual(["ge-0/0/1"]);
    expect(nodes.observe(links(true, "ge-0/0/1"))).toBe(false);
    expect(group(nodes, 1)).toBe("220 secondary, 149 primary");
  });

  test("with preempt it goes back", () => {
    const nodes = cluster("set chassis cluster redundancy-group 1 preempt");
    nodes.observe(links(false, "ge-0/0/1"));
    clock += 1000;
    expect(nodes.observe(links(true, "ge-0/0/1"))).toBe(true);
    expect(nodes.activeNode(1)).toBe(0);
  });

  test("weights below the threshold move nobody; together they do", () => {
    const nodes = cluster(
      "set chassis cluster redundancy-group 1 interface-monitor ge-0/0/1 weight 128",
      "set chassis cluster redundancy-group 1 interface-monitor ge-0/0/2 weight 127",
    );
    expect(nodes.observe(links(false, "ge-0/0/1"))).toBe(false);
    expect(group(nodes, 1)).toBe("220 primary, 149 secondary");
    expect(nodes.observe(links(false, "ge-0/0/2"))).toBe(true);
    expect(nodes.activeNode(1)).toBe(1);
  });

  test("links that we switched off ourselves are not lost", () => {
    const nodes = cluster();
    expect(nodes.observe(links(false, "ge-8/0/1", "ge-8/0/2"))).toBe(false);
    expect(group(nodes, 1)).toBe("220 primary, 149 secondary");
  });

  test("with both nodes unfit it stays, and goes to the first that is fit again", () => {
    const nodes = cluster();
    nodes.observe(links(false, "ge-0/0/1"));
    clock += 1000;
    nodes.observe(links(false, "ge-8/0/1"));
    expect(group(nodes, 1)).toBe("0 secondary, 0 primary");
    expect(nodes.observe(links(true, "ge-0/0/1"))).toBe(true);
    expect(nodes.activeNode(1)).toBe(0);
  });

  test("a port without a cable and one that is switched off count as lost", () => {
    const half = new Cluster(settings(), ["ge-8/0/1", "ge-8/0/2"], () => clock);
    expect(group(half, 1)).toBe("0 secondary, 149 primary");
    const nodes = cluster();
    expect(nodes.follow(settings("set interfaces ge-0/0/2 disable"))).toBe(true);
    expect(nodes.activeNode(1)).toBe(1);
  });

  test("moves are as far apart as the hold-down interval", () => {
    const nodes = cluster("set chassis cluster redundancy-group 1 hold-down-interval 60");
    nodes.observe(links(false, "ge-0/0/1"));
    nodes.observe(links(true, "ge-0/0/1"));
    expect(nodes.observe(links(false, "ge-8/0/1"))).toBe(false);
    expect(group(nodes, 1)).toBe("220 secondary-hold, 0 primary");
    clock += 60_000;
    expect(nodes.observe(new Map())).toBe(true);
    expect(nodes.activeNode(1)).toBe(0);
  });
});

describe("by hand", () => {
  test("a node gets priority 255 until somebody resets it", () => {
    const nodes = cluster();
    nodes.failOver(1, 1);
    clock += 1000;
    expect(group(nodes, 1)).toBe("220 secondary, 255 primary");
    expect(nodes.status()[1]).toMatchObject({ byHand: true, failovers: 2 });
    expect(() => nodes.failOver(1, 0)).toThrow(/not permitted.*reset it first/);
    expect(nodes.reset(1)).toBe(1);
    expect(nodes.reset(1)).toBeUndefined();
    expect(group(nodes, 1)).toBe("220 secondary, 149 primary");
    nodes.failOver(1, 0);
    expect(nodes.activeNode(1)).toBe(0);
  });

  test("it holds against preempt, and a reset gives the group back", () => {
    const nodes = cluster("set chassis cluster redundancy-group 1 preempt");
    nodes.failOver(1, 1);
    clock += 1000;
    expect(nodes.observe(new Map())).toBe(false);
    nodes.reset(1);
    expect(nodes.activeNode(1)).toBe(0);
  });

  test("a failure ends it", () => {
    const nodes = cluster();
    nodes.failOver(1, 1);
    clock += 1000;
    expect(nodes.observe(links(false, "ge-8/0/2"))).toBe(true);
    expect(nodes.status()[1]).toMatchObject({ byHand: false });
    expect(nodes.activeNode(1)).toBe(0);
  });

  test("is refused to the node that has it, to one that is unfit or holds, and for a group that isn't there", () => {
    const nodes = cluster();
    expect(() => nodes.failOver(1, 0)).toThrow("node0 is already primary for redundancy group 1");
    expect(() => nodes.failOver(2, 0)).toThrow("redundancy group 2 is not configured");
    expect(() => nodes.reset(2)).toThrow("redundancy group 2 is not configured");
    nodes.observe(links(false, "ge-0/0/1"));
    expect(() => nodes.failOver(1, 0)).toThrow("node0 is in secondary-hold state");
    clock += 1000;
    expect(() => nodes.failOver(1, 0)).toThrow("node0 has priority 0");
  });

  test("the routing engine rests five minutes", () => {
    const nodes = cluster();
    nodes.failOver(0, 1);
    expect(group(nodes, 0)).toBe("1 secondary-hold, 255 primary");
    nodes.reset(0);
    expect(() => nodes.failOver(0, 0)).toThrow("secondary-hold");
    clock += 300_000;
    nodes.failOver(0, 0);
    expect(group(nodes, 1)).toBe("220 primary, 149 secondary");
  });
});
