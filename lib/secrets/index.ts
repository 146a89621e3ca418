// What is secret by its form, and how secrets are kept out of everything that is shown.
export { MASK } from "./mask";
export { maskMarked, replaceRanges, secretRanges } from "./marked";
export { Redactor } from "./redactor";
export { endsInSecret, introducesSecret, looksSecret } from "./words";
