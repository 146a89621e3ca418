// Every example's configuration, line for line what the version generated that brought it: `test/golden/examples` was written by it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { synthModule } from "../lib/testing";

const folder = join(__dirname, "golden/examples");
const examples = readdirSync(folder).map((file) => file.replace(/\.set$/, ""));

beforeEach(() => jest.resetModules());

test.each(examples)("%s is the same text as before", async (example) => {
  const { devices } = await synthModule(() => import(`../examples/${example}/index.ts`));
  const text = Object.values(devices)
    .flatMap(({ name, kind, set }) => [`# ${name} (${kind})`, ...set])
    .map((line) => `${line}\n`)
    .join("");
  expect(text).toBe(readFileSync(join(folder, `${example}.set`), "utf8"));
});
