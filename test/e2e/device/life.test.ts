// A device that exists, under the real engine: whatever stack, gateways and VPNs are called, it has what its owner wants, and after us what it had before.
import { Gateway, type NodeOptions, RouteBasedVpn, type StackScope, VpnStack } from "../../../lib";
import { Configuration } from "../../../lib/stack";
import { FakeDevice } from "../../device/fake-device";
import { Engine } from "./engine";

jest.setTimeout(120_000);

const BEFORE = [
  "set security zones security-zone trust screen theirs",
  "set system host-name fake",
];

/** No tunnel is up. */
const DOWN = {
  "get-ike-security-associations-information": "<ike-security-associations-information/>",
  "get-security-associations-information": "<ipsec-security-associations-information/>",
  "get-inactive-tunnels": "<ipsec-unestablished-tunnel-information/>",
};

let fake: FakeDevice;
let engine: Engine;

beforeEach(async () => {
  fake = await FakeDevice.start({ operational: DOWN, configuration: `${BEFORE.join("\n")}\n` });
  engine = await Engine.start();
});

afterEach(async () => {
  engine.stop();
  await fake.stop();
});

interface Names {
  readonly stack: string;
  readonly gateway: string;
  readonly vpn: string;
  readonly deviceId?: string;
  readonly part?: string;
  readonly raw?: readonly string[];
  /** Options of the VPN, or no VPN at all. */
  readonly vpnOptions?: NodeOptions | "left out";
}

const NAMES: Names = { stack: "shop", gateway: "berlin", vpn: "vpn1" };

/** A gateway on the device, with a VPN to a partner's. `number` tells several on one box apart. */
function site(
  scope: StackScope,
  { gateway, vpn, deviceId, part, raw, vpnOptions }: Names,
  number = 1,
): void {
  const berlin = new Gateway(scope, gateway, {
    existing: {
      address: "127.0.0.1",
      port: fake.port,
      user: "lab",
      password: "lab123",
      acceptFirstHostKey: true,
      ...(deviceId === undefined ? {} : { deviceId }),
      ...(part === undefined ? {} : { part }),
    },
    external: { interface: "ge-0/0/0", address: `198.51.${number}.1/24`, zone: `out${number}` },
    internal: { interface: "ge-0/0/1", address: `10.1.${number}.1/24`, zone: `in${number}` },
    routes: { "0.0.0.0/0": `198.51.${number}.254` },
    commit: { confirmMinutes: 1, readyTimeoutSeconds: 5 },
    ...(raw === undefined ? {} : { raw }),
  });
  const partner = new Gateway(scope, `partner${number}`, {
    unmanaged: true,
    external: { interface: "ge-0/0/0", address: `203.0.${number}.1/24` },
    internal: { interface: "ge-0/0/1", address: `10.2.${number}.1/24` },
  });
  if (vpnOptions === "left out") return;
  new RouteBasedVpn(scope, vpn, {
    ...vpnOptions,
    initiator: { gateway: berlin, identity: `berlin${number}.example.net`, tunnelUnit: number },
    responder: { gateway: partner, identity: `partner${number}.example.net` },
    presharedKey: "a-key-of-nobody",
  });
}

/** The partner never answers: nobody waits for the tunnel. */
function stackOf(name: string, ...sites: readonly Names[]): () => object {
  return () => {
    new VpnStack(
      name,
      (scope) => {
        for (const [index, names] of sites.entries()) site(scope, names, index + 1);
      },
      {
        transforms: [
          ({ type, props, opts }) =>
            type === "vsrx:index:Tunnel"
              ? { props, opts: { ...opts, customTimeouts: { create: "1s", update: "1s" } } }
              : undefined,
        ],
      },
    );
    return {};
  };
}

const program = (names: Names): (() => object) => stackOf(names.stack, names);

async function up(next: () => object): Promise<string> {
  const { text, error } = await engine.run("up", next);
  expect(error === undefined ? "" : text).toBe("");
  return text;
}

/** The device's lines; a key is scrambled anew each time. */
const lines = (): readonly string[] =>
  fake
    .text()
    .split("\n")
    .map((line) => line.replace(/"\$9\$.*"/, "KEY"))
    .sort();

const own = (): readonly string[] => lines().filter((line) => !BEFORE.includes(line));

/** Nothing is left to do, and after the stack the box is as it was before it. */
async function settled(next: () => object): Promise<void> {
  const received = fake.received.length;
  expect(await up(next)).not.toMatch(/created|deleted|replaced/);
  expect(fake.received.slice(received)).not.toContain("load-configuration");
  expect((await engine.run("destroy", () => ({}))).error).toBeUndefined();
  expect(lines()).toEqual(BEFORE);
}

test.each<readonly [what: string, names: Partial<Names>]>([
  ["its stack", { stack: "store" }],
  ["all of them", { stack: "store", gateway: "bonn", vpn: "other" }],
])(
  "another name of %s ends with what a first program sets, in one commit at most",
  async (_, names) => {
    await up(program(NAMES));
    const before = own();
    expect(before).not.toEqual([]);
    const logged = fake.log.length;
    const next = program({ ...NAMES, ...names });
    await up(next);
    const renamed = before.map((line) =>
      line
        .replaceAll(NAMES.vpn, names.vpn ?? NAMES.vpn)
        .replaceAll(`${NAMES.gateway}-`, `${names.gateway ?? NAMES.gateway}-`),
    );
    expect(own()).toEqual(renamed.sort());
    // A confirmed commit and its confirmation.
    expect(fake.log.length - logged).toBe(names.vpn === undefined ? 0 : 2);
    await settled(next);
  },
);

test("the removal of a part of a box leaves the other part, and what was there before", async () => {
  const one = { ...NAMES, part: "one" };
  const two = { ...NAMES, gateway: "bonn", vpn: "vpn2", part: "two" };
  await up(stackOf("shop", one));
  const ofOne = own();
  await up(stackOf("shop", one, two));
  expect(own().length).toBeGreaterThan(ofOne.length);
  expect(own()).toEqual(expect.arrayContaining([...ofOne]));
  await up(stackOf("shop", one));
  expect(own()).toEqual(ofOne);
  await settled(stackOf("shop", one));
});

test("two configurations that claim one statement are refused before the box is asked, and both are named", async () => {
  const { text, error } = await engine.run("preview", () => {
    for (const [name, zone] of [
      ["one", "UTC"],
      ["two", "GMT"],
    ] as const) {
      new Configuration(`box/${name}`, {
        name,
        connection: { host: "127.0.0.1", port: fake.port, user: "lab", acceptFirstHostKey: true },
        statements: { "system time-zone": zone },
      });
    }
    return {};
  });
  expect(error).toBeDefined();
  expect(text).toMatch(
    /found box\/two, .*system time-zone \(box\/one\)|found box\/one, .*\(box\/two\)/,
  );
  expect(fake.received).toEqual([]);
});

test("what one part has just taken over from another stays", async () => {
  const zone = "set system time-zone UTC";
  const one = { ...NAMES, part: "one" };
  const two = { ...NAMES, gateway: "bonn", vpn: "vpn2", part: "two" };
  await up(stackOf("shop", { ...one, raw: [zone] }, two));
  await up(stackOf("shop", one, { ...two, raw: [zone] }));
  expect(own()).toContain(zone);
  await settled(stackOf("shop", one, { ...two, raw: [zone] }));
});

test("after the engine was killed in the middle of a commit its lock stands: cancel, then up goes on", async () => {
  await fake.stop();
  // A device whose minute is short: what nobody confirms is undone before long.
  fake = await FakeDevice.start({
    operational: DOWN,
    configuration: `${BEFORE.join("\n")}\n`,
    minute: 3000,
  });
  let isKilled = false;
  fake.fault = ({ operation }) => {
    if (operation !== "commit-confirmed" || isKilled) return undefined;
    isKilled = true;
    engine.kill();
    return "cut-after";
  };
  expect((await engine.run("up", program(NAMES))).error).toBeDefined();
  expect(isKilled).toBe(true);
  const locked = await engine.run("up", program(NAMES));
  expect(locked.text + String(locked.error)).toContain("pulumi cancel");
  await engine.cancel();
  await up(program(NAMES));
  expect(own().filter((line) => line.includes(" ipsec vpn vpn1 "))).not.toEqual([]);
  await settled(program(NAMES));
});

test("a box with a deviceId may get another address: nothing on it changes", async () => {
  const named = { ...NAMES, deviceId: "JN1" };
  await up(program(named));
  const before = own();
  const old = fake;
  // The same box at another address.
  fake = await FakeDevice.start({
    operational: DOWN,
    configuration: old.text(),
    hostKey: old.hostKey,
  });
  await old.stop();
  await up(program(named));
  expect(fake.log).toEqual([]);
  expect(own()).toEqual(before);
  await settled(program(named));
});

/** What is refused leaves the device alone, whatever was asked for. */
async function refused(
  operation: "preview" | "up" | "destroy",
  next: () => object,
  word: string,
): Promise<void> {
  const before = lines();
  const received = fake.received.length;
  const { text, error } = await engine.run(operation, next);
  expect(error).toBeDefined();
  expect(text).toContain(word);
  expect(fake.received.slice(received)).not.toContain("load-configuration");
  expect(lines()).toEqual(before);
}

test("a protected VPN keeps its statements when all leaves the program, until protect was taken away", async () => {
  const guarded = { ...NAMES, vpnOptions: { protect: true } };
  const without = program({ ...NAMES, vpnOptions: "left out" });
  await up(program(NAMES));
  const logged = fake.log.length;
  await up(program(guarded));
  await refused("up", () => ({}), "shop-vpn1");
  await refused("destroy", () => ({}), "protected");
  // Nothing was protected or set free on the device itself.
  await up(program(guarded));
  await up(program(NAMES));
  expect(fake.log.length).toBe(logged);
  await up(without);
  expect(own().filter((line) => line.includes(" ipsec vpn "))).toEqual([]);
  await settled(without);
});

test("a configuration whose protected tunnel is gone is refused in a preview and without one", async () => {
  const device = (protects: string[], tunnels: string, zone: string) => () => {
    new Configuration("box", {
      name: "box",
      connection: {
        host: "127.0.0.1",
        port: fake.port,
        user: "lab",
        password: "lab123",
        acceptFirstHostKey: true,
      },
      statements: { "system time-zone": zone },
      settings: { confirmMinutes: 1, readyTimeoutSeconds: 5 },
      protects,
      tunnels,
    });
    return {};
  };
  await up(device(["a"], "a\nb", "UTC"));
  // A refused program of components leaves rejections behind in the process of the test: hence one resource alone.
  for (const operation of ["preview", "up"] as const)
    await refused(operation, device([], "b", "GMT"), "[protected-removed]");
  await up(device([], "a\nb", "GMT"));
  await up(device([], "b", "CET"));
  expect(own()).toEqual(["set system time-zone CET"]);
  await settled(device([], "b", "CET"));
});

test("a protected VPN may get another name where its aliases say so, also after one that was refused", async () => {
  await up(program({ ...NAMES, vpnOptions: { protect: true } }));
  // Refused before any construct of the other name is in the state, where it would be protected too.
  const unsaid = program({ ...NAMES, vpn: "other", vpnOptions: { protect: true } });
  await refused("up", unsaid, "[protected-removed]");
  await up(program({ ...NAMES, vpnOptions: { protect: true } }));
  const renamed = { ...NAMES, vpn: "other", vpnOptions: { protect: true, aliases: ["shop-vpn1"] } };
  await up(program(renamed));
  expect(own().filter((line) => line.includes(" ipsec vpn other "))).not.toEqual([]);
  const free = program({ ...renamed, vpnOptions: { aliases: ["shop-vpn1"] } });
  await up(free);
  await settled(free);
});
