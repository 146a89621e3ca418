// `npm run proof -- life`: walks a whole table in the lab, of which `npm test` walks a part, and stores what passed.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { SetupError, fail } from "./say.mjs";

/** Each proof: the test that walks its table, and what makes it walk all of it. */
const PROOFS = {
  crashes: {
    project: "unit",
    test: "test/provider/crashes.test.ts",
    env: { VSRX_CRASHES: "all" },
  },
  life: { project: "e2e", test: "test/e2e/cloud/life.test.ts", env: { VSRX_LIFE: "all" } },
};

function main([name]) {
  const proof = Object.hasOwn(PROOFS, name ?? "") ? PROOFS[name] : undefined;
  if (proof === undefined) {
    const known = Object.keys(PROOFS).join(", ");
    throw new SetupError(`unknown proof ${JSON.stringify(name ?? "")}; there are: ${known}`);
  }
  const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const folder = mkdtempSync(join(tmpdir(), "vsrx-proof-"));
  try {
    const report = join(folder, "report.json");
    const jest = join(root, "node_modules/jest/bin/jest.js");
    const argv = [
      jest,
      "--selectProjects",
      proof.project,
      "--runInBand",
      "--runTestsByPath",
      proof.test,
    ];
    const { status } = spawnSync(process.execPath, argv, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...proof.env, VSRX_PROOF_REPORT: report },
    });
    if (status !== 0) return 1;
    const stored = {
      commit: git("rev-parse", "HEAD"),
      ...JSON.parse(readFileSync(report, "utf8")),
    };
    mkdirSync(join(root, "test/proofs"), { recursive: true });
    const file = join(root, "test/proofs", `${name}.json`);
    writeFileSync(file, `${JSON.stringify(stored, undefined, 2)}\n`);
    process.stdout.write(`${stored.rows.length} rows passed; stored in test/proofs/${name}.json\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exit(main(process.argv.slice(2)));
} catch (error) {
  fail(error);
}
