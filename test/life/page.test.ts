// The page about a stack's life is the table that the lab walks.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { walkTable } from "./drawn";
import { lifePage } from "./page";
import { outdated } from "./proof";
import { LIFE } from "./table";

const PAGE = join(__dirname, "../../docs/life.md");

test("docs/life.md is what the table generates", () => {
  const text = lifePage();
  if (process.env["UPDATE_LIFE"]) writeFileSync(PAGE, text);
  expect(
    readFileSync(PAGE, "utf8") === text
      ? "up to date"
      : "outdated: run this test with UPDATE_LIFE=1",
  ).toBe("up to date");
});

test("no change of one thing is told twice", () => {
  for (const { rows } of LIFE) {
    const changes = rows.map(({ change }) => change);
    expect(changes).toEqual([...new Set(changes)]);
  }
});

test("the stored walk is one of this table and this program: else `npm run proof -- life` walks its rows again", () => {
  expect(outdated("life", walkTable())).toEqual([]);
});
