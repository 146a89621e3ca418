// A Pulumi resource provider: the engine's gRPC service on one side, plain handlers on the other.

import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type ProviderDefinition } from "./definition";
import { EngineLog } from "./engine-log";
import { requestsUnderWay, Service } from "./service";

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
  server.addService(ResourceProviderService, new Service(definition, engine, () => own).methods());
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
      if (requestsUnderWay() === 0) process.exit(0);
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
