// The way back to the engine: messages that appear beside a resource while it is worked on.

import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { type LogLevel } from "./handler";

const SEVERITIES: Readonly<Record<LogLevel, LogSeverity>> = {
  debug: LogSeverity.DEBUG,
  info: LogSeverity.INFO,
  warning: LogSeverity.WARNING,
  error: LogSeverity.ERROR,
};

/** Sends messages to the engine, in the order they were given. */
export class EngineLog {
  private client: EngineClient | undefined;
  private last: Promise<void> = Promise.resolve();

  /** Connects to the engine's address; without one, messages are dropped. */
  connect(address: string | undefined): void {
    if (address === undefined || address === "") return;
    this.client = new EngineClient(address, credentials.createInsecure());
  }

  /** Queues one message. */
  send(level: LogLevel, message: string, urn: string, ephemeral: boolean): void {
    const client = this.client;
    if (client === undefined) return;
    const request = new LogRequest();
    request.setSeverity(SEVERITIES[level]);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    // A lost message is no reason to fail the resource it was about.
    this.last = this.last.then(
      () => new Promise<void>((resolve) => client.log(request, () => resolve())),
    );
  }

  /** Resolves when everything queued so far has arrived. */
  flushed(): Promise<void> {
    return this.last;
  }
}
