// The lock file: complete for every platform, and without the name of any registry.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = resolve(__dirname, "../../package-lock.json");
const { packages } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

it("names every platform's build of a package, or `npm ci` refuses (node scripts/lock-platforms.mjs adds them)", () => {
  const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => {
      const path = `node_modules/${name}`;
      return packages[path] === undefined && packages[`${parent}/${path}`] === undefined;
    }),
  );
  expect(missing).toEqual([]);
});

it("names no registry: each machine uses its own", () => {
  const hosts = Object.values(packages).flatMap(({ resolved }) =>
    resolved?.includes("://") ? [resolved] : [],
  );
  expect(hosts).toEqual([]);
});
