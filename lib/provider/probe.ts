// Pings from a host behind one end, which the program names: traffic of the kind that the tunnel is for.

import { type Connection, DeviceError, runCommand } from "../device";
import { contains } from "../net";
import { type PairFinding, type ProbeSpec } from "./tunnel-spec";

const PINGS = 3;
/** Seconds for the login and for pings that nobody answers. */
const SECONDS = 15;

/** What became of it; `not sent` says nothing about the tunnel. */
export type ProbeResult =
  | { readonly kind: "answered" }
  | { readonly kind: "lost"; readonly reason: string }
  | { readonly kind: "not sent"; readonly reason: string };

/** Sends them. The target is an address: nothing else comes near the host's shell. */
export async function sendProbe(
  { connection, target }: ProbeSpec,
  signal: AbortSignal | undefined,
): Promise<ProbeResult> {
  const from = hostOf(connection);
  try {
    const { output } = await runCommand(connection, `ping -c ${PINGS} -i 0.3 -W 2 ${target}`, {
      connectTimeoutSeconds: SECONDS,
      ...(signal === undefined ? {} : { signal }),
    });
    const received = receivedIn(output);
    if (received === undefined)
      return {
        kind: "not sent",
        reason: `the host ${from} has no ping that says what it received`,
      };
    if (received > 0) return { kind: "answered" };
    return { kind: "lost", reason: `pings from the host ${from} to ${target} get no answer` };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return { kind: "not sent", reason: `the host ${from} does not ping: ${error.message}` };
  }
}

const hostOf = ({ host }: Connection): string => host;

/** `3 packets transmitted, 3 received` of Linux, `3 packets received` of BSD. */
function receivedIn(output: string): number | undefined {
  const digits = /(\d+)(?: packets)? received/.exec(output)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Pairs of networks with what the probe says of those that its target is in. Answers prove a pair only where it is the
 * only one with the target: from which network the host sends nobody tells.
 * @param isCounted - both ends counted it in the tunnel
 */
export function withProbe(
  pairs: readonly PairFinding[],
  { target }: ProbeSpec,
  result: ProbeResult,
  isCounted: boolean,
): readonly PairFinding[] {
  const isMeant = ({ initiator, responder }: PairFinding): boolean =>
    contains(initiator, target) || contains(responder, target);
  const meant = pairs.filter(isMeant).length;
  return pairs.map((pair): PairFinding => {
    if (!isMeant(pair) || pair.verdict === "failed") return pair;
    const { initiator, responder } = pair;
    if (result.kind === "lost")
      return { initiator, responder, verdict: "failed", reason: result.reason };
    if (pair.verdict === "passed") return pair;
    if (result.kind === "not sent") return { ...pair, reason: result.reason };
    if (!isCounted)
      return {
        ...pair,
        reason:
          "pings of the program's host are answered, and the ESP counters of both ends did not grow with them",
      };
    return meant === 1
      ? { initiator, responder, verdict: "passed" }
      : {
          ...pair,
          reason: `${target} is in several pairs of networks, and nobody tells which one was pinged`,
        };
  });
}
