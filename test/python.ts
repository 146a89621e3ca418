// The Python that the project's scripts have installed for tests which judge with other people's packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");

/** Where everything should be there, a missing Python is a failure and no excuse. */
const mustRun = (process.env["CI"] ?? "") !== "";

/** The program for a file of requirements; undefined where nobody has installed it. */
function pythonOf(requirements: string): string | undefined {
  const code = `import { pythonFolder } from ${JSON.stringify(join(root, "scripts/python.mjs"))};
    process.stdout.write(pythonFolder(${JSON.stringify(requirements)}));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
  });
  const program = join(stdout, "bin/python");
  return existsSync(program) ? program : undefined;
}

/** Tests that need it; where it is missing they are skipped by name, and fail where everything should be there. */
export function withPython(requirements: string, tests: (python: string) => void): void {
  const python = pythonOf(requirements);
  if (python === undefined && mustRun) {
    test("the Python packages are there", () => {
      throw new Error(`the packages of ${requirements} are not installed: npm test does that`);
    });
  }
  const why = `skipped: the packages of ${requirements} are not installed: npm test does that`;
  (python === undefined ? describe.skip : describe)(python === undefined ? why : "judged", () =>
    tests(python ?? ""),
  );
}
