// The hub of test/e2e/programs/hub with its two branches, brought up.
import { type Program, type TestLab } from "./lab";

/** `up`, after which both branches' tunnels are verified. */
export async function hubUp(lab: TestLab, program: Program): Promise<void> {
  const { code, stderr, report } = await lab.up(program.folder, { seconds: 300 });
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels.map(({ name, verified }) => `${name} ${verified}`).sort()).toEqual([
    "selectors-a true",
    "selectors-b true",
  ]);
}
