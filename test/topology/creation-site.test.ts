// A construct knows the line of the program that made it, and a library's own lines are none of a program.

import { basename, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { creationSite, placeOf } from "../../lib/topology/creation-site";

const library = join(__dirname, "../../lib");

/** An error that was thrown there, the innermost place first. */
function thrownAt(...places: readonly string[]): Error {
  const error = new Error("no");
  error.stack = ["Error: no", ...places.map((place) => `    at ${place}`)].join("\n");
  return error;
}

it("is the line that asked", () => {
  const site = creationSite();
  const [, row = ""] = /creation-site\.test\.ts:(\d+)/.exec(new Error().stack ?? "") ?? [];
  const place = site();
  expect(basename(place?.file ?? "")).toBe("creation-site.test.ts");
  expect(place?.line).toBe(Number(row) - 1);
  expect(place?.column).toBeGreaterThan(0);
});

it("is the first place outside of the library, its packages and Node itself", () => {
  const packages = `${sep}home${sep}me${sep}node_modules${sep}constructs${sep}lib${sep}construct.js`;
  const error = thrownAt(
    `new Gateway (${join(library, "topology/gateway.ts")}:10:5)`,
    `Construct.make (${packages}:3:1)`,
    "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    `build (/home/me/program/index.ts:17:9)`,
    `/home/me/program/main.ts:1:1`,
  );
  expect(placeOf(error)).toEqual({ file: "/home/me/program/index.ts", line: 17, column: 9 });
});

it("is found without a function's name, and in an ES module", () => {
  const file = "/home/me/program/a b.mjs";
  expect(placeOf(thrownAt(`${file}:4:2`))).toEqual({ file, line: 4, column: 2 });
  expect(placeOf(thrownAt(`build (${pathToFileURL(file).href}:4:2)`))).toEqual({
    file,
    line: 4,
    column: 2,
  });
});

it("is none where no line is the program's", () => {
  expect(placeOf(thrownAt(`${join(library, "index.ts")}:1:1`))).toBeUndefined();
  expect(placeOf(thrownAt())).toBeUndefined();
  const silent = new Error("no");
  delete silent.stack;
  expect(placeOf(silent)).toBeUndefined();
});
