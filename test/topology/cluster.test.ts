// Two SRX as one: what is written, what a person types, what is refused.
import { type ClusterProps, Gateway } from "../../lib";
import { synth } from "../../lib/testing";

const members = { reth0: ["ge-0/0/1", "ge-8/0/1"], reth1: ["ge-0/0/2", "ge-8/0/2"] };

async function pair(cluster: ClusterProps) {
  const { devices } = await synth(
    (scope) =>
      new Gateway(scope, "pair", {
        existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
        external: { interface: "reth1", address: "203.0.113.1/24" },
        internal: { interface: "reth0", address: "10.1.0.1/24" },
        cluster,
      }),
  );
  if (devices["pair"] === undefined) throw new Error("no such device");
  return devices["pair"];
}

it("says groups, members, monitoring, fabric links and what each node says for itself", async () => {
  const device = await pair({
    members,
    preempt: true,
    nodes: [
      { hostName: "left", managementAddress: "192.0.2.11/24", priority: 220, fabric: "ge-0/0/5" },
      { hostName: "right", managementAddress: "192.0.2.12/24", priority: 149, fabric: "ge-8/0/5" },
    ],
  });
  for (const statement of [
    "chassis cluster reth-count 2",
    "chassis cluster redundancy-group 0 node 0 priority 220",
    "chassis cluster redundancy-group 0 node 1 priority 149",
    "chassis cluster redundancy-group 1 node 0 priority 220",
    "chassis cluster redundancy-group 1 preempt",
    "chassis cluster redundancy-group 1 interface-monitor ge-8/0/2 weight 255",
    "interfaces ge-8/0/1 gigether-options redundant-parent reth0",
    "interfaces reth1 redundant-ether-options redundancy-group 1",
    "interfaces fab0 fabric-options member-interfaces ge-0/0/5",
    "interfaces fab1 fabric-options member-interfaces ge-8/0/5",
    "groups node1 system host-name right",
    "groups node1 interfaces fxp0 unit 0 family inet address 192.0.2.12/24",
    'apply-groups "${node}"',
  ]) {
    expect(device).toHaveStatement(statement);
  }
});

it("tells the commands that no commit can stand in for", async () => {
  expect((await pair({ id: 3, members })).commands).toEqual([
    "node 0: set chassis cluster cluster-id 3 node 0 reboot",
    "node 1: set chassis cluster cluster-id 3 node 1 reboot",
  ]);
});

it("names the control ports of the models that have none at a fixed place", async () => {
  const { set } = await pair({ members, controlPorts: [1, 13].map((fpc) => ({ fpc, port: 0 })) });
  expect(set).toContain("set chassis cluster control-ports fpc 1 port 0");
  expect(set).toContain("set chassis cluster control-ports fpc 13 port 0");
});

it.each<readonly [string, ClusterProps, string]>([
  ["an id out of range", { id: 256, members }, "the cluster's id is outside Junos's range"],
  [
    "a member on one node only",
    { members: { ...members, reth1: ["ge-0/0/2"] } },
    "no member on one of the nodes",
  ],
  [
    "two members on the same node",
    { members: { ...members, reth1: ["ge-0/0/2", "ge-0/0/3"] } },
    "all members of a redundant interface are on one node",
  ],
  [
    "one port in two redundant interfaces",
    { members: { ...members, reth1: ["ge-0/0/1", "ge-8/0/2"] } },
    "belongs to two redundant interfaces",
  ],
  ["a redundant interface without members", { members: { reth0: members.reth0 } }, "reth1"],
  [
    "a priority out of range",
    { members, nodes: [{ priority: 255 }, { priority: 1 }] },
    "redundancy-group 0 node 0 priority",
  ],
])("refuses %s", async (_name, cluster, reason) => {
  await expect(pair(cluster)).rejects.toThrow(reason);
});
