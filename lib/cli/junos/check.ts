// vsrx junos check: what Junos would refuse, and what it accepts although it cannot work.
import { basename } from "node:path";
import { Command, Option } from "commander";
import { type Diagnostic, sarifOf, textOf } from "../../diagnostics";
import { check, type CheckOptions, ConfigTree, devicesIn, JunosSyntaxError } from "../../junos";
import { readInput } from "../input";
import { causesIn, mistakesOf, tunnelLines, tunnelsOf } from "./tunnels";
import {
  FILES,
  FINE,
  findingOf,
  FOUND,
  guarded,
  note,
  out,
  parseOptions,
  printJson,
  readOptions,
  tellLeft,
  type ReadFlags,
} from "./shared";

interface CheckFlags extends CheckOptions, ReadFlags {
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

/** What there is to say of one device, and its configuration where it could be read. */
interface Judged {
  readonly name: string;
  readonly tree?: ConfigTree;
  readonly findings: readonly Diagnostic[];
}

/** One device's configuration; a statement that can't be read is a finding, and the others are judged all the same. */
function judge(file: string, text: string, flags: CheckFlags, device?: string): Judged {
  let tree: ConfigTree;
  try {
    tree = ConfigTree.parse(text, {
      ...parseOptions(flags),
      ...(device !== undefined && { device }),
      faulty: "skip",
    });
  } catch (error) {
    if (!(error instanceof JunosSyntaxError)) throw error;
    return { name: file, findings: [findingOf(error, file)] };
  }
  tellLeft(device === undefined ? file : `${file} (${device})`, tree);
  const faults = tree.errors.map((error) => findingOf(error, file));
  const found = check(tree, flags).map((finding) => ({
    ...finding,
    source: { line: 1, ...finding.source, file },
  }));
  const findings = [...faults, ...found].map((finding) =>
    device === undefined ? finding : { ...finding, device },
  );
  return {
    name: device ?? tree.get("system")?.text("host-name") ?? basename(file),
    tree,
    findings,
  };
}

/** The devices of a file: each is judged alone. */
function judgeAll(file: string, text: string, flags: CheckFlags): readonly Judged[] {
  const devices = flags.device === undefined ? devicesIn(text) : [];
  return devices.length > 1
    ? devices.map((device) => judge(file, text, flags, device))
    : [judge(file, text, flags)];
}

async function runCheck(files: readonly string[], flags: CheckFlags): Promise<void> {
  const judged: Judged[] = [];
  for (const file of files.length > 0 ? files : ["-"]) {
    const { name, text } = await readInput(file);
    judged.push(...judgeAll(name, text, flags));
  }
  const between = tunnelsOf(judged, flags.partial === true);
  const all = [...judged.flatMap(({ findings }) => findings), ...mistakesOf(between)];
  const ofDevices = all.filter((finding) => finding.severity === "error").length;
  const warnings = all.length - ofDevices;
  const errors = ofDevices + causesIn(between);
  if (flags.sarif) printJson(sarifOf(all));
  else if (flags.json) printJson({ errors, warnings, diagnostics: all, ...between });
  else {
    for (const each of all) out(textOf(each));
    for (const line of tunnelLines(between)) out(line);
    note(
      `${errors} error${errors === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}`,
    );
  }
  process.exitCode = errors > 0 || (flags.strict && warnings > 0) ? FOUND : FINE;
}

export const checkCommand = (): Command =>
  readOptions(new Command("check"))
    .description(
      "report what Junos would refuse (errors), and what it accepts although it cannot work or is unsafe (warnings)",
    )
    .argument("[files...]", FILES)
    .option("--strict", "warnings count as findings too")
    .option("--json", "print one JSON object: errors, warnings, diagnostics")
    .option("--sarif", "print a SARIF 2.1.0 log")
    .option(
      "--partial",
      "the files hold only a part of a device's configuration: don't judge references to interfaces and zones",
    )
    .option("--release <release>", "Junos release to check for", "24.4R1")
    .addOption(
      new Option("--ike-daemon <daemon>", "daemon that negotiates")
        .choices(["kmd", "iked"])
        .default("kmd"),
    )
    .addHelpText(
      "after",
      "\nEach device of a session is judged alone. Of several devices the tunnels that they have with each other are judged too, also through\n" +
        "the NAT of devices whose configurations are given: who can initiate, what doesn't match between the two ends, and which line stops\n" +
        "IKE between them or the traffic of the networks behind them. With --partial only the ends are held against each other.\n\nExit status: 0 nothing found, 1 findings, 2 a file that can't be read or a wrong option.",
    )
    .action(guarded(runCheck));
