// Labs for other people's tests: two at once that do not meet, faults with their way back, what a failed test leaves, and a killed one.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lab, LabUpError, type Net, RunningLab } from "pulumi-vsrx/lab";
import { LabFolder } from "../../lab/cli";
import { processesOf, root } from "./lab";

jest.setTimeout(300_000);

/** Devices and addresses are the same in every lab of it. */
const project = join(root, "examples/guide-route-based");
const keepIn = mkdtempSync(join(tmpdir(), "vsrx-kept-"));

/** A test of somebody else's, in a process that is to be killed. */
const other = spawn(
  process.execPath,
  [
    "-e",
    `const { lab } = require(${JSON.stringify(join(root, "dist/lab/door"))});
    lab.up({ project: ${JSON.stringify(project)} }).then((net) => {
      console.log(net.folder);
      setInterval(() => undefined, 1000);
    });`,
  ],
  { stdio: ["ignore", "pipe", "inherit"] },
);

let ours: Net;
let theirs: RunningLab;

beforeAll(async () => {
  const folder = new Promise<string>((resolve, reject) => {
    other.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    other.once("exit", () => reject(new Error("the other test did not come up")));
  });
  [ours] = await Promise.all([lab.up({ project, keepIn }), folder]);
  theirs = new RunningLab(new LabFolder(root, await folder));
});

afterAll(async () => {
  other.kill("SIGKILL");
  await ours.down();
  rmSync(keepIn, { recursive: true, force: true });
});

describe("two labs at once", () => {
  it("have the same names and addresses, each with a network of its own", async () => {
    expect(await ours.address("Host2")).toBe(await theirs.address("Host2"));
    const networkOf = async (net: RunningLab): Promise<string> =>
      (await net.exec("Host2", ["readlink", "/proc/self/ns/net"])).stdout;
    const networks = [
      await networkOf(ours),
      await networkOf(theirs),
      readlinkSync("/proc/self/ns/net"),
    ];
    expect(new Set(networks).size).toBe(3);
  });

  it("see nothing of each other", async () => {
    const seen = await ours.capture("Host2", "icmp");
    expect(await theirs.ping("Host1", "Host2")).toBe(true);
    expect(await seen.lines()).toEqual([]);
    expect(await ours.ping("Host1", "Host2")).toBe(true);
    expect((await seen.stop()).length).toBeGreaterThanOrEqual(6);
  });

  it("break apart: a dead peer in one is none in the other", async () => {
    const dead = await ours.break({ kind: "dead-peer", at: "SRX2" });
    expect(await ours.ping("Host1", "Host2", 1)).toBe(false);
    expect(await theirs.ping("Host1", "Host2", 1)).toBe(true);
    await dead.heal();
    expect((await ours.status({ waitSeconds: 60 })).tunnels).toMatchObject([{ verified: true }]);
  });
});

describe("a wrong key", () => {
  it("is diagnosed, and healed", async () => {
    const [tunnel] = (await ours.status()).tunnels;
    const name = tunnel?.name ?? "";
    const broken = await ours.break({ kind: "wrong-key", at: "SRX2", tunnel: name });
    expect(await ours.ping("Host1", "Host2", 1)).toBe(false);
    const { isFine, tunnels } = await ours.diagnose(name);
    expect(isFine).toBe(false);
    expect(tunnels[0]?.diagnosis.causes.map(({ layer, what }) => `${layer}: ${what}`)).toEqual([
      expect.stringMatching(/^IKE: .*different pre-shared keys/),
    ]);
    await broken.heal();
    expect((await ours.status({ waitSeconds: 60 })).tunnels).toMatchObject([{ verified: true }]);
  });
});

describe("a test that fails", () => {
  it("says where it left its log, its devices and its captures", async () => {
    const wrong = lab.keeping(async () => {
      expect(await ours.ping("Host1", "192.0.2.99", 1)).toBe(true);
    });
    const { message } = await wrong().then(
      () => new Error("it passed"),
      (error: Error) => error,
    );
    const [, folder = ""] = /logs and captures of the lab: (\S+)/.exec(message) ?? [];
    expect(folder.startsWith(keepIn)).toBe(true);
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining([
        ...["up.log", "lab.log", "status.json", "diagnosis.txt", "SRX1.conf", "SRX1.txt"],
        ...["1-Host2.pcap", "1-Host2.txt"],
      ]),
    );
    const text = (name: string): string => readFileSync(join(folder, name), "utf8");
    expect(text("SRX1.conf")).toMatch(/^set security ike gateway /m);
    expect(text("SRX1.conf")).not.toMatch(/\$9\$/);
    expect(text("1-Host2.txt")).toMatch(/ICMP echo request/);
  });
});

it("a program that is no program fails, and leaves its log and no lab", async () => {
  const nothing = mkdtempSync(join(tmpdir(), "vsrx-nothing-"));
  const error: unknown = await lab.up({ project: nothing, keepIn }).catch((each: unknown) => each);
  rmSync(nothing, { recursive: true });
  expect(error).toBeInstanceOf(LabUpError);
  expect((error as LabUpError).message).toMatch(/logs and captures of the lab: /);
});

it("a test that is killed leaves no process and no file", async () => {
  expect(processesOf(theirs.folder).length).toBeGreaterThan(0);
  other.kill("SIGKILL");
  const isThere = () => existsSync(theirs.folder) || processesOf(theirs.folder).length > 0;
  for (let tries = 0; tries < 100 && isThere(); tries += 1) await sleep(200);
  expect(existsSync(theirs.folder)).toBe(false);
  expect(processesOf(theirs.folder)).toEqual([]);
  expect(await ours.ping("Host1", "Host2", 1)).toBe(true);
});

it("`down` leaves none either", async () => {
  const { folder } = ours;
  await ours.down();
  expect(existsSync(folder)).toBe(false);
  expect(processesOf(folder)).toEqual([]);
});
