// What comes with the package, and in which versions, as a CycloneDX document: those that npm takes today for what its package.json asks for.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { root } from "./paths.mjs";
import { runLimited, tail } from "./process.mjs";
import { fail, SetupError } from "./say.mjs";

const SECONDS = 300;

async function npm(args, cwd) {
  const { code, output } = await runLimited("npm", args, { cwd, seconds: SECONDS });
  if (code !== 0) throw new SetupError(`npm ${args[0]} failed:\n${tail(output)}`);
  return output;
}

/** Where a package is fetched from differs from machine to machine; its digest says which one is meant. */
const withoutPlaces = ({ externalReferences = [], ...component }) => ({
  ...component,
  externalReferences: externalReferences.filter(({ type }) => type !== "distribution"),
});

async function main() {
  const [given = "dist/pulumi-vsrx.cdx.json"] = process.argv.slice(2);
  const place = resolve(root, given);
  const parent = mkdtempSync(join(tmpdir(), "vsrx-sbom-"));
  try {
    const { name, version, license, dependencies } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    // npm calls the document's subject after the folder.
    const folder = join(parent, name);
    mkdirSync(folder);
    // Without its peers: those are the user's own.
    const manifest = { name, version, license, dependencies };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    await npm(["install", "--package-lock-only", "--no-audit", "--no-fund"], folder);
    const kind = ["--sbom-format=cyclonedx", "--sbom-type=library"];
    const text = await npm(["sbom", ...kind, "--package-lock-only"], folder);
    const document = JSON.parse(text.slice(text.indexOf("{")));
    document.components = document.components.map(withoutPlaces);
    mkdirSync(resolve(place, ".."), { recursive: true });
    writeFileSync(place, `${JSON.stringify(document, null, 2)}\n`);
    process.stdout.write(`${document.components.length} packages are listed in ${given}\n`);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

main().catch(fail);
