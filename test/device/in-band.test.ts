// A device that is managed in band, by an address of its traffic: a commit stays only if the device lets us in by that address afterwards.
import { CommitError, commitChanges, type CommitResult, Device } from "../../lib/device";
import { FakeDevice } from "./fake-device";

const MINUTE = 1500;
const SSH = "set security zones security-zone untrust host-inbound-traffic system-services ssh";
const OLD = [
  "set interfaces ge-0/0/1 unit 0 family inet address 127.0.0.1/8",
  SSH,
  "set security zones security-zone untrust interfaces ge-0/0/1.0",
].join("\n");

let fake: FakeDevice;
let device: Device;

beforeEach(async () => {
  fake = await FakeDevice.start({ minute: MINUTE, configuration: OLD });
  // The zone of the interface that has our address lets SSH in, or nobody logs in any more.
  fake.closed = (active) => !active.toSet().includes(SSH);
  device = new Device({
    host: "127.0.0.1",
    port: fake.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  });
});

afterEach(async () => {
  device.drop();
  await fake.stop();
});

const attempt = async (...lines: string[]): Promise<CommitResult | CommitError> =>
  await commitChanges(device, {
    plan: (active) => lines.filter((line) => !active.toSet().includes(line)),
    log: "stack",
    readyTimeoutSeconds: 5,
    lockTimeoutSeconds: 1,
    commitTimeoutSeconds: 2,
    confirmMinutes: 1,
    minute: MINUTE,
  }).catch((error: CommitError) => error);

const commits = (): readonly string[] => fake.received.filter((name) => name.startsWith("commit"));

test("a change that cuts the way in is never confirmed, and the device takes it back by itself", async () => {
  const outcome = await attempt(SSH.replace("set", "delete"));
  expect(outcome).toBeInstanceOf(CommitError);
  expect(outcome).toMatchObject({ standing: "old" });
  expect(fake.text()).toBe(OLD);
  expect(commits()).toEqual(["commit-confirmed"]);
});

test("one that keeps it is confirmed after a second login by the same address", async () => {
  const line = "set security zones security-zone untrust host-inbound-traffic system-services ike";
  expect(await attempt(line)).toMatchObject({ changed: true });
  expect(fake.text()).toContain(line);
  expect(fake.logins).toBe(2);
  expect(commits()).toEqual(["commit-confirmed", "commit"]);
});

test("while it isn't confirmed the lock is free: the session that has it may be the one that was cut", async () => {
  await attempt("set routing-options static route 192.0.2.0/24 discard");
  const [committed, unlocked] = ["commit-confirmed", "unlock"].map((name) =>
    fake.received.indexOf(name),
  );
  expect(unlocked).toBe((committed ?? 0) + 1);
});
