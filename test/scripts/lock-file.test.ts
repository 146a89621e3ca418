// The lock file fits the packages: `npm ci` on a new machine refuses one that does not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<
    Record<
      string,
      { readonly resolved?: string; readonly integrity?: string; readonly link?: boolean }
    >
  >;
};

it("knows every example", () => {
  for (const example of readdirSync(join(root, "examples"))) {
    expect(Object.keys(lock.packages)).toContain(`examples/${example}`);
  }
});

it("names no registry", () => {
  const addresses = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);
  expect(addresses.filter((resolved) => /^https?:/.test(resolved))).toEqual([]);
});

it("has the digest of every package, whatever machine it is for", () => {
  const without = Object.entries(lock.packages).filter(
    ([path, { integrity, link }]) =>
      path.startsWith("node_modules/") && link !== true && integrity === undefined,
  );
  expect(without.map(([path]) => path)).toEqual([]);
});
