// Every configuration that the examples generate, in the eyes of an independent validator of Juniper's models.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { synthModule } from "../lib/testing";
import { withValidator } from "./validator";

const examples = readdirSync(join(__dirname, "../examples"), { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.endsWith("as-printed"))
  .map((each) => each.name);

withValidator((validator) => {
  beforeEach(() => jest.resetModules());

  test.each(examples)(
    "in what %s commits",
    async (example) => {
      const { devices } = await synthModule(() => import(`../examples/${example}/index.ts`));
      // Of many branches that differ in numbers only, one stands for all.
      const sample = Object.values(devices).slice(0, 4);
      expect(sample.length).toBeGreaterThan(0);
      const files = sample.map(({ name, xml }) => [`${example}-${name}`, xml]);
      expect(validator.findings(Object.fromEntries(files) as Record<string, string>)).toBe("");
    },
    120_000,
  );
});
