// A packet's way as a person reads it.
import type { Trace } from "./packet";

const by = (statement: string | undefined): string =>
  statement === undefined ? "" : `  [${statement}]`;

/** One line for each hop with the statement that decided, and one for how it ends. */
export function traceLines({ hops, end, verdict, isEncrypted }: Trace): readonly string[] {
  const lines = hops.map(
    ({ device, what, text, statement }) =>
      `${device.padEnd(12)} ${what.padEnd(12)} ${text}${by(statement)}`,
  );
  const last =
    end === undefined
      ? `passes, and its answer comes back${isEncrypted ? "" : "; through no tunnel"}`
      : `${verdict}${end.device === undefined ? "" : ` at ${end.device}`}: ${end.reason}${by(end.statement)}`;
  return [...lines, last];
}
