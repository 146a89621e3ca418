// Gateways as they stand outside: two providers, IKE on the loopback interface, and networks and providers in routing instances of their own.
import { Gateway, type GatewayProps, RouteBasedVpn, type StackScope } from "../../../lib";
import { synth } from "../../../lib/testing";
import { World } from "./world";

jest.setTimeout(120_000);

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };
const presharedKey = "a key for tests";

/** A probe every two seconds; a peer that misses two is gone. */
const DPD = { mode: "always-send", intervalSeconds: 2, threshold: 2 } as const;
const QUICK = { initiator: DPD, responder: DPD };

/** Branch: two providers, and a shop that stands in an instance of its own. */
const BRANCH: Partial<GatewayProps> = {
  external: { interface: "ge-0/0/1", address: "198.18.1.2/24" },
  internal: [
    { interface: "ge-0/0/0", address: "10.2.0.1/24" },
    { interface: "ge-0/0/3", address: "10.3.0.1/24", zone: "shop", instance: "shop" },
  ],
  routes: { "0.0.0.0/0": "198.18.1.1" },
  providers: [{ interface: "ge-0/0/2", address: "198.18.2.2/24", nextHop: "198.18.2.1" }],
};

/** Headquarters: IKE for the shop's VPN ends on lo0, whose address the provider leads here. */
const HQ: Partial<GatewayProps> = {
  external: { interface: "ge-0/0/1", address: "198.18.9.2/24", instance: "wan", zone: "wan" },
  routes: { "0.0.0.0/0": "198.18.9.1" },
  internal: { interface: "ge-0/0/0", address: "10.9.0.1/24" },
};

function network(scope: StackScope): void {
  const gateway = (id: string, more: Partial<GatewayProps>): Gateway =>
    new Gateway(scope, id, {
      existing: reach,
      external: { interface: "ge-0/0/1", address: "198.18.8.2/24" },
      internal: { interface: "ge-0/0/0", address: "10.8.0.1/24" },
      ...more,
    });
  const [branch, hq] = [gateway("branch", BRANCH), gateway("hq", HQ)];
  const store = gateway("store", {
    routes: { "0.0.0.0/0": "198.18.8.1" },
    loopback: { address: "203.0.113.7" },
  });
  const end = (of: Gateway, networks: readonly string[], more: object = {}) => ({
    gateway: of,
    identity: `${of.name}.example.net`,
    networks,
    ...more,
  });
  const main = new RouteBasedVpn(scope, "main", {
    initiator: end(branch, ["10.2.0.0/24"]),
    responder: end(hq, ["10.9.0.0/24"]),
    presharedKey,
    dpd: QUICK,
  });
  new RouteBasedVpn(scope, "spare", {
    initiator: end(branch, ["10.2.0.0/24"], { externalInterface: "ge-0/0/2.0" }),
    responder: end(hq, ["10.9.0.0/24"]),
    presharedKey,
    dpd: QUICK,
    backupOf: main,
  });
  new RouteBasedVpn(scope, "goods", {
    initiator: end(branch, ["10.3.0.0/24"]),
    responder: end(store, ["10.8.0.0/24"], { externalInterface: "lo0.0" }),
    presharedKey,
    zone: "goods",
  });
}

const HOSTS = {
  "host-branch": { gateway: "branch ge-0-0-0", network: "10.2.0" },
  "host-shop": { gateway: "branch ge-0-0-3", network: "10.3.0" },
  "host-hq": { gateway: "hq ge-0-0-0", network: "10.9.0" },
  "host-store": { gateway: "store ge-0-0-0", network: "10.8.0" },
} as const;

/** Providers' routers, by what they lead to. */
const ROUTERS: readonly (readonly [string, number])[] = [
  ["branch ge-0-0-1", 1],
  ["branch ge-0-0-2", 2],
  ["hq ge-0-0-1", 9],
  ["store ge-0-0-1", 8],
];

let world: World;
let sets: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { devices } = await synth(network);
  sets = Object.fromEntries(Object.values(devices).map(({ name, set }) => [name, set.join("\n")]));
  world = await World.start();
  await world.build(
    ["branch", "hq", "store", "internet", ...Object.keys(HOSTS)],
    [
      ...Object.entries(HOSTS).map(([host, { gateway }]) => [`${host} eth0`, gateway] as const),
      ...ROUTERS.map(([port, n]) => [port, `internet eth${n}`] as const),
    ],
  );
  for (const [host, { network: lan }] of Object.entries(HOSTS))
    await world.host(host, `${lan}.9/24`, `${lan}.1`);
  for (const [, n] of ROUTERS)
    await world.run("internet", "ip", "address", "add", `198.18.${n}.1/24`, "dev", `eth${n}`);
  await world.run("internet", "ip", "route", "add", "203.0.113.7/32", "via", "198.18.8.2");
  await world.run("internet", "sysctl", "-qw", "net.ipv4.ip_forward=1");
  const interfaces = ["ge-0/0/0", "ge-0/0/1", "ge-0/0/2", "ge-0/0/3"];
  for (const [name, set] of Object.entries(sets))
    expect(await world.apply(name, set, interfaces)).toEqual([]);
});

afterAll(() => world.stop());

/** Ten pings a second while something is done: in how many seconds at most none was answered. */
async function silence(work: () => Promise<unknown>): Promise<number> {
  const pinging = world.run(
    "host-branch",
    ...["ping", "-Dni", "0.1", "-w", "24", "-W", "1", "10.9.0.9"],
  );
  await work();
  const times = [...(await pinging).matchAll(/^\[(\d+\.\d+)\] \d+ bytes/gm)].map(([, time]) =>
    Number(time),
  );
  expect(times.length).toBeGreaterThan(50);
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}

const upVpns = async (device: string): Promise<readonly string[]> =>
  (await world.state(device)).ipsec
    .filter(({ state }) => state === "UP")
    .map(({ vpn }) => vpn)
    .sort();

test("both providers' tunnels are up, and hosts reach each other by the first", async () => {
  expect(await world.pingsWithin("host-branch", "10.9.0.9", 30)).toBe(true);
  expect(await world.pings("host-hq", "10.2.0.9")).toBe(true);
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;)
    if ((await upVpns("branch")).includes("spare")) break;
  expect(await upVpns("branch")).toEqual(expect.arrayContaining(["main", "spare"]));
});

test("a VPN whose networks stand in an instance, and whose peer answers on lo0, carries them both ways", async () => {
  expect(await world.pingsWithin("host-shop", "10.8.0.9", 30)).toBe(true);
  expect(await world.pings("host-store", "10.3.0.9")).toBe(true);
});

test("a device pings through a tunnel of an instance from that instance, and not from the main one", async () => {
  const shop = { source: "10.3.0.1", count: 2 };
  const { received } = await world.ping("branch", {
    ...shop,
    destination: "10.8.0.1",
    instance: "shop",
  });
  expect(received).toBe(2);
  await expect(world.ping("branch", { ...shop, destination: "10.8.0.1" })).rejects.toThrow("bind");
  const toMain = { ...shop, destination: "10.9.0.1", instance: "shop" };
  expect((await world.ping("branch", toMain)).received).toBe(0);
});

test("what stands in one instance reaches nothing of another", async () => {
  expect(await world.pings("host-shop", "10.9.0.9")).toBe(false);
  expect(await world.pings("host-branch", "10.8.0.9")).toBe(false);
  expect(await world.pings("host-shop", "10.2.0.9")).toBe(false);
  expect(await world.pings("host-hq", "10.3.0.9")).toBe(false);
});

test("the second provider takes over within seconds, nothing leaves in clear, and the first is used again", async () => {
  const capture = world.run(
    "internet",
    ...["timeout", "22", "tcpdump", "-nni", "any", "-l", "icmp and net 10.0.0.0/8"],
  );
  const lost = await silence(async () => {
    await world.run("internet", "ip", "link", "set", "eth1", "down");
  });
  process.stdout.write(`two providers: ${lost.toFixed(1)} s until the second one took over\n`);
  expect(lost).toBeLessThan(15);
  expect(await upVpns("branch")).not.toContain("main");
  expect(await capture).not.toContain("ICMP");
  await world.run("internet", "ip", "link", "set", "eth1", "up");
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;)
    if ((await upVpns("branch")).includes("main")) break;
  expect(await upVpns("branch")).toContain("main");
  expect(await world.pingsWithin("host-branch", "10.9.0.9", 10)).toBe(true);
});

test("without the policy from the zone outside to that of lo0, IKE does not get in", async () => {
  const without = (sets["store"] ?? "")
    .split("\n")
    .filter((line) => !line.includes("policy ike-loopback"))
    .join("\n");
  await world.apply("store", without);
  await world.clear("branch", { kind: "ike" });
  await world.clear("store", { kind: "ike" });
  expect(await world.pingsWithin("host-shop", "10.8.0.9", 8)).toBe(false);
  await world.apply("store", sets["store"] ?? "");
  expect(await world.pingsWithin("host-shop", "10.8.0.9", 30)).toBe(true);
});
