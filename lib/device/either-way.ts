// Requests that not every release has by their own name: the same is asked in the command line's words.

import { RpcError } from "./errors";
import { type Reply, type RequestOptions, type Requests } from "./session";
import { leaf } from "./xml";

/** A request in both of its forms. */
export interface EitherWay {
  /** The operation inside `rpc`. */
  readonly operation: string;
  /** What a person would type for it. */
  readonly command: string;
}

/** The command, answered in XML. */
const typed = (command: string): string =>
  leaf("command", command).replace("<command>", `<command format="xml">`);

/** Asks by the request's own name; a device that doesn't know it is asked in words. */
export async function requestEitherWay(
  session: Requests,
  { operation, command }: EitherWay,
  options: RequestOptions = {},
): Promise<Reply> {
  try {
    return await session.request(operation, options);
  } catch (error) {
    if (!isUnknownRequest(error)) throw error;
    return await session.request(typed(command), options);
  }
}

/** Whether a device says that there is no such request. */
export const isUnknownRequest = (error: unknown): boolean =>
  error instanceof RpcError &&
  /syntax error|unknown (?:command|element|rpc)|not supported|unsupported|invalid command/i.test(
    error.message,
  );
