// Mistakes as values.
export type { Diagnostic, Mistake, Related, Severity, SourcePlace } from "./diagnostic";
export { distinct, hasErrors } from "./distinct";
export { placeText, textOf } from "./text";
export { ValidationError } from "./validation-error";
