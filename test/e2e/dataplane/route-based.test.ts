// The guide's route-based example as it is printed: SRX1, a NAT device, SRX2, and a host behind each gateway.

import { golden, World } from "./world";

jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["host1", "srx1", "nat", "srx2", "host2"],
    [
      ["host1 eth0", "srx1 ge-0-0-0"],
      ["srx1 ge-0-0-1", "nat ge-0-0-0"],
      ["nat ge-0-0-1", "srx2 ge-0-0-1"],
      ["srx2 ge-0-0-0", "host2 eth0"],
    ],
  );
  await world.host("host1", "10.1.11.10/24", "10.1.11.1");
  await world.host("host2", "10.1.21.10/24", "10.1.21.1");
  for (const [name, file] of [
    ["nat", "NAT"],
    ["srx2", "SRX2"],
    ["srx1", "SRX1"],
  ] as const) {
    expect(await world.apply(name, golden(`route-based/${file}`))).toEqual([]);
  }
});

afterAll(() => world.stop());

test("the hosts reach each other through the tunnel", async () => {
  expect(await world.pingsWithin("host1", "10.1.21.10", 20)).toBe(true);
  expect(await world.pings("host2", "10.1.11.10")).toBe(true);
});

test("the devices reach each other's tunnel addresses without a policy", async () => {
  const options = { destination: "10.1.100.2", count: 3 };
  expect(await world.ping("srx1", options)).toMatchObject({ sent: 3, received: 3 });
  const back = { destination: "10.1.100.1", source: "10.1.100.2", count: 3 };
  expect(await world.ping("srx2", back)).toMatchObject({ sent: 3, received: 3 });
});

test("there is one IKE SA and one pair of IPsec SAs, whoever began", async () => {
  await new Promise((resolve) => setTimeout(resolve, 5000));
  for (const name of ["srx1", "srx2"]) {
    const { ike, ipsec } = await world.state(name);
    expect([name, ike.length, ipsec.length]).toEqual([name, 1, 1]);
  }
  expect(await world.pings("host1", "10.1.21.10")).toBe(true);
});

test("both ends say that IKE found the NAT, and the NAT rule was hit", async () => {
  const [one, two] = [await world.state("srx1"), await world.state("srx2")];
  // Both ends establish at once, so each may have begun an SA of its own.
  expect(one.ike[0]).toMatchObject({
    gateway: "gw1",
    state: "UP",
    natDetected: true,
    remotePort: 4500,
  });
  expect(two.ike[0]).toMatchObject({ gateway: "gw1", state: "UP", natDetected: true });
  expect(one.ipsec[0]).toMatchObject({ vpn: "vpn1", state: "UP" });
  expect(Math.max(...one.ipsec.map(({ packetsOut }) => packetsOut))).toBeGreaterThan(0);
  expect((await world.hits("nat"))["natT"]).toBeGreaterThan(0);
});

test("the same configuration again leaves everything as it is", async () => {
  const before = await world.state("srx1");
  const hits = await world.hits("nat");
  await world.apply("srx1", golden("route-based/SRX1"));
  await world.apply("nat", golden("route-based/NAT"));
  const after = await world.state("srx1");
  expect(after.ike[0]?.initiatorCookie).toBe(before.ike[0]?.initiatorCookie);
  expect(after.ipsec[0]?.spiIn).toBe(before.ipsec[0]?.spiIn);
  expect(await world.hits("nat")).toEqual(hits);
});

test("what is in the tunnel is not seen in clear outside", async () => {
  const capture = world.run("nat", "timeout", "3", "tcpdump", "-nni", "ge-0-0-0", "-l");
  await new Promise((resolve) => setTimeout(resolve, 800));
  await world.run("host1", "ping", "-c10", "-i0.05", "-W1", "-n", "10.1.21.10");
  const seen = await capture;
  expect(seen.match(/UDP-encap: ESP/g)?.length ?? 0).toBeGreaterThanOrEqual(20);
  expect(seen).not.toMatch(/10\.1\.[12]1\./);
});

test("an unrelated change leaves the tunnel up", async () => {
  const before = await world.state("srx1");
  const more =
    "set security zones security-zone untrust host-inbound-traffic system-services ssh\n";
  await world.apply("srx1", `${golden("route-based/SRX1")}\n${more}`);
  const spis = (state: typeof before): readonly string[] => state.ipsec.map(({ spiIn }) => spiIn);
  expect(spis(await world.state("srx1"))).toEqual(spis(before));
  expect(await world.pings("host1", "10.1.21.10")).toBe(true);
});

test("without its route the hosts are apart", async () => {
  const text = golden("route-based/SRX1");
  await world.apply("srx1", text.replace(/^set routing-options static route 10\.1\.21.*$/m, ""));
  expect(await world.pings("host1", "10.1.21.10")).toBe(false);
  await world.apply("srx1", text);
  expect(await world.pingsWithin("host1", "10.1.21.10", 10)).toBe(true);
});

test("traffic selectors make their routes themselves, as long as their SAs are up", async () => {
  const selecting = (file: string, local: string, remote: string): string =>
    `${golden(`route-based/${file}`).replace(/^.*next-hop st0\.0$/m, "")}
    set security ipsec vpn vpn1 traffic-selector lan local-ip ${local} remote-ip ${remote}`;
  await world.apply("srx2", selecting("SRX2", "10.1.21.0/24", "10.1.11.0/24"));
  await world.apply("srx1", selecting("SRX1", "10.1.11.0/24", "10.1.21.0/24"));
  expect(await world.pingsWithin("host1", "10.1.21.10", 15)).toBe(true);
  const route = (): Promise<string> => world.run("srx1", "ip", "route", "show", "10.1.21.0/24");
  expect(await route()).toMatch(/dev st0\.0/);
  // Without its peer the SA goes with the next deletion.
  await world.apply(
    "srx2",
    golden("route-based/SRX2").replaceAll(/^.*security (ike|ipsec) .*$/gm, ""),
  );
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await route()).toBe("");
  await world.apply("srx2", golden("route-based/SRX2"));
  await world.apply("srx1", golden("route-based/SRX1"));
  expect(await world.pingsWithin("host1", "10.1.21.10", 15)).toBe(true);
});

test("cleared SAs come back, and a stopped device leaves nothing", async () => {
  await world.clear("srx1", { kind: "ike" });
  expect(await world.pingsWithin("host1", "10.1.21.10", 20)).toBe(true);
  await world.stopDevice("srx1");
  expect(await world.run("srx1", "nft", "list", "tables")).toBe("");
  expect(await world.run("srx1", "ip", "-br", "link")).not.toMatch(/st0|ike/);
  expect(await world.run("srx1", "ip", "-4", "route")).toBe("");
});
