// The fault table of the commit recipe against the lab's own device, through real SSH. After every fault the device
// is on the old or on the new configuration, never between, and the error says which.

import { setTimeout as sleep } from "node:timers/promises";
import { type FaultOrder } from "../../../lab/junos/faults";
import {
  AuthenticationError,
  CommitError,
  commitChanges,
  type CommitRequest,
  type CommitResult,
  type Device,
  DirtyCandidateError,
  HostKeyError,
  LockedError,
} from "../../../lib/device";
import { LabUnderTest } from "./lab-device";

jest.setTimeout(60_000);

/** Seconds of the device's minute, so that a rollback doesn't take five. */
const MINUTE_SECONDS = 2;
const LINE = "set system domain-name example.net";

let lab: LabUnderTest;
let old: string;

beforeEach(async () => {
  lab = await LabUnderTest.start(MINUTE_SECONDS);
  old = await lab.text();
});

afterEach(async () => {
  await lab.stop();
});

function wanting(lines: readonly string[], more: Partial<CommitRequest> = {}): CommitRequest {
  return {
    plan: (active) => {
      const there = new Set(active.toSet());
      return lines.filter((line) =>
        line.startsWith("delete ")
          ? [...there].some((other) => other.startsWith(line.replace("delete", "set")))
          : !there.has(line),
      );
    },
    log: "test",
    readyTimeoutSeconds: 3,
    lockTimeoutSeconds: 1,
    commitTimeoutSeconds: 2,
    confirmMinutes: 1,
    minute: MINUTE_SECONDS * 1000,
    ...more,
  };
}

async function attempt(
  lines: readonly string[] = [LINE],
  more: Partial<CommitRequest> = {},
  device: Device = lab.connect(),
): Promise<CommitResult | Error> {
  return await commitChanges(device, wanting(lines, more)).catch((error: Error) => error);
}

async function expectWhole(outcome: CommitResult | Error): Promise<void> {
  const now = await lab.text();
  const isNew = now === `${old}\n${LINE}`;
  expect([old, `${old}\n${LINE}`]).toContain(now);
  if (!(outcome instanceof Error)) {
    expect(isNew).toBe(true);
    return;
  }
  expect(outcome).toBeInstanceOf(CommitError);
  const { standing } = outcome as CommitError;
  expect(["old", "new"]).toContain(standing);
  expect(isNew).toBe(standing === "new");
}

test("nothing goes wrong: five exchanges, and an unchanged device takes one", async () => {
  const first = lab.connect();
  expect(await attempt([LINE], {}, first)).toMatchObject({
    changed: true,
    diff: "[edit system]\n+  domain-name example.net;",
  });
  expect(first.traffic.exchanges).toBe(5);
  const second = lab.connect();
  expect(await attempt([LINE], {}, second)).toMatchObject({ changed: false });
  expect(second.traffic.exchanges).toBe(1);
});

// Six messages in the first exchange, then three, two, four and three.
const MESSAGES = Array.from({ length: 18 }, (_, index) => index + 1);

describe.each(["cut-after", "cut-before"] as const)("the connection is %s", (kind) => {
  test.each(MESSAGES)("message %i", async (message) => {
    await lab.fault({ fault: { kind }, message });
    await expectWhole(await attempt());
  });
});

describe.each<FaultOrder["fault"]["kind"]>(["malformed", "silent", "endless"])(
  "an answer is %s",
  (kind) => {
    test.each(["lock", "load-configuration", "commit-confirmed", "commit"])(
      "to %s",
      async (operation) => {
        await lab.fault({ fault: { kind } as FaultOrder["fault"], operation });
        await expectWhole(await attempt());
      },
    );
  },
);

test("a commit slower than our patience is found in the log and confirmed, not repeated", async () => {
  await lab.stop();
  lab = await LabUnderTest.start(20);
  old = await lab.text();
  await lab.inject({ slowCommit: 2500 });
  const outcome = await attempt([LINE], { minute: 20_000 });
  expect(outcome).toMatchObject({ changed: true });
  const received = await lab.inject({});
  expect(received.filter((name) => name === "commit-confirmed")).toHaveLength(1);
});

test("a power cycle between commit and confirmation: the old configuration, and the error says so", async () => {
  // The proof's first message is held up, so that the power goes before anything is confirmed.
  await lab.fault({ fault: { kind: "delay", milliseconds: 1000 }, message: 12 });
  const cycled = (async () => {
    while (!(await lab.inject({})).includes("commit-confirmed")) await sleep(20);
    await sleep(200);
    await lab.inject({ powerCycle: true });
  })();
  const outcome = await attempt([LINE], { minute: 10_000 });
  await cycled;
  expect(outcome).toMatchObject({ standing: "old" });
  await expectWhole(outcome);
});

test("somebody holds the lock: bounded wait, the holder is named", async () => {
  await lab.inject({ lockedBy: "other" });
  const outcome = await attempt();
  expect(outcome).toMatchObject({ standing: "old", cause: expect.any(LockedError) as unknown });
  expect((outcome as Error).message).toContain("other");
  await expectWhole(outcome);
});

test("somebody's candidate is dirty: refused, and left as it is", async () => {
  await lab.inject({ dirty: ["set system host-name draft"] });
  const outcome = await attempt();
  expect(outcome).toBeInstanceOf(DirtyCandidateError);
  expect(await lab.text()).toBe(old);
});

test("full of foreign lines: ours change and nothing else", async () => {
  const foreign = Array.from(
    { length: 3000 },
    (_, index) =>
      `set security address-book global address a${index} 10.${index >> 8}.${index & 255}.0/24`,
  );
  await lab.inject({ commit: foreign });
  expect(await attempt([LINE], { commitTimeoutSeconds: 20, minute: 60_000 })).toMatchObject({
    changed: true,
  });
  const lines = (await lab.text()).split("\n");
  expect(lines).toHaveLength(old.split("\n").length + foreign.length + 1);
});

test("a wrong password is refused, and a changed host key before any secret is sent", async () => {
  const device = lab.connect();
  await attempt([], {}, device);
  const wrong = lab.connect({ privateKey: undefined, password: "wrong", hostKey: device.hostKey });
  expect(await attempt([LINE], {}, wrong)).toMatchObject({
    cause: expect.any(AuthenticationError) as unknown,
  });
  const other = await LabUnderTest.start();
  const strange = lab.connect({ hostKey: other.device.hostKey });
  expect(await attempt([LINE], {}, strange)).toMatchObject({
    cause: expect.any(HostKeyError) as unknown,
  });
  await other.stop();
});

describe("a change that removes", () => {
  test.each([
    ["the management service", "system services netconf ssh", ""],
    [
      "the management interface",
      "interfaces fxp0 unit 0 family inet dhcp",
      "interfaces { fxp0 { unit 0 { family inet { dhcp; } } } }",
    ],
  ])("%s rolls back, and the error shows the diff that did it", async (_what, statement, first) => {
    await lab.stop();
    lab = await LabUnderTest.start(MINUTE_SECONDS, first);
    old = await lab.text();
    expect(old).toContain(statement);
    const outcome = await attempt([`delete ${statement}`]);
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as Error).message).toContain("rolled back by itself");
    expect((outcome as Error).message).toMatch(/^\s*-\s/m);
    expect(await lab.text()).toBe(old);
  });
});

test("a device that refuses the load or the check keeps its configuration and gives the lock back", async () => {
  const load = await attempt([LINE, "set nonsense here"]);
  expect(load).toMatchObject({ standing: "old" });
  const check = await attempt([LINE, "set security ike gateway gw1 ike-policy missing"]);
  expect(check).toMatchObject({ standing: "old" });
  expect((check as Error).message).toContain("[edit security ike gateway gw1");
  await expectWhole(check);
  expect(await attempt()).toMatchObject({ changed: true });
});

test("secrets come back scrambled and are recognised all the same", async () => {
  const key = 'set security ike policy p1 pre-shared-key ascii-text "a&b <c> d"';
  const outcome = await attempt([key], {
    plan: (active) => (active.get("security ike policy p1") === undefined ? [key] : []),
  });
  if (!(outcome instanceof Error)) expect(outcome.diff).not.toContain("a&b");
  else expect(outcome.message).not.toContain("a&b");
});
