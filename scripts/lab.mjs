// The lab from an installed package: its Debian packages, a Pulumi CLI, then its own command line.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensurePackages } from "./packages.mjs";
import { root } from "./paths.mjs";
import { ensurePulumi } from "./pulumi.mjs";
import { fail, SetupError } from "./say.mjs";

const asksForHelp = (words) => words.some((word) => ["--help", "-h", "help"].includes(word));

async function main() {
  const words = process.argv.slice(2);
  const path = [process.env.PATH ?? "", "/usr/sbin", "/sbin"];
  if (!asksForHelp(words)) {
    if (process.platform !== "linux") {
      throw new SetupError(
        `the lab is made of Linux's network namespaces, and this is ${process.platform}: run it in a Linux machine or ` +
          "container of yours (docs/lab.md has a file for one)",
      );
    }
    await ensurePackages(["lab"]);
    path.unshift(await ensurePulumi());
  }
  const child = spawn(process.execPath, [join(root, "dist/lab/cli/main.js"), ...words], {
    stdio: "inherit",
    env: { ...process.env, PATH: path.join(":") },
  });
  // The terminal sends Ctrl-C to the whole group; a signal sent to this process alone is passed on.
  const pass = (signal) => child.kill(signal);
  process.on("SIGINT", process.stdin.isTTY ? () => {} : pass);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, pass);
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

main().then(
  (code) => process.exit(code),
  (error) => fail(error),
);
