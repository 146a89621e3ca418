// The offline commit check: what Junos would refuse, and what it accepts although it cannot work.
import type { Diagnostic } from "../../diagnostics";
import { effectiveConfiguration } from "../tree/groups";
import type { ConfigTree } from "../tree/tree";
import { checkApplications } from "./applications";
import { checkConditions } from "./conditions";
import { Context, type CheckOptions } from "./context";
import { checkIke } from "./ike";
import { checkInterfaces } from "./interfaces";
import { checkIpsec } from "./ipsec";
import { checkNat } from "./nat";
import { checkPolicies } from "./policies";
import { checkReferences } from "./references";
import { checkRouting } from "./routing";
import { checkStructure } from "./structure";
import { checkSystem } from "./system";
import { checkWarnings } from "./warnings";
import { checkZones } from "./zones";

const RULES = [
  checkIke,
  checkIpsec,
  checkZones,
  checkPolicies,
  checkApplications,
  checkNat,
  checkInterfaces,
  checkRouting,
  checkSystem,
  checkConditions,
  checkReferences,
  checkWarnings,
];

/**
 * Findings about a configuration, errors first, each with its statement, what to do, and the origin of the statement as its construct. References are followed in the configuration in
 * force: groups applied, inactive statements gone. Values with placeholders are not judged.
 */
export function check(tree: ConfigTree, options: CheckOptions = {}): Diagnostic[] {
  const context = new Context(effectiveConfiguration(tree.root), tree.root, options);
  checkStructure(context, tree.root);
  for (const fault of tree.faults) {
    context.findings.push({
      severity: "error",
      statement: fault.path,
      what: fault.message,
      rule: "text",
      source: { line: fault.line },
    });
  }
  for (const rule of RULES) rule(context);
  const rank = (finding: Diagnostic): number => (finding.severity === "error" ? 0 : 1);
  return context.findings.sort((a, b) => rank(a) - rank(b));
}
