// Several VPNs between two gateways: one IKE SA for all of them, and each carries its own networks.
import { Gateway, PolicyBasedVpn, RouteBasedVpn, type StackScope } from "../../../lib";
import { synth } from "../../../lib/testing";
import { World } from "./world";

jest.setTimeout(120_000);

const presharedKey = "a key for tests";

/** A gateway with an office and a plant behind it, each in a zone of its own. */
function gateway(scope: StackScope, id: string, n: number): Gateway {
  return new Gateway(scope, id, {
    existing: { address: `192.0.2.${n}`, user: "lab", configureInterfaces: true },
    external: { interface: "ge-0/0/1", address: `198.18.${n}.2/24` },
    internal: [
      { interface: "ge-0/0/0", address: `10.${n}.1.1/24`, zone: "office" },
      { interface: "ge-0/0/2", address: `10.${n}.2.1/24`, zone: "plant" },
    ],
    routes: { "0.0.0.0/0": `198.18.${n}.1` },
  });
}

const KINDS = { RouteBasedVpn, PolicyBasedVpn } as const;
type Kind = keyof typeof KINDS;

/** Two VPNs: one for the offices, one for the plants. */
const program =
  (kind: Kind) =>
  (scope: StackScope): void => {
    const [left, right] = [gateway(scope, "left", 1), gateway(scope, "right", 2)];
    for (const [name, part] of [
      ["offices", 1],
      ["plants", 2],
    ] as const) {
      const [local, remote] = [`10.1.${part}.0/24`, `10.2.${part}.0/24`] as const;
      new KINDS[kind](scope, name, {
        initiator: { gateway: left, identity: "left.example.net", networks: [local] },
        responder: { gateway: right, identity: "right.example.net", networks: [remote] },
        presharedKey,
        ...(kind === "RouteBasedVpn" ? { selectors: { all: { local, remote } }, zone: name } : {}),
      });
    }
  };

const HOSTS = {
  "office-left": ["left ge-0-0-0", "10.1.1"],
  "plant-left": ["left ge-0-0-2", "10.1.2"],
  "office-right": ["right ge-0-0-0", "10.2.1"],
  "plant-right": ["right ge-0-0-2", "10.2.2"],
} as const;

let world: World;

async function configure(kind: Kind): Promise<void> {
  const { devices } = await synth(program(kind));
  const interfaces = ["ge-0/0/0", "ge-0/0/1", "ge-0/0/2"];
  for (const { name, set } of Object.values(devices))
    expect(await world.apply(name, set.join("\n"), interfaces)).toEqual([]);
}

beforeAll(async () => {
  world = await World.start();
  await world.build(
    ["left", "right", "internet", ...Object.keys(HOSTS)],
    [
      ...Object.entries(HOSTS).map(([host, [port]]) => [`${host} eth0`, port] as const),
      ["left ge-0-0-1", "internet eth1"],
      ["right ge-0-0-1", "internet eth2"],
    ],
  );
  for (const [host, [, lan]] of Object.entries(HOSTS))
    await world.host(host, `${lan}.9/24`, `${lan}.1`);
  for (const n of [1, 2])
    await world.run("internet", "ip", "address", "add", `198.18.${n}.1/24`, "dev", `eth${n}`);
  await world.run("internet", "sysctl", "-qw", "net.ipv4.ip_forward=1");
});

afterAll(() => world.stop());

const vpnsUp = async (device: string): Promise<readonly string[]> =>
  (await world.state(device)).ipsec
    .filter(({ state }) => state === "UP")
    .map(({ vpn }) => vpn)
    .sort();

describe.each(["RouteBasedVpn", "PolicyBasedVpn"] as const)("of the class %s", (kind) => {
  beforeAll(() => configure(kind));

  test("each carries its own networks, both ways", async () => {
    expect(await world.pingsWithin("office-left", "10.2.1.9", 30)).toBe(true);
    expect(await world.pingsWithin("plant-left", "10.2.2.9", 30)).toBe(true);
    expect(await world.pings("office-right", "10.1.1.9")).toBe(true);
    expect(await world.pings("plant-right", "10.1.2.9")).toBe(true);
  });

  test("and not the other's", async () => {
    expect(await world.pings("office-left", "10.2.2.9")).toBe(false);
    expect(await world.pings("plant-right", "10.1.1.9")).toBe(false);
  });

  test("one IKE SA has the SAs of both", async () => {
    for (const device of ["left", "right"]) {
      const { ike, ipsec } = await world.state(device);
      expect(ike.filter(({ state }) => state === "UP").map((sa) => sa.gateway)).toEqual([
        "offices",
      ]);
      expect(new Set(ipsec.map((sa) => sa.gateway))).toEqual(new Set(["offices"]));
      expect(await vpnsUp(device)).toEqual(["offices", "plants"]);
    }
  });

  test("SAs of one that are cleared come back, and the other's stay as they are", async () => {
    const spis = async (): Promise<readonly string[]> =>
      (await world.state("left")).ipsec
        .filter(({ vpn }) => vpn === "offices")
        .map(({ spiIn }) => spiIn);
    const before = await spis();
    await world.clear("left", { kind: "ipsec", vpn: "plants" });
    expect(await world.pingsWithin("plant-left", "10.2.2.9", 30)).toBe(true);
    expect(await spis()).toEqual(before);
  });

  test("an IKE SA that is cleared comes back, with both", async () => {
    await world.clear("left", { kind: "ike" });
    await world.clear("right", { kind: "ike" });
    expect(await world.pingsWithin("office-left", "10.2.1.9", 30)).toBe(true);
    expect(await world.pingsWithin("plant-left", "10.2.2.9", 30)).toBe(true);
  });
});
