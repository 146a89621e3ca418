// dist/provider: the provider in one folder that needs nothing beside Node, as the package brings it and `vsrx install` copies it.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";

const NAME = "pulumi-resource-vsrx";

/** Node starts it, so that it runs wherever Node does; Windows looks for the other file. */
const LAUNCHERS = {
  [NAME]: '#!/usr/bin/env node\n"use strict";\nrequire("./provider.cjs");\n',
  [`${NAME}.cmd`]: '@node "%~dp0\\provider.cjs" %*\r\n',
};

/** Makes the folder anew, from the sources. */
export async function bundleProvider(folder = join(root, "dist/provider")) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(root, "lib/provider/main.ts")],
    outfile: join(folder, "provider.cjs"),
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minifyWhitespace: true,
    legalComments: "inline",
    logLevel: "error",
    // ssh2 goes without its native helpers where they are not built.
    external: ["*.node", "cpu-features"],
  });
  const { name, version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const own = { name, version, license, private: true, type: "commonjs" };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(own, undefined, 2)}\n`);
  for (const [file, text] of Object.entries(LAUNCHERS)) {
    writeFileSync(join(folder, file), text);
    chmodSync(join(folder, file), 0o755);
  }
}
