// Bare machines from a topology file, with real packets.

import { World } from "./world";

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const NODES = [
  { name: "srx", kind: "gateway", management: "192.0.2.5" },
  { name: "a", kind: "host", gateway: "10.0.0.3" },
  { name: "b", kind: "host" },
  { name: "c", kind: "host" },
];

test("hosts on one segment, management from the operator, and a change of plan", async () => {
  await world.place({
    nodes: NODES,
    links: [
      [
        "a eth0 10.0.0.2/24 2001:db8::2/64",
        "b eth0 10.0.0.3/24",
        "c eth0 10.0.0.4/24 2001:db8::4/64",
      ],
      ["b eth1 198.18.0.2/30", "internet 198.18.0.1/30"],
      ["srx ge-0/0/0", "c eth1 10.9.0.2/24"],
    ],
  });
  expect((await world.nodes()).map(({ name }) => name)).toEqual(["operator", "srx", "a", "b", "c"]);
  expect(await world.answers("a", "10.0.0.4")).toBe(true);
  expect(await world.answers("a", "2001:db8::4")).toBe(true);
  expect(await world.answers("operator", "192.0.2.5")).toBe(true);
  expect(await world.answers("internet", "198.18.0.2")).toBe(true);
  expect(await world.run("srx", "ip", "-o", "link")).toContain("ge-0-0-0");

  await world.place({
    nodes: NODES.slice(1, 3),
    links: [["a eth0 10.0.0.2/24", "b eth0 10.0.0.3/24"]],
  });
  expect(await world.answers("a", "10.0.0.3")).toBe(true);
  expect(await world.namespaces()).not.toMatch(/srx|segment|^c\b/m);
});
