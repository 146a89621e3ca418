// Every rule, by its id: a diagnostic of a rule that stands nowhere here does not compile.
import { AWS } from "./aws";
import { ENDS } from "./ends";
import { JUNOS } from "./junos";
import { PROGRAM } from "./program";
import { PROVIDER } from "./provider";
import type { Rule } from "./rule";
import { TOPOLOGY } from "./topology";
import { VPN } from "./vpn";

export type { Rule } from "./rule";

/** Rules of the constructs of a program. */
export type ConstructRuleId = keyof typeof TOPOLOGY | keyof typeof VPN | keyof typeof AWS;

/** The name of a rule. */
export type RuleId =
  | keyof typeof TOPOLOGY
  | keyof typeof VPN
  | keyof typeof AWS
  // Properties, and a tunnel's two ends: test/programs has a program for each.
  | keyof typeof PROGRAM
  | keyof typeof ENDS
  // What reaches the provider: test/provider expects each.
  | keyof typeof PROVIDER
  | keyof typeof JUNOS;

/** The rules of each part, as the page has them. */
export const RULE_SECTIONS: readonly {
  readonly title: string;
  readonly rules: Readonly<Record<string, Rule>>;
}[] = [
  { title: "The program: properties and constructs", rules: PROGRAM },
  { title: "The program: devices, networks, statements", rules: TOPOLOGY },
  { title: "VPNs", rules: VPN },
  { title: "The two ends of a tunnel", rules: ENDS },
  { title: "AWS", rules: AWS },
  { title: "The provider", rules: PROVIDER },
  { title: "The offline commit check", rules: JUNOS },
];

export const RULES: Readonly<Record<RuleId, Rule>> = {
  ...PROGRAM,
  ...ENDS,
  ...TOPOLOGY,
  ...VPN,
  ...AWS,
  ...PROVIDER,
  ...JUNOS,
};

export function isRule(id: string): id is RuleId {
  return Object.hasOwn(RULES, id);
}
