// vsrx diagnose: why a tunnel of a deployed stack does not work, from the configurations in force and what the devices say.
import { Command } from "commander";
import {
  cloudFindings,
  type CloudDrift,
  type Diagnosis,
  diagnose,
  diagnosisLines,
  withCloud,
} from "../diagnosis";
import { FAILED, FINE, FOUND, guarded, out, printJson } from "./junos/shared";
import { chosen, specOf, type StackLook, wantedIn, withStack } from "./stack-look";
import {
  exitCodeOf,
  stackOptions,
  statusOf,
  statusText,
  type StackFlags,
  type TunnelStatus,
} from "./status";

/** What was found of one tunnel: how it is, and why. */
export interface Diagnosed {
  readonly status: TunnelStatus;
  readonly diagnosis: Diagnosis;
}

/** Diagnoses a stack's tunnels, or the one of that name; AWS is asked unless told. */
export async function diagnosed(
  look: StackLook,
  name: string | undefined,
  isCloudAsked = true,
): Promise<readonly Diagnosed[]> {
  const tunnels = chosen(look.state, name);
  const [cloud, devices, looks] = await Promise.all([
    isCloudAsked ? look.cloud() : { drifts: [] },
    look.devices(),
    Promise.all(tunnels.map(async (tunnel) => ({ tunnel, ...(await look.observed(tunnel)) }))),
  ]);
  const statuses = looks.map(({ tunnel, look: seen }) => statusOf(tunnel, seen));
  const observed = new Map(
    looks.flatMap(({ tunnel, replies }) =>
      replies === undefined ? [] : [[tunnel.name, replies] as const],
    ),
  );
  const drifts: readonly CloudDrift[] = "failed" in cloud ? [] : cloud.drifts;
  const unknown =
    "failed" in cloud
      ? [{ device: "AWS", what: "what AWS has of the stack", why: cloud.failed }]
      : [];
  const diagnoses = diagnose(tunnels.map(wantedIn), devices, observed).map((found, index) => {
    const tunnel = tunnels[index];
    if (tunnel === undefined) return found;
    const between = specOf(tunnel).natRules.map(({ device }) => device);
    const all = withCloud(found, cloudFindings(wantedIn(tunnel), between, drifts));
    return { ...all, unknown: [...all.unknown, ...unknown] };
  });
  return statuses.flatMap((status, index): readonly Diagnosed[] => {
    const diagnosis = diagnoses[index];
    return diagnosis === undefined ? [] : [{ status, diagnosis }];
  });
}

/** Where configurations are right and the tunnel is not: what is left. */
const LEFT =
  "what is left: something between the ends drops UDP 500 or 4500, or an end in other hands is set up otherwise";

/** One tunnel's findings as text for a person. */
export function diagnosedText({ status, diagnosis }: Diagnosed): string {
  const { causes, unknown } = diagnosis;
  const isUnclear = causes.length === 0 && unknown.length === 0 && status.associations === "down";
  return [
    statusText([status]),
    ...diagnosisLines(diagnosis),
    ...(isUnclear ? [`  ${LEFT}`] : []),
  ].join("\n");
}

/** Fine only when nothing was found and every tunnel carries traffic. */
export function exitCodeOfDiagnosed(found: readonly Diagnosed[]): number {
  const exitCode = exitCodeOf(found.map(({ status }) => status));
  if (exitCode === FOUND || found.some(({ diagnosis }) => diagnosis.causes.length > 0))
    return FOUND;
  return found.some(({ diagnosis }) => diagnosis.unknown.length > 0) ? FAILED : exitCode;
}

async function run(
  name: string | undefined,
  flags: StackFlags & { readonly cloud: boolean },
): Promise<void> {
  await withStack(flags.stack, async (look) => {
    const tunnels = await diagnosed(look, name, flags.cloud);
    const exitCode = exitCodeOfDiagnosed(tunnels);
    if (flags.json === true) printJson(look.clean({ isFine: exitCode === FINE, tunnels }));
    else out(look.clean(tunnels.map(diagnosedText).join("\n\n")));
    process.exitCode = exitCode;
  });
}

/** The command `vsrx diagnose`. */
export const diagnoseCommand = (): Command =>
  stackOptions(new Command("diagnose"))
    .description(
      "say why tunnels of a deployed stack do not work: cause, evidence, fix, the lowest layer first",
    )
    .argument("[tunnel]", "name of the tunnel; all of the stack unless named")
    .option("--no-cloud", "do not ask AWS about the stack's own resources there")
    .addHelpText(
      "after",
      "\nThe configurations in force on both ends and on the NAT devices between are compared with the program and with each other,\n" +
        "and the stack's resources in AWS with the last update, by a refresh in preview with your own login.\n" +
        "Nothing is changed, and no key is shown.\nExit status: 0 nothing found and every tunnel carries traffic, 1 findings or a tunnel that does not, 2 a device or AWS does not answer.",
    )
    .action(guarded(run));
