// What a shell offers after some words, asked of the shell itself.
import { execFileSync, spawnSync } from "node:child_process";
import { Command } from "commander";
import { completionCommand } from "../../lib/cli/completion";

const program = new Command("vsrx")
  .addCommand(new Command("junos").addCommand(new Command("check").option("--json", "as JSON")))
  .addCommand(new Command("doctor").option("--stack", "all of a stack's"));

/** What `vsrx completion SHELL` prints. */
async function script(shell: string): Promise<string> {
  const written = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  await completionCommand(program).parseAsync([shell], { from: "user" });
  const text = written.mock.calls.map(([part]) => String(part)).join("");
  written.mockRestore();
  return text;
}

const CASES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["vsrx ", ["junos", "doctor"]],
  ["vsrx ju", ["junos"]],
  ["vsrx junos ", ["check"]],
  ["vsrx junos check --js", ["--json"]],
  ["vsrx doctor --st", ["--stack"]],
];

test.each(CASES)("bash offers after %j", async (line, offered) => {
  const words = line.split(" ");
  const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _vsrx; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const found = execFileSync("bash", ["-c", `${await script("bash")}\n${ask}`], {
    encoding: "utf8",
  });
  expect(found.split("\n")).toEqual(expect.arrayContaining([...offered]));
});

const hasFish = spawnSync("fish", ["--version"]).error === undefined;
const inFish = hasFish ? test : test.skip;

inFish.each(CASES)(
  hasFish ? "fish offers after %j" : "skipped: fish is not installed (%j)",
  async (line, offered) => {
    const found = execFileSync(
      "fish",
      ["--no-config", "-c", `${await script("fish")}\ncomplete -C '${line}'`],
      { encoding: "utf8" },
    );
    expect(found.split("\n").map((each) => each.split("\t")[0])).toEqual(
      expect.arrayContaining([...offered]),
    );
  },
);

test("no other shell has a script", async () => {
  const silent = completionCommand(program)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await expect(silent.parseAsync(["tcsh"], { from: "user" })).rejects.toThrow(/bash, fish, zsh/);
});
