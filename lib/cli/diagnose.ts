// vsrx diagnose: why a tunnel of a deployed stack does not work, from the configurations in force and what the devices say.
import { Command } from "commander";
import { type Diagnosis, diagnose, diagnosisLines } from "../diagnosis";
import { FINE, FOUND, guarded, out, printJson } from "./junos/shared";
import { chosen, type StackLook, wantedIn, withStack } from "./stack-look";
import { stackOptions, statusesOf, statusText, type StackFlags, type TunnelStatus } from "./status";

/** What was found of one tunnel: how it is, and why. */
export interface Diagnosed {
  readonly status: TunnelStatus;
  readonly diagnosis: Diagnosis;
}

/** Diagnoses a stack's tunnels, or the one of that name. */
export async function diagnosed(
  look: StackLook,
  name: string | undefined,
): Promise<readonly Diagnosed[]> {
  const tunnels = chosen(look.state, name);
  const devices = await look.devices();
  const diagnoses = diagnose(tunnels.map(wantedIn), devices);
  const statuses = await statusesOf(look, tunnels);
  return statuses.flatMap((status, index): readonly Diagnosed[] => {
    const diagnosis = diagnoses[index];
    return diagnosis === undefined ? [] : [{ status, diagnosis }];
  });
}

/** Where configurations are right and the tunnel is not: what is left. */
const LEFT =
  "its configurations are right at both ends: what is between them drops UDP 500 or 4500, or somebody else's end, or AWS's own rules, are not as the program has them; `pulumi preview --refresh` shows the latter";

function textOf({ status, diagnosis }: Diagnosed): string {
  const isUnclear = diagnosis.causes.length === 0 && status.associations === "down";
  return [
    statusText([status]),
    ...diagnosisLines(diagnosis),
    ...(isUnclear ? [`  ${LEFT}`] : []),
  ].join("\n");
}

const isFine = ({ status, diagnosis }: Diagnosed): boolean =>
  status.verified && diagnosis.causes.length === 0;

async function run(name: string | undefined, flags: StackFlags): Promise<void> {
  await withStack(flags.stack, async (look) => {
    const found = await diagnosed(look, name);
    const fine = found.every(isFine);
    if (flags.json === true)
      printJson(JSON.parse(look.clean(JSON.stringify({ isFine: fine, tunnels: found }))));
    else out(look.clean(found.map(textOf).join("\n\n")));
    process.exitCode = fine ? FINE : FOUND;
  });
}

/** The command `vsrx diagnose`. */
export const diagnoseCommand = (): Command =>
  stackOptions(new Command("diagnose"))
    .description(
      "say why tunnels of a deployed stack do not work: cause, evidence, fix, the lowest layer first",
    )
    .argument("[tunnel]", "name of the tunnel; all of the stack unless named")
    .addHelpText(
      "after",
      "\nThe configurations in force on both ends and on the NAT devices between are compared with the program and with each other.\n" +
        "Nothing is changed, and no key is shown.\nExit status: 0 nothing found and every tunnel carries traffic, 1 findings, 2 it can't be told.",
    )
    .action(guarded(run));
