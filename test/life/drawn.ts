// Which rows of docs/life.md the lab walks: all of them for a proof, one that the commit draws of the proven ones in an ordinary run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chosenRows, digestOf, drawnBy, type Table } from "./proof";
import type { LabStep } from "./row";
import { LIFE } from "./table";

/** A row that the lab can walk. */
export interface WalkedRow {
  readonly row: string;
  readonly step: LabStep;
}

/** Rows of an ordinary run: each of them takes a minute or two. */
const DRAWN = 1;

const PROGRAM = join(__dirname, "../e2e/cloud/programs/two-sites/index.ts");

const walkedRows = (): readonly WalkedRow[] =>
  LIFE.flatMap(({ title, rows }) =>
    rows.flatMap(({ change, lab }) =>
      lab === undefined ? [] : [{ row: `${title}: ${change}`, step: lab }],
    ),
  );

/** Each row with what the walk holds the stack against: its step, and the program that it edits. */
export function walkTable(): Table {
  const program = readFileSync(PROGRAM, "utf8");
  return Object.fromEntries(
    walkedRows().map(({ row, step }) => [row, digestOf([row, step, program])]),
  );
}

/** `VSRX_LIFE`: `all`, or parts of the rows' names between bars. Without it, the commit draws. */
export function drawnRows(
  wanted = process.env["VSRX_LIFE"],
  by: () => string = drawnBy(walkTable()),
): readonly WalkedRow[] {
  return chosenRows(walkedRows(), { name: "life", wanted, by, count: DRAWN });
}
