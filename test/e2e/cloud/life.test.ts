// A stack is walked through the changes of docs/life.md: what happens is what the page says, hosts reach each other after it, and there is a way back.
import { drawnRows, walkTable } from "../../life/drawn";
import { reportProof } from "../../life/proof";
import type { LabStep } from "../../life/row";
import { Program, TestLab } from "../lab";
import { type Pings, pingedDuring } from "../pings";

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

/** A second `up` has nothing left to do, and hosts reach each other. */
async function settled(): Promise<void> {
  const { report } = await lab.up(program.folder);
  expect(report.changes ?? []).toEqual([]);
  expect(await lab.ping("host1", await lab.address("host2"))).toBe(true);
}

/** Both gateways forget their SAs; the tunnel comes up with what they have now. */
async function negotiatedAgain(): Promise<void> {
  await lab.clear("berlin", "bern");
  const address = await lab.address("host2");
  const argv = ["-c", `for i in $(seq 60); do ping -nqc1 -W1 ${address} && exit; done; exit 1`];
  expect(await lab.exec("host1", "sh", ...argv)).toMatchObject({ code: 0 });
}

/** Answers what was lost meanwhile; nothing where the change is refused. */
async function walk(step: LabStep): Promise<Pings | undefined> {
  const { edits, changes: expected, refusal, keepsTraffic, negotiatesAgain } = step;
  program.edit(...edits);
  if (refusal !== undefined) {
    const { stdout, stderr } = await lab.lab(["preview", program.folder]);
    expect(stdout + stderr).toContain(refusal);
    return undefined;
  }
  const { stdout } = await lab.lab(["preview", program.folder]);
  expect(stdout.includes("replace")).toBe(expected.some((line) => line.startsWith("replace")));
  let done: readonly string[] = [];
  const path = { from: "host1", to: await lab.address("host2") };
  const pings = await pingedDuring(lab, path, async () => {
    done = await changes();
  });
  if (keepsTraffic === true) expect(pings.lost).toBe(0);
  expect(done).toEqual([...expected].sort());
  if (negotiatesAgain === true) await negotiatedAgain();
  await settled();
  return pings;
}

const drawn = drawnRows();
const passed = new Map<string, string | undefined>();

test("the stack comes up", async () => {
  expect(await changes()).not.toEqual([]);
  await settled();
});

test.each(drawn)("$row", async ({ row, step }) => {
  let pings: Pings | undefined;
  try {
    pings = await walk(step);
  } finally {
    // Back in any case: a row that fails must not make the next ones fail.
    program.restore();
    program.edit(...(step.back ?? []));
    await changes().finally(() => program.restore());
  }
  passed.set(row, pings && `${pings.lost} of ${pings.sent} pings lost`);
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
