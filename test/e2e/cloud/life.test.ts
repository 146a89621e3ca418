// A stack is walked through the changes of docs/life.md: what happens is what the page says, hosts reach each other after it, and there is a way back.
import { drawnRows, walkTable } from "../../life/drawn";
import { reportProof } from "../../life/proof";
import type { LabStep } from "../../life/row";
import { Program, TestLab } from "../lab";

jest.setTimeout(400_000);

const lab = new TestLab();
const program = new Program("test/e2e/cloud/programs/two-sites");
const WATCHED = ["Instance", "Configuration", "Tunnel", "Route"];

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** `up`, and what it did to resources of the types that are watched, as `replace Instance life-host1`. */
async function changes(): Promise<string[]> {
  const { code, stderr, report } = await lab.up(program.folder);
  expect(`${code} ${stderr} ${(report.errors ?? []).join("\n")}`).toMatch(/^0 /);
  return (report.changes ?? [])
    .map(({ operation, type, name }) => ({ operation, type: type.split(":").at(-1) ?? "", name }))
    .filter(({ operation, type }) => operation !== "delete-replaced" && WATCHED.includes(type))
    .map(
      ({ operation, type, name }) =>
        `${operation === "create-replacement" ? "replace" : operation} ${type} ${name}`,
    )
    .sort();
}

async function addressOf(host: string): Promise<string> {
  const { stdout } = await lab.exec(host, "ip", "-4", "-o", "addr", "show", "scope", "global");
  return /inet ([\d.]+)/.exec(stdout)?.[1] ?? "";
}

/** A second `up` has nothing left to do, and hosts reach each other. */
async function settled(): Promise<void> {
  const { report } = await lab.up(program.folder);
  expect(report.changes ?? []).toEqual([]);
  expect(await lab.ping("host1", await addressOf("host2"))).toBe(true);
}

/** Pings through the tunnel while something is done: how many of them were lost. */
async function lostDuring(work: () => Promise<void>): Promise<number> {
  const stop = new AbortController();
  const address = await addressOf("host2");
  let lost = 0;
  const pinging = (async () => {
    while (!stop.signal.aborted) if (!(await lab.ping("host1", address, 5))) lost += 1;
  })();
  try {
    await work();
  } finally {
    stop.abort();
    await pinging;
  }
  return lost;
}

async function walk({ edits, changes: expected, refusal, keepsTraffic }: LabStep): Promise<void> {
  program.edit(...edits);
  if (refusal !== undefined) {
    const { stdout, stderr } = await lab.lab(["preview", program.folder]);
    expect(stdout + stderr).toContain(refusal);
    return;
  }
  const { stdout } = await lab.lab(["preview", program.folder]);
  expect(stdout.includes("replace")).toBe(expected.some((line) => line.startsWith("replace")));
  let done: readonly string[] = [];
  const go = async (): Promise<void> => {
    done = await changes();
  };
  if (keepsTraffic === true) expect(await lostDuring(go)).toBe(0);
  else await go();
  expect(done).toEqual([...expected].sort());
  await settled();
}

const drawn = drawnRows();
const passed: string[] = [];

test("the stack comes up", async () => {
  expect(await changes()).not.toEqual([]);
  await settled();
});

test.each(drawn)("$row", async ({ row, step }) => {
  await walk(step);
  program.restore();
  program.edit(...(step.back ?? []));
  await changes();
  program.restore();
  passed.push(row);
});

test("and goes", async () => {
  await settled();
  const { code, stderr } = await lab.lab(["down"]);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
});

afterAll(() =>
  reportProof(
    walkTable(),
    drawn.map(({ row }) => row),
    passed,
  ),
);
