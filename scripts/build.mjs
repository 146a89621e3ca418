// dist/ from lib/ and lab/ with tsc, when a source is newer than the last build.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { root, stamps } from "./paths.mjs";
import { runLimited } from "./process.mjs";
import { say, SetupError } from "./say.mjs";

const MINUTES = 5;

/**
 * With `tolerant`, type errors do not stop the caller as long as tsc wrote its files: `npm test`
 * counts them itself, in its own type check.
 */
export async function ensureBuild({ tolerant = false } = {}) {
  const stamp = join(stamps, "build.json");
  const last = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : undefined;
  if (last?.state === state().digest && existsSync(join(root, "dist/lib"))) return;
  await locked(async () => {
    const { digest, files } = state();
    const again = existsSync(stamp) ? JSON.parse(readFileSync(stamp, "utf8")) : undefined;
    if (again?.state === digest && existsSync(join(root, "dist/lib"))) return;
    // tsc never removes the output of a source that is gone.
    const gone = (again?.files ?? []).some((file) => !files.includes(file));
    if (gone) rmSync(join(root, "dist"), { recursive: true, force: true });
    say("building dist/ (a source changed)");
    const node = join(root, "node_modules/.bin/node");
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const result = await runLimited(node, [tsc, "-p", join(root, "tsconfig.build.json")], {
      cwd: root,
      seconds: MINUTES * 60,
    });
    if (result.code !== 0) {
      if (again !== undefined) writeFileSync(stamp, JSON.stringify({ ...again, state: "" }));
      if (tolerant && existsSync(join(root, "dist/lib"))) return;
      throw new SetupError(`tsc found errors:\n${result.output.trim()}`);
    }
    mkdirSync(stamps, { recursive: true });
    writeFileSync(stamp, JSON.stringify({ state: digest, files }));
  });
}

/** A digest of every source's path, size and time: some thousand stats, no reading. */
function state() {
  const hash = createHash("sha256");
  const files = [];
  const visit = (folder) => {
    if (!existsSync(folder)) return;
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.name.endsWith(".ts") || entry.name.endsWith(".json")) note(path);
    }
  };
  const note = (path) => {
    const { size, mtimeMs } = statSync(path);
    files.push(relative(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  for (const folder of ["lib", "lab"]) visit(join(root, folder));
  for (const file of ["tsconfig.json", "tsconfig.build.json", "package-lock.json"]) {
    note(join(root, file));
  }
  return { digest: hash.digest("hex"), files };
}

/** Two commands started together must not write dist/ at the same time. */
async function locked(work) {
  mkdirSync(stamps, { recursive: true });
  const lock = join(stamps, "build.lock");
  const deadline = Date.now() + MINUTES * 60_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const owner = Number(readFileSync(lock, { encoding: "utf8", flag: "a+" }));
      const stale = statSync(lock).mtimeMs < Date.now() - 10_000 && !existsSync(`/proc/${owner}`);
      if (stale || Date.now() > deadline) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
