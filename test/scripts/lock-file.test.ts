// The lock file fits the packages: `npm ci` on a new machine refuses one that does not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      { readonly resolved?: string; readonly integrity?: string; readonly link?: boolean }
    >
  >;
}

const lockOf = (folder: string): LockFile =>
  JSON.parse(readFileSync(join(root, folder, "package-lock.json"), "utf8")) as LockFile;

const lock = lockOf(".");

it("knows every example", () => {
  for (const example of readdirSync(join(root, "examples"))) {
    expect(Object.keys(lock.packages)).toContain(`examples/${example}`);
  }
});

const FOLDERS = [".", "site", "test/package/tools"];

it.each(FOLDERS)("in %s, it names no registry", (folder) => {
  const addresses = Object.values(lockOf(folder).packages).flatMap(
    ({ resolved }) => resolved ?? [],
  );
  expect(addresses.filter((resolved) => /^https?:/.test(resolved))).toEqual([]);
});

it.each(FOLDERS)(
  "in %s, it has the digest of every package, whatever machine it is for",
  (folder) => {
    const without = Object.entries(lockOf(folder).packages).filter(
      ([path, { integrity, link }]) =>
        path.startsWith("node_modules/") && link !== true && integrity === undefined,
    );
    expect(without.map(([path]) => path)).toEqual([]);
  },
);
