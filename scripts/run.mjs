// The one door of every npm script: sets up what a command needs, then runs it with the Node of node_modules.
import { join } from "node:path";
import { ensureBuild } from "./build.mjs";
import { ensureNodeModules } from "./node-modules.mjs";
import { ensurePackages } from "./packages.mjs";
import { root } from "./paths.mjs";
import { runInForeground } from "./process.mjs";
import { ensurePulumi } from "./pulumi.mjs";
import { ensurePython } from "./python.mjs";
import { fail, SetupError } from "./say.mjs";

/**
 * What each command needs and what it then runs. `packages` names the sets of Debian packages, `python` a file
 * of Python packages, `program` is relative to the repository and runs under Node 24.
 */
const COMMANDS = {
  api: { build: true, program: ["scripts/api.mjs"] },
  build: { build: true },
  prepack: { build: true, program: ["scripts/prepack.mjs"] },
  docs: { program: ["site/build.mjs"] },
  format: {
    program: ["node_modules/prettier/bin/prettier.cjs", "--log-level=warn", "--write", "."],
  },
  lint: { program: ["node_modules/eslint/bin/eslint.js", "."] },
  sbom: { build: true, program: ["scripts/sbom.mjs"] },
  synth: { build: true, program: ["dist/lib/cli/main.js"], words: ["synth"] },
  lab: { packages: ["lab"], pulumi: true, build: true, program: ["dist/lab/cli/main.js"] },
  bench: {
    packages: ["lab"],
    pulumi: true,
    build: true,
    program: ["node_modules/tsx/dist/cli.mjs", "bench/main.ts"],
  },
  proof: {
    packages: ["lab", "test"],
    pulumi: true,
    build: true,
    program: ["scripts/proof.mjs"],
  },
  test: {
    packages: ["lab", "test"],
    python: "test/aws/judge/requirements.txt",
    pulumi: true,
    build: "tolerant",
    program: ["scripts/test.mjs"],
  },
};

/** Commands of the lab that need nothing but our own code: they must answer on any machine. */
const needsNothing = (name, args) =>
  name === "lab" && (args.includes("--help") || args.includes("-h") || args[0] === "help");

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new SetupError(
      `unknown command ${JSON.stringify(name ?? "")}; there are: ${Object.keys(COMMANDS).join(", ")}`,
    );
  }
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) {
    throw new SetupError(
      `Node ${process.version} is too old to start with; install Node 20 or newer (Debian 12: from nodejs.org or nodesource)`,
    );
  }
  await ensureNodeModules();
  const path = [join(root, "node_modules/.bin"), process.env.PATH ?? "", "/usr/sbin", "/sbin"];
  if (!needsNothing(name, args)) {
    if (command.packages !== undefined) await ensurePackages(command.packages);
    // Side by side: a CLI may have to be built.
    const python = command.python === undefined ? undefined : ensurePython(command.python);
    if (command.pulumi === true) path.unshift(await ensurePulumi());
    await python;
  }
  if (command.build !== undefined) await ensureBuild({ tolerant: command.build === "tolerant" });
  if (command.program === undefined) return 0;
  const [program, ...before] = command.program;
  const own = [...before.map(fixed), ...(command.words ?? [])];
  const node = join(root, "node_modules/.bin/node");
  return await runInForeground(node, [join(root, program), ...own, ...args], path);
}

const fixed = (part) => (part.startsWith("-") ? part : join(root, part));

main().then(
  (code) => process.exit(code),
  (error) => fail(error),
);
