// Mistakes as values.
export type { Diagnostic, Related, Severity, SourcePlace } from "./diagnostic";
