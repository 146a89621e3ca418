// The Junos configuration language: typed statements, parsers, renderers, merge, diff and an offline commit check.
export { check } from "./check/check";
export type { CheckOptions } from "./check/context";
export { compareText } from "./diff/compare";
export { diff } from "./diff/diff";
export { type EndConfig, type EndMistake, mismatches, versionOf } from "./ends/compare";
export {
  type FoundTunnel,
  type GivenDevice,
  type Tunnels,
  type TunnelSide,
  tunnelsBetween,
  tunnelFor,
} from "./ends/tunnels";
export { type Pair, pairsOf } from "./ends/selectors";
export { destinationPool, staticTranslations, type Translation } from "./ends/translations";
export {
  ConflictError,
  ExclusiveError,
  JunosObjectError,
  JunosSyntaxError,
  type TextPosition,
} from "./errors";
export type { Mistake } from "../diagnostics";
export type { Family, Range } from "../net";
export { mistakeOf } from "./fault";
export { AddressBooks, type MeantAddress } from "./model/address-books";
export { Applications } from "./model/applications";
export { type Packet, PolicyTable, type PolicyVerdict } from "./model/policy-verdict";
export { holdsTraffic, type MeantTraffic, type Ports, protocolNumber } from "./model/traffic";
export {
  fillKnown,
  fillPlaceholders,
  hasPlaceholder,
  placeholder,
  placeholdersIn,
  type Placeholder,
} from "./placeholder";
/** @internal */
export { Aliases } from "./tree/aliases";
export { complete, describeType, type Completion } from "./schema/complete";
export { explain, type Explanation, type Unexplained } from "./schema/explain";
export { childSchema, keywords, keywordSchema } from "./schema/lookup";
export { ROOT as schema } from "./schema";
export type {
  Branch,
  Choice,
  ContainerSchema,
  EntrySchema,
  Form,
  IntegerBase,
  ItemSchema,
  LeafListSchema,
  LeafSchema,
  LineForm,
  ListSchema,
  NodeSchema,
  OpaqueSchema,
  SchemaCommon,
  SchemaNode,
  UnknownSchema,
  ValueType,
} from "./schema/model";
export { decode9, encode9, is9, sameSecret } from "./dollar9";
export { suggest } from "./suggest";
export { CHANGING } from "./text/command-words";
export { detectFormat, type Format } from "./text/detect";
export type { MergedFault } from "./text/elements-in";
export type { Faulty } from "./text/faulty";
export { wordsOfLine } from "./text/lines";
export type { LeftLine } from "./text/transcript";
export type { LoadAction } from "./tree/load";
export { ConfigNode, type Path } from "./tree/node";
export { devicesIn } from "./tree/outputs";
export { isPatch } from "./tree/patch";
export { sealedKey, shownKey, shownLine, type ShownPath } from "./tree/secrecy";
export type { Statement } from "./tree/statement";
export { parseStatementLine, parseStatementWords, shownCommand } from "./tree/statement-line";
export { setLine, statementKey } from "./tree/statements";
export { ConfigTree, type AddOptions, type AnyTextOptions, type ParseOptions } from "./tree/tree";
export type * from "./types/config.generated";
export { WEAK_ALGORITHMS } from "./weak-algorithms";
