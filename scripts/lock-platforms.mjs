// Completes package-lock.json by hand: `node scripts/lock-platforms.mjs`, after any change of it.
//
// A registry that serves only some platforms' builds of an optional package leaves the others out of
// the lock file, and `npm ci` then refuses everywhere with "Missing: … from lock file". An entry with
// the platform it is for is enough: npm skips what does not fit the machine. Its digest is asked for one by one.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

const SYSTEMS = ["linux", "darwin", "win32", "android", "freebsd", "openharmony"];
const PROCESSORS = ["arm64", "x64", "ia32", "arm", "ppc64", "s390x", "loong64", "riscv64"];

/** What the end of a name such as `…-linux-arm64-musl` says. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : undefined;
  const os = SYSTEMS.filter((one) => words.includes(one));
  return {
    cpu: PROCESSORS.filter((one) => words.includes(one)),
    ...(libc === undefined || os[0] !== "linux" ? {} : { libc }),
    os,
  };
}

/** Adds what is missing; returns the names. */
export function complete(lock) {
  const added = [];
  for (const [parent, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      const isThere = lock.packages[path] ?? lock.packages[`${parent}/${path}`];
      const { cpu, libc, os } = platformOf(name);
      if (isThere !== undefined || cpu.length !== 1 || os.length !== 1) continue;
      lock.packages[path] = {
        version,
        cpu,
        ...(dev === true ? { dev } : {}),
        ...(libc === undefined ? {} : { libc }),
        optional: true,
        os,
      };
      added.push(name);
    }
  }
  const names = Object.keys(lock.packages).sort((a, b) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(names.map((name) => [name, lock.packages[name]]));
  return added;
}

/** Adds digests that are missing; returns the names for which the registry has none. */
function digest(lock) {
  const without = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path.startsWith("node_modules/") || entry.link === true || entry.integrity !== undefined)
      continue;
    const name = path.replace(/^.*node_modules\//, "");
    const asked = ["view", `${name}@${entry.version}`, "dist.integrity"];
    const integrity = spawnSync("npm", asked, { encoding: "utf8" }).stdout.trim();
    if (!integrity.startsWith("sha512-")) without.push(name);
    else lock.packages[path] = { version: entry.version, integrity, ...entry };
  }
  return without;
}

if (import.meta.filename === process.argv[1]) {
  const file = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const added = complete(lock);
  const without = digest(lock);
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
  if (without.length > 0) console.log(`no digest to be had for:\n${without.join("\n")}`);
  console.log(added.length === 0 ? "nothing is missing" : `added:\n${added.join("\n")}`);
}
