// A Pulumi provider's connection to the engine, as small as it can be and no smaller.

export {
  type ChangeKind,
  diffProperties,
  type DiffOptions,
  formatPath,
  type PropertyChange,
  showValue,
} from "./diff";
export {
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type CreateResult,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  type FunctionHandler,
  type LogLevel,
  PartialFailure,
  type ReadRequest,
  type ReadResult,
  type RequestContext,
  type ResourceHandler,
  type UpdateRequest,
} from "./handler";
export {
  followEngine,
  type ProviderDefinition,
  type RunningProvider,
  serve,
  type ServeOptions,
} from "./serve";
export {
  Asset,
  decodeValue,
  encodeValue,
  hasSecret,
  hasUnknown,
  isPropertyMap,
  type PropertyMap,
  type PropertyValue,
  reveal,
  sameValue,
  Secret,
  Unknown,
  UNKNOWN,
} from "./values";
