// Metrics of a stack: what is counted, of whom it is asked and how often, and what becomes of a device that stays away.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Exporter } from "../../../lib/cli/exporter/exporter";
import type { StackState } from "../../../lib/cli/stack-devices";
import { optionalPackage } from "../../../lib/cli/optional-package";
import { FakeDevice } from "../../device/fake-device";
import {
  answersOf,
  branchesOf,
  connectionTo,
  countFor,
  PASSWORD,
  stateOf,
  tunnelsOf,
} from "./stack";

let hub: FakeDevice;
let exporter: Exporter | undefined;
let told: string[];
let state: StackState;

async function start(
  count: number,
  more: { up?: number; refreshSeconds?: number; command?: string } = {},
): Promise<Exporter> {
  hub = await FakeDevice.start(answersOf("hub", branchesOf(more.up ?? count)));
  countFor(hub);
  const connection = connectionTo(hub.port);
  state = stateOf([["hub", connection]], tunnelsOf("hub", connection, branchesOf(count)));
  exporter = await Exporter.start({
    command: "vsrx exporter",
    read: () => Promise.resolve(state),
    refreshSeconds: more.refreshSeconds ?? Infinity,
    tell: (message) => told.push(message),
  });
  return exporter;
}

/** The value of one series; undefined where there is none. */
function valueOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): number | undefined {
  const line = text
    .split("\n")
    .find(
      (each) =>
        each.startsWith(`${name}{`) &&
        Object.entries(labels).every(([key, value]) => each.includes(`${key}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

beforeEach(() => (told = []));

afterEach(async () => {
  await exporter?.close();
  exporter = undefined;
  await hub.stop();
});

test("each tunnel is up or down, and its counters are its own", async () => {
  const { text } = await (await start(3, { up: 2 })).look(20);
  expect(valueOf(text, "vsrx_device_up", { device: "hub" })).toBe(1);
  expect(valueOf(text, "vsrx_tunnel_up", { tunnel: "hub-branch1" })).toBe(1);
  expect(valueOf(text, "vsrx_tunnel_up", { tunnel: "hub-branch2" })).toBe(0);
  const end = { tunnel: "hub-branch1", device: "hub", role: "responder" };
  expect(valueOf(text, "vsrx_tunnel_encrypted_bytes_total", end)).toBe(1001);
  expect(valueOf(text, "vsrx_tunnel_decrypted_bytes_total", end)).toBe(2002);
  expect(valueOf(text, "vsrx_tunnel_encrypted_packets_total", end)).toBe(10);
  expect(valueOf(text, "vsrx_tunnel_decrypted_packets_total", end)).toBe(20);
  expect(valueOf(text, "vsrx_tunnel_nat_detected", end)).toBe(1);
  expect(valueOf(text, "vsrx_ipsec_sas_installed", { ...end, direction: "inbound" })).toBe(1);
  expect(
    valueOf(text, "vsrx_tunnel_encrypted_bytes_total", { tunnel: "hub-branch2" }),
  ).toBeUndefined();
  expect(text).not.toContain(PASSWORD);
});

test("a look asks a device for each list once, in one session that the next look uses again", async () => {
  const own = await start(5);
  await own.look(20);
  const lists = hub.received.filter(
    (operation) => operation !== "get-ipsec-statistics-information",
  );
  // Peers without an address may be of either family.
  expect(lists.sort()).toEqual(
    [
      "get-ike-security-associations-information",
      "get-inactive-tunnels",
      "get-security-associations-information",
    ].flatMap((operation) => [operation, operation]),
  );
  expect(hub.received).toHaveLength(6 + 5);
  await own.look(20);
  expect(hub.received).toHaveLength(2 * (6 + 5));
  expect(hub.logins).toBe(1);
});

test("a device that does not answer is down after its time, its tunnels are not known, and it is told once", async () => {
  const own = await start(2);
  hub.fault = () => "silent";
  const { text } = await own.look(1);
  expect(valueOf(text, "vsrx_device_up", { device: "hub" })).toBe(0);
  expect(valueOf(text, "vsrx_tunnel_up", { tunnel: "hub-branch0" })).toBeUndefined();
  expect(valueOf(text, "vsrx_tunnel_info", { tunnel: "hub-branch0" })).toBe(1);
  await own.look(1);
  expect(told).toEqual(["hub: hub did not answer within 1 s"]);
  hub.fault = () => undefined;
  expect(valueOf((await own.look(20)).text, "vsrx_tunnel_up", { tunnel: "hub-branch0" })).toBe(1);
  expect(told.at(-1)).toBe("hub: answers again");
});

test("a refused login is told without the password", async () => {
  const own = await start(1);
  const { port } = hub;
  await hub.stop();
  hub = await FakeDevice.start({ password: "another", port });
  await own.look(5);
  expect(told.join()).toMatch(/^hub: /);
  expect(told.join()).not.toContain(PASSWORD);
});

test("counters that there is no time for are read by later looks, and known ones stay meanwhile", async () => {
  const own = await start(40);
  // By the clock that the exporter reads, each request takes a second: the first batch uses up the counters' share of the time.
  const { now } = Date;
  let passed = 0;
  const clock = jest.spyOn(Date, "now").mockImplementation(() => now() + passed);
  hub.fault = ({ operation }) => {
    if (operation === "get-ipsec-statistics-information") passed += 1000;
    return undefined;
  };
  const counted = async (): Promise<number> =>
    (await own.look(20)).text.match(/^vsrx_tunnel_encrypted_bytes_total\{/gm)?.length ?? 0;
  try {
    const first = await counted();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(40);
    const second = await counted();
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThan(40);
    expect(await counted()).toBe(40);
  } finally {
    clock.mockRestore();
  }
});

test("an update is seen without a restart, and a state that can't be read leaves the former in force", async () => {
  const own = await start(1, { refreshSeconds: 0 });
  const [device] = state.devices;
  if (device === undefined) throw new Error("the hub is there");
  const { connection } = device;
  state = stateOf([["hub", connection]], tunnelsOf("hub", connection, branchesOf(2)));
  const { text } = await own.look(20);
  expect(valueOf(text, "vsrx_tunnel_up", { tunnel: "hub-branch1" })).toBe(0);
  Object.defineProperty(state, "devices", {
    get: () => {
      throw new Error(`no state for ${PASSWORD}`);
    },
  });
  const after = await own.look(20);
  expect(valueOf(after.text, "vsrx_tunnel_up", { tunnel: "hub-branch1" })).toBe(0);
  expect(told.join()).toMatch(/^the stack: no state for /);
  expect(told.join()).not.toContain(PASSWORD);
});

test("closing does not wait for a device that owes an answer", async () => {
  const own = await start(1);
  hub.fault = () => "silent";
  const looking = own.look(60);
  while (hub.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await own.close();
  expect(valueOf((await looking).text, "vsrx_device_up", { device: "hub" })).toBe(0);
});

test("names, units and help are as promtool wants them", async () => {
  if (!existsSync("/usr/bin/promtool"))
    throw new Error("promtool is missing: `npm test` installs it");
  const { text } = await (await start(2)).look(20);
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
    input: text,
    encoding: "utf8",
  });
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});

test("a package that is missing is asked for by name", async () => {
  hub = await FakeDevice.start();
  const missing = Object.assign(new Error("Cannot find module 'prom-client'"), {
    code: "MODULE_NOT_FOUND",
  });
  const load = optionalPackage("prom-client", "vsrx exporter", () => Promise.reject(missing));
  await expect(load).rejects.toThrow(
    "vsrx exporter needs the package prom-client, which is not installed: npm install prom-client",
  );
  const broken = optionalPackage("prom-client", "x", () => Promise.reject(new Error("broken")));
  await expect(broken).rejects.toThrow("broken");
});
