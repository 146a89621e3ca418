// Mistakes as values.
export type { Diagnostic, Mistake, Related, Severity, SourcePlace } from "./diagnostic";
export { distinct, hasErrors } from "./distinct";
export { type ConstructRuleId, isRule, RULE_SECTIONS, type RuleId, RULES } from "./rules";
export { rulesPage } from "./rules-page";
export { sarifOf } from "./sarif";
export { sentenceOf, textOf } from "./text";
export { ValidationError } from "./validation-error";
