// Every configuration that the examples generate, in the eyes of an independent validator of Juniper's models.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthModule } from "../lib/testing";

const SCRIPT = join(
  process.env["VSRX_SHARED"] ?? join(__dirname, "../../shared"),
  "yang/validate.sh",
);

function missing(): string | undefined {
  if (!existsSync(SCRIPT)) {
    return `no validator at ${SCRIPT}: set VSRX_SHARED to the folder that holds yang/`;
  }
  for (const tool of ["yanglint", "python3"]) {
    if (spawnSync(tool, ["--version"]).error !== undefined) return `${tool} is not installed`;
  }
  return undefined;
}

const why = missing();

test("the validator is there when this runs as CI", () => {
  expect(why !== undefined && process.env["CI"] !== undefined ? why : "ok").toBe("ok");
});

const examples = readdirSync(join(__dirname, "../examples"), { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.endsWith("as-printed"))
  .map((each) => each.name);

const validate = why === undefined ? describe : describe.skip;

validate(why === undefined ? "the validator finds nothing" : `skipped: ${why}`, () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "examples-validate-"));
  });

  beforeEach(() => jest.resetModules());

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(examples)(
    "in what %s commits",
    async (example) => {
      const { devices } = await synthModule(() => import(`../examples/${example}/index.ts`));
      // Of many branches that differ in numbers only, one stands for all.
      const sample = Object.values(devices).slice(0, 4);
      expect(sample.length).toBeGreaterThan(0);
      const files = sample.map((device) => {
        const file = join(folder, `${example}-${device.name}.xml`);
        // Values that only Pulumi knows: an address of the documentation for each.
        writeFileSync(file, device.xml.replaceAll(/⟨[^⟩]*⟩/gu, "203.0.113.1"));
        return file;
      });
      expect(execFileSync(SCRIPT, ["-q", ...files], { encoding: "utf8" })).toBe("");
    },
    120_000,
  );
});
