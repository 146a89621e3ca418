// A Pulumi provider's connection to the engine, as small as it can be and no smaller.

export { diffProperties, formatPath, type PropertyChange, showValue } from "./diff";
export {
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type CreateResult,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  PartialFailure,
  type ReadRequest,
  type ReadResult,
  type RequestContext,
  type ResourceHandler,
  type UpdateRequest,
} from "./handler";
export { followEngine, type RunningProvider, serve } from "./serve";
export {
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
  UNKNOWN,
} from "./values";
