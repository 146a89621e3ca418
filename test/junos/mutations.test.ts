// The faults that the YANG validator was tried on, put into its own example one at a time: each is found, also those it misses itself.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, ConfigTree, JunosSyntaxError } from "../../lib/junos";
import { isAskedFor, SHARED } from "../shared";

const FOLDER = join(SHARED, "yang");
const LIST = join(FOLDER, "mutations.py");

/** Changes that are no faults. */
const FINE = ["ok operation attr", "order swapped (proposal after policy)"];

const available = existsSync(LIST) && !spawnSync("python3", ["--version"]).error;

function mutations(): string[][] {
  const program =
    "import ast,json,sys\nt=open(sys.argv[1]).read()\nn=[n for n in ast.parse(t).body if isinstance(n,ast.Assign) and getattr(n.targets[0],'id','')=='C'][0]\nprint(json.dumps(eval(ast.get_source_segment(t,n.value))))";
  return JSON.parse(
    execFileSync("python3", ["-c", program, LIST], { encoding: "utf8" }),
  ) as string[][];
}

test("the list of faults is there when it is asked for", () => {
  expect(
    available || !isAskedFor ? "ok" : `no list at ${LIST}, or no python3: set VSRX_SHARED`,
  ).toBe("ok");
});

const each = available ? describe : describe.skip;

each(
  available
    ? "each fault is found"
    : `skipped: no list at ${LIST} (set VSRX_SHARED), or no python3`,
  () => {
    const text = available ? readFileSync(join(FOLDER, "example.xml"), "utf8") : "";
    const errors = (xml: string): string[] => {
      try {
        return check(ConfigTree.fromXml(xml))
          .filter(({ severity, rule }) => severity === "error" || rule === "unknown-statement")
          .map(({ rule }) => rule);
      } catch (error) {
        if (error instanceof JunosSyntaxError) return [error.reason];
        throw error;
      }
    };

    test("the example itself has none", () => expect(errors(text)).toEqual([]));

    test.each(available ? mutations() : [])("%s", (name, ...changes) => {
      let changed = text;
      for (let i = 0; i < changes.length; i += 2)
        changed = changed.replace(changes[i] ?? "", () => changes[i + 1] ?? "");
      expect(changed).not.toBe(text);
      expect(errors(changed).length > 0).toBe(!FINE.includes(name ?? ""));
    });
  },
);
