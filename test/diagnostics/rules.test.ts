// The catalogue of rules: its page is of today, and each rule of the offline check has a fault that provokes it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES, rulesPage } from "../../lib/diagnostics";

const PAGE = join(__dirname, "../../docs/rules.md");

test("docs/rules.md is what the catalogue generates", () => {
  const text = rulesPage();
  if (process.env["UPDATE_RULES"]) writeFileSync(PAGE, text);
  expect(
    readFileSync(PAGE, "utf8") === text
      ? "up to date"
      : "outdated: run this test with UPDATE_RULES=1",
  ).toBe("up to date");
});

test.each(Object.entries(RULES))("%s says why it is there and how to mend a breach", (id, rule) => {
  expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(rule.why).toMatch(/\.$/);
  expect(rule.mend).toMatch(/\.$/);
});
