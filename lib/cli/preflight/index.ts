// vsrx preflight: what would stop an up in AWS, what it needs and what it costs, asked before money is spent.
import { Command } from "commander";
import { type PlannedProgram } from "../../program";
import { FINE, FOUND, out, printJson } from "../junos/shared";
import { planFolder, type SynthFolderFlags, synthOptions } from "../synth";
import { examine } from "./checks";
import { costsOf } from "./costs";
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

async function inRegion(plan: RegionPlan): Promise<RegionReport> {
  if (plan.region === "" || plan.region.includes("⟨")) {
    throw new Error(
      "which region is meant nobody says: give --region, set aws:region in the stack's configuration, or AWS_REGION",
    );
  }
  const account = await openAccount(plan.region);
  try {
    const { findings, images } = await examine(plan, account);
    return { region: plan.region, findings, costs: await costsOf(plan, account, images) };
  } finally {
    account.close();
  }
}

/** Asks about everything that a program's folder wants of AWS. */
async function preflight(folder: string, flags: PreflightFlags): Promise<PreflightReport> {
  const program = await planFolder(folder, flags);
  const plans = plansOf(program.resources, ownRegion(flags, program));
  if (plans.length === 0) throw new Error("the program asks for nothing in AWS");
  const regions: RegionReport[] = [];
  for (const plan of plans) regions.push(await inRegion(plan));
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
