// The score: which of the 68 failure modes a diagnosis names first, and why no device tells of the others.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLOUD_ROWS } from "./cloud-rows";
import { FAILURE_MODES } from "./failure-modes";
import { FAULTS } from "./faults";
import { WIRE_ROWS } from "./wire-rows";

const byConfigurations = new Set(FAULTS.map(({ row }) => row));
/** A refusal in a device's words alone does not count: the words differ from release to release. */
const byReplies = new Set(
  WIRE_ROWS.filter(([, , { ends }]) => ends.every((end) => (end?.events ?? []).length === 0)).map(
    ([row]) => row,
  ),
);
const byCloud = new Set(CLOUD_ROWS.map(([row]) => row));

const tellers = (row: number): readonly string[] => [
  ...(byConfigurations.has(row) ? ["configurations"] : []),
  ...(byReplies.has(row) ? ["replies"] : []),
  ...(byCloud.has(row) ? ["AWS"] : []),
];

const onWire = FAILURE_MODES.filter(({ before }) => before === undefined);
const told = onWire.filter(({ row }) => tellers(row).length > 0);

test("every mode stands here once", () => {
  expect(FAILURE_MODES.map(({ row }) => row)).toEqual(
    Array.from({ length: 68 }, (_, at) => at + 1),
  );
});

test.each(FAILURE_MODES)("$row: $what", ({ row, before, untold }) => {
  const isTold = tellers(row).length > 0;
  // Told, stopped before it is in force, or with the reason why nothing tells: exactly one of them.
  expect([isTold, before !== undefined, untold !== undefined].filter(Boolean)).toHaveLength(1);
});

test("what nothing tells stands in the documentation with its reason, and the score too", () => {
  const text = readFileSync(join(__dirname, "../../docs/diagnosis.md"), "utf8");
  for (const { what, untold } of onWire)
    if (untold !== undefined) expect(text).toContain(`| ${what} | ${untold} |`);
  expect(text).toContain(
    `Of ${FAILURE_MODES.length} known failure modes ${onWire.length} can be in force on a network that runs; ${told.length} of them are named`,
  );
});

afterAll(() => {
  const lines = FAILURE_MODES.map(({ row, what, before, untold }) => {
    const by = tellers(row).join(", ");
    const answer = by === "" ? (before ?? `not told: ${untold}`) : `named by ${by}`;
    return `${String(row).padStart(2)} ${what}: ${answer}`;
  });
  process.stdout.write(
    `${lines.join("\n")}\nscore: ${told.length} of ${onWire.length} that can be in force, the others with their reason\n`,
  );
});
