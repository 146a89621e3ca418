// Python packages that tests judge with, each set in a virtual environment of its own, kept across checkouts.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, userCache } from "./paths.mjs";
import { runLimited, tail } from "./process.mjs";
import { say, ticking } from "./say.mjs";

const MINUTES = 5;

/** Where the Python of a requirements file is, once it is installed: another file is another environment. */
export function pythonFolder(requirements) {
  const digest = createHash("sha256")
    .update(readFileSync(join(root, requirements)))
    .digest("hex");
  return join(userCache, `python-${digest.slice(0, 16)}`);
}

/** Installs what is not there yet. Without it tests say what is missing, so that failing is told and no end. */
export async function ensurePython(requirements) {
  const folder = pythonFolder(requirements);
  if (existsSync(join(folder, "bin/python"))) return;
  mkdirSync(userCache, { recursive: true });
  // Aside first: whoever looks for it meanwhile finds nothing, or all of it.
  const aside = mkdtempSync(join(userCache, "python-new-"));
  const done = ticking(`Python packages of ${requirements}`);
  say(`installing the Python packages of ${requirements}`);
  try {
    const pip = [join(aside, "bin/python"), "-m", "pip", "install", "--quiet", "--no-compile"];
    for (const [program, ...args] of [
      ["python3", "-m", "venv", aside],
      [...pip, "--disable-pip-version-check", "-r", join(root, requirements)],
    ]) {
      const result = await runLimited(program, args, { seconds: MINUTES * 60 });
      if (result.code === 0) continue;
      say(`${program} ${args.slice(0, 2).join(" ")} failed: ${tail(result.output, 2)}`);
      return;
    }
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    done();
    rmSync(aside, { recursive: true, force: true });
  }
}
