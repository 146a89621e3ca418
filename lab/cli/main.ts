// `npm run lab`, and `vsrx lab` of an installed package: the command line of the lab.
import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import {
  changeAws,
  describeAws,
  down,
  enter,
  listAws,
  lookAtStack,
  openCli,
  preview,
  refresh,
  restart,
  status,
  up,
} from "./commands";
import { ProgramError } from "../../lib/program";
import { thrownText } from "../../lib/thrown-text";
import { choiceOf, type ChoiceOptions } from "./choice";
import { LabError } from "./errors";
import { DEFAULT_EXAMPLE, exampleNames } from "./examples";
import { LabFolder, projectRoot } from "./folder";
import { labCommand, ownProgram } from "./invocation";
import { JSON_HELP } from "./report";

const folder = new LabFolder(projectRoot());

const program = new Command(labCommand("").trimEnd())
  .description(
    "A laptop cloud: deploys a Pulumi program into namespaces of this machine, with real IKE, ESP and NAT.",
  )
  .showHelpAfterError("(add --help for the commands)")
  .enablePositionalOptions()
  .exitOverride()
  .addHelpText(
    "after",
    `${JSON_HELP}
${ownProgram() === undefined ? `Examples: ${exampleNames(folder.root).join(", ")}.` : "Without a program's folder it is the current one's."}
VSRX_LAB_DIR names the folder of a lab (default .lab); labs in different folders run side by side.
`,
  );

/** What can be said of a program beside its folder. */
const withChoice = (command: Command): Command =>
  command
    .option("--stack <NAME>", "whose Pulumi.NAME.yaml counts (default: lab, where there is one)")
    .option(
      "--config <KEY=VALUE>",
      "a setting that comes before all others; may be said again",
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .option(
      "--with-secrets",
      "read that stack's secrets with Pulumi and your login; else the lab makes some up",
    );

withChoice(program.command("up", { isDefault: true }))
  .description("deploy a program, wait until every tunnel is verified, show the tunnels")
  .argument("[PROGRAM]", "an example's name, or the folder of a program", undefined)
  .option("--json", "print one JSON object instead of the table")
  .action(async (name: string | undefined, options: ChoiceOptions & { json?: boolean }) => {
    await up(folder, name, { json: options.json === true, choice: choiceOf(options) });
  });

program
  .command("status")
  .description("what runs now; exit code 0 when every tunnel is verified")
  .option("--json", "print one JSON object instead of the tables")
  .action(async (options: { json?: boolean }) => await status(folder, options.json === true));

program
  .command("diagnose")
  .description("why tunnels do not work: `vsrx diagnose` on what runs now")
  .argument("[TUNNEL]", "all of the program's unless named")
  .option("--json", "print one JSON object")
  .action(async (tunnel: string | undefined, options: { json?: boolean }) => {
    const words = [
      ...(tunnel === undefined ? [] : [tunnel]),
      ...(options.json === true ? ["--json"] : []),
    ];
    await lookAtStack(folder, ["diagnose", ...words]);
  });

program
  .command("explain")
  .description("the way of a tunnel, hop by hop: `vsrx explain` on what runs now")
  .argument("<TUNNEL>")
  .action(async (tunnel: string) => await lookAtStack(folder, ["explain", tunnel]));

program
  .command("picture")
  .description("draw what runs now, with the state of its tunnels: `vsrx picture` on it")
  .option("--format <FORMAT>", "svg or mermaid", "svg")
  .option("--output <FILE>", "where to write it (default: standard output)")
  .action(async ({ format, output }: { format: string; output?: string }) => {
    const place = process.env["INIT_CWD"] ?? process.cwd();
    const file = output === undefined ? [] : ["--output", resolve(place, output)];
    await lookAtStack(folder, ["picture", "--deployed", "--format", format, ...file]);
  });

withChoice(program.command("preview"))
  .description(`Pulumi's preview, against the lab`)
  .argument(
    "[PROGRAM]",
    `what to preview (default: what runs, else ${ownProgram() ?? DEFAULT_EXAMPLE})`,
  )
  .action(async (name: string | undefined, options: ChoiceOptions) => {
    await preview(folder, name, choiceOf(options));
  });

program
  .command("refresh")
  .description("Pulumi's refresh, against the lab")
  .action(async () => await refresh(folder));

program
  .command("exec")
  .description("run a command inside a node's network; `operator` is where Pulumi itself runs")
  .argument("<NODE>")
  .argument("<COMMAND...>", "after --")
  .passThroughOptions()
  .action(async (node: string, argv: string[]) => await enter(folder, node, argv));

program
  .command("cli")
  .description("Junos operational mode of a gateway; interactive without a command")
  .argument("<GATEWAY>")
  .argument("[COMMAND...]", 'such as "show security ike security-associations"')
  .action(async (gateway: string, command: string[]) => await openCli(folder, gateway, command));

program
  .command("restart")
  .description("cut a machine's power and give it back: its flows and translations are gone")
  .argument("<NODE>")
  .action(async (node: string) => await restart(folder, node));

const aws = program
  .command("aws")
  .description(
    "the stack's resources in the lab's AWS; `delete` and `set` change one past the program, as AWS's console would",
  )
  .action(async () => await listAws(folder));

aws
  .command("describe")
  .description("everything in the lab's AWS, whoever made it, as JSON")
  .action(async () => await describeAws(folder));

aws
  .command("delete")
  .description("take a resource away")
  .argument("<RESOURCE>", "its name or id, as `npm run lab -- aws` lists them")
  .action(async (resource: string) => await changeAws(folder, resource, "delete"));

aws
  .command("set")
  .description("give properties of a resource other values")
  .argument("<RESOURCE>", "its name or id")
  .argument("<PROPERTY=VALUE...>", "such as sourceDestCheck=true")
  .action(
    async (resource: string, settings: string[]) => await changeAws(folder, resource, settings),
  );

for (const power of ["stop", "start"] as const) {
  aws
    .command(power)
    .description(`${power} an instance; its interfaces and elastic IPs stay`)
    .argument("<INSTANCE>", "its name or id")
    .action(async (instance: string) => await changeAws(folder, instance, power));
}

program
  .command("down")
  .description("destroy with Pulumi, end every process, remove every file the lab made")
  .action(async () => await down(folder));

// A reader that has seen enough, such as head, is no failure; what is under way goes on to its end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

program.parseAsync().catch((error: unknown) => {
  // Commander has said what it had to say.
  if (error instanceof CommanderError) process.exit(error.exitCode);
  const isPlain = error instanceof LabError || error instanceof ProgramError;
  const text = isPlain ? error.message : (error as Error)?.stack;
  process.stderr.write(`error: ${text ?? thrownText(error)}\n`);
  process.exit(1);
});
