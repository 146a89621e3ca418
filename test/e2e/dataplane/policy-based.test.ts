// The guide's policy-based example: static NAT in front of each end, and policies that send traffic into the tunnel.

import { golden, World } from "./world";

jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["host1", "initiator", "nat1", "nat2", "responder", "host2"],
    [
      ["host1 eth0", "initiator ge-0-0-1"],
      ["initiator ge-0-0-0", "nat1 ge-0-0-0"],
      ["nat1 ge-0-0-1", "nat2 ge-0-0-1"],
      ["nat2 ge-0-0-0", "responder ge-0-0-0"],
      ["responder ge-0-0-1", "host2 eth0"],
    ],
  );
  await world.host("host1", "10.1.99.10/24", "10.1.99.1");
  await world.host("host2", "10.2.99.10/24", "10.2.99.1");
  const files = {
    nat1: "initiator-NAT",
    nat2: "responder-NAT",
    responder: "responder",
    initiator: "initiator",
  };
  for (const [name, file] of Object.entries(files)) {
    expect(await world.apply(name, golden(`policy-based-labfix/${file}`))).toEqual([]);
  }
});

afterAll(() => world.stop());

test("traffic that the policy matches brings the tunnel up and passes both ways", async () => {
  expect(await world.pingsWithin("host1", "10.2.99.10", 20)).toBe(true);
  expect(await world.pings("host2", "10.1.99.10")).toBe(true);
});

test("both NAT rules were hit and IKE found them", async () => {
  expect((await world.hits("nat1"))["1"]).toBeGreaterThan(0);
  expect((await world.hits("nat2"))["1"]).toBeGreaterThan(0);
  const { ike } = await world.state("initiator");
  expect(ike[0]).toMatchObject({
    gateway: "gate",
    state: "UP",
    natDetected: true,
    remotePort: 4500,
  });
});

test("nothing of the hosts is seen in clear, and the device itself still speaks outside the tunnel", async () => {
  const capture = world.run("nat1", "timeout", "2", "tcpdump", "-nni", "ge-0-0-0", "-l");
  await new Promise((resolve) => setTimeout(resolve, 800));
  await world.run("host1", "ping", "-c5", "-i0.05", "-W1", "-n", "10.2.99.10");
  const seen = await capture;
  expect(seen).toMatch(/UDP-encap: ESP/);
  expect(seen).not.toMatch(/10\.[12]\.99\./);
  expect((await world.ping("initiator", { destination: "12.168.99.1", count: 1 })).received).toBe(
    1,
  );
});

test("without the policy nothing passes, tunnel or not", async () => {
  const text = golden("policy-based-labfix/initiator");
  await world.apply(
    "initiator",
    text.replaceAll(/^set security policies from-zone trust .*$/gm, ""),
  );
  expect(await world.pings("host1", "10.2.99.10")).toBe(false);
  await world.apply("initiator", text);
  expect(await world.pingsWithin("host1", "10.2.99.10", 15)).toBe(true);
});
