// Program folders for tests, made for one test file and removed after it. They meet the library's sources.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type RunOptions, synthProgram } from "../../lib/program";

// Each program loads Pulumi and its AWS package from cold.
jest.setTimeout(60_000);

const root = resolve(__dirname, "../..");
const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, by name, beside the packages of this repository. */
export function programFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "vsrx-program-"));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (!Object.keys(files).some((name) => name.startsWith("node_modules/"))) {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  }
  return folder;
}

/** A program in a process of its own; what it prints is collected. */
export async function run(
  folder: string,
  options: RunOptions = {},
): Promise<Awaited<ReturnType<typeof synthProgram>> & { readonly printed: string }> {
  let printed = "";
  const result = await synthProgram(folder, {
    tsconfig: join(root, "tsconfig.json"),
    onOutput: (text) => (printed += text),
    ...options,
  });
  return { ...result, printed };
}
