// All matchers, and what they look like after `expect(…)`.
import type { RuleId } from "../../diagnostics";
import {
  planMatchers,
  type WantedDiagnostic,
  type WantedRoute,
  type WantedRule,
  type WantedTranslation,
  type WantedTunnel,
} from "./plan";
import { reachMatchers, type Reach } from "./reach";
import { statementMatchers } from "./statements";

/** For `expect.extend` of jest, vitest, and what works alike. */
export const matchers = { ...statementMatchers, ...planMatchers, ...reachMatchers };

/** The matchers after `expect(…)`. */
export interface VsrxMatchers<R = void> {
  /** The device has this statement, or one that begins with these words. */
  toHaveStatement(statement: string): R;
  /** The device has exactly these statements, in any order. */
  toEqualStatements(text: string | readonly string[]): R;
  /** The stack has this tunnel: `"vpn1", { initiator: "paris", port: 4500 }`. */
  toHaveTunnel(name: string, wanted?: WantedTunnel): R;
  /** The NAT device has such a translation: `{ device: "paris", to: "203.0.113.7" }`. */
  toTranslate(wanted: WantedTranslation): R;
  /** AWS is to have such a route: `{ destination: "10.2.0.0/16", via: "paris" }`. */
  toHaveRoute(wanted: WantedRoute): R;
  /** A security group is to have such a rule: `{ device: "paris", protocol: "udp", port: 4500 }`. */
  toHaveRule(wanted: WantedRule): R;
  /**
   * A host gets an answer from another one, as the configurations of all devices of the stack have it:
   * `"10.1.11.0/24", "10.1.21.0/24", { port: 22, encrypted: true }`. Of a network its last host is asked.
   */
  toReach(from: string, to: string, wanted?: Reach): R;
  /** There is a diagnostic of this rule. */
  toHaveDiagnostic(rule: RuleId, wanted?: WantedDiagnostic): R;
  /** There is nothing to be said, but for what is acknowledged. */
  toHaveNoDiagnostics(): R;
}

export type {
  Diagnosed,
  WantedDiagnostic,
  WantedRoute,
  WantedRule,
  WantedTranslation,
  WantedTunnel,
} from "./plan";
export type { Reach } from "./reach";
export type { Verdict } from "./verdict";
