// A branch whose provider hands the address out, in a routing instance of its own, so that everything of its hosts goes by headquarters.
import { Gateway, type GatewayProps, RouteBasedVpn, type StackScope } from "../../../lib";
import { synth } from "../../../lib/testing";
import type { DhcpBinding } from "../../../lab/dataplane";
import { branchAndHq, HQ, SERVER } from "./branch-and-hq";
import { echoesAt, type World } from "./world";

jest.setTimeout(120_000);

/** Seconds, the fewest that the server grants. */
const LEASE_SECONDS = 120;

/** The provider's server hands out one address of one of its networks. */
async function handOut(network: 1 | 2): Promise<void> {
  const net = `198.18.${network}`;
  await world.run("internet", "sh", "-c", "kill $(cat /run/dnsmasq.pid) 2>/dev/null; sleep 0.5");
  await world.run(
    "internet",
    ...["dnsmasq", "--conf-file=/dev/null", "--user=root", "--pid-file=/run/dnsmasq.pid"],
    ...["--port=0", "--interface=eth1", "--bind-interfaces", "--no-ping", "--dhcp-authoritative"],
    ...["--dhcp-leasefile=/run/dnsmasq.leases", "--log-facility=/run/dnsmasq.log"],
    `--dhcp-range=${net}.77,${net}.77,255.255.255.0,${LEASE_SECONDS}`,
    `--dhcp-option=option:router,${net}.1`,
  );
}

function network(scope: StackScope): void {
  const gateway = (id: string, more: GatewayProps) =>
    new Gateway(scope, id, {
      existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
      ...more,
    });
  const branch = gateway("branch", {
    external: { interface: "ge-0/0/1", dhcp: true, instance: "wan", zone: "wan" },
    internal: { interface: "ge-0/0/0", address: "10.2.0.1/24" },
  });
  const hq = gateway("hq", {
    external: { interface: "ge-0/0/1", address: `${HQ}/24` },
    internal: { interface: "ge-0/0/0", address: "10.9.0.1/24" },
    routes: { "0.0.0.0/0": "198.18.9.1" },
    protects: ["0.0.0.0/0"],
    internet: { sources: ["10.9.0.0/24"] },
  });
  new RouteBasedVpn(scope, "all", {
    initiator: { gateway: branch, identity: "branch.example.net" },
    responder: { gateway: hq, identity: "hq.example.net" },
    presharedKey: "a key for tests",
  });
}

let world: World;
let sets: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { devices } = await synth(network);
  sets = Object.fromEntries(Object.values(devices).map(({ name, set }) => [name, set.join("\n")]));
  world = await branchAndHq(["198.18.1.1/24", "198.18.2.1/24"]);
  expect(await world.apply("hq", sets["hq"] ?? "")).toEqual([]);
  await handOut(1);
  expect(await world.apply("branch", sets["branch"] ?? "")).toEqual([]);
});

afterAll(() => world.stop());

const seenAt = (node: string, link: string, work: () => Promise<unknown>): Promise<string> =>
  echoesAt(world, [node, link], work);

test("the device has what its provider's server granted: address, router and time", async () => {
  let granted: DhcpBinding["granted"];
  const end = Date.now() + 20_000;
  while (granted === undefined && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    granted = (await world.state("branch")).dhcp?.[0]?.granted;
  }
  expect(granted).toMatchObject({
    address: "198.18.1.77/24",
    gateway: "198.18.1.1",
    leaseSeconds: LEASE_SECONDS,
  });
  const [first = 0] = [granted?.since];
  await world.renew("branch", "ge-0/0/1.0");
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const renewed = (await world.state("branch")).dhcp?.[0]?.granted;
  expect(renewed?.address).toBe("198.18.1.77/24");
  expect(renewed?.since).toBeGreaterThan(first);
});

test("the tunnel comes up from an address that nobody knew, and hosts reach each other", async () => {
  expect(await world.pingsWithin("host-branch", "10.9.0.9", 30)).toBe(true);
  expect(await world.pings("host-hq", "10.2.0.9")).toBe(true);
  expect((await world.state("hq")).ike.map(({ remoteAddress }) => remoteAddress)).toContain(
    "198.18.1.77",
  );
});

test("what goes to the internet goes by headquarters, and nothing of it is seen at the branch's own line", async () => {
  const shown = await seenAt("server", "eth0", async () => {
    expect(await world.pings("host-branch", SERVER)).toBe(true);
  });
  expect(shown).toContain(`${HQ} > ${SERVER}`);
  const clear = await seenAt("internet", "eth1", () => world.pings("host-branch", SERVER));
  expect(clear).not.toContain("ICMP");
});

test("from the internet nobody reaches a host of the branch", async () => {
  await world.run("internet", "ip", "route", "add", "10.2.0.0/24", "via", "198.18.1.77");
  expect(await world.pings("server", "10.2.0.9")).toBe(false);
});

test("another address from the provider's server: the tunnel comes back by itself, and nothing leaves in clear meanwhile", async () => {
  const clear = await seenAt("internet", "eth1", async () => {
    await handOut(2);
    await world.renew("branch", "ge-0/0/1.0");
    await world.pings("host-branch", SERVER);
  });
  expect(clear).not.toContain("ICMP");
  expect(await world.pingsWithin("host-branch", "10.9.0.9", 40)).toBe(true);
  expect(await world.pings("host-hq", "10.2.0.9")).toBe(true);
  const [binding] = (await world.state("branch")).dhcp ?? [];
  expect(binding?.granted?.address).toBe("198.18.2.77/24");
  expect(await world.run("branch", "ip", "address", "show", "dev", "ge-0-0-1")).not.toContain(
    "198.18.1.77",
  );
});
