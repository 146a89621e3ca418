// The guide's third example as it is printed: a branch behind source NAT, and a headquarters that knows it by name only.

import { golden, World } from "./world";

jest.setTimeout(90_000);

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["host1", "branch", "nat", "hq", "host2", "spare1", "spare2"],
    [
      ["host1 eth0", "branch ge-0-0-2"],
      ["branch ge-0-0-1", "nat fe-0-0-2"],
      ["nat ge-0-0-1", "hq ge-0-0-2"],
      ["hq ge-0-0-1", "host2 eth0"],
      ["hq ge-8-0-2", "spare1 eth0"],
      ["hq ge-8-0-1", "spare2 eth0"],
    ],
  );
  await world.host("host1", "192.179.2.30/24", "192.179.2.20");
  await world.host("host2", "192.179.1.30/24", "192.179.1.10");
  const interfaces = ["ge-0/0/1", "ge-0/0/2", "fe-0/0/2", "ge-8/0/1", "ge-8/0/2"];
  for (const [name, file] of [
    ["nat", "NAT"],
    ["hq", "HQ-cluster"],
    ["branch", "branch"],
  ] as const) {
    expect(await world.apply(name, golden(`dynamic-endpoint/${file}`), interfaces)).toEqual([]);
  }
});

afterAll(() => world.stop());

test("the branch brings the tunnel up and traffic passes both ways", async () => {
  expect(await world.pingsWithin("host1", "192.179.1.30", 20)).toBe(true);
  expect(await world.pings("host2", "192.179.2.30")).toBe(true);
});

test("headquarters sees the NAT's address and a port that is neither 500 nor 4500", async () => {
  const { ike } = await world.state("hq");
  expect(ike).toHaveLength(1);
  expect(ike[0]).toMatchObject({
    remoteAddress: "100.10.1.253",
    natDetected: true,
    role: "Responder",
  });
  expect([500, 4500]).not.toContain(ike[0]?.remotePort);
  expect((await world.hits("nat"))["R2R3"]).toBeGreaterThan(0);
});

test("the cluster's other node keeps quiet", async () => {
  const links = await world.run("hq", "ip", "-br", "link");
  expect(links).toMatch(/ge-8-0-2\S* +DOWN/);
  expect(links).toMatch(/ge-0-0-2\S* +UP/);
});

test("with probes of its own the branch survives a NAT that forgets its sessions", async () => {
  // The guide's branch has none: it would send into the void until its keys expire.
  const probes = `
    set security ike gateway HQ_GW dead-peer-detection always-send
    set security ike gateway HQ_GW dead-peer-detection interval 5
    set security ike gateway HQ_GW dead-peer-detection threshold 2`;
  const interfaces = ["ge-0/0/1", "ge-0/0/2", "fe-0/0/2"];
  await world.apply("branch", `${golden("dynamic-endpoint/branch")}${probes}`, interfaces);
  expect(await world.pingsWithin("host1", "192.179.1.30", 20)).toBe(true);
  await world.clear("nat", { kind: "sessions" });
  const began = Date.now();
  expect(await world.pingsWithin("host1", "192.179.1.30", 40)).toBe(true);
  process.stdout.write(`back after ${Math.round((Date.now() - began) / 1000)} s\n`);
});

test("a branch whose NAT gets another address comes back by itself", async () => {
  const other = golden("dynamic-endpoint/NAT").replaceAll("100.10.1.253/24", "100.10.1.252/24");
  await world.apply("nat", other, ["ge-0/0/1", "fe-0/0/2"]);
  const began = Date.now();
  expect(await world.pingsWithin("host1", "192.179.1.30", 70)).toBe(true);
  process.stdout.write(`back after ${Math.round((Date.now() - began) / 1000)} s\n`);
  const { ike } = await world.state("hq");
  expect(ike.filter(({ state }) => state === "UP").map((sa) => sa.remoteAddress)).toContain(
    "100.10.1.252",
  );
});

/** What leaves the branch while its host asks for one behind headquarters. */
async function seenOutside(): Promise<string> {
  const capture = world.run("nat", "timeout", "4", "tcpdump", "-nni", "fe-0-0-2", "-l", "icmp");
  await new Promise((resolve) => setTimeout(resolve, 800));
  await world.run("host1", "ping", "-c5", "-i0.2", "-W1", "-n", "192.179.1.30");
  return capture;
}

test("while the tunnel is down the guide's branch sends in clear by its default route: its policies permit everything", async () => {
  await world.apply("hq", "", ["ge-0/0/1", "ge-0/0/2"]);
  await world.clear("branch", { kind: "ike" });
  expect(await seenOutside()).toContain("192.179.2.30 > 192.179.1.30");
});

test("with a zone for the tunnel and a denial ahead of the rest, as the library writes them, nothing of its hosts is seen outside", async () => {
  const own = golden("dynamic-endpoint/branch").replace(
    "untrust interfaces st0",
    "vpn interfaces st0",
  );
  const denial = ["source-address any", "destination-address any", "application any"]
    .map((match) => `match ${match}`)
    .concat("then deny")
    .map((rest) => `set security policies from-zone trust to-zone untrust policy none ${rest}`)
    .join("\n");
  await world.apply("branch", `${own}\n${denial}`, ["ge-0/0/1", "ge-0/0/2"]);
  expect(await seenOutside()).not.toContain("192.179.1.30");
});
