// A branch whose hub announces the default route by BGP: everything of its hosts goes by headquarters, and nothing once BGP has gone.
import { DynamicEndpointGateway, Gateway, type GatewayProps, type StackScope } from "../../../lib";
import { synth } from "../../../lib/testing";
import { branchAndHq, HQ, SERVER } from "./branch-and-hq";
import { echoesAt, type World } from "./world";

jest.setTimeout(120_000);

function network(scope: StackScope): void {
  const gateway = (id: string, more: GatewayProps): Gateway =>
    new Gateway(scope, id, {
      existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
      ...more,
    });
  const branch = gateway("branch", {
    external: { interface: "ge-0/0/1", address: "198.18.1.2/24" },
    internal: { interface: "ge-0/0/0", address: "10.2.0.1/24" },
    routes: { "0.0.0.0/0": "198.18.1.1" },
  });
  const hq = gateway("hq", {
    external: { interface: "ge-0/0/1", address: `${HQ}/24` },
    internal: { interface: "ge-0/0/0", address: "10.9.0.1/24" },
    routes: { "0.0.0.0/0": "198.18.9.1" },
    internet: {},
  });
  new DynamicEndpointGateway(scope, "hub", {
    gateway: hq,
    routing: "bgp",
    reach: ["0.0.0.0/0"],
  }).connect(branch, { presharedKey: "a key for tests" });
}

let world: World;
let sets: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { devices } = await synth(network);
  sets = Object.fromEntries(Object.values(devices).map(({ name, set }) => [name, set.join("\n")]));
  world = await branchAndHq(["198.18.1.1/24"]);
  // Were something of the branch's to leave in clear, the server could answer it.
  await world.run("internet", "ip", "route", "add", "10.2.0.0/24", "via", "198.18.1.2");
  for (const name of ["hq", "branch"])
    expect(await world.apply(name, sets[name] ?? "")).toEqual([]);
});

afterAll(() => world.stop());

const seenAt = (node: string, link: string, work: () => Promise<unknown>): Promise<string> =>
  echoesAt(world, [node, link], work);

const defaults = async (): Promise<readonly string[]> =>
  (await world.run("branch", "ip", "route", "show", "default")).split("\n").filter(Boolean);

async function within(seconds: number, is: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await is()) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

test("the branch learns its default route from headquarters, and has no other", async () => {
  expect(await within(40, async () => (await defaults()).length > 0)).toBe(true);
  const [first = "", ...others] = await defaults();
  expect(first).toMatch(/dev st0\.\d+ proto bgp/);
  expect(others).toEqual([]);
  const learned = (await world.state("branch")).bgp?.routes.filter(
    ({ prefix }) => prefix === "0.0.0.0/0",
  );
  expect(learned).toMatchObject([{ active: true }]);
});

test("hosts reach each other, and the branch's reach the internet under headquarters' address", async () => {
  expect(await world.pingsWithin("host-branch", "10.9.0.9", 30)).toBe(true);
  expect(await world.pings("host-hq", "10.2.0.9")).toBe(true);
  const shown = await seenAt("server", "eth0", async () => {
    expect(await world.pings("host-branch", SERVER)).toBe(true);
  });
  expect(shown).toContain(`${HQ} > ${SERVER}`);
  const clear = await seenAt("internet", "eth1", () => world.pings("host-branch", SERVER));
  expect(clear).not.toContain("ICMP");
});

test("IKE never enters its own tunnel: the way to the peer is outside whatever is announced", async () => {
  expect(await world.run("branch", "ip", "route", "get", HQ)).toContain("dev ge-0-0-1");
});

test("without headquarters the default route goes, and nothing of the branch leaves in clear", async () => {
  await world.run("internet", "ip", "link", "set", "eth9", "down");
  await world.clear("branch", { kind: "ike" });
  expect(await within(40, async () => (await defaults()).length === 0)).toBe(true);
  const clear = await seenAt("internet", "eth1", () => world.pings("host-branch", SERVER));
  expect(clear).not.toContain("ICMP");
});

test("and comes back with it", async () => {
  await world.run("internet", "ip", "link", "set", "eth9", "up");
  expect(await world.pingsWithin("host-branch", SERVER, 60)).toBe(true);
  expect((await defaults())[0]).toMatch(/dev st0\.\d+ proto bgp/);
});
