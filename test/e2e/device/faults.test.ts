// Rows of the fault table that need more than a broken connection; lab-faults.test.ts has the others. After every fault the device is
// on the old or on the new configuration, and the error says which.

import {
  CommitError,
  commitChanges,
  type CommitRequest,
  type CommitResult,
  type Connection,
  Device,
  DirtyCandidateError,
  LockedError,
} from "../../../lib/device";
import { FakeDevice, type FakeOptions } from "../../device/fake-device";

let fake: FakeDevice;
const opened: Device[] = [];

jest.setTimeout(30_000);

/** The device's minute, so that a rollback takes no time. */
const MINUTE = 1500;
const OLD = "set system host-name fake";
const LINE = "set security ike gateway gw1 address 172.16.21.1";
/** A line that touches the way in: the lock is given back before the proof. */
const WAY_IN = "set system services ssh protocol-version v2";

async function start(options: FakeOptions = {}): Promise<Device> {
  fake = await FakeDevice.start({ minute: MINUTE, configuration: OLD, ...options });
  return connect();
}

function connect(connection: Partial<Connection> = {}): Device {
  const device = new Device({
    host: "127.0.0.1",
    port: fake.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
    ...connection,
  });
  opened.push(device);
  return device;
}

/** Wants these lines beside what is there. */
function wanting(lines: readonly string[], more: Partial<CommitRequest> = {}): CommitRequest {
  return {
    plan: (active) => {
      const there = new Set(active.toSet());
      return lines.filter((line) =>
        line.startsWith("delete ") ? there.has(line.replace("delete", "set")) : !there.has(line),
      );
    },
    log: "test",
    readyTimeoutSeconds: 2,
    lockTimeoutSeconds: 1,
    commitTimeoutSeconds: 1,
    confirmMinutes: 1,
    minute: MINUTE,
    ...more,
  };
}

/** Runs the recipe; answers its result or its error. */
async function attempt(device: Device, request: CommitRequest): Promise<CommitResult | Error> {
  return await commitChanges(device, request).catch((error: Error) => error);
}

/** Old or new and nothing between, as the outcome says. */
function expectWhole(outcome: CommitResult | Error): void {
  const isNew = fake.text() === `${OLD}\n${LINE}`;
  expect([OLD, `${OLD}\n${LINE}`]).toContain(fake.text());
  if (!(outcome instanceof Error)) {
    expect(isNew).toBe(true);
    return;
  }
  expect(outcome).toBeInstanceOf(CommitError);
  const standing = (outcome as CommitError).standing;
  expect(["old", "new"]).toContain(standing);
  expect(isNew).toBe(standing === "new");
  expect(outcome.message).toMatch(/old configuration|new configuration|Nothing was changed/);
}

afterEach(async () => {
  for (const device of opened.splice(0)) device.drop();
  await fake.stop();
});

test("again and again: the error says that nothing was committed", async () => {
  const device = await start();
  fake.fault = ({ operation }) => (operation === "load-configuration" ? "cut-after" : undefined);
  const outcome = await attempt(device, wanting([LINE]));
  expect(outcome).toMatchObject({ standing: "old" });
  expectWhole(outcome);
});

describe("somebody else", () => {
  test("holds the lock: bounded wait, and the error names the holder", async () => {
    const device = await start();
    fake.lockedBy = 99;
    const outcome = await attempt(device, wanting([LINE]));
    expect(outcome).toMatchObject({ standing: "old", cause: expect.any(LockedError) as unknown });
    expect((outcome as Error).message).toContain("other terminal (pid 50198)");
    expectWhole(outcome);
  });

  test("gives the lock back in time: we go on", async () => {
    const device = await start();
    fake.lockedBy = 99;
    setTimeout(() => (fake.lockedBy = undefined), 400);
    expect(await attempt(device, wanting([LINE]))).toMatchObject({ changed: true });
  });

  test("holds the lock of a device that needs nothing: that is none of our business", async () => {
    const device = await start({ configuration: LINE });
    fake.lockedBy = 99;
    expect(await attempt(device, wanting([LINE]))).toMatchObject({ changed: false });
  });

  test("has uncommitted changes: refused, and they stay", async () => {
    const device = await start();
    fake.candidate.applySet(["set system host-name draft"]);
    const outcome = await attempt(device, wanting([LINE]));
    expect(outcome).toBeInstanceOf(DirtyCandidateError);
    expect((outcome as Error).message).toContain("old configuration");
    expect(fake.candidate.toSet()).toContain("set system host-name draft");
    expect(fake.text()).toBe(OLD);
  });

  test("waits for a confirmation, which our commit would give: refused", async () => {
    const note = "<comment>commit confirmed, rollback in 10mins</comment>";
    const mark = "<commit-confirmed>rollback pending</commit-confirmed>";
    const device = await start({
      operational: {
        "get-commit-information": `<commit-information><commit-history><sequence-number>0</sequence-number><user>other</user>${note}${mark}</commit-history></commit-information>`,
      },
    });
    const outcome = await attempt(device, wanting([LINE]));
    expect((outcome as Error).message).toContain("waits for somebody's confirmation");
    expect(fake.text()).toBe(OLD);
  });

  test("commits inside our window: that confirms ours, and we notice", async () => {
    const device = await start();
    fake.fault = ({ operation, session }) => {
      if (operation === "unlock" && session === 1) {
        setImmediate(() => fake.log.unshift({ user: "other", log: "theirs", comment: "" }));
      }
      return undefined;
    };
    expect(await attempt(device, wanting([WAY_IN]))).toMatchObject({ changed: true });
    expect(fake.received.filter((name) => name === "commit")).toHaveLength(0);
  });

  test("begins to edit inside our window: we don't commit that, and it rolls back", async () => {
    const device = await start();
    fake.fault = ({ operation, session }) => {
      if (operation === "lock" && session === 2) {
        fake.candidate.applySet(["set system host-name draft"]);
      }
      return undefined;
    };
    const outcome = await attempt(device, wanting([WAY_IN]));
    expect(outcome).toMatchObject({ standing: "old" });
    expect(fake.text()).toBe(OLD);
  });
});

describe("a configuration that shuts us out", () => {
  test.each([
    [
      "the management service",
      "delete system services netconf ssh",
      "set system services netconf ssh",
    ],
    [
      "the route we come in by",
      "delete routing-options static route 0.0.0.0/0 next-hop 10.0.0.1",
      "set routing-options static route 0.0.0.0/0 next-hop 10.0.0.1",
    ],
    [
      "what lets us in",
      "delete security zones security-zone mgmt host-inbound-traffic system-services ssh",
      "set security zones security-zone mgmt host-inbound-traffic system-services ssh",
    ],
  ])(
    "removes %s: the device rolls back, and the error shows the diff that did it",
    async (_what, line, vital) => {
      const device = await start({ configuration: `${OLD}\n${vital}` });
      fake.closed = (active) => !active.toSet().includes(vital);
      const outcome = await attempt(device, wanting([line]));
      expect(outcome).toMatchObject({ standing: "old" });
      expect((outcome as Error).message).toContain(`- ${vital}`);
      expect((outcome as Error).message).toContain("rolled back by itself");
      expect(fake.text()).toBe(`${OLD}\n${vital}`);
    },
  );

  test("or leaves a VPN down that must be up: the same", async () => {
    const device = await start({
      operational: {
        "get-security-associations-information": "<ipsec-security-associations-information/>",
      },
    });
    const outcome = await attempt(device, wanting([LINE], { probeVpns: ["vpn1"] }));
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as Error).message).toContain("vpn1");
    expectWhole(outcome);
  });
});
