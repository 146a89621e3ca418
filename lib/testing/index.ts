// For tests: what a program would do, without an engine, and matchers for it.
export {
  type Diagnosed,
  matchers,
  type Reach,
  type Verdict,
  type VsrxMatchers,
  type WantedDiagnostic,
  type WantedRoute,
  type WantedRule,
  type WantedTranslation,
  type WantedTunnel,
} from "./matchers";
export type { GivenValues } from "./late-values";
export type { SynthAws, SynthRoute, SynthRule, SynthSubnet, SynthTranslation } from "./planned";
export { planModule, type PlannedResource } from "./planned-resources";
export type { ConfiguredOptions } from "./configured";
export type { GivenReferences } from "./stack-references";
export type { SynthResult } from "./result";
export * from "./synth";
export type { SynthDevice } from "./synth-device";
export type { SynthTunnel, SynthTunnelEnd } from "./tunnels";
export { type Diagnostic, type RuleId, textOf, ValidationError } from "../diagnostics";
import "./global-expect";
