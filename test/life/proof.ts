// Stored proofs: rows of a table that were walked, each with a digest of what it was held against then.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commitHash } from "../commit";

/** A row that passed. */
export interface Proven {
  readonly row: string;
  readonly digest: string;
  /** Where it passed. */
  readonly commit: string;
  /** What was measured. */
  readonly measured?: string;
}

/** Rows by name, each with what tells whether an older proof still is one of it. */
export type Table = Readonly<Record<string, string>>;

/** What a row is held against, in short. */
export const digestOf = (what: unknown): string =>
  createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16);

export function storedProof(name: string): readonly Proven[] {
  const file = join(__dirname, "../proofs", `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly Proven[]) : [];
}

/** Rows of a stored proof that the table doesn't have any more, or holds against something else. */
export const outdated = (name: string, table: Table): readonly string[] =>
  storedProof(name)
    .filter(({ row, digest }) => table[row] !== digest)
    .map(({ row }) => row);

/** What draws the rows of a table: the commit, or the table itself in a folder without history. */
export const drawnBy = (table: Table) => (): string => commitHash() ?? digestOf(table);

/**
 * Which rows to try: `all`, those whose names hold one of the parts between bars, or, where nobody says, some of the
 * proven ones, which the commit draws.
 */
export function chosenRows<Row extends { readonly row: string }>(
  rows: readonly Row[],
  { name, wanted, by, count }: RowChoice,
): readonly Row[] {
  if (wanted === "all") return rows;
  if (wanted !== undefined) {
    const parts = wanted.split("|");
    return rows.filter(({ row }) => parts.some((part) => row.includes(part)));
  }
  const from = by();
  const proven = storedProof(name).filter((each) => rows.some(({ row }) => row === each.row));
  const rank = new Map(proven.map(({ row }) => [row, digestOf([from, row])]));
  const first = new Set(
    [...rank]
      .sort(([, a], [, b]) => (a < b ? -1 : 1))
      .slice(0, count)
      .map(([row]) => row),
  );
  return rows.filter(({ row }) => first.has(row));
}

/** What {@link chosenRows} goes by. */
export interface RowChoice {
  /** The proof's name. */
  readonly name: string;
  /** What the environment says. */
  readonly wanted: string | undefined;
  /** The commit, or what takes its place. */
  readonly by: () => string;
  /** Rows of an ordinary run. */
  readonly count: number;
}

/** For `npm run proof`: which rows were tried, and which of them passed, with what was measured. */
export function reportProof(
  table: Table,
  tried: readonly string[],
  passed: ReadonlyMap<string, string | undefined>,
): void {
  const file = process.env["VSRX_PROOF_REPORT"];
  if (file !== undefined)
    writeFileSync(file, JSON.stringify({ table, tried, passed: [...passed] }));
}
