// The lab from an installed package: its Debian packages, a Pulumi CLI, then its own command line.
import { join } from "node:path";
import { ensurePackages } from "./packages.mjs";
import { root } from "./paths.mjs";
import { runInForeground } from "./process.mjs";
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
  return await runInForeground(
    process.execPath,
    [join(root, "dist/lab/cli/main.js"), ...words],
    path,
  );
}

main().then(
  (code) => process.exit(code),
  (error) => fail(error),
);
