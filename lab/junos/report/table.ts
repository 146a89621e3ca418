// The brief form of a report: a line of headings, and a line for each row whose cells are its elements.

import { type Markup } from "./markup";
import { lineOf, padded, type Part, type Shown, text } from "./sheet";

/** One column. */
export interface Column<Row> {
  readonly heading: string;
  /** Characters, with the gap behind it; 0 for a last column that needs no room. */
  readonly width: number;
  readonly cell: (row: Row) => Markup | Shown | string | number;
}

/** The line of headings. */
export function headings<Row>(columns: readonly Column<Row>[]): Part {
  return text(`${columns.map(({ heading, width }) => heading.padEnd(width)).join("")}\n`);
}

/** The line of one row. */
export function rowOf<Row>(columns: readonly Column<Row>[], row: Row): Part {
  return lineOf(columns.map(({ width, cell }) => padded(cell(row), width)));
}
