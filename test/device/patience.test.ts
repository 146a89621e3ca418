// How long the first exchange waits, and for what: a device that boots, logins that it refuses meanwhile, cards that come late.

import {
  AuthenticationError,
  CommitError,
  type Connection,
  Device,
  HostKeyError,
  LockedError,
  UnreachableError,
} from "../../lib/device";
import { commitChanges } from "../../lib/device/commit";
import { CommitRun } from "../../lib/device/commit/run";
import { Patience } from "../../lib/device/commit/wait";
import { FakeDevice } from "./fake-device";

const REFUSED = new AuthenticationError("refused");
const NOBODY = new UnreachableError("nobody there");
const ACCESS = { host: "127.0.0.1", user: "lab", password: "lab123", acceptFirstHostKey: true };

/** A run whose pauses take no time, and a clock that is turned by hand. */
function patient(connection: Partial<Connection> = {}): {
  patience: Patience;
  pass: (seconds: number) => void;
} {
  const run = new CommitRun(new Device({ ...ACCESS, ...connection }), { plan: () => [], log: "" });
  run.pause = () => Promise.resolve();
  let now = 0;
  jest.spyOn(Date, "now").mockImplementation(() => now);
  return { patience: new Patience(run), pass: (seconds) => void (now += seconds * 1000) };
}

afterEach(() => void jest.restoreAllMocks());

describe("a refused login", () => {
  test("is waited out for minutes on an instance that we made, from the first refusal on", async () => {
    const { patience, pass } = patient({ instance: "i-1" });
    await patience.after(NOBODY);
    pass(600);
    await patience.after(REFUSED);
    pass(290);
    await patience.after(REFUSED);
    pass(20);
    await expect(patience.after(REFUSED)).rejects.toThrow(/Nothing was changed .* refused/);
  });

  test("of a box that is there already is waited out for a minute", async () => {
    const { patience, pass } = patient();
    await patience.after(REFUSED);
    pass(61);
    await expect(patience.after(REFUSED)).rejects.toThrow(CommitError);
  });

  test("of a box that we know ends at once", async () => {
    const { patience } = patient({ hostKey: `SHA256:${"A".repeat(43)}`, instance: "i-1" });
    await expect(patience.after(REFUSED)).rejects.toThrow(CommitError);
  });
});

test.each([
  ["nobody who answers", NOBODY, 1200],
  ["somebody's lock", new LockedError("locked", []), 60],
])("%s is waited out for its own time", async (_what, error, seconds) => {
  const { patience, pass } = patient();
  await patience.after(error);
  pass(seconds - 1);
  await patience.after(error);
  pass(2);
  await expect(patience.after(error)).rejects.toThrow(CommitError);
});

test("another host key is not waited for", async () => {
  const { patience } = patient();
  await expect(patience.after(new HostKeyError("other"))).rejects.toThrow(CommitError);
});

test("a new instance that refuses us first, and then has no cards yet, gets its configuration", async () => {
  let logins = 0;
  let looks = 0;
  const card = (state: string): string =>
    `<fpc-information><fpc><slot>0</slot><state>${state}</state></fpc></fpc-information>`;
  const fake = await FakeDevice.start({
    operational: {
      "get-pic-information": () => {
        looks += 1;
        if (looks === 1) return "<fpc-information/>";
        return card(looks === 2 ? "Present" : "Online");
      },
    },
  });
  fake.closed = () => (logins += 1) <= 2;
  const device = new Device({ ...ACCESS, port: fake.port, instance: "i-1" });
  const waited: string[] = [];
  const line = "set system domain-name example.net";
  try {
    const { changed } = await commitChanges(device, {
      plan: (active) => (active.toSet().includes(line) ? [] : [line]),
      log: "test",
      status: (message) => waited.push(message),
    });
    expect(changed).toBe(true);
    expect(waited.join("\n")).toMatch(/refuses the login[^]*forwarding plane is not online yet/);
  } finally {
    device.drop();
    await fake.stop();
  }
});
