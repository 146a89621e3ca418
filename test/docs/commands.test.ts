// Every command that a page names is there, with the options that the page gives it, and what needs no lab and no account is run.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { seed } from "../random";
import { root, textOf, tracked } from "./listed";

const text = tracked("*.md").map(textOf).join("\n");

/** What follows a beginning, up to the end of the command: of the line, of the code within it, or a comment. */
const after = (beginning: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(new RegExp(`${beginning}((?: [^\`|\\n#>]*)?)`, "g"))].map(([, rest = ""]) =>
      rest.trim(),
    ),
  ),
];

const run = (program: string, ...args: readonly string[]): string => {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [tsx, join(root, program), ...args],
    { cwd: root, encoding: "utf8" },
  );
  expect({ args, status, stderr: status === 0 ? "" : stderr }).toEqual({
    args,
    status: 0,
    stderr: "",
  });
  return stdout;
};

/** The words that may follow each command of vsrx, by its words. */
function vsrxWords(): ReadonlyMap<string, readonly string[]> {
  const script = run("lib/cli/main.ts", "completion", "bash");
  const cases = [...script.matchAll(/^ {4}"([^"]*)"\) words="([^"]*)" ;;$/gm)];
  return new Map(cases.map(([, path = "", words = ""]) => [path, words.split(" ")]));
}

/** Options that a command, its longest beginning that is one, does not know. */
function unknownOptions(
  command: string,
  words: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const parts = command.split(/\s+/);
  const path = [parts.slice(0, 2).join(" "), parts[0] ?? ""].find((each) => words.has(each)) ?? "";
  const known = words.get(path) ?? [];
  return parts
    .filter((each) => /^\[?--[a-z]/.test(each))
    .filter((each) => ![...known, "--version"].includes(each.replaceAll(/[[\]]|=.*$/g, "")));
}

describe("vsrx", () => {
  // The lab's own commands are below.
  const named = after("npx vsrx").filter((command) => !command.startsWith("lab"));

  it("has every command and every option that a page names", () => {
    const words = vsrxWords();
    const strangers = named.filter((command) => {
      const [first = ""] = command.split(" ");
      const isCommand = first === "" || first.startsWith("-") || words.get("")?.includes(first);
      return isCommand !== true || unknownOptions(command, words).length > 0;
    });
    expect(strangers).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  });
});

describe("the lab", () => {
  const named = [...after("npm run lab --"), ...after("npx vsrx lab")];

  it("has every command that a page names", () => {
    const help = run("lab/cli/main.ts", "--help");
    const commands = [...help.matchAll(/^ {2}(\w+)(?:\|\w+)?(?: |$)/gm)].map(([, word]) => word);
    expect(commands).toContain("up");
    const strangers = named.filter((command) => {
      const [first = ""] = command.split(" ");
      return first !== "" && !first.startsWith("-") && !commands.includes(first);
    });
    expect(strangers).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it("has every example that a page brings up", () => {
    const examples = named.flatMap((command) => /^up ([a-z-]+)/.exec(command)?.[1] ?? []);
    expect(examples.length).toBeGreaterThan(5);
    expect(examples.filter((each) => !existsSync(join(root, "examples", each)))).toEqual([]);
  });
});

const shown = after("npm run synth --").filter((command) => /^[a-z]/.test(command));

it("examples whose configuration a page shows are there", () => {
  const strangers = shown.filter(
    (command) => !existsSync(join(root, "examples", command.split(" ")[0] ?? "")),
  );
  expect(strangers).toEqual([]);
  expect(shown.length).toBeGreaterThan(5);
});

// Each takes seconds: one of them for each commit. The guide's configuration as printed is refused, as its page says.
const drawn = shown.filter((command) => !command.includes("as-printed"));

it(`npm run synth -- ${drawn[seed() % drawn.length] ?? ""} shows a configuration`, () => {
  const command = drawn[seed() % drawn.length] ?? "";
  expect(run("lib/cli/main.ts", "synth", ...command.split(" "))).toContain("set ");
});
