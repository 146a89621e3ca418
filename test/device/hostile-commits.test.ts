// A device that says absurd things in the middle of a commit: it ends with one whole configuration, and says so or says that it can't tell.

import { type AddressInfo, createServer, connect, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CommitError, commitChanges, type CommitRequest, Device } from "../../lib/device";
import { FakeDevice, type FakeOptions } from "./fake-device";

const MINUTE = 1500;
const OLD = "set system host-name fake";
const LINE = "set security ike gateway gw1 address 172.16.21.1";

const closers: (() => unknown)[] = [];

async function start(options: FakeOptions = {}): Promise<FakeDevice> {
  const fake = await FakeDevice.start({ minute: MINUTE, configuration: OLD, ...options });
  closers.unshift(() => fake.stop());
  return fake;
}

/** Runs the recipe for one line; answers its result or its error. */
async function attempt(port: number, more: Partial<CommitRequest> = {}): Promise<unknown> {
  const access = { user: "lab", password: "lab123", acceptFirstHostKey: true };
  const device = new Device({ host: "127.0.0.1", port, ...access });
  closers.unshift(() => device.drop());
  return await commitChanges(device, {
    plan: (active) => (active.toSet().includes(LINE) ? [] : [LINE]),
    log: "stack",
    readyTimeoutSeconds: 3,
    lockTimeoutSeconds: 1,
    commitTimeoutSeconds: 20,
    confirmMinutes: 1,
    minute: MINUTE,
    ...more,
  }).catch((error: unknown) => error);
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const WARNING =
  "<rpc-error><error-severity>warning</error-severity><error-message>no such thing</error-message></rpc-error>";

describe("warnings by the thousand", () => {
  /** As many of these in the answer to the load. */
  async function warned(count: number, of = (_index: number): string => WARNING): Promise<unknown> {
    const fake = await start();
    const warnings = Array.from({ length: count }, (_, index) => of(index)).join("");
    fake.wrap = (operation, answer) =>
      operation === "load-configuration" ? `${warnings}${answer}` : answer;
    const outcome = await attempt(fake.port);
    // A dropped connection gives its lock back as soon as the device notices.
    for (let tries = 0; tries < 100 && fake.lockedBy !== undefined; tries += 1) await sleep(20);
    expect(fake.lockedBy).toBeUndefined();
    return outcome;
  }

  test("that are all the same are one", async () => {
    expect(await warned(5000)).toMatchObject({ changed: true, warnings: ["no such thing"] });
  });

  test("that all differ are a hundred", async () => {
    const outcome = await warned(5000, (index) => WARNING.replace("thing", `thing ${index}`));
    expect(outcome).toMatchObject({ changed: true });
    expect((outcome as { warnings: string[] }).warnings).toHaveLength(100);
  });

  test("that are 150,000 are more than any device says: nothing is committed", async () => {
    expect(await warned(150_000)).toMatchObject({
      standing: "old",
      message: expect.stringContaining("more than 300000 elements") as unknown,
    });
  }, 30_000);
});

describe("a clock", () => {
  const YEAR_2099 = 4_071_000_000;
  const entry = (seconds: string, comment: string, sequence = "0"): string =>
    `<commit-information><commit-history><sequence-number>${sequence}</sequence-number><user>ops</user><client>cli</client><date-time junos:seconds="${seconds}">then</date-time><comment>${comment}</comment></commit-history></commit-information>`;
  const NOTE = "commit confirmed, rollback in 5mins";
  const clocked = (log: string, now: number): FakeOptions => ({
    configuration: LINE,
    operational: {
      "get-commit-information": log,
      "get-system-information":
        "<system-information><hardware-model>srx300</hardware-model><os-version>19.4R3</os-version></system-information>",
      "get-system-uptime-information": `<system-uptime-information><current-time><date-time junos:seconds="${now}">now</date-time></current-time></system-uptime-information>`,
    },
  });

  test.each<[string, string, number, "waits" | "goes on"]>([
    ["in 2099 is the device's own", entry(`${YEAR_2099}`, NOTE), YEAR_2099 + 200, "waits"],
    ["in 2099 ends a wait too", entry(`${YEAR_2099}`, NOTE), YEAR_2099 + 400, "goes on"],
    ["set back from 2099 makes no wait of decades", entry(`${YEAR_2099}`, NOTE), 1e9, "goes on"],
    ["of no number is none", entry("9".repeat(400), NOTE), 1e9, "goes on"],
    ["beside endless minutes", entry("1000", NOTE.replace("5", "9".repeat(40))), 1001, "goes on"],
    [
      "beside an endless number of its commit",
      entry("1000", NOTE, "9".repeat(400)),
      1001,
      "goes on",
    ],
  ])("%s", async (_what, log, now, outcome) => {
    const fake = await start(clocked(log, now));
    expect(await attempt(fake.port)).toMatchObject(
      outcome === "waits" ? { standing: "old" } : { changed: false },
    );
  });
});

/** Connects the first caller to one device, and all others to another. */
async function switching(first: FakeDevice, others: FakeDevice): Promise<number> {
  let count = 0;
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    count += 1;
    const to = connect((count === 1 ? first : others).port, "127.0.0.1");
    sockets.push(socket, to);
    for (const each of [socket, to]) each.on("error", () => undefined);
    socket.pipe(to);
    to.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.unshift(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test("another host key at the second login gets no password, proves nothing and confirms nothing", async () => {
  const fake = await start();
  const stranger = await start();
  const outcome = await attempt(await switching(fake, stranger), { commitTimeoutSeconds: 1 });
  expect(outcome).toBeInstanceOf(CommitError);
  expect(outcome).toMatchObject({
    standing: "unknown",
    message: expect.stringContaining("another host key") as unknown,
  });
  expect(stranger.logins).toBe(0);
  expect(fake.received.filter((name) => name.startsWith("commit"))).toEqual(["commit-confirmed"]);
  expect(fake.text()).toBe(OLD);
  expect(fake.lockedBy).toBeUndefined();
});
