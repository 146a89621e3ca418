// Hosts behind gateways that translate: to the internet by their own gateway, by way of headquarters, and to a site with the same network.
import { Gateway, type GatewayProps, PolicyBasedVpn, RouteBasedVpn } from "../../../lib";
import { synth } from "../../../lib/testing";
import { echoesAt, World } from "./world";

jest.setTimeout(120_000);

const SITES = ["hq", "west", "east", "north"] as const;
type Site = (typeof SITES)[number];

/** East and north have one network. */
const LAN: Readonly<Record<Site, string>> = {
  hq: "10.1.0",
  west: "10.2.0",
  east: "192.168.1",
  north: "192.168.1",
};
const SERVER = "203.0.113.9";

const outside = (site: Site, host: 1 | 2): string => `198.51.${SITES.indexOf(site) + 1}.${host}`;
const hostOf = (site: Site): string => `${LAN[site]}.9`;

/** What is sent to headquarters by east's VPN, by west's, and between the two that are alike. */
async function configurations(): Promise<Record<string, string>> {
  const { devices } = await synth((scope) => {
    const site = (name: Site, more: Partial<GatewayProps> = {}): Gateway =>
      new Gateway(scope, name, {
        existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
        external: { interface: "ge-0/0/1", address: `${outside(name, 2)}/24` },
        internal: { interface: "ge-0/0/0", address: `${LAN[name]}.1/24` },
        routes: { "0.0.0.0/0": outside(name, 1) },
        ...more,
      });
    const end = (gateway: Gateway): { gateway: Gateway; identity: string } => ({
      gateway,
      identity: `${gateway.name}.example.net`,
    });
    const hq = site("hq", { protects: ["0.0.0.0/0"], internet: { sources: ["10.1.0.0/24"] } });
    const [west, east, north] = [
      site("west"),
      site("east", { internet: {} }),
      site("north", { internet: {} }),
    ];
    const presharedKey = "a key for tests";
    new RouteBasedVpn(scope, "all", { initiator: end(west), responder: end(hq), presharedKey });
    new RouteBasedVpn(scope, "alike", {
      initiator: { ...end(east), translateAs: "10.10.3.0/24" },
      responder: { ...end(north), translateAs: "10.10.4.0/24" },
      presharedKey,
    });
    new PolicyBasedVpn(scope, "policies", {
      initiator: end(north),
      responder: { ...end(hq), networks: ["10.1.0.0/24"] },
      presharedKey,
    });
  });
  return Object.fromEntries(
    Object.values(devices).map((device) => [device.name, device.set.join("\n")]),
  );
}

let world: World;

beforeAll(async () => {
  world = await World.start();
  await world.build(
    [...SITES.flatMap((site) => [`host-${site}`, site]), "router", "server"],
    [
      ...SITES.flatMap((site, index): readonly (readonly [string, string])[] => [
        [`host-${site} eth0`, `${site} ge-0-0-0`],
        [`${site} ge-0-0-1`, `router eth${index + 1}`],
      ]),
      ["server eth0", "router eth9"],
    ],
  );
  for (const [index, site] of SITES.entries()) {
    await world.host(`host-${site}`, `${hostOf(site)}/24`, `${LAN[site]}.1`);
    const address = `${outside(site, 1)}/24`;
    await world.run("router", "ip", "address", "add", address, "dev", `eth${index + 1}`);
  }
  await world.run("router", "ip", "address", "add", "203.0.113.1/24", "dev", "eth9");
  await world.host("server", `${SERVER}/24`, "203.0.113.1");
  await world.run("router", "sysctl", "-qw", "net.ipv4.ip_forward=1");
  const configs = await configurations();
  for (const site of SITES) expect(await world.apply(site, configs[site] ?? "")).toEqual([]);
});

afterAll(() => world.stop());

/** Who pings, as a link sees it, while somebody does something. */
const senders = (node: string, link: string, work: () => Promise<unknown>): Promise<string> =>
  echoesAt(world, [node, link], work, 3);

test("sites with one network reach each other, each under the addresses that the other sees", async () => {
  expect(await world.pingsWithin("host-east", "10.10.4.9", 30)).toBe(true);
  expect(await world.pings("host-north", "10.10.3.9")).toBe(true);
  const seen = await senders("host-north", "eth0", () => world.pings("host-east", "10.10.4.9"));
  expect(seen).toContain("10.10.3.9 > 192.168.1.9");
});

test("a gateway hides its hosts from the internet, and what its policy-based VPN carries stays as it is", async () => {
  expect(await world.pingsWithin("host-north", hostOf("hq"), 30)).toBe(true);
  const inside = await senders("host-hq", "eth0", () => world.pings("host-north", hostOf("hq")));
  expect(inside).toContain(`192.168.1.9 > ${hostOf("hq")}`);
  const clear = await senders("server", "eth0", () => world.pings("host-north", SERVER));
  expect(clear).toContain(`${outside("north", 2)} > ${SERVER}`);
});

test("a branch goes to the internet by headquarters, which translates, and nothing of it leaves in clear", async () => {
  expect(await world.pingsWithin("host-west", hostOf("hq"), 30)).toBe(true);
  const seen = await senders("server", "eth0", async () => {
    expect(await world.pings("host-west", SERVER)).toBe(true);
  });
  expect(seen).toContain(`${outside("hq", 2)} > ${SERVER}`);
  const outsideWest = await senders("router", "eth2", () => world.pings("host-west", SERVER));
  expect(outsideWest).not.toContain("ICMP");
});

test("from the internet nothing comes in, and headquarters reaches no site that it has no VPN for", async () => {
  await world.run("router", "ip", "route", "add", "10.2.0.0/24", "via", outside("west", 2));
  expect(await world.pings("server", hostOf("west"))).toBe(false);
  expect(await world.pings("host-hq", "10.10.3.9")).toBe(false);
});

test("while headquarters is away, what goes there is dropped", async () => {
  await world.stopDevice("hq");
  const fromNorth = await senders("router", "eth4", () => world.pings("host-north", hostOf("hq")));
  expect(fromNorth).not.toContain("ICMP");
  const fromWest = await senders("router", "eth2", () => world.pings("host-west", SERVER));
  expect(fromWest).not.toContain("ICMP");
});
