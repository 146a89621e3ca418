// Calls a resource handler the way the engine does, and keeps every message it sends.

import { type PropertyMap, type RequestContext, type ResourceHandler, Secret } from "../../lib/rpc";

/** A request's common part, with what was logged. */
export interface Recorded extends RequestContext {
  readonly logged: string[];
}

/** The context of one request. */
export function context(
  type: string,
  name: string,
  signal = new AbortController().signal,
): Recorded {
  const logged: string[] = [];
  return {
    urn: `urn:pulumi:dev::proj::${type}::${name}`,
    name,
    type,
    signal,
    logged,
    log: (level, message) => void logged.push(`${level}: ${message}`),
    status: (message) => void logged.push(`status: ${message}`),
  };
}

/** Inputs of a Configuration on a device of the tests. */
export function configurationInputs(
  port: number,
  statements: PropertyMap,
  more: PropertyMap = {},
  connection: PropertyMap = {},
): PropertyMap {
  return {
    name: "srx1",
    connection: {
      host: "127.0.0.1",
      port,
      user: "lab",
      password: new Secret("lab123"),
      acceptFirstHostKey: true,
      instance: "i-1",
      ...connection,
    },
    statements,
    settings: {
      readyTimeoutSeconds: 2,
      lockTimeoutSeconds: 1,
      commitTimeoutSeconds: 2,
      confirmMinutes: 1,
    },
    ...more,
  };
}

/** A resource in a stack's state. */
export interface Stored {
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

/** Creates a resource, or updates the one of before, as an `up` does; answers what the state then has. */
export async function upTo(
  inputs: PropertyMap,
  {
    handler,
    context: asked,
    id,
    stored,
  }: {
    readonly handler: Required<Pick<ResourceHandler, "create" | "update">>;
    readonly context: RequestContext;
    readonly id: string;
    readonly stored: Stored | undefined;
  },
): Promise<Stored> {
  const request = { ...asked, preview: false, timeoutSeconds: 0 };
  if (stored === undefined)
    return { inputs, state: (await handler.create({ ...request, inputs })).state };
  const { inputs: oldInputs, state: oldState } = stored;
  const state = await handler.update({ ...request, id, oldInputs, oldState, newInputs: inputs });
  return { inputs, state };
}
