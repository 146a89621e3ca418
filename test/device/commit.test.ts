// The commit recipe against a device that behaves, and against one that refuses.

import {
  AuthenticationError,
  CommitError,
  commitChanges,
  type CommitRequest,
  type CommitResult,
  type Connection,
  Device,
  HostKeyError,
  RpcError,
} from "../../lib/device";
import { FakeDevice, type FakeOptions } from "./fake-device";

let fake: FakeDevice;
const opened: Device[] = [];

/** The device's minute, so that a rollback takes half a second. */
const MINUTE = 500;
const OLD = "set system host-name fake";
const LINE = "set security ike gateway gw1 address 172.16.21.1";

async function start(options: FakeOptions = {}): Promise<Device> {
  fake = await FakeDevice.start({ minute: MINUTE, configuration: OLD, ...options });
  return connect();
}

function connect(connection: Partial<Connection> = {}, signal?: AbortSignal): Device {
  const device = new Device(
    {
      host: "127.0.0.1",
      port: fake.port,
      user: "lab",
      password: "lab123",
      acceptFirstHostKey: true,
      ...connection,
    },
    { signal },
  );
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

describe("a device that behaves", () => {
  test("gets the change, confirmed over a second login, in five exchanges", async () => {
    const device = await start();
    const result = await commitChanges(device, wanting([LINE]));
    expect(result).toMatchObject({ changed: true, system: { model: "vsrx", release: "24.4R1.9" } });
    expect(result.diff).toContain(`+ ${LINE}`);
    expect(fake.text()).toContain(LINE);
    expect(fake.logins).toBe(2);
    expect(fake.received.filter((name) => name.startsWith("commit"))).toEqual([
      "commit-confirmed",
      "commit",
    ]);
    expect(device.traffic.exchanges).toBe(5);
    expect(fake.lockedBy).toBeUndefined();
  });

  test("and has everything already: one exchange, no commit, no second login", async () => {
    const device = await start({ configuration: LINE });
    const result = await commitChanges(device, wanting([LINE]));
    expect(result.changed).toBe(false);
    expect(device.traffic.exchanges).toBe(1);
    expect(fake.received).not.toContain("load-configuration");
    expect(fake.logins).toBe(1);
  });

  test("never gets a load before the lock is answered, nor a commit before the load is", async () => {
    const device = await start();
    const seen: string[] = [];
    fake.fault = ({ operation }) => {
      seen.push(operation);
      // A slow lock and a slow load: whatever was pipelined behind them would have arrived by now.
      return operation === "lock" || operation === "load-configuration"
        ? { delay: 100 }
        : undefined;
    };
    await commitChanges(device, wanting([LINE]));
    const load = seen.indexOf("load-configuration");
    expect(seen.slice(0, load)).toContain("lock");
    expect(seen.indexOf("commit-confirmed")).toBeGreaterThan(load);
  });

  test("keeps the host key of first contact from then on", async () => {
    const device = await start();
    await commitChanges(device, wanting([LINE]));
    expect(device.hostKey).toMatch(/^ssh-ed25519 AAAA/);
    const outcome = await attempt(
      connect({ hostKey: device.hostKey, acceptFirstHostKey: false }),
      wanting([LINE]),
    );
    expect(outcome).toMatchObject({ changed: false });
  });

  test("is reused: a second commit needs no new login before its proof", async () => {
    const device = await start();
    await commitChanges(device, wanting([LINE]));
    await commitChanges(device, wanting(["set system host-name other"]));
    expect(fake.logins).toBe(3);
  });

  test("full of foreign lines is changed in our lines only", async () => {
    const foreign = Array.from(
      { length: 5000 },
      (_, index) =>
        `set security address-book global address a${index} 10.${index >> 8}.${index & 255}.0/24`,
    );
    const device = await start({ configuration: [OLD, ...foreign].join("\n") });
    await commitChanges(device, wanting([LINE]));
    expect(fake.text().split("\n")).toHaveLength(foreign.length + 2);
  });
});

describe("the device refuses", () => {
  test("the password: at once, naming user and means but not the password", async () => {
    const pinned = (await start()).connection;
    await commitChanges(connect(), wanting([]));
    const hostKey = opened.at(-1)?.hostKey;
    const outcome = await attempt(
      connect({ ...pinned, hostKey, password: "wrong-canary" }),
      wanting([LINE], { readyTimeoutSeconds: 60 }),
    );
    expect(outcome).toMatchObject({
      cause: expect.any(AuthenticationError) as unknown,
      standing: "old",
    });
    expect((outcome as Error).message).toMatch(
      /lab@127\.0\.0\.1:\d+ refuses the login; tried the password/,
    );
    expect((outcome as Error).message).not.toContain("canary");
  });

  test("to be the same box: a changed host key is refused before any secret is sent", async () => {
    await start();
    const other = await FakeDevice.start();
    const strange = new Device({
      host: "127.0.0.1",
      port: other.port,
      user: "lab",
      password: "lab123",
      acceptFirstHostKey: true,
    });
    await commitChanges(strange, wanting([]));
    strange.drop();
    await other.stop();
    const outcome = await attempt(connect({ hostKey: strange.hostKey }), wanting([LINE]));
    expect(outcome).toMatchObject({ cause: expect.any(HostKeyError) as unknown });
    expect((outcome as Error).message).toMatch(
      /another host key than the pinned one: SHA256:\S+ instead of SHA256:/,
    );
    expect(fake.logins).toBe(0);
  });

  test("nothing, but no key is pinned and none may be recorded: refused with the fingerprint to compare", async () => {
    await start();
    const outcome = await attempt(connect({ acceptFirstHostKey: false }), wanting([LINE]));
    expect(outcome).toMatchObject({ cause: expect.any(HostKeyError) as unknown });
    expect((outcome as Error).message).toMatch(/it shows SHA256:/);
  });

  test("the load, one level down: discarded, unlocked, and the word it stumbled over is named", async () => {
    const device = await start();
    const outcome = await attempt(device, wanting([LINE, "set nonsense"]));
    expect(outcome).toMatchObject({ standing: "old", cause: expect.any(RpcError) as unknown });
    expect((outcome as Error).message).toContain("syntax error: nonsense");
    expect(fake.lockedBy).toBeUndefined();
    expect(fake.candidate.toSet().join("\n")).toBe(OLD);
    expectWhole(outcome);
  });

  test("only by counting: a load-error-count is an error", async () => {
    const device = await start();
    fake.fault = ({ operation }) =>
      operation === "load-configuration"
        ? {
            reply:
              "<load-configuration-results><load-error-count>2</load-error-count></load-configuration-results>",
          }
        : undefined;
    const outcome = await attempt(device, wanting([LINE]));
    expect((outcome as Error).message).toContain("2 errors");
    expectWhole(outcome);
  });

  test("the check, with an error inside a routing engine's results that is not even closed", async () => {
    const device = await start();
    fake.fault = ({ operation }) =>
      operation === "check"
        ? {
            reply:
              "<commit-results><routing-engine><name>re0</name><rpc-error><error-severity>error</error-severity>" +
              "<error-path>[edit security ike gateway gw1 ike-policy]</error-path><error-message>\nmgd: policy p1 is not there\n" +
              "</error-message></rpc-error></commit-results>",
          }
        : undefined;
    const outcome = await attempt(device, wanting([LINE]));
    expect((outcome as Error).message).toContain(
      "[edit security ike gateway gw1 ike-policy] mgd: policy p1 is not there",
    );
    expectWhole(outcome);
  });

  const REFUSED =
    "<rpc-error><error-severity>error</error-severity><error-message>\ndcd: interface fab1 is not there\n" +
    "</error-message></rpc-error>";

  test.each([
    ["", "</routing-engine>"],
    [" in parts that are not closed", ""],
  ])("the check on a cluster's other node%s: the error names the node", async (_how, end) => {
    const device = await start();
    fake.fault = ({ operation }) =>
      operation === "check"
        ? {
            reply:
              `<commit-results><routing-engine><name>node0</name><commit-check-success/>${end}` +
              `<routing-engine><name>node1</name>${REFUSED}${end}</commit-results>`,
          }
        : undefined;
    const outcome = await attempt(device, wanting([LINE]));
    expect((outcome as Error).message).toContain("node1: dcd: interface fab1 is not there");
    expectWhole(outcome);
  });

  test("the commit on a cluster's other node after this one checked: nothing is confirmed", async () => {
    const device = await start();
    fake.fault = ({ operation }) =>
      operation === "commit-confirmed"
        ? {
            reply:
              "<commit-results><routing-engine><name>node0</name><commit-check-success/></routing-engine>" +
              `<routing-engine><name>node1</name>${REFUSED}</routing-engine></commit-results>`,
          }
        : undefined;
    const outcome = await attempt(device, wanting([LINE]));
    expect((outcome as Error).message).toContain("node1: dcd: interface fab1 is not there");
    expectWhole(outcome);
    expect(fake.received).not.toContain("commit");
  });

  test("nothing, on either node of a cluster: three parts, closed or not, are one success", async () => {
    const device = await start();
    const part = (name: string, what: string): string =>
      `<routing-engine><name>${name}</name><${what}/>`;
    fake.fault = ({ operation }) =>
      operation === "check"
        ? {
            reply:
              `<commit-results>${part("node0", "commit-check-success")}${part("node1", "commit-check-success")}` +
              "</commit-results><ok/>",
          }
        : undefined;
    expect(await attempt(device, wanting([LINE]))).toMatchObject({ changed: true, warnings: [] });
  });

  test("nothing, but warns: the commit goes on and the warning is told", async () => {
    const device = await start();
    fake.fault = ({ operation }) =>
      operation === "check"
        ? {
            reply:
              "<commit-results><rpc-error><error-severity>warning</error-severity><error-message>mgd: requires 'bgp' license</error-message>" +
              "</rpc-error><routing-engine><name>re0</name><commit-check-success/></routing-engine></commit-results><ok/>",
          }
        : undefined;
    const outcome = await attempt(device, wanting([LINE]));
    expect(outcome).toMatchObject({ changed: true, warnings: ["mgd: requires 'bgp' license"] });
  });
});

test("a device whose forwarding plane is not online yet is waited for", async () => {
  let state = "Offline";
  const device = await start({
    operational: {
      "get-pic-information": () =>
        `<fpc-information><fpc><slot>0</slot><state>${state}</state></fpc></fpc-information>`,
    },
  });
  setTimeout(() => (state = "Online"), 500);
  expect(await attempt(device, wanting([LINE]))).toMatchObject({ changed: true });
  expect(fake.lockedBy).toBeUndefined();
});

describe("a cancelled deployment", () => {
  test("before the commit says that nothing was committed", async () => {
    await start();
    const abort = new AbortController();
    fake.lockedBy = 99;
    setTimeout(() => abort.abort(), 100);
    const outcome = await attempt(
      connect({}, abort.signal),
      wanting([LINE], { lockTimeoutSeconds: 60 }),
    );
    expect(outcome).toMatchObject({ standing: "old" });
    expect((outcome as Error).message).toContain("cancelled before anything was committed");
  });

  test("inside the window says that the device will undo the commit, and it does", async () => {
    await start();
    const abort = new AbortController();
    // Nobody gets in after the commit, so that the proof has to wait.
    fake.fault = ({ operation }) => {
      if (operation === "commit-confirmed") fake.closed = () => true;
      return undefined;
    };
    const device = connect({}, abort.signal);
    const outcome = attempt(device, wanting([LINE], { minute: 60_000 }));
    while (!fake.received.includes("commit-confirmed"))
      await new Promise((resolve) => setTimeout(resolve, 20));
    setTimeout(() => abort.abort(), 100);
    expect(await outcome).toMatchObject({ standing: "unknown" });
    expect(((await outcome) as Error).message).toContain("undoes it 1 minutes after the commit");
    await new Promise((resolve) => setTimeout(resolve, MINUTE + 100));
    expect(fake.text()).toBe(OLD);
  });
});
