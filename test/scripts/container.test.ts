// The container file of the lab has what the set-up would install, and the Pulumi CLI that fits the SDK.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import manifest from "../../package.json";

const root = resolve(__dirname, "../..");
const text = readFileSync(join(root, "lab/Containerfile"), "utf8");

it("installs the lab's Debian packages, all and no others", () => {
  const [, installed = ""] = /--no-install-recommends \\\n([^&]*)&&/.exec(text) ?? [];
  const words = installed.split(/[\s\\]+/).filter((word) => word !== "");
  const sets = readFileSync(join(root, "scripts/packages.mjs"), "utf8");
  const [, own = ""] = /^ {2}lab: \[\n([^]*?)^ {2}\],/m.exec(sets) ?? [];
  const needed = [...own.matchAll(/\[\s*"([a-z0-9-]+)"/g)].map(([, name = ""]) => name);
  expect(needed.length).toBeGreaterThan(10);
  expect(words.sort()).toEqual(needed.filter((name) => !name.startsWith("/")).sort());
});

it("has Pulumi's CLI in the version of the SDK", () => {
  const [, version] = /PULUMI_VERSION=(\S+)/.exec(text) ?? [];
  expect(version).toBe(manifest.devDependencies["@pulumi/pulumi"]);
});
