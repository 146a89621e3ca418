// The engine's service, method by method: requests are decoded, handed to the definition's handlers, and answered.

import {
  type handleUnaryCall,
  Metadata,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { type ProviderDefinition } from "./definition";
import { diffProperties } from "./diff";
import { type EngineLog } from "./engine-log";
import { type RequestContext, type ResourceHandler } from "./handler";
import { ownerOf } from "./peer";
import { checkFailure, configurationOf, diffResponse, toStatus } from "./replies";
import { decodeStruct, encodeStruct } from "./values";

/** Requests that are not answered yet. */
const underWay = new Set<object>();

/** How many requests this process has not answered yet. */
export const requestsUnderWay = (): number => underWay.size;

/** A provider's definition as gRPC calls it. */
export class Service {
  private readonly abort = new AbortController();

  /** `ownPort` is asked at each call: the port is known only when the server listens. */
  constructor(
    private readonly definition: ProviderDefinition,
    private readonly engine: EngineLog,
    private readonly ownPort: () => number,
  ) {}

  methods(): UntypedServiceImplementation {
    return {
      ...this.plugin(),
      ...this.configuration(),
      ...this.functions(),
      ...this.planning(),
      ...this.changing(),
      ...this.refusals(),
    };
  }

  /** Who we are, and when to stop. */
  private plugin(): UntypedServiceImplementation {
    return {
      handshake: this.unary((request: messages.ProviderHandshakeRequest) => {
        this.engine.connect(request.getEngineAddress());
        const response = new messages.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        return response;
      }),
      attach: this.unary((request: PluginAttach) => {
        this.engine.connect(request.getAddress());
        return new Empty();
      }),
      getPluginInfo: this.unary(() => {
        const response = new PluginInfo();
        response.setVersion(this.definition.version);
        return response;
      }),
      getSchema: this.unary(() => {
        const response = new messages.GetSchemaResponse();
        const minimal = { name: this.definition.name, version: this.definition.version };
        response.setSchema(this.definition.schema?.() ?? JSON.stringify(minimal));
        return response;
      }),
      cancel: this.unary(() => {
        this.abort.abort(new Error("The deployment was cancelled."));
        this.definition.cancelled?.();
        return new Empty();
      }),
    };
  }

  private configuration(): UntypedServiceImplementation {
    return {
      checkConfig: this.unary((request: messages.CheckRequest) => {
        const response = new messages.CheckResponse();
        response.setInputs(request.getNews());
        return response;
      }),
      diffConfig: this.unary((request: messages.DiffRequest) => {
        const olds = decodeStruct(request.getOldInputs() ?? request.getOlds());
        return diffResponse({ changes: diffProperties(olds, decodeStruct(request.getNews())) });
      }),
      configure: this.unary(async (request: messages.ConfigureRequest) => {
        await this.definition.configure?.(configurationOf(request));
        const response = new messages.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
        return response;
      }),
    };
  }

  private functions(): UntypedServiceImplementation {
    return {
      invoke: this.unary(async (request: messages.InvokeRequest) => {
        const token = request.getTok();
        const functions = this.definition.functions ?? {};
        const handler = Object.hasOwn(functions, token) ? functions[token] : undefined;
        if (handler === undefined) throw unknownToken(this.definition, token, "function");
        const context = {
          signal: this.abort.signal,
          preview: request.getPreview(),
          log: (level: "debug" | "info" | "warning" | "error", message: string) =>
            this.engine.send(level, message, "", false),
        };
        const response = new messages.InvokeResponse();
        response.setReturn(encodeStruct(await handler(decodeStruct(request.getArgs()), context)));
        return response;
      }),
    };
  }

  /** What is asked of a resource before anything happens. */
  private planning(): UntypedServiceImplementation {
    return {
      check: this.unary(async (request: messages.CheckRequest) => {
        const handler = this.handlerOf(request);
        const newInputs = decodeStruct(request.getNews());
        const oldInputs = decodeStruct(request.getOlds());
        const result =
          (await handler.check?.({ ...this.contextOf(request), oldInputs, newInputs })) ?? {};
        const response = new messages.CheckResponse();
        response.setInputs(encodeStruct(result.inputs ?? newInputs));
        response.setFailuresList((result.failures ?? []).map(checkFailure));
        return response;
      }),
      diff: this.unary(async (request: messages.DiffRequest) => {
        const handler = this.handlerOf(request);
        const oldState = decodeStruct(request.getOlds());
        const given = request.getOldInputs();
        const oldInputs = given === undefined ? oldState : decodeStruct(given);
        const newInputs = decodeStruct(request.getNews());
        const asked = {
          ...this.contextOf(request),
          id: request.getId(),
          oldInputs,
          oldState,
          newInputs,
        };
        if (handler.diff !== undefined) return diffResponse(await handler.diff(asked));
        const replaces = handler.update === undefined ? () => true : () => false;
        return diffResponse({ changes: diffProperties(oldInputs, newInputs, { replaces }) });
      }),
    };
  }

  private changing(): UntypedServiceImplementation {
    return {
      create: this.unary(async (request: messages.CreateRequest) => {
        const result = await this.handlerOf(request).create({
          ...this.contextOf(request),
          inputs: decodeStruct(request.getProperties()),
          preview: request.getPreview(),
          timeoutSeconds: request.getTimeout(),
        });
        const response = new messages.CreateResponse();
        response.setId(result.id);
        response.setProperties(encodeStruct(result.state));
        return response;
      }),
      read: this.unary(async (request: messages.ReadRequest) => {
        const id = request.getId();
        const inputs = decodeStruct(request.getInputs());
        const state = decodeStruct(request.getProperties());
        const handler = this.handlerOf(request);
        const found =
          handler.read === undefined
            ? { id, inputs, state }
            : await handler.read({ ...this.contextOf(request), id, inputs, state });
        const response = new messages.ReadResponse();
        // An empty id is the engine's word for "gone".
        if (found === undefined) return response;
        response.setId(found.id);
        response.setInputs(encodeStruct(found.inputs));
        response.setProperties(encodeStruct(found.state));
        return response;
      }),
      update: this.unary(async (request: messages.UpdateRequest) => {
        const handler = this.handlerOf(request);
        if (handler.update === undefined)
          throw new Error(`${typeOf(request)} cannot be updated, only replaced.`);
        const oldState = decodeStruct(request.getOlds());
        const given = request.getOldInputs();
        const state = await handler.update({
          ...this.contextOf(request),
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
      delete: this.unary(async (request: messages.DeleteRequest) => {
        const state = decodeStruct(request.getProperties());
        const given = request.getOldInputs();
        await this.handlerOf(request).delete?.({
          ...this.contextOf(request),
          id: request.getId(),
          inputs: given === undefined ? state : decodeStruct(given),
          state,
          timeoutSeconds: request.getTimeout(),
        });
        return new Empty();
      }),
    };
  }

  /** What no definition of ours has. */
  private refusals(): UntypedServiceImplementation {
    return {
      parameterize: this.refuse("parameters"),
      call: this.refuse("methods"),
      construct: this.refuse("components"),
      getMapping: this.refuse("mapping"),
      getMappings: this.refuse("mappings"),
    };
  }

  private contextOf(request: NamedRequest): RequestContext {
    const urn = request.getUrn();
    return {
      urn,
      name: request.getName() || urn.split("::").slice(3).join("::"),
      type: typeOf(request),
      signal: this.abort.signal,
      log: (level, message) => this.engine.send(level, message, urn, false),
      status: (message) => this.engine.send("info", message, urn, true),
    };
  }

  private handlerOf(request: NamedRequest): ResourceHandler {
    const token = typeOf(request);
    const { resources } = this.definition;
    const handler = Object.hasOwn(resources, token) ? resources[token] : undefined;
    if (handler === undefined) throw unknownToken(this.definition, token, "resource type");
    return handler;
  }

  private unary<Request extends Message, Response extends Message>(
    work: (request: Request) => Promise<Response> | Response,
  ): handleUnaryCall<Request, Response> {
    return (call, callback) => {
      const answer = async (): Promise<Response> => {
        await requireOwner(call.getPeer(), this.ownPort());
        underWay.add(call);
        try {
          return await work(call.request);
        } finally {
          await this.engine.flushed();
          underWay.delete(call);
        }
      };
      answer().then(
        (response) => callback(null, response),
        (error: unknown) => callback(toStatus(error)),
      );
    };
  }

  private refuse(name: string): handleUnaryCall<Message, Message> {
    return (_call, callback) =>
      callback({
        code: status.UNIMPLEMENTED,
        details: `${this.definition.name} has no ${name}`,
        metadata: new Metadata(),
      });
  }
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
