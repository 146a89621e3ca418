// What preflight found, for a person.
import Table from "cli-table3";
import type { CostLine } from "./costs";
import type { Finding } from "./findings";
import type { Policy } from "./policy";

/** What was found in one region. */
export interface RegionReport {
  readonly region: string;
  readonly findings: readonly Finding[];
  readonly costs: readonly CostLine[];
}

/** Everything that preflight says. */
export interface PreflightReport {
  readonly regions: readonly RegionReport[];
  readonly policy: Policy;
  /** Resource types whose permissions the policy lacks. */
  readonly withoutActions: readonly string[];
}

/** Whether an `up` would end halfway, as far as could be asked. */
export const isBlocked = ({ regions }: PreflightReport): boolean =>
  regions.some(({ findings }) => findings.some(({ state }) => state === "blocked"));

const ORDER = ["blocked", "unknown", "warning", "ok"] as const;

/** The whole of it as text. */
export function textOf(report: PreflightReport): string {
  const parts = report.regions.flatMap((region) => [findingsTable(region), costsTable(region)]);
  const lacking =
    report.withoutActions.length === 0
      ? ""
      : `The policy lacks what these need: ${report.withoutActions.join(", ")}\n`;
  const policy = JSON.stringify(report.policy, undefined, 2);
  const title = "An IAM policy with what up, refresh and destroy of this program need:";
  return `${parts.join("\n")}\n${title}\n${policy}\n${lacking}`;
}

function findingsTable({ region, findings }: RegionReport): string {
  const table = new Table({
    head: [region, "", ""],
    style: { head: [], border: [] },
    colWidths: [null, null, 100],
    wordWrap: true,
  });
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  for (const { state, check, what, fix } of sorted) {
    table.push([state, check, fix === undefined ? what : `${what}\n→ ${fix}`]);
  }
  return table.toString();
}

const money = (dollars: number): string => dollars.toFixed(4);

function costsTable({ region, costs }: RegionReport): string {
  const table = new Table({
    head: [`${region}, US dollars an hour`, "", "", "from"],
    style: { head: [], border: [] },
    colWidths: [null, null, null, 60],
    wordWrap: true,
  });
  for (const { kind, count, hourly, from } of costs) {
    table.push([kind, String(count), hourly === undefined ? "unknown" : money(hourly), from]);
  }
  const known = costs.reduce((sum, { hourly = 0 }) => sum + hourly, 0);
  const open = costs.filter(({ hourly }) => hourly === undefined).length;
  const rest = open === 0 ? "" : `, and ${open} lines that nobody says here`;
  table.push(["together", "", money(known), `without traffic${rest}`]);
  return table.toString();
}
