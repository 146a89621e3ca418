// What a resource type has to say for itself: plain async functions over property maps.

import { type PropertyChange } from "./diff";
import { type PropertyMap } from "./values";

/** Severity of a message shown by the engine. `debug` appears only with `--debug`. */
export type LogLevel = "debug" | "info" | "warning" | "error";

/** What every handler function gets beside its own request. */
export interface RequestContext {
  /** The resource's name inside the whole deployment; empty for functions. */
  readonly urn: string;
  /** The resource's name as the program wrote it. */
  readonly name: string;
  /** The type token, such as `vsrx:index:Tunnel`. */
  readonly type: string;
  /** Fires when the engine cancels the deployment: stop waiting, leave things tidy. */
  readonly signal: AbortSignal;
  /** Shows a message beside the resource. A status message replaces the one before it and is not kept. */
  readonly log: (level: LogLevel, message: string) => void;
  readonly status: (message: string) => void;
}

/** One refused input. Never name a secret property here: the engine prints its value beside the reason. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckRequest extends RequestContext {
  /** Inputs of the last deployment; empty for a new resource. */
  readonly oldInputs: PropertyMap;
  readonly newInputs: PropertyMap;
}

export interface CheckResult {
  /** The inputs to go on with, defaults filled in. @default the new inputs as they came */
  readonly inputs?: PropertyMap;
  readonly failures?: readonly CheckFailure[];
}

export interface DiffRequest extends RequestContext {
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldState: PropertyMap;
  readonly newInputs: PropertyMap;
}

export interface DiffResult {
  /** The changed properties. A `-replace` kind among them replaces the resource. */
  readonly changes: readonly PropertyChange[];
  /** When nothing is listed, whether an update is needed all the same. @default false */
  readonly update?: boolean;
  /** For a replacement: delete the old one before the new one is made. @default false */
  readonly deleteBeforeReplace?: boolean;
  /** Outputs that keep their value through an update. */
  readonly stables?: readonly string[];
}

export interface CreateRequest extends RequestContext {
  readonly inputs: PropertyMap;
  /** True when nothing may be touched: inputs can hold unknowns, and so may the answer. */
  readonly preview: boolean;
  /** The user's `customTimeouts`, in seconds; 0 when there are none. */
  readonly timeoutSeconds: number;
}

export interface CreateResult {
  /** The resource's id; may be empty in a preview. */
  readonly id: string;
  readonly state: PropertyMap;
}

export interface ReadRequest extends RequestContext {
  readonly id: string;
  /** Inputs of the last deployment; empty for an import. */
  readonly inputs: PropertyMap;
  /** State of the last deployment; empty for an import. */
  readonly state: PropertyMap;
}

export interface ReadResult {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

export interface UpdateRequest extends RequestContext {
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldState: PropertyMap;
  readonly newInputs: PropertyMap;
  /** True when nothing may be touched. */
  readonly preview: boolean;
  /** The user's `customTimeouts`, in seconds; 0 when there are none. */
  readonly timeoutSeconds: number;
}

export interface DeleteRequest extends RequestContext {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
  /** The user's `customTimeouts`, in seconds; 0 when there are none. */
  readonly timeoutSeconds: number;
}

/** One resource type. What is left out has a sensible default. */
export interface ResourceHandler {
  /** @default everything is accepted */
  check?(request: CheckRequest): Promise<CheckResult>;
  /** @default leaf by leaf; a change updates when `update` exists and replaces otherwise */
  diff?(request: DiffRequest): Promise<DiffResult>;
  create(request: CreateRequest): Promise<CreateResult>;
  /** Answers `undefined` only when the thing is known to be gone. @default the state as it was */
  read?(request: ReadRequest): Promise<ReadResult | undefined>;
  update?(request: UpdateRequest): Promise<PropertyMap>;
  /** @default nothing to do */
  delete?(request: DeleteRequest): Promise<void>;
}

/** One function ("invoke"): arguments in, result out. */
export type FunctionHandler = (
  args: PropertyMap,
  context: Pick<RequestContext, "signal" | "log"> & { readonly preview: boolean },
) => Promise<PropertyMap>;

/**
 * Thrown from create, update or read when the thing exists but isn't as it should be. The engine saves id and
 * state, shows the reasons, fails the deployment, and comes back with an update the next time.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";

  constructor(
    readonly id: string,
    /** What is known so far; saved as the resource's state. */
    readonly state: PropertyMap,
    readonly reasons: readonly string[],
    /** Inputs to save instead of the ones given. */
    readonly inputs?: PropertyMap,
  ) {
    super(reasons.join("\n"));
  }
}
