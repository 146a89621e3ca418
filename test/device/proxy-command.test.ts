// A program of the user's own that carries the connection.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKeyPair } from "../../lib/key-pair";
import { type Connection, Device, SYSTEM_INFORMATION } from "../../lib/device";
import { FakeDevice } from "./fake-device";

const login = newKeyPair();
const folder = mkdtempSync(join(tmpdir(), "vsrx-proxy-"));
let fake: FakeDevice;

beforeAll(async () => {
  fake = await FakeDevice.start({ publicKey: login.public });
});

afterAll(async () => {
  await fake.stop();
  rmSync(folder, { recursive: true });
});

/** Joins its input and output with a port of this machine; first it notes its process and its arguments. */
const JOIN = `
  require("node:fs").writeFileSync(process.argv[1], process.pid + " " + process.argv.slice(2).join(" "));
  const socket = require("node:net").connect(Number(process.argv[3]), "127.0.0.1");
  process.stdin.pipe(socket).pipe(process.stdout);`;
const notes = join(folder, "notes");
const joining = [process.execPath, "-e", JOIN, notes, "%h", "%p", "%r", "100%%"];

/** The host is nobody's name: only the program can lead there. */
function device(proxyCommand: readonly string[], more: Partial<Connection> = {}): Device {
  return new Device(
    {
      ...{ host: "device.invalid", port: fake.port, user: "lab", privateKey: login.private },
      ...{ acceptFirstHostKey: true, proxyCommand },
      ...more,
    },
    { connectTimeoutSeconds: 5 },
  );
}

async function hasEnded(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

test("it carries the session, knows host, port and user, and ends with it", async () => {
  const through = device(joining);
  const session = await through.session();
  const { root } = await session.request(SYSTEM_INFORMATION);
  expect(root.children[0]?.name).toBe("system-information");
  const [pid, ...words] = readFileSync(notes, "utf8").split(" ");
  expect(words).toEqual(["device.invalid", String(fake.port), "lab", "100%"]);
  expect(through.where).toContain(`lab@device.invalid:${fake.port} by way of ${process.execPath}`);
  through.drop();
  expect(await hasEnded(Number(pid))).toBe(true);
});

test("words are never a shell's: blanks, quotes and dollars arrive as they are", async () => {
  const odd = ["a b", "'", "$HOME", "`id`", ";"];
  const through = device([...joining, ...odd]);
  await through.session();
  through.drop();
  expect(readFileSync(notes, "utf8").endsWith(`100% ${odd.join(" ")}`)).toBe(true);
});

test.each<[string, readonly string[], RegExp]>([
  ["isn't there", [join(folder, "nothing")], /nothing" can't be started: .*ENOENT/],
  [
    "ends",
    [process.execPath, "-e", 'console.error("no such instance"); process.exit(3)'],
    /ended with 3\. It said: no such instance/,
  ],
  [
    "is silent",
    [process.execPath, "-e", "setInterval(() => {}, 1000)"],
    /does not answer within 5 s/,
  ],
  ["asks for what nobody has", ["ssh", "-W", "%n:%p"], /holds "%n"; allowed are %h, %p, %r and %%/],
])("one that %s is told as that", async (_what, command, reason) => {
  const opening = device(command).session();
  await expect(opening).rejects.toThrow(reason);
});

test("one that ends later ends the session, and what waited is told", async () => {
  const through = device(joining);
  const session = await through.session();
  const [pid] = readFileSync(notes, "utf8").split(" ");
  fake.fault = () => "silent";
  const answer = session.request(SYSTEM_INFORMATION);
  process.kill(Number(pid), "SIGKILL");
  await expect(answer).rejects.toThrow(/by way of .* broke/);
  fake.fault = () => undefined;
  through.drop();
});
