// The commit recipe against a device that behaves, and against one that doesn't.

import { commitChanges, type CommitRequest, type Connection, Device } from "../../lib/device/index";
import { FakeDevice, type FakeOptions } from "./fake-device";

let fake: FakeDevice;
let device: Device;

async function start(options: FakeOptions = {}, connection: Partial<Connection> = {}): Promise<void> {
  fake = await FakeDevice.start(options);
  device = connect(connection);
}

function connect(connection: Partial<Connection> = {}): Device {
  return new Device({ host: "127.0.0.1", port: fake.port, user: "lab", password: "lab123", acceptFirstHostKey: true, ...connection });
}

/** Wants these lines, and nothing else of what was there gone. */
function wanting(lines: readonly string[], more: Partial<CommitRequest> = {}): CommitRequest {
  return {
    plan: (active) => {
      const there = new Set(active.toSet());
      return lines.filter((line) => !there.has(line));
    },
    log: "test",
    readyTimeoutSeconds: 3,
    lockTimeoutSeconds: 1,
    commitTimeoutSeconds: 2,
    confirmMinutes: 1,
    ...more,
  };
}

const LINE = "set security ike gateway gw1 address 172.16.21.1";

afterEach(async () => {
  await device.close();
  await fake.stop();
});

test("a changed device gets the change, confirmed over a second login, in five exchanges", async () => {
  await start();
  const result = await commitChanges(device, wanting([LINE]));
  expect(result.changed).toBe(true);
  expect(result.diff).toContain("+ set security ike gateway gw1 address 172.16.21.1");
  expect(fake.text()).toContain(LINE);
  expect(fake.logins).toBe(2);
  expect(fake.received.filter((name) => name.startsWith("commit"))).toEqual(["commit-confirmed", "commit"]);
  expect(device.traffic.exchanges).toBe(5);
  expect(fake.lockedBy).toBeUndefined();
});

test("an unchanged device costs one exchange and no commit", async () => {
  await start({ configuration: LINE });
  const result = await commitChanges(device, wanting([LINE]));
  expect(result.changed).toBe(false);
  expect(device.traffic.exchanges).toBe(1);
  expect(fake.received).not.toContain("load-configuration");
});
