// The generated types belong to the schema of today.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/junos/schema";
import { typesText } from "../../lib/junos/types/generate";

const FILE = join(__dirname, "../../lib/junos/types/config.generated.ts");

test("lib/junos/types/config.generated.ts is what the schema generates", () => {
  const text = typesText(ROOT);
  if (process.env["UPDATE_TYPES"]) writeFileSync(FILE, text);
  expect(
    readFileSync(FILE, "utf8") === text
      ? "up to date"
      : "outdated: run this test with UPDATE_TYPES=1",
  ).toBe("up to date");
});
