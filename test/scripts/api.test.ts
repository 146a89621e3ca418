// The report of the public surface names what no comment explains, so that a name without one is refused.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** What scripts/api.mjs finds in a report; it is a module, so a Node of its own runs it. */
function undocumentedIn(report: string): unknown {
  const source = `import { undocumentedIn } from ${JSON.stringify(join(root, "scripts/api.mjs"))};
    process.stdout.write(JSON.stringify(undocumentedIn(${JSON.stringify(report)})));`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", source],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

const REPORT = `
// @public
export class Told extends Base<string> {
    constructor(name: string);
    // (undocumented)
    get late(): string;
    readonly known: string;
    // (undocumented)
    static isTold(value: unknown): value is Told;
    // Warning: (ae-forgotten-export) The symbol "Base" needs to be exported
    //
    // (undocumented)
    protected abstract readonly kind: "told" | "untold";
}

// @public (undocumented)
export interface Untold<End extends Told> {
    readonly end: End;
}

// @public (undocumented)
export type Word = "one" | "two";
`;

it("names what has no comment, each with what it is a member of", () => {
  expect(undocumentedIn(REPORT)).toEqual([
    "Told.late",
    "Told.isTold",
    "Told.kind",
    "Untold",
    "Word",
  ]);
});

it("finds nothing where everything has a comment", () => {
  expect(undocumentedIn(REPORT.replaceAll(/ ?\(undocumented\)/g, ""))).toEqual([]);
});
