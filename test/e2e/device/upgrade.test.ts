// A stack that version 0.1.0 has brought up, on the real engine: this version goes on with it, and no device loses a line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { utils } from "ssh2";
import { newKeyPair } from "../../../lib/key-pair";
import type { ConfigTree } from "../../../lib/junos";
import { FakeDevice } from "../../device/fake-device";
import { Engine } from "./engine";
import { answersOf } from "./upgrade/answers";
import { type DeviceName, DEVICES, office, type Ports, SECRETS } from "./upgrade/program";

jest.setTimeout(300_000);

interface Stored {
  readonly ports: Ports;
  readonly devices: Readonly<Record<DeviceName, readonly string[]>>;
  readonly stack: { readonly version: number; readonly deployment: object };
}

const stored = JSON.parse(
  readFileSync(join(__dirname, "upgrade/stack-0.1.0.json"), "utf8"),
) as Stored;

let engine: Engine;
let fakes: Record<DeviceName, FakeDevice>;
let ports: Ports;

function publicKey(privateKey: string): string {
  const key = utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `ssh-ed25519 ${key.getPublicSSH().toString("base64")}`;
}

/** What stands inside a construct, and its hub: their names follow the path, in one commit. */
const RENAMED: readonly DeviceName[] = ["kiel", "bonn"];

/** A device as 0.1.0 has left it. */
async function started(name: DeviceName): Promise<FakeDevice> {
  const active = (): ConfigTree => fake.active;
  const fake: FakeDevice = await FakeDevice.start({
    configuration: stored.devices[name].join("\n"),
    operational: answersOf(active),
    hostKey: newKeyPair().private,
  });
  return fake;
}

/** The stored state, with the ports and the host keys that the devices have today. */
function deployment(): Stored["stack"] {
  const text = JSON.stringify(stored.stack.deployment);
  const moved = DEVICES.reduce((before, name) => {
    const port = new RegExp(`(\\\\?"port\\\\?":)${stored.ports[name]}\\b`, "g");
    return before.replace(port, `$1${ports[name]}`);
  }, text);
  const { resources } = JSON.parse(text) as {
    resources: { id?: string; outputs?: { hostKey?: string } }[];
  };
  const keyed = DEVICES.reduce((before, name) => {
    const old = resources.find(({ id }) => id === name)?.outputs?.hostKey ?? "?";
    return before.replaceAll(old, publicKey(fakes[name].hostKey));
  }, moved);
  return { ...stored.stack, deployment: JSON.parse(keyed) as object };
}

const lines = (name: DeviceName): string[] => fakes[name].text().split("\n").sort();

beforeAll(async () => {
  engine = await Engine.start();
  const list = await Promise.all(DEVICES.map(async (name) => [name, await started(name)] as const));
  fakes = Object.fromEntries(list) as typeof fakes;
  ports = Object.fromEntries(list.map(([name, { port }]) => [name, port])) as Ports;
  await engine.takeOver(deployment());
});

afterAll(async () => {
  engine.stop();
  await Promise.all(Object.values(fakes).map((fake) => fake.stop()));
});

/** Lines that `now` has and `before` hasn't. */
const beyond = (now: readonly string[], before: readonly string[]): string[] =>
  now.filter((line) => !before.includes(line));

/** A line under the name that a construct inside another had in 0.1.0: of itself alone, today of its path. */
const oldName = (line: string): string => line.replaceAll("north-kiel", "kiel");

test("the preview replaces and deletes nothing, and shows what is only written in another way as no change", async () => {
  const { text, error } = await engine.run("preview", office(ports));
  expect(error).toBeUndefined();
  expect(text).not.toMatch(/replace|to delete/);
  expect(text).toMatch(/\+ 1 to create/);
  expect(text).toMatch(/vsrx:index:Placement office create/);
  expect(text).not.toMatch(/radius-server/);
});

test("up goes through; devices of a flat stack keep each line, one inside a construct gets its path's names", async () => {
  const { text, error } = await engine.run("up", office(ports));
  expect(error).toBeUndefined();
  expect(text).not.toMatch(/replaced|deleted/);
  for (const name of DEVICES) {
    const [before, after] = [stored.devices[name], lines(name)];
    expect(after.map(oldName).sort()).toEqual([...before].map(oldName).sort());
    const renamed = beyond(after, before).every((line) => line.includes("north-kiel"));
    expect([name, renamed]).toEqual([name, true]);
    if (!RENAMED.includes(name)) expect(after).toEqual([...before].sort());
  }
});

test("secrets that lay in clear are sealed, and a second up changes nothing", async () => {
  const before = JSON.stringify(stored.stack);
  expect(before).toContain("system radius-server 192.0.2.9 secret radius-in-a-raw-line");
  const commits = Object.values(fakes).map((fake) => fake.log.length);
  const { text } = await engine.run("up", office(ports));
  expect(text).toMatch(/Resources:\s+27 unchanged/);
  expect(Object.values(fakes).map((fake) => fake.log.length)).toEqual(commits);
  const state = await engine.exported();
  const clear = JSON.stringify(state, (_, value: unknown) =>
    typeof value === "object" && value !== null && "plaintext" in value ? "sealed" : value,
  );
  expect(SECRETS.filter((each) => clear.includes(each))).toEqual([]);
});

test("destroy leaves what was there before", async () => {
  const { error } = await engine.run("destroy", office(ports));
  expect(error).toBeUndefined();
  for (const name of DEVICES) {
    // What lets people in stays, also where a statement of ours stood inside it.
    const wayIn = name === "rome" ? ["set system services ssh"] : [];
    expect(lines(name)).toEqual([
      `set system host-name ${name}`,
      ...wayIn,
      "set system time-zone UTC",
    ]);
  }
});
