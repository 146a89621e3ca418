// The Junos configuration language: typed statements, parsers, renderers, merge, diff and an offline commit check.
export { ConflictError, JunosObjectError, JunosSyntaxError, type TextPosition } from "./errors";
export { fillPlaceholders, hasPlaceholder, placeholder, placeholdersIn, type Placeholder } from "./placeholder";
export { ConfigNode, type Path } from "./tree/node";
export { setLine, statementKey, type Statement } from "./tree/statements";
export { ConfigTree, type AddOptions, type ParseOptions } from "./tree/tree";
export type { JunosConfig } from "./types/config";
