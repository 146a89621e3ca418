// The lab's secrets while it works: in no process's arguments or environment, no output, no state, no log and no file that isn't theirs.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Canary } from "../canary";
import { Program, type Ran, TestLab } from "./lab";

jest.setTimeout(300_000);

const lab = new TestLab();
const program = new Program("route-based");

/** What was seen of all processes: arguments and environments, each once. */
const seen = new Set<string>();
let sampler: NodeJS.Timeout | undefined;

function sample(): void {
  for (const id of readdirSync("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    for (const file of ["cmdline", "environ"]) {
      try {
        seen.add(readFileSync(`/proc/${id}/${file}`, "latin1"));
      } catch {
        // It ended meanwhile, or is somebody else's.
      }
    }
  }
}

beforeAll(() => {
  sampler = setInterval(sample, 15);
});

afterAll(async () => {
  clearInterval(sampler);
  await lab.close();
  program.remove();
});

interface Secrets {
  readonly passphrase: string;
  readonly presharedKey: string;
  readonly privateKey: string;
}

function canaries(): Canary[] {
  const text = readFileSync(join(lab.folder, "secrets.json"), "utf8");
  const { passphrase, presharedKey, privateKey } = JSON.parse(text) as Secrets;
  const middle = privateKey.split("\n").filter((line) => !line.startsWith("-----"))[2] ?? "";
  expect(middle.length).toBeGreaterThan(30);
  return [passphrase, presharedKey, middle].map((secret) => new Canary(secret));
}

/** Where secrets are at home: only their owner may read these. */
const HOMES =
  /^(?:secrets\.json|passphrase|operator-key|cloud\/machines\/[^/]+\/config\/juniper\.conf(?:\.\d+)?)$/;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    try {
      return statSync(join(folder, name)).isFile();
    } catch {
      return false;
    }
  });
}

const said: Ran[] = [];

it("nothing shows them, from the first `up` to the last `destroy`", async () => {
  const up = await lab.up(program.folder);
  expect(up.code).toBe(0);
  said.push(up);
  for (const command of ["preview", "refresh", "status", "logs"])
    said.push(await lab.lab([command]));
  // A changed program: its preview and its update show what differs.
  program.edit([
    'new Gateway(scope, "srx1", {',
    'new Gateway(scope, "srx1", { raw: ["set system login message hello"],',
  ]);
  said.push(await lab.lab(["preview"]), await lab.up(program.folder));

  const found: string[] = [];
  for (const canary of canaries()) {
    const look = (place: string, text: string): void => {
      for (const form of canary.formsIn(text)) found.push(`${place}: ${form}`);
    };
    for (const { stdout, stderr } of said) look("output", stdout + stderr);
    for (const text of seen) look(`a process: ${text.slice(0, 60)}`, text);
    for (const name of filesIn(lab.folder)) {
      const { mode } = statSync(join(lab.folder, name));
      const text = readFileSync(join(lab.folder, name), "latin1");
      if (HOMES.test(name)) expect(`${name} ${(mode & 0o077).toString(8)}`).toBe(`${name} 0`);
      else look(name, text);
    }
  }
  expect(found).toEqual([]);
});

it("the sampler would have seen them", async () => {
  const canary = new Canary("an-argument-of-a-process-7f3a");
  await lab.lab(["status", "--json"], { env: { VSRX_CANARY: canary.text } });
  expect([...seen].some((text) => canary.formsIn(text).includes("clear"))).toBe(true);
});
