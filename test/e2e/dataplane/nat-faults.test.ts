// What happens to a tunnel when the NAT in front of its initiator forgets: as the library writes both ends, in seconds.

import { Gateway, NatDevice, RouteBasedVpn, type RouteBasedVpnProps, suites } from "../../../lib";
import { synth } from "../../../lib/testing";
import { World } from "./world";

jest.setTimeout(240_000);

/** Interval × threshold of the probes that the library writes where a program says nothing. */
const DPD_SECONDS = 10 * 5;
/** Time to negotiate anew, on a machine that has more to do. */
const SPARE_SECONDS = 40;

const existing = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** A branch behind a source NAT, and headquarters without any. */
async function configurations(
  more: Partial<RouteBasedVpnProps> = {},
): Promise<Record<string, string>> {
  const { devices } = await synth((scope) => {
    const branch = new Gateway(scope, "branch", {
      existing,
      external: { interface: "ge-0/0/1", address: "192.168.1.2/24" },
      internal: { interface: "ge-0/0/0", address: "10.1.0.1/24" },
      routes: { "0.0.0.0/0": "192.168.1.1" },
    });
    const hq = new Gateway(scope, "hq", {
      existing,
      external: { interface: "ge-0/0/1", address: "203.0.113.2/24" },
      internal: { interface: "ge-0/0/0", address: "10.2.0.1/24" },
    });
    new NatDevice(scope, "nat", {
      existing,
      inside: {
        network: branch.external.network,
        interface: "ge-0/0/0",
        address: "192.168.1.1",
        hostInbound: { systemServices: ["ping"] },
      },
      outside: { network: hq.external.network, interface: "ge-0/0/1", address: "203.0.113.1" },
      permits: "any",
    }).hide();
    new RouteBasedVpn(scope, "vpn", {
      initiator: { gateway: branch, identity: "branch.example.net" },
      responder: { gateway: hq, identity: "hq.example.net" },
      presharedKey: "a key for tests",
      ...more,
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
    ["host1", "branch", "nat", "hq", "host2"],
    [
      ["host1 eth0", "branch ge-0-0-0"],
      ["branch ge-0-0-1", "nat ge-0-0-0"],
      ["nat ge-0-0-1", "hq ge-0-0-1"],
      ["hq ge-0-0-0", "host2 eth0"],
    ],
  );
  await world.host("host1", "10.1.0.10/24", "10.1.0.1");
  await world.host("host2", "10.2.0.10/24", "10.2.0.1");
});

afterAll(() => world.stop());

async function apply(
  configs: Readonly<Record<string, string>>,
  edit: (text: string) => string = (text) => text,
): Promise<void> {
  for (const name of ["nat", "hq", "branch"]) {
    expect(await world.apply(name, edit(configs[name] ?? ""))).toEqual([]);
  }
  const passed = await world.pingsWithin("host1", "10.2.0.10", 60);
  // Where it is not, what the daemons say about it.
  const events = passed ? [] : [await world.state("branch"), await world.state("hq")];
  expect([passed, events]).toEqual([true, []]);
  expect(await world.pings("host2", "10.1.0.10")).toBe(true);
}

/** What tells one negotiation from the next. */
async function negotiated(): Promise<readonly string[]> {
  const { ike, ipsec } = await world.state("hq");
  const cookies = ike.map((sa) => `${sa.initiatorCookie} ${sa.responderCookie}`);
  return [...cookies, ...ipsec.map((sa) => `${sa.spiIn} ${sa.spiOut}`)].sort();
}

async function port(): Promise<number | undefined> {
  const { ike } = await world.state("hq");
  return ike.find(({ state }) => state === "UP")?.remotePort;
}

/** Seconds until pings pass one way. */
async function secondsUntil(from: string, to: string, limit: number): Promise<number> {
  const began = Date.now();
  expect([from, await world.pingsWithin(from, to, limit)]).toEqual([from, true]);
  return Math.round((Date.now() - began) / 1000);
}

function told(text: string): void {
  process.stdout.write(`${text}\n`);
}

describe.each([
  ["IKEv2", suites.modern],
  ["IKEv1 in aggressive mode", { ...suites.modernV1, mode: "aggressive" as const }],
])("a source NAT that loses its translations, %s", (name, ike) => {
  test.each([
    ["host2", "10.1.0.10", "from the responder's side"],
    ["host1", "10.2.0.10", "from the initiator's side"],
  ])("pings of %s to %s, %s, pass again by themselves", async (from, to, side) => {
    await apply(await configurations({ ike }));
    const before = await port();
    expect(before).not.toBe(4500);
    await world.clear("nat", { kind: "sessions" });
    const seconds = await secondsUntil(from, to, DPD_SECONDS + SPARE_SECONDS);
    told(`${name}, translations lost: pings ${side} are back after ${seconds} s`);
    const [other, back] = from === "host2" ? ["host1", "10.2.0.10"] : ["host2", "10.1.0.10"];
    expect(await world.pingsWithin(other, back, 10)).toBe(true);
    expect(await port()).not.toBe(before);
  });
});

test("a source NAT that is without power for a while: pings pass again both ways", async () => {
  const configs = await configurations();
  await apply(configs);
  for (const link of ["ge-0-0-0", "ge-0-0-1"]) {
    await world.run("nat", "ip", "link", "set", link, "down");
  }
  await world.stopDevice("nat");
  expect(await world.pings("host1", "10.2.0.10")).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  await world.apply("nat", configs["nat"] ?? "");
  const forward = await secondsUntil("host1", "10.2.0.10", DPD_SECONDS + SPARE_SECONDS);
  const back = await secondsUntil("host2", "10.1.0.10", DPD_SECONDS + SPARE_SECONDS);
  told(
    `15 s without power: pings are back ${forward} s after it, the other way ${forward + back} s`,
  );
});

describe("a NAT that forgets UDP after 5 s", () => {
  const IDLE_SECONDS = 20;
  // Probes would hold the translation open too: they come seldom here.
  const dpd = { mode: "probe-idle-tunnel", intervalSeconds: 60 } as const;

  async function idle(): Promise<void> {
    for (const name of ["udp_timeout", "udp_timeout_stream"]) {
      const file = `/proc/sys/net/netfilter/nf_conntrack_${name}`;
      await world.run("nat", "sh", "-c", `echo 5 > ${file}`);
      expect((await world.run("nat", "cat", file)).trim()).toBe("5");
    }
    // One packet each way begins the new time.
    expect(await world.pings("host1", "10.2.0.10")).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000));
  }

  test("keepalives hold an idle tunnel open: the responder's side speaks at once, nothing is negotiated", async () => {
    await apply(
      await configurations({ natKeepaliveSeconds: 2, dpd: { initiator: dpd, responder: dpd } }),
    );
    const [before, through] = [await negotiated(), await port()];
    await idle();
    expect(await world.pings("host2", "10.1.0.10")).toBe(true);
    expect(await negotiated()).toEqual(before);
    expect(await port()).toBe(through);
  });

  test("slow ones do not: the responder's side speaks into the void", async () => {
    const configs = await configurations({
      natKeepaliveSeconds: 2,
      dpd: { initiator: dpd, responder: dpd },
    });
    await apply(configs, (text) => text.replaceAll("nat-keepalive 2", "nat-keepalive 300"));
    await idle();
    expect(await world.pings("host2", "10.1.0.10")).toBe(false);
    // The initiator's next packet opens the way again, under another port; its own side notices nothing.
    expect(await world.pingsWithin("host1", "10.2.0.10", 90)).toBe(true);
  });
});
