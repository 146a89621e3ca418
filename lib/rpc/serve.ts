// A Pulumi resource provider: the engine's gRPC service on one side, plain handlers on the other.

import {
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type Message } from "google-protobuf";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type ChangeKind, diffProperties, formatPath } from "./diff";
import { EngineLog } from "./engine";
import {
  type CheckFailure,
  type DiffResult,
  type FunctionHandler,
  PartialFailure,
  type RequestContext,
  type ResourceHandler,
} from "./handler";
import { ownerOf } from "./peer";
import {
  decodeStruct,
  decodeValue,
  encodeStruct,
  type PropertyMap,
  type PropertyValue,
  Secret,
} from "./values";

/** What a provider is made of. */
export interface ProviderDefinition {
  /** The package name, as in `pulumi-resource-<name>`. */
  readonly name: string;
  /** The provider's version, without a leading `v`. */
  readonly version: string;
  /** Resource types by token, such as `aws:ec2/vpc:Vpc`. */
  readonly resources: Readonly<Record<string, ResourceHandler>>;
  /** Functions by token, such as `aws:ec2/getAmi:getAmi`. */
  readonly functions?: Readonly<Record<string, FunctionHandler>>;
  /**
   * Called once per provider resource with its configuration, before any resource is touched. Values other than
   * text arrive from programs as JSON inside a string; they are decoded here already.
   */
  readonly configure?: (configuration: PropertyMap) => Promise<void> | void;
  /** The package schema as JSON text. @default name and version only */
  readonly schema?: () => string;
  /**
   * The error for a token that has no handler.
   * @default says that this provider doesn't know the type
   */
  readonly unknownType?: (token: string) => Error;
  /** Called when the engine cancels; the provider keeps serving until it is ended. */
  readonly cancelled?: () => void;
}

/** A provider that listens. */
export interface RunningProvider {
  readonly port: number;
  close(): void;
}

/** Options of {@link serve}. */
export interface ServeOptions {
  /** Command line arguments: flags are ignored, the last word is the engine's address. @default process.argv */
  readonly argv?: readonly string[];
  /** Where the chosen port is announced. @default one line on standard output */
  readonly announce?: (port: number) => void;
}

const KINDS: Readonly<Record<ChangeKind, messages.PropertyDiff.Kind>> = {
  add: messages.PropertyDiff.Kind.ADD,
  "add-replace": messages.PropertyDiff.Kind.ADD_REPLACE,
  delete: messages.PropertyDiff.Kind.DELETE,
  "delete-replace": messages.PropertyDiff.Kind.DELETE_REPLACE,
  update: messages.PropertyDiff.Kind.UPDATE,
  "update-replace": messages.PropertyDiff.Kind.UPDATE_REPLACE,
};

const NO_LIMIT = 512 * 1024 * 1024;

/**
 * Serves a provider to the engine that started this process.
 *
 * ```ts
 * void serve({
 *   name: "shelf",
 *   version: "1.0.0",
 *   resources: {
 *     "shelf:index:Book": {
 *       async create({ name, inputs, preview }) {
 *         if (preview) return { id: "", state: { ...inputs, place: UNKNOWN } };
 *         return { id: name, state: { ...inputs, place: await putOnShelf(inputs) } };
 *       },
 *       async update({ id, newInputs, preview }) {
 *         if (!preview) await move(id, newInputs);
 *         return { ...newInputs, place: id };
 *       },
 *       async delete({ id }) { await takeOff(id); },
 *     },
 *   },
 *   functions: { "shelf:index:count": async () => ({ books: 3 }) },
 * });
 * ```
 */
export async function serve(
  definition: ProviderDefinition,
  options: ServeOptions = {},
): Promise<RunningProvider> {
  const argv = options.argv ?? process.argv.slice(2);
  const engine = new EngineLog();
  const address = argv.filter((word) => !word.startsWith("-")).at(-1);
  engine.connect(address);

  const server = new Server({
    "grpc.max_receive_message_length": NO_LIMIT,
    "grpc.max_send_message_length": NO_LIMIT,
  });
  let own = 0;
  server.addService(
    ResourceProviderService,
    service(definition, engine, () => own),
  );
  own = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  (options.announce ?? ((bound: number) => process.stdout.write(`${bound}\n`)))(own);
  return { port: own, close: () => server.forceShutdown() };
}

/**
 * Ends this process when the engine that started it is gone, or asks it to go by an interrupt. Requests under way
 * are finished first: a device in the middle of a commit must not lose us.
 */
export function followEngine(): void {
  process.on("SIGINT", () => {
    const leave = (): void => {
      if (underWay.size === 0) process.exit(0);
      else setTimeout(leave, 20);
    };
    leave();
  });
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 2000);
  timer.unref();
}

/**
 * The engine's dial carries no token, so that everybody on this machine can connect. On Linux the kernel says whose
 * socket it is; elsewhere every local user may call, as with all of Pulumi's providers.
 */
async function requireOwner(peer: string, port: number): Promise<void> {
  const owner = await ownerOf(peer, port);
  if (owner === undefined || owner === process.getuid?.()) return;
  throw new Error(
    `This provider answers the engine of the user that started it only; the caller is ` +
      `${owner === "nobody" ? "unknown" : `user ${owner}`}.`,
  );
}

/** Requests that are not answered yet. */
const underWay = new Set<object>();

function service(
  definition: ProviderDefinition,
  engine: EngineLog,
  ownPort: () => number,
): UntypedServiceImplementation {
  const abort = new AbortController();

  const contextOf = (request: NamedRequest): RequestContext => {
    const urn = request.getUrn();
    return {
      urn,
      name: request.getName() || urn.split("::").slice(3).join("::"),
      type: typeOf(request),
      signal: abort.signal,
      log: (level, message) => engine.send(level, message, urn, false),
      status: (message) => engine.send("info", message, urn, true),
    };
  };

  const handlerOf = (request: NamedRequest): ResourceHandler => {
    const token = typeOf(request);
    const handler = Object.hasOwn(definition.resources, token)
      ? definition.resources[token]
      : undefined;
    if (handler === undefined) throw unknownToken(definition, token, "resource type");
    return handler;
  };

  const unary = <Request extends Message, Response extends Message>(
    work: (request: Request) => Promise<Response>,
  ): handleUnaryCall<Request, Response> => {
    return (call, callback) => {
      const answer = async (): Promise<Response> => {
        await requireOwner(call.getPeer(), ownPort());
        underWay.add(call);
        try {
          return await work(call.request);
        } finally {
          await engine.flushed();
          underWay.delete(call);
        }
      };
      answer().then(
        (response) => callback(null, response),
        (error: unknown) => callback(toStatus(error)),
      );
    };
  };

  const refuse = (name: string): handleUnaryCall<Message, Message> => {
    return (_call, callback) =>
      callback({
        code: status.UNIMPLEMENTED,
        details: `${definition.name} has no ${name}`,
        metadata: new Metadata(),
      });
  };

  return {
    handshake: unary(async (request: messages.ProviderHandshakeRequest) => {
      engine.connect(request.getEngineAddress());
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: unary(async (request: PluginAttach) => {
      engine.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(async () => {
      const response = new PluginInfo();
      response.setVersion(definition.version);
      return response;
    }),
    getSchema: unary(async () => {
      const response = new messages.GetSchemaResponse();
      const minimal = { name: definition.name, version: definition.version };
      response.setSchema(definition.schema?.() ?? JSON.stringify(minimal));
      return response;
    }),
    checkConfig: unary(async (request: messages.CheckRequest) => {
      const response = new messages.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: unary(async (request: messages.DiffRequest) => {
      const olds = decodeStruct(request.getOldInputs() ?? request.getOlds());
      return diffResponse({ changes: diffProperties(olds, decodeStruct(request.getNews())) });
    }),
    configure: unary(async (request: messages.ConfigureRequest) => {
      await definition.configure?.(configurationOf(request));
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),
    invoke: unary(async (request: messages.InvokeRequest) => {
      const token = request.getTok();
      const functions = definition.functions ?? {};
      const handler = Object.hasOwn(functions, token) ? functions[token] : undefined;
      if (handler === undefined) throw unknownToken(definition, token, "function");
      const context = {
        signal: abort.signal,
        preview: request.getPreview(),
        log: (level: "debug" | "info" | "warning" | "error", message: string) =>
          engine.send(level, message, "", false),
      };
      const response = new messages.InvokeResponse();
      response.setReturn(encodeStruct(await handler(decodeStruct(request.getArgs()), context)));
      return response;
    }),
    check: unary(async (request: messages.CheckRequest) => {
      const handler = handlerOf(request);
      const newInputs = decodeStruct(request.getNews());
      const oldInputs = decodeStruct(request.getOlds());
      const result = (await handler.check?.({ ...contextOf(request), oldInputs, newInputs })) ?? {};
      const response = new messages.CheckResponse();
      response.setInputs(encodeStruct(result.inputs ?? newInputs));
      response.setFailuresList((result.failures ?? []).map(checkFailure));
      return response;
    }),
    diff: unary(async (request: messages.DiffRequest) => {
      const handler = handlerOf(request);
      const oldState = decodeStruct(request.getOlds());
      const given = request.getOldInputs();
      const oldInputs = given === undefined ? oldState : decodeStruct(given);
      const newInputs = decodeStruct(request.getNews());
      const asked = { ...contextOf(request), id: request.getId(), oldInputs, oldState, newInputs };
      if (handler.diff !== undefined) return diffResponse(await handler.diff(asked));
      const replaces = handler.update === undefined ? () => true : () => false;
      return diffResponse({ changes: diffProperties(oldInputs, newInputs, { replaces }) });
    }),
    create: unary(async (request: messages.CreateRequest) => {
      const result = await handlerOf(request).create({
        ...contextOf(request),
        inputs: decodeStruct(request.getProperties()),
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
      });
      const response = new messages.CreateResponse();
      response.setId(result.id);
      response.setProperties(encodeStruct(result.state));
      return response;
    }),
    read: unary(async (request: messages.ReadRequest) => {
      const id = request.getId();
      const inputs = decodeStruct(request.getInputs());
      const state = decodeStruct(request.getProperties());
      const handler = handlerOf(request);
      const found =
        handler.read === undefined
          ? { id, inputs, state }
          : await handler.read({ ...contextOf(request), id, inputs, state });
      const response = new messages.ReadResponse();
      // An empty id is the engine's word for "gone".
      if (found === undefined) return response;
      response.setId(found.id);
      response.setInputs(encodeStruct(found.inputs));
      response.setProperties(encodeStruct(found.state));
      return response;
    }),
    update: unary(async (request: messages.UpdateRequest) => {
      const handler = handlerOf(request);
      if (handler.update === undefined)
        throw new Error(`${typeOf(request)} cannot be updated, only replaced.`);
      const oldState = decodeStruct(request.getOlds());
      const given = request.getOldInputs();
      const state = await handler.update({
        ...contextOf(request),
        id: request.getId(),
        oldInputs: given === undefined ? oldState : decodeStruct(given),
        oldState,
        newInputs: decodeStruct(request.getNews()),
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
      });
      const response = new messages.UpdateResponse();
      response.setProperties(encodeStruct(state));
      return response;
    }),
    delete: unary(async (request: messages.DeleteRequest) => {
      const state = decodeStruct(request.getProperties());
      const given = request.getOldInputs();
      await handlerOf(request).delete?.({
        ...contextOf(request),
        id: request.getId(),
        inputs: given === undefined ? state : decodeStruct(given),
        state,
        timeoutSeconds: request.getTimeout(),
      });
      return new Empty();
    }),
    cancel: unary(async () => {
      abort.abort(new Error("The deployment was cancelled."));
      definition.cancelled?.();
      return new Empty();
    }),
    parameterize: refuse("parameters"),
    call: refuse("methods"),
    construct: refuse("components"),
    getMapping: refuse("mapping"),
    getMappings: refuse("mappings"),
  };
}

/** The part that all requests about one resource share. */
interface NamedRequest {
  getUrn(): string;
  getName(): string;
  getType(): string;
}

function typeOf(request: NamedRequest): string {
  if (request.getType() !== "") return request.getType();
  // Older engines name the type in the URN only, behind the chain of its parents' types.
  return request.getUrn().split("::")[2]?.split("$").at(-1) ?? "";
}

function unknownToken(definition: ProviderDefinition, token: string, what: string): Error {
  const fallback = (): Error =>
    new Error(
      `The provider ${definition.name} ${definition.version} does not know the ${what} ${token}.`,
    );
  return (definition.unknownType ?? fallback)(token);
}

function checkFailure(failure: CheckFailure): messages.CheckFailure {
  const message = new messages.CheckFailure();
  message.setProperty(failure.property);
  message.setReason(failure.reason);
  return message;
}

function diffResponse(result: DiffResult): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const some = result.changes.length > 0 || result.update === true;
  response.setChanges(
    some
      ? messages.DiffResponse.DiffChanges.DIFF_SOME
      : messages.DiffResponse.DiffChanges.DIFF_NONE,
  );
  const top = (path: readonly (string | number)[]): string => String(path[0]);
  response.setDiffsList([...new Set(result.changes.map(({ path }) => top(path)))]);
  const replacing = result.changes.filter(({ kind }) => kind.endsWith("-replace"));
  response.setReplacesList([...new Set(replacing.map(({ path }) => top(path)))]);
  response.setDeletebeforereplace(result.deleteBeforeReplace === true);
  response.setStablesList([...(result.stables ?? [])]);
  // Without this the engine compares by itself, and shows a list's every later item as changed.
  response.setHasdetaileddiff(true);
  const details = response.getDetaileddiffMap();
  for (const change of result.changes) {
    const detail = new messages.PropertyDiff();
    detail.setKind(KINDS[change.kind]);
    detail.setInputdiff(change.inputDiff ?? true);
    details.set(formatPath(change.path), detail);
  }
  return response;
}

function configurationOf(request: messages.ConfigureRequest): PropertyMap {
  const args = request.getArgs();
  if (args !== undefined) {
    const entries = Object.entries(decodeStruct(args)).map(
      ([name, value]) => [name, parseNested(value)] as const,
    );
    return Object.fromEntries(entries);
  }
  // Older engines send text only, each name behind `package:config:`.
  const entries: [string, PropertyValue][] = [];
  for (const [key, value] of request.getVariablesMap().entries()) {
    entries.push([key.split(":").at(-1) ?? key, parseNested(value)]);
  }
  return Object.fromEntries(entries);
}

/** Lists, maps and booleans in a provider's configuration travel as JSON text; other text is itself. */
function parseNested(value: PropertyValue | undefined): PropertyValue {
  if (value instanceof Secret) return new Secret(parseNested(value.value));
  if (typeof value !== "string" || !/^(?:[[{]|true$|false$)/.test(value)) return value ?? null;
  try {
    return decodeValue(JSON.parse(value) as never);
  } catch {
    return value;
  }
}

interface StatusError {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

function toStatus(error: unknown): StatusError {
  const message = error instanceof Error ? error.message : String(error);
  const metadata = new Metadata();
  if (error instanceof PartialFailure) {
    const detail = new messages.ErrorResourceInitFailed();
    detail.setId(error.id);
    detail.setProperties(encodeStruct(error.state));
    detail.setReasonsList([...error.reasons]);
    if (error.inputs !== undefined) detail.setInputs(encodeStruct(error.inputs));
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const full = new Status();
    full.setCode(status.UNKNOWN);
    full.setMessage(message);
    full.addDetails(packed);
    // gRPC's standard place for structured errors; the engine reads them from there.
    metadata.set("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  }
  return { code: status.UNKNOWN, details: message, metadata };
}
