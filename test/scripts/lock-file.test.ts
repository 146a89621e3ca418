// The lock file fits the packages: `npm ci` on a new machine refuses one that does not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
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
