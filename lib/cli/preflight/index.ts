// vsrx preflight: what would stop an up in AWS, what it needs and what it costs, asked before money is spent.
import { Command } from "commander";
import { type PlannedProgram } from "../../program";
import { FINE, FOUND, out, printJson } from "../junos/shared";
import { planFolder, programFolder, type SynthFolderFlags, synthOptions } from "../synth";
import { examine } from "./checks";
import { costsOf } from "./costs";
import { asked, type Finding } from "./findings";
import { heldByStack } from "./held";
import { plansOf, type RegionPlan } from "./plan";
import { policyOf, typesWithoutActions } from "./policy";
import { isBlocked, type PreflightReport, type RegionReport, textOf } from "./report";
import { openAccount } from "./sdk";

interface PreflightFlags extends SynthFolderFlags {
  readonly region?: string;
  readonly json?: boolean;
}

/** Where the program's own provider works: as it is told, by the stack's configuration, or by the environment. */
function ownRegion(flags: PreflightFlags, { config }: PlannedProgram): string | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return flags.region ?? config["aws:region"] ?? AWS_REGION ?? AWS_DEFAULT_REGION;
}

/** What the named stack has already, or that it could not be read: then everything counts as new. */
interface Standing {
  readonly held: readonly RegionPlan[];
  readonly findings: readonly Finding[];
}

async function standingOf(
  { stack }: PreflightFlags,
  folder: string,
  own: string | undefined,
): Promise<Standing> {
  if (stack === undefined) return { held: [], findings: [] };
  let held: readonly RegionPlan[] = [];
  const what = `what the stack ${stack} has already, so that all of it counts as new`;
  const findings = await asked("quota", what, async () => {
    held = await heldByStack(stack, folder, own);
    return [];
  });
  return { held, findings };
}

async function inRegion(plan: RegionPlan, standing: Standing): Promise<RegionReport> {
  if (plan.region === "" || plan.region.includes("⟨")) {
    throw new Error(
      "which region is meant nobody says: give --region, set aws:region in the stack's configuration, or AWS_REGION",
    );
  }
  const account = await openAccount(plan.region);
  try {
    const held = standing.held.find(({ region }) => region === plan.region);
    const { findings, images } = await examine(plan, account, held);
    const all = [...standing.findings, ...findings];
    return { region: plan.region, findings: all, costs: await costsOf(plan, account, images) };
  } finally {
    account.close();
  }
}

/** Asks about everything that a program's folder wants of AWS. */
async function preflight(folder: string, flags: PreflightFlags): Promise<PreflightReport> {
  const program = await planFolder(folder, flags);
  const own = ownRegion(flags, program);
  const plans = plansOf(program.resources, own);
  if (plans.length === 0) throw new Error("the program asks for nothing in AWS");
  const standing = await standingOf(flags, programFolder(folder), own);
  const regions: RegionReport[] = [];
  for (const plan of plans) regions.push(await inRegion(plan, standing));
  return {
    regions,
    policy: policyOf(
      program.resources,
      plans.map(({ region }) => region),
    ),
    withoutActions: typesWithoutActions(program.resources),
  };
}

async function run(folder: string, flags: PreflightFlags): Promise<void> {
  const report = await preflight(folder, flags);
  if (flags.json === true) printJson(report);
  else out(textOf(report));
  process.exitCode = isBlocked(report) ? FOUND : FINE;
}

/** The command `vsrx preflight`. */
export const preflightCommand = (): Command =>
  synthOptions(
    new Command("preflight")
      .description(
        "ask AWS, changing nothing, what would stop an up of a program, which permissions it needs, and what it costs an hour",
      )
      .argument("[FOLDER]", "the program's folder", "."),
  )
    .option("--region <NAME>", "the region of the program's own provider")
    .option("--json", "print one JSON object: regions with findings and costs, and the policy")
    .action(run);
