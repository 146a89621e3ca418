// node_modules as the lock file says, installed when it is not there or says something else.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, stamps } from "./paths.mjs";
import { runLimited, tail } from "./process.mjs";
import { say, SetupError, ticking } from "./say.mjs";

const MINUTES = 10;

export async function ensureNodeModules() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const wanted = digestOf(lock);
  const stamp = join(stamps, "node-modules");
  const node = join(root, "node_modules/.bin/node");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(node)) return;
  if (!(existsSync(node) && alreadyAsLocked(lock))) await install();
  if (!existsSync(node)) await fetchNode();
  if (!existsSync(node)) {
    throw new SetupError(
      "npm ci ended well but left no node_modules/.bin/node, the Node that our own programs run with.\n" +
        "npm may be set to skip install scripts: run `npm ci --ignore-scripts=false`, then try again.",
    );
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Whether npm's own record of node_modules holds every package of the lock file, as after a plain `npm ci`. */
function alreadyAsLocked(lock) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(lock).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, link, resolved, optional }]) => {
    if (!path.startsWith("node_modules/") || optional === true) return true;
    // Nothing imports an example by its name; a new one is no reason to install everything anew.
    if (link === true) return present[path] !== undefined || resolved?.startsWith("examples/");
    return present[path]?.version === version;
  });
}

/** An npm that runs no install scripts leaves out the one that brings Node's binary: run it ourselves. */
async function fetchNode() {
  say("npm ran no install scripts: fetching the binary of the package `node`");
  const done = ticking("fetching Node");
  await runLimited(process.execPath, ["installArchSpecificPackage"], {
    cwd: join(root, "node_modules/node"),
    seconds: MINUTES * 60,
  });
  done();
}

/** The packages of a folder that has a lock file of its own, by the same rule; it needs no Node of its own. */
export async function ensureModulesOf(folder) {
  const wanted = digestOf(readFileSync(join(folder, "package-lock.json")));
  const stamp = join(folder, "node_modules/.lock-digest");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await install(folder);
  writeFileSync(stamp, wanted);
}

const digestOf = (lock) => createHash("sha256").update(lock).digest("hex");

async function install(folder = root) {
  say("node_modules is missing or older than package-lock.json: running npm ci (about a minute)");
  const done = ticking("npm ci");
  // npm was started by npm: its variables would make the inner one believe it runs in another project.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(package|lifecycle|command|execpath|node_execpath|config_(local|loglevel))/.test(
          name,
        ),
    ),
  );
  const result = await runLimited("npm", ["ci", "--no-audit", "--no-fund", "--include=dev"], {
    cwd: folder,
    env,
    seconds: MINUTES * 60,
  });
  done();
  if (result.code !== 0) {
    // npm says first what is wrong, and then at length how it is used.
    const said = result.output.split("\n").filter((line) => /^npm (error|ERR!) \S/.test(line));
    const why = said.length > 0 ? said.slice(0, 12).join("\n") : tail(result.output);
    throw new SetupError(
      `npm ci failed${result.timedOut ? ` (stopped after ${MINUTES} minutes)` : ""}:\n${why}\n` +
        "Check that npm reaches its registry (`npm ping`), then run the command again.",
    );
  }
}
