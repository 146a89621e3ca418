// The list of what comes with the package: all that it depends on, each in one version with its digest, and no place of this machine.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import manifest from "../../package.json";

interface Component {
  readonly name: string;
  readonly version: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
}

test("names every package that the package needs, with its digest", () => {
  const folder = mkdtempSync(join(tmpdir(), "vsrx-sbom-test-"));
  try {
    const place = join(folder, "sbom.json");
    const script = resolve(__dirname, "../../scripts/sbom.mjs");
    const { status, stderr } = spawnSync(process.execPath, [script, place], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const text = readFileSync(place, "utf8");
    const { bomFormat, metadata, components } = JSON.parse(text) as {
      readonly bomFormat: string;
      readonly metadata: { readonly component: Component };
      readonly components: readonly Component[];
    };
    expect(bomFormat).toBe("CycloneDX");
    expect(metadata.component).toMatchObject({ name: "pulumi-vsrx", version: manifest.version });
    const found = new Map(components.map(({ name, version }) => [name, version]));
    for (const [name, version] of Object.entries(manifest.dependencies))
      expect([name, found.get(name)]).toEqual([name, version]);
    for (const name of Object.keys(manifest.devDependencies))
      if (!Object.hasOwn(manifest.dependencies, name) && name !== "@types/node")
        expect([...found.keys()]).not.toContain(name);
    for (const { name, hashes } of components)
      expect([name, hashes.map(({ alg }) => alg)]).toEqual([name, ["SHA-512"]]);
    expect(text).not.toContain(tmpdir());
    expect(text).not.toMatch(/"url":/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
