// vsrx install: the provider among Pulumi's own plugins, where every project finds it without a path.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { packageFolder, packageVersion } from "../version";

/** The provider's folder in this package, which needs nothing beside it. */
function ownProvider(): string {
  const folder = join(packageFolder(), "dist/provider");
  if (existsSync(join(folder, "provider.cjs"))) return folder;
  throw new Error(
    `${folder} is not there: in a checkout of the repository, \`npm run prepack\` makes it`,
  );
}

/** What Pulumi is told. */
const installArguments = (folder: string, version: string): readonly string[] => [
  ...["plugin", "install", "resource", "vsrx", version],
  ...["--file", folder, "--reinstall"],
];

async function install(): Promise<void> {
  const version = packageVersion();
  if (version === undefined) throw new Error("this package's own version is not to be found");
  const args = installArguments(ownProvider(), version);
  const code = await new Promise<number | null>((done, fail) => {
    const child = spawn("pulumi", args, { stdio: "inherit" });
    child.on("exit", done);
    child.on("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "ENOENT"
          ? new Error(
              "there is no `pulumi` on PATH: install it from pulumi.com/docs/install, then run this again",
            )
          : error,
      ),
    );
  });
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}`);
  process.stdout.write(
    `The provider vsrx ${version} is installed; after an update of pulumi-vsrx, install it again.\n`,
  );
}

/** The command `vsrx install`. */
export const installCommand = (): Command =>
  new Command("install")
    .description("put the provider among Pulumi's plugins, for projects that name no path to it")
    .action(install);
