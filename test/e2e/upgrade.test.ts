// A stack that version 0.1.0 has brought up, with its devices in the lab and its tunnels up: this version goes on with it, and no device loses a line.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  hostAddress,
  hostOf,
  labProgram,
  moved,
  nodeOf,
  topology,
} from "./device/upgrade/lab-program";
import { type DeviceName, DEVICES } from "./device/upgrade/program";
import { root, TestLab } from "./lab";
import { type Pings, pingedDuring } from "./pings";

jest.setTimeout(400_000);

interface StoredResource {
  readonly type: string;
  readonly outputs?: { hostKey?: string };
}

interface Stored {
  readonly devices: Readonly<Record<DeviceName, readonly string[]>>;
  readonly stack: { readonly deployment: { readonly resources: readonly StoredResource[] } };
}

const text = readFileSync(join(__dirname, "device/upgrade/stack-0.1.0.json"), "utf8");
const stored = JSON.parse(moved(text)) as Stored;

/** Each VPN by the devices that it joins. */
const TUNNELS: Readonly<Record<string, readonly [DeviceName, DeviceName]>> = {
  "the route-based VPN, through NAT": ["paris", "rome"],
  "the policy-based VPN": ["paris", "oslo"],
  "the hub, whose branch stands inside another construct": ["kiel", "bonn"],
};
let lab: TestLab;
let folder: string;

function write(program: string): void {
  writeFileSync(join(folder, "index.ts"), program);
}

async function pulumi(...argv: readonly string[]): Promise<string> {
  const ran = await lab.exec("operator", ...lab.pulumiCommand("pulumi", ...argv));
  expect(`${ran.code} ${ran.stderr}`).toMatch(/^0 /);
  return ran.stdout;
}

interface Deployment {
  readonly deployment: {
    readonly secrets_providers?: object;
    readonly resources?: readonly { readonly urn: string }[];
  };
}

/** The stored state in place of the lab's own, in its project and under its passphrase; the devices have other host keys. */
async function takeOver(): Promise<void> {
  const own = JSON.parse(await pulumi("stack", "export", "--stack", "lab")) as Deployment;
  const [, , , project = ""] = own.deployment.resources?.[0]?.urn.split(":").filter(Boolean) ?? [];
  for (const { outputs } of stored.stack.deployment.resources) delete outputs?.hostKey;
  const named = JSON.stringify(stored.stack.deployment)
    .replaceAll("urn:pulumi:dev::devices::", `urn:pulumi:lab::${project}::`)
    .replaceAll("devices-dev", `${project}-lab`);
  const deployment = {
    ...(JSON.parse(named) as object),
    secrets_providers: own.deployment.secrets_providers,
  };
  const file = join(lab.folder, "stored.json");
  writeFileSync(file, JSON.stringify({ ...own, deployment }));
  await pulumi("stack", "import", "--stack", "lab", "--file", file);
}

/** A device's lines; how a secret is scrambled is no matter. */
async function linesOf(name: DeviceName): Promise<readonly string[]> {
  const shown = await lab.cli(nodeOf(name), "show configuration | display set");
  return shown
    .split("\n")
    .filter((line) => line.startsWith("set "))
    .map((line) => line.replace(/"\$9\$[^"]*"/, "KEY").trim())
    .sort();
}

const path = ([from, to]: readonly [DeviceName, DeviceName]) => ({
  from: hostOf(from),
  to: hostAddress(to),
});

/** Pings over each tunnel while something is done. */
async function pingedAll(work: () => Promise<void>): Promise<Readonly<Record<string, Pings>>> {
  const seen: Record<string, Pings> = {};
  const nested = Object.entries(TUNNELS).reduce(
    (inner, [row, ends]) =>
      async () => {
        seen[row] = await pingedDuring(lab, path(ends), inner);
      },
    work,
  );
  await nested();
  return seen;
}

async function isUp(ends: readonly [DeviceName, DeviceName]): Promise<boolean> {
  const { from, to } = path(ends);
  const again = `for i in $(seq 60); do ping -nqc1 -W1 ${to} && exit; done; exit 1`;
  return (await lab.exec(from, "sh", "-c", again)).code === 0;
}

describe("the stack of 0.1.0", () => {
  beforeAll(() => {
    lab = new TestLab();
    mkdirSync(join(root, ".cache"), { recursive: true });
    folder = mkdtempSync(join(root, ".cache/e2e-upgrade-"));
    writeFileSync(join(folder, "package.json"), `{ "private": true, "main": "index.ts" }\n`);
    writeFileSync(join(folder, "topology.json"), JSON.stringify(topology()));
  });

  afterAll(async () => {
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("its devices have what 0.1.0 set, and their tunnels come up by that", async () => {
    write("export {};\n");
    const { code, stderr } = await lab.up(folder);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    for (const name of DEVICES)
      await lab.type(nodeOf(name), "configure", ...stored.devices[name], "commit", "exit");
    for (const [row, ends] of Object.entries(TUNNELS))
      expect([row, await isUp(ends)]).toEqual([row, true]);
    await takeOver();
  });

  test("up keeps every line, or renames it after its path; what isn't renamed loses no ping", async () => {
    const before = await Promise.all(DEVICES.map(linesOf));
    write(labProgram());
    let changes: readonly string[] = [];
    const pings = await pingedAll(async () => {
      const { code, stderr, report } = await lab.up(folder, { seconds: 300 });
      expect(`${code} ${stderr}`).toMatch(/^0 /);
      for (const { name, verified } of report.tunnels)
        expect([name, verified]).toEqual([name, true]);
      changes = (report.changes ?? []).map(({ operation }) => operation);
    });
    process.stdout.write(`pings while 0.1.0 is upgraded: ${JSON.stringify(pings)}\n`);
    expect(changes.filter((each) => /replace|delete/.test(each))).toEqual([]);
    for (const [index, name] of DEVICES.entries()) {
      const now = new Set(
        (await linesOf(name)).map((line) => line.replaceAll("north-kiel", "kiel")),
      );
      const gone = before[index]?.filter((line) => !now.has(line.replaceAll("north-kiel", "kiel")));
      expect([name, gone]).toEqual([name, []]);
    }
    for (const [row, { sent, lost }] of Object.entries(pings)) {
      expect(sent).toBeGreaterThanOrEqual(20);
      // Whose names have a path now negotiates again.
      if (!row.startsWith("the hub")) expect([row, lost]).toEqual([row, 0]);
    }
  });

  test("a second up changes nothing, and all tunnels carry traffic", async () => {
    const { report } = await lab.up(folder);
    expect(report.changes ?? []).toEqual([]);
    for (const [row, ends] of Object.entries(TUNNELS))
      expect([row, await isUp(ends)]).toEqual([row, true]);
  });
});
