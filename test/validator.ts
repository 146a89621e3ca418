// Juniper's published models as a judge, where the machine has them: what it finds in configurations.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAskedFor, SHARED } from "./shared";

const SCRIPT = join(SHARED, "yang/validate.sh");

function missing(): string | undefined {
  if (!existsSync(SCRIPT)) {
    return `no validator at ${SCRIPT}: set VSRX_SHARED to the folder that holds yang/`;
  }
  for (const [tool, from] of [
    ["yanglint", "libyang2-tools"],
    ["python3", "python3"],
  ] as const) {
    if (spawnSync(tool, ["--version"]).error !== undefined) {
      return `${tool} is not installed: apt-get install ${from}`;
    }
  }
  return undefined;
}

const why = missing();

/** Tests that need the validator; where it is missing they are skipped by name, and fail where it was asked for. */
export function withValidator(tests: (validator: Validator) => void): void {
  test("the validator is there when it is asked for", () => {
    expect(why !== undefined && isAskedFor ? why : "ok").toBe("ok");
  });
  const either = why === undefined ? describe : describe.skip;
  either(why === undefined ? "the validator finds nothing" : `skipped: ${why}`, () => {
    const validator = new Validator();
    afterAll(() => validator.remove());
    tests(validator);
  });
}

export class Validator {
  private readonly folder = mkdtempSync(join(tmpdir(), "vsrx-validate-"));

  /** What it finds in these configurations, by name: nothing is an empty text. */
  findings(configurations: Readonly<Record<string, string>>, ...options: string[]): string {
    const files = Object.entries(configurations).map(([name, xml]) => {
      const file = join(this.folder, `${name}.xml`);
      // Values that only Pulumi knows: an address of the documentation for each.
      writeFileSync(file, xml.replaceAll(/⟨[^⟩]*⟩/gu, "203.0.113.1"));
      return file;
    });
    const { stdout, stderr, error } = spawnSync(SCRIPT, ["-q", ...options, ...files], {
      encoding: "utf8",
    });
    if (error !== undefined) throw error;
    return `${stdout}${stderr}`;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
