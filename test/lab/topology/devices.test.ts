// Device processes: started once, ended when they are not wanted, and missed when they end by themselves.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type DeviceOrder,
  Devices,
  type RunningDevice,
  type WantedDevice,
} from "../../../lab/topology/devices";

const folder = mkdtempSync(join(tmpdir(), "vsrx-devices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let launched: DeviceOrder[];
let stopped: string[];
let said: string[];
let end: (code: number) => void;
let devices: Devices;

function launch(order: DeviceOrder): Promise<RunningDevice> {
  if (order.release === "broken") return Promise.reject(new Error("no such release"));
  launched.push(order);
  return Promise.resolve({
    pid: 1,
    ready: Promise.resolve(),
    exited: new Promise((resolve) => (end = resolve)),
    query: () => Promise.resolve({}),
    stop: () => {
      stopped.push(order.name);
      return Promise.resolve();
    },
  });
}

const wanted = (name: string, start = 1, release = "24.4R1.9"): WantedDevice => ({
  key: `key-${name}`,
  start,
  order: {
    name,
    model: "vSRX",
    release,
    managementNetns: `${name}.mgmt`,
    managementAddress: "192.0.2.2",
    dataNetns: name,
    interfaces: [],
    dhcp: {},
    userData: "",
  },
});

async function follow(...all: WantedDevice[]): Promise<void> {
  await devices.stopStale(all);
  await devices.startMissing(all);
}

beforeEach(() => {
  [launched, stopped, said] = [[], [], []];
  devices = new Devices(folder, launch, undefined, (line) => said.push(line));
});

test("each starts once, keeps its disk over a restart, and loses it when it is gone", async () => {
  await follow(wanted("a"), wanted("b"));
  await follow(wanted("a"), wanted("b"));
  expect(launched.map(({ name }) => name)).toEqual(["a", "b"]);
  const disk = launched[0]?.stateDir ?? "";
  writeFileSync(join(disk, "kept"), "");

  await follow(wanted("a", 2), wanted("b"));
  expect(stopped).toEqual(["a"]);
  expect(launched[2]?.stateDir).toBe(disk);
  expect(existsSync(join(disk, "kept"))).toBe(true);

  await follow(wanted("b"));
  expect(existsSync(disk)).toBe(false);
  expect(() => devices.named("a")).toThrow('there is no device "a" in the lab; devices: b');
});

test("one that does not start says why when it is asked for", async () => {
  await follow(wanted("a", 1, "broken"));
  expect(() => devices.named("a")).toThrow('the device "a" does not run: no such release');
  expect(said).toEqual(["the device a did not start: no such release"]);
});

test("one that ends by itself is missed", async () => {
  await follow(wanted("a"));
  end(3);
  await new Promise(setImmediate);
  expect(said).toEqual(["the device a: its process ended with code 3"]);
  expect(() => devices.named("a")).toThrow("its process ended with code 3");
});

test("one that was ended on purpose is not", async () => {
  await follow(wanted("a"));
  await devices.stopAll();
  end(0);
  await new Promise(setImmediate);
  expect(said).toEqual([]);
});
