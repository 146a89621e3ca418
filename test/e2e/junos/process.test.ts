// A device's process in namespaces of its own: managed over SSH, killed, started again, switched off.

import { spawn } from "node:child_process";
import { join } from "node:path";

jest.setTimeout(120_000);

type Seen = Readonly<Record<string, unknown>>;

/** Runs the scenario in a world of its own. */
function scenario(): Promise<Seen> {
  const root = process.getuid?.() === 0;
  const identity = [
    "--user",
    `--map-user=${String(process.getuid?.() ?? 0)}`,
    `--map-group=${String(process.getgid?.() ?? 0)}`,
    "--keep-caps",
  ];
  const child = spawn(
    "unshare",
    [
      ...(root ? [] : identity),
      ...["-nmpf", "--kill-child", "--mount-proc"],
      ...[process.execPath, "--require", require.resolve("tsx/cjs"), join(__dirname, "inside.ts")],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let out = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(out) as Seen);
      else reject(new Error(`the world ended (${String(code)}): ${said}`));
    });
  });
}

let seen: Seen;

beforeAll(async () => {
  seen = await scenario();
});

test("what is committed reaches the kernel", () => {
  expect(seen["configuration"]).toContain("address 10.1.11.1/24");
  expect(seen["addresses"]).toMatch(/ge-0-0-0@\S+\s+UP\s+10\.1\.11\.1\/24/);
  expect(seen["daemons"]).toBe(1);
});

test("a question that it doesn't know is refused with those it does", () => {
  expect(seen["unknownQuestion"]).toMatch(/"weather"; it knows tunnels/);
});

test("it is small", () => {
  expect(seen["megabytes"]).toBeLessThan(83);
});

test("a process that was killed is missed, and says where to look", () => {
  expect(seen["exited"]).toBe(-1);
  expect(seen["afterwards"]).toMatch(/process of the device "srx1" has ended/);
});

test("started again, it has its configuration and its host key", () => {
  expect(seen["kept"]).toContain("address 10.1.11.1/24");
  expect(seen["addressesAgain"]).toMatch(/10\.1\.11\.1\/24.*10\.1\.12\.1\/24/);
});

test("what a killed process left behind doesn't stay", () => {
  expect(seen["orphans"]).toBe(1);
  expect(seen["daemonsAgain"]).toBe(1);
});

test("after a power cycle it forwards as before", () => {
  expect(seen["afterPowerCycle"]).toMatch(/10\.1\.11\.1\/24.*10\.1\.12\.1\/24/);
});

test("switched off, it leaves nothing behind in the kernel", () => {
  expect(seen["stopped"]).toBe(0);
  expect(seen["nothingLeft"]).not.toMatch(/10\.1\.1/);
  expect(seen["daemonsLeft"]).toBe(0);
});
