// A device in this process, and the library's own client against it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Device, startDevice } from "../../../lab/junos/device";
import { type DeviceSpec } from "../../../lab/junos/spec";
import { commitChanges } from "../../../lib/device/commit";
import { Device as Client } from "../../../lib/device/device";
import { type ConfigTree, diff } from "../../../lib/junos/index";

const folders: string[] = [];
const running: Device[] = [];
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.drop();
  await Promise.all(running.splice(0).map((device) => device.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

// The password is "lab123".
const USER_DATA = `#junos-config
system {
    host-name srx1;
    root-authentication { encrypted-password "*"; }
    login { user lab { class super-user; authentication { encrypted-password "HASH"; } } }
    services { ssh; netconf { ssh; } }
}
interfaces { fxp0 { unit 0 { family inet { dhcp; } } } }
`;
const HASH =
  "$6$abcDEF12$WkGF2iqqOTEjvp6X7x6JZxKteO6x4MXgURWipxfSwv8NCnsY2HidxRNBzHKRwJ.JifSJHCzHJ/UplrTiN4q4m.";

function spec(more: Partial<DeviceSpec> = {}): DeviceSpec {
  const stateDir = mkdtempSync(join(tmpdir(), "junos-"));
  folders.push(stateDir);
  return {
    name: "srx1",
    model: "vSRX",
    release: "24.4R1.9",
    managementNetns: "",
    managementAddress: "127.0.0.1",
    dataNetns: "",
    interfaces: ["ge-0/0/0", "ge-0/0/1"],
    userData: USER_DATA.replace("HASH", HASH),
    stateDir,
    ...more,
  };
}

async function start(more: Partial<DeviceSpec> = {}): Promise<Device> {
  const device = await startDevice(spec(more), { listen: { host: "127.0.0.1", port: 0 } });
  running.push(device);
  return device;
}

function client(device: Device): Client {
  const made = new Client({
    host: "127.0.0.1",
    port: device.port,
    user: "lab",
    password: "lab123",
    hostKey: device.hostKey,
  });
  clients.push(made);
  return made;
}

const plan = (lines: readonly string[]) => (active: ConfigTree) => {
  const wanted = active.clone();
  wanted.applySet(lines);
  return diff(active, wanted);
};

test("takes a configuration by the client's recipe and has nothing left to do the second time", async () => {
  const device = await start();
  const request = { plan: plan(["set system domain-name example.net"]), log: "first" };
  const done = await commitChanges(client(device), request);
  expect(done.changed).toBe(true);
  expect(await device.query("configuration")).toContain("set system domain-name example.net\n");
  expect(await commitChanges(client(device), request)).toMatchObject({ changed: false });
});
