// The stored proof of docs/life.md is one of this table: each row has passed in the lab, with the program and the expectations that stand here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drawnRows, tableDigest, walkedRows } from "./drawn";

const ROWS = walkedRows().map(({ row }) => row);

test("the whole table was walked as it stands: else run `npm run proof -- life`", () => {
  const file = join(__dirname, "../proofs/life.json");
  const proof = JSON.parse(readFileSync(file, "utf8")) as {
    readonly table: string;
    readonly rows: readonly string[];
  };
  expect(proof.rows).toEqual(ROWS);
  expect(proof.table).toBe(tableDigest());
});

test("an ordinary run draws a few rows, by the commit alone, and every row has its turn", () => {
  const names = (commit: string): readonly string[] =>
    drawnRows(undefined, () => commit).map(({ row }) => row);
  expect(names("a")).toEqual(names("a"));
  const commits = Array.from({ length: 200 }, (_, number) => names(`commit ${number}`));
  expect(new Set(commits.map(({ length }) => length))).toEqual(new Set([2]));
  expect([...new Set(commits.flat())].sort()).toEqual([...ROWS].sort());
});

test("all rows, or some by their names, can be asked for", () => {
  expect(drawnRows("all").map(({ row }) => row)).toEqual(ROWS);
  expect(drawnRows("VPN: gets another name").map(({ row }) => row)).toEqual([
    "VPN: gets another name",
  ]);
});
