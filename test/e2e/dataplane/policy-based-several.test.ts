// A gateway with policy-based VPNs to two peers and an ordinary policy, as the library writes it, under IPv4 and IPv6.

import { Gateway, PolicyBasedVpn, type StackScope } from "../../../lib";
import { synth } from "../../../lib/testing";
import { World } from "./world";

jest.setTimeout(120_000);

type Family = 4 | 6;
type Site = 1 | 2 | 3;

const SITES = [1, 2, 3] as const;
const length = (family: Family): number => (family === 4 ? 24 : 64);

/** Between a gateway and the internet's router. */
function outside(family: Family, site: Site, host: 1 | 2): string {
  return family === 4 ? `198.51.${site}.${host}` : `2001:db8:f${site}::${host}`;
}

/** A network behind a gateway; the second one is IPv4's and IPv6's alike. */
function inside(family: Family, site: Site, net: 0 | 1, host: number | ""): string {
  return family === 4 ? `10.${site}.${net}.${host || 0}` : `2001:db8:${site}${net}::${host}`;
}

/** A server on the internet, in no VPN. */
const SERVER = {
  4: ["203.0.113.9", "203.0.113.1"],
  6: ["2001:db8:99::9", "2001:db8:99::1"],
} as const;
const NAMES: Readonly<Record<Site, string>> = { 1: "gw1", 2: "gw2", 3: "gw3" };

/** Where and what each gateway is. */
function gateway(scope: StackScope, family: Family, site: Site, config: object): Gateway {
  const internal = (net: 0 | 1): { interface: string; address: string } => ({
    interface: `ge-0/0/${net === 0 ? 0 : 2}`,
    address: `${inside(family, site, net, 1)}/${length(family)}`,
  });
  return new Gateway(scope, NAMES[site], {
    existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
    external: { interface: "ge-0/0/1", address: `${outside(family, site, 2)}/${length(family)}` },
    internal: [internal(0), internal(1)],
    routes: { [family === 4 ? "0.0.0.0/0" : "::/0"]: outside(family, site, 1) },
    ...(site === 1 ? { config } : {}),
  });
}

/** An ordinary policy for everything: what no tunnel takes goes out in clear. */
const REST = {
  security: {
    policies: {
      fromZone: {
        trust: {
          toZone: {
            untrust: {
              policy: {
                rest: {
                  match: {
                    sourceAddress: ["any"],
                    destinationAddress: ["any"],
                    application: ["any"],
                  },
                  then: { permit: {} },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** @param traffic `any`: everything goes to the second gateway, and there is no third */
async function configurations(
  family: Family,
  config: object,
  traffic: "networks" | "any" = "networks",
): Promise<Record<string, string>> {
  const { devices } = await synth((scope) => {
    const [hub, second, third] = SITES.map((site) => gateway(scope, family, site, config));
    if (hub === undefined || second === undefined || third === undefined) throw new Error();
    for (const responder of traffic === "any" ? [second] : [second, third]) {
      new PolicyBasedVpn(scope, `to-${responder.name}`, {
        initiator: { gateway: hub, identity: "gw1.example.net" },
        responder: { gateway: responder, identity: `${responder.name}.example.net` },
        presharedKey: "a key for tests",
        traffic,
      });
    }
  });
  return Object.fromEntries(
    Object.values(devices).map((device) => [device.name, device.set.join("\n")]),
  );
}

let world: World;

beforeAll(async () => {
  world = await World.start();
  const cables = SITES.flatMap((site): readonly (readonly [string, string])[] => [
    [`host${site} eth0`, `gw${site} ge-0-0-0`],
    [`second${site} eth0`, `gw${site} ge-0-0-2`],
    [`gw${site} ge-0-0-1`, `router eth${site}`],
  ]);
  await world.build(
    [...SITES.flatMap((site) => [`host${site}`, `second${site}`, `gw${site}`]), "router", "server"],
    [...cables, ["server eth0", "router eth9"]],
  );
  for (const family of [4, 6] as const) {
    const own = async (link: string, address: string): Promise<void> => {
      const now = family === 6 ? ["nodad"] : [];
      const prefix = `${address}/${length(family)}`;
      await world.run("router", "ip", "address", "add", prefix, "dev", link, ...now);
    };
    for (const site of SITES) {
      for (const [net, host] of [
        [0, "host"],
        [1, "second"],
      ] as const) {
        const address = `${inside(family, site, net, 9)}/${length(family)}`;
        await world.host(`${host}${site}`, address, inside(family, site, net, 1));
      }
      await own(`eth${site}`, outside(family, site, 1));
    }
    await own("eth9", SERVER[family][1]);
    await world.host("server", `${SERVER[family][0]}/${length(family)}`, SERVER[family][1]);
    // The internet knows the way back to what is sent in clear from the first site.
    for (const net of [0, 1] as const) {
      const prefix = `${inside(family, 1, net, "")}/${length(family)}`;
      await world.run("router", "ip", "route", "add", prefix, "via", outside(family, 1, 2));
    }
  }
  const on = ["net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"];
  await world.run("router", "sysctl", "-qw", ...on);
});

afterAll(() => world.stop());

async function apply(configs: Readonly<Record<string, string>>): Promise<void> {
  for (const name of ["gw3", "gw2", "gw1"]) {
    expect(await world.apply(name, configs[name] ?? "")).toEqual([]);
  }
}

/** What the first gateway's link to the internet carries while somebody does something. */
async function captured(work: () => Promise<unknown>): Promise<string> {
  const capture = world.run("router", "timeout", "4", "tcpdump", "-nni", "eth1", "-l");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await work();
  return capture;
}

const ping = (from: string, to: string): Promise<string> =>
  world.run(from, "ping", "-c5", "-i0.1", "-W1", "-n", to);

describe.each([4, 6] as const)("IPv%i", (family) => {
  beforeAll(async () => apply(await configurations(family, REST)));

  test("every pair of networks goes through its own peer's tunnel, both ways", async () => {
    for (const site of [2, 3] as const) {
      for (const [net, host] of [
        [0, "host"],
        [1, "second"],
      ] as const) {
        for (const [far, peer] of [
          [0, "host"],
          [1, "second"],
        ] as const) {
          const there = inside(family, site, far, 9);
          expect([there, await world.pingsWithin(`${host}1`, there, 30)]).toEqual([there, true]);
          const back = inside(family, 1, net, 9);
          expect([back, await world.pings(`${peer}${site}`, back)]).toEqual([back, true]);
        }
      }
    }
    const { ipsec } = await world.state("gw1");
    const used = ipsec.filter(({ packetsOut }) => packetsOut > 0);
    expect(new Set(used.map(({ vpn }) => vpn))).toEqual(new Set(["to-gw2", "to-gw3"]));
    // Two networks at each end make four pairs for each peer.
    const pairs = used.map(
      ({ vpn, localSelector, remoteSelector }) => `${vpn} ${localSelector} ${remoteSelector}`,
    );
    expect(new Set(pairs).size).toBe(8);
  });

  test("what is in a VPN is seen as ESP in UDP alone, what is in none is seen in clear", async () => {
    const [server] = SERVER[family];
    const there = inside(family, 2, 0, 9);
    const encrypted = await captured(() => ping("host1", there));
    expect(encrypted.match(/UDP-encap: ESP/g)?.length ?? 0).toBeGreaterThanOrEqual(10);
    expect(encrypted).not.toContain(`${there}:`);
    expect(encrypted).not.toMatch(/ICMP6?,? echo/);

    const clear = await captured(async () => {
      expect(await ping("host1", server)).toMatch(/ 5 received/);
    });
    expect(clear.match(/echo request/g)?.length ?? 0).toBe(5);
    expect(clear).toContain(`${inside(family, 1, 0, 9)} > ${server}:`);
    expect(clear).not.toMatch(/UDP-encap: ESP/);
  });

  test("from outside nothing comes in in clear, though the router knows the way", async () => {
    expect(await world.pings("server", inside(family, 1, 0, 9))).toBe(false);
  });

  test("without an ordinary policy it is dropped, and nothing of it appears", async () => {
    const [server] = SERVER[family];
    await apply(await configurations(family, {}));
    expect(await world.pingsWithin("host1", inside(family, 3, 1, 9), 30)).toBe(true);
    const seen = await captured(async () => {
      expect(await ping("host1", server)).toMatch(/ 0 received/);
    });
    expect(seen).not.toMatch(/echo request/);
    expect(seen).not.toContain(server);
    expect(seen).not.toMatch(/UDP-encap: ESP/);
    expect(await world.pings("host1", inside(family, 3, 1, 9))).toBe(true);
  });

  test("the gateway itself speaks in clear", async () => {
    const [server] = SERVER[family];
    expect((await world.ping("gw1", { destination: server, count: 2 })).received).toBe(2);
  });

  test("an any-to-any tunnel takes what passes the gateway, and nothing that is its own", async () => {
    const [server] = SERVER[family];
    await apply(await configurations(family, {}, "any"));
    const there = inside(family, 2, 0, 9);
    expect(await world.pingsWithin("host1", there, 30)).toBe(true);
    expect(await world.pings("second2", inside(family, 1, 1, 9))).toBe(true);
    expect((await world.ping("gw1", { destination: server, count: 2 })).received).toBe(2);
    expect(await world.pings("host1", inside(family, 1, 0, 1))).toBe(true);
    expect(await world.pings("router", outside(family, 1, 2))).toBe(true);
    const seen = await captured(() => ping("host1", server));
    expect(seen).not.toMatch(/echo request/);
    // It went in, and the other end has nobody to give it to.
    expect(seen.match(/UDP-encap: ESP/g)?.length ?? 0).toBeGreaterThanOrEqual(5);
  });
});
