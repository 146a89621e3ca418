// `npm run proof -- life`: walks a whole table, of which `npm test` walks a part, and adds what passed to the stored proof.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { SetupError, fail } from "./say.mjs";

/** Each proof: the test that walks its table (`only` part of that), and the variable that says which rows: `all`, or a part of their names. */
const PROOFS = {
  crashes: {
    project: "unit",
    test: "test/provider/crashes.test.ts",
    rows: "VSRX_CRASHES",
  },
  "nat-matrix": {
    project: "e2e",
    test: "test/e2e/nat-matrix.test.ts",
    rows: "VSRX_NAT_MATRIX",
  },
  networks: {
    project: "e2e",
    test: "test/e2e/dataplane/random-networks.test.ts",
    rows: "VSRX_NETWORKS",
  },
  package: {
    project: "unit",
    test: "test/package/package.test.ts",
    only: "somebody else's tools",
    rows: "VSRX_PACKAGE",
  },
  life: { project: "e2e", test: "test/e2e/cloud/life.test.ts", rows: "VSRX_LIFE" },
};

function main([name, rows = "all"]) {
  const proof = Object.hasOwn(PROOFS, name ?? "") ? PROOFS[name] : undefined;
  if (proof === undefined) {
    const known = Object.keys(PROOFS).join(", ");
    throw new SetupError(`unknown proof ${JSON.stringify(name ?? "")}; there are: ${known}`);
  }
  const folder = mkdtempSync(join(tmpdir(), "vsrx-proof-"));
  try {
    const report = join(folder, "report.json");
    const jest = join(root, "node_modules/jest/bin/jest.js");
    const argv = ["--selectProjects", proof.project, "--runInBand", "--runTestsByPath", proof.test];
    if (proof.only !== undefined) argv.push("--testNamePattern", proof.only);
    const { status } = spawnSync(process.execPath, [jest, ...argv], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, [proof.rows]: rows, VSRX_PROOF_REPORT: report },
    });
    if (existsSync(report)) store(name, JSON.parse(readFileSync(report, "utf8")));
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows that passed now, and those of before that weren't tried again and still are what the table says. */
function store(name, { table, tried, passed }) {
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const file = join(root, "test/proofs", `${name}.json`);
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const kept = before.filter(({ row, digest }) => !tried.includes(row) && table[row] === digest);
  const walked = passed.map(([row, measured]) => ({
    row,
    digest: table[row],
    commit,
    ...(measured && { measured }),
  }));
  const proven = [...kept, ...walked];
  const places = Object.keys(table);
  proven.sort((a, b) => places.indexOf(a.row) - places.indexOf(b.row));
  mkdirSync(join(root, "test/proofs"), { recursive: true });
  writeFileSync(file, `${JSON.stringify(proven, undefined, 2)}\n`);
  process.stdout.write(
    `${passed.length} rows passed; test/proofs/${name}.json holds ${proven.length} of ${places.length}\n`,
  );
}

try {
  process.exit(main(process.argv.slice(2)));
} catch (error) {
  fail(error);
}
