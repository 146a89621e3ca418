// A Pulumi CLI: one that is there, else the official installer, else built as a Go tool dependency.
import { createHash } from "node:crypto";
import {
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { accessSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { root, stamps, userCache } from "./paths.mjs";
import { runLimited, tail } from "./process.mjs";
import { say, SetupError, ticking } from "./say.mjs";

const REACH_SECONDS = 15;
const INSTALL_MINUTES = 3;
const GO_MINUTES = 15;

/** Returns the folder of a `pulumi` that is new enough. */
export async function ensurePulumi() {
  const sdk = sdkVersion();
  const wanted = leastVersion() ?? sdk;
  const own = cached(wanted);
  const tries = [
    ["on PATH", () => onPath(wanted)],
    [`installed before, in ${own}`, () => installedBefore([cached(sdk), own], wanted)],
    ["the official installer, through the Automation API", () => installer(sdk, wanted)],
    ["go build of scripts/pulumi-cli", () => goBuild(wanted)],
  ];
  const reasons = [];
  for (const [what, attempt] of tries) {
    const { found, reason } = await attempt();
    if (found !== undefined) return dirname(found);
    reasons.push(`  - ${what}: ${reason}`);
  }
  throw new SetupError(
    `no Pulumi CLI ${wanted} or newer. Tried:\n${reasons.join("\n")}\n` +
      "What you can do, one of:\n" +
      `  - install Pulumi ${wanted} or a newer 3.x (https://www.pulumi.com/docs/install/) and have it on PATH\n` +
      `  - put its binary at ${join(own, "bin/pulumi")}\n` +
      "  - install Go 1.21 or newer with access to a Go module proxy, and run this again",
  );
}

const cached = (version) => join(userCache, `pulumi-${version}`);

/** The version of the SDK that is there: what an installer is asked for. */
function sdkVersion() {
  // Beside the package, where a project has installed it.
  const path = createRequire(join(root, "package.json")).resolve("@pulumi/pulumi/package.json");
  return JSON.parse(readFileSync(path, "utf8")).version;
}

/**
 * The engine that the lab is tried with, as go.mod names it. A project's SDK may be newer: engine and SDK agree between
 * themselves on what both can, and the lab asks for nothing that this one can't.
 */
function leastVersion() {
  const file = join(root, "scripts/pulumi-cli/go.mod");
  if (!existsSync(file)) return undefined;
  return /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(file, "utf8"))?.[1];
}

/** Why a version is not good enough, or undefined. */
function tooOld(version, wanted) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (match === null) return `reports no version (${JSON.stringify(version.slice(0, 60))})`;
  const have = match.slice(1).map(Number);
  const need = wanted.split(".").map((part) => Number.parseInt(part, 10));
  if (have[0] !== need[0]) return `is ${version}, another major version than ${wanted}`;
  const older = have[1] < need[1] || (have[1] === need[1] && have[2] < need[2]);
  return older ? `is ${version}, older than ${wanted}` : undefined;
}

/** Asks a binary for its version; remembers the answer as long as the file stays the same. */
async function examine(binary, wanted) {
  const { mtimeMs, size } = statSync(binary);
  const key = createHash("sha256")
    .update(`${binary} ${mtimeMs} ${size}`)
    .digest("hex")
    .slice(0, 16);
  const stamp = join(stamps, `pulumi-${key}`);
  let version = existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
  if (version === undefined) {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const result = await runLimited(binary, ["version"], { seconds: 20, env });
    if (result.code !== 0) {
      const why = result.timedOut ? "gave no version within 20 s" : "does not run";
      return { reason: `${binary} ${why}` };
    }
    version = result.output.trim().split("\n").at(-1) ?? "";
    mkdirSync(stamps, { recursive: true });
    writeFileSync(stamp, version);
  }
  const reason = tooOld(version, wanted);
  return reason === undefined ? { found: binary } : { reason: `${binary} ${reason}` };
}

async function onPath(wanted) {
  const reasons = [];
  for (const folder of (process.env.PATH ?? "").split(":").filter((part) => part !== "")) {
    const binary = resolve(folder, "pulumi");
    // @pulumi/pulumi puts no program of this name into node_modules, but another package may.
    if (binary.startsWith(join(root, "node_modules")) || !isExecutable(binary)) continue;
    const result = await examine(binary, wanted);
    if (result.found !== undefined) return result;
    reasons.push(result.reason);
  }
  return { reason: reasons.length === 0 ? "none there" : reasons.join("; ") };
}

async function installedBefore(folders, wanted) {
  const binary = folders.map((folder) => join(folder, "bin/pulumi")).find(existsSync);
  return binary === undefined ? { reason: "nothing there" } : await examine(binary, wanted);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The Node that our programs run with: the repository's own, else the one that runs this. */
function ownNode() {
  const own = join(root, "node_modules/.bin/node");
  return existsSync(own) ? own : process.execPath;
}

async function installer(sdk, wanted) {
  const own = cached(sdk);
  say(`no Pulumi CLI ${wanted} or newer here yet: trying Pulumi's official installer`);
  const node = ownNode();
  // A machine without a way out may swallow packets; asking first keeps that case short.
  const probe = `fetch("https://get.pulumi.com/install.sh").then((r) => process.exit(r.ok ? 0 : 1), (e) => { console.error(e.cause?.message ?? e.message); process.exit(1); })`;
  const reach = await runLimited(node, ["-e", probe], { seconds: REACH_SECONDS });
  if (reach.code !== 0) {
    const why = reach.timedOut ? `no answer within ${REACH_SECONDS} s` : tail(reach.output, 1);
    say(`the installer is out of reach (${why || "refused"})`);
    return { reason: `get.pulumi.com is out of reach: ${why || "refused"}` };
  }
  const done = ticking("the Pulumi installer");
  const program = `
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    const semver = require("semver");
    PulumiCommand.install({ root: process.argv[1], version: semver.parse(process.argv[2]) })
      .then(() => process.exit(0), (e) => { console.error(e.message); process.exit(1); });`;
  const result = await runLimited(node, ["-e", program, own, sdk], {
    cwd: root,
    seconds: INSTALL_MINUTES * 60,
  });
  done();
  if (result.code !== 0) {
    const why = result.timedOut
      ? `stopped after ${INSTALL_MINUTES} minutes`
      : tail(result.output, 3);
    say("the installer failed");
    return { reason: why };
  }
  return await installedBefore([own], wanted);
}

async function goBuild(wanted) {
  // The variable is for this folder's own tests.
  const usual = process.env.VSRX_SETUP_GO === "none" ? [] : ["/usr/local/go/bin"];
  const go = [...(process.env.PATH ?? "").split(":"), ...usual]
    .map((folder) => join(folder, "go"))
    .find(isExecutable);
  if (go === undefined) return { reason: "no Go toolchain (go) on PATH or in /usr/local/go/bin" };
  say(
    `building the Pulumi CLI ${wanted} with ${go}: about 5 minutes on two cores, once per machine`,
  );
  const folder = join(root, "scripts/pulumi-cli");
  const own = cached(wanted);
  const target = join(own, "bin/pulumi");
  const temporary = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  const done = ticking("go build", 20);
  // Without the -X flag the binary reports no version that the Automation API can read.
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${wanted}`;
  const result = await runLimited(
    go,
    [
      "build",
      "-o",
      temporary,
      "-ldflags",
      `-s -w -X ${version}`,
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ],
    { cwd: folder, seconds: GO_MINUTES * 60, env: { ...process.env, CGO_ENABLED: "0" } },
  );
  done();
  if (result.code !== 0) {
    rmSync(temporary, { force: true });
    return {
      reason: result.timedOut ? `stopped after ${GO_MINUTES} minutes` : tail(result.output, 5),
    };
  }
  renameSync(temporary, target);
  return await installedBefore([own], wanted);
}
