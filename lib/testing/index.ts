// For tests: configurations without an engine, and jest matchers for them.
export { matchers, type Verdict } from "./matchers";
export * from "./synth";
export type { SynthDevice } from "./synth-device";
export { type Diagnostic, textOf, ValidationError } from "../diagnostics";
