// What the configurations in force say about a tunnel that did not come up, for the error of an update.

import { setTimeout as sleep } from "node:timers/promises";
import { type Connection } from "../device";
import {
  causeLines,
  diagnose,
  type DiagnosedDevice,
  type Observed,
  type WantedTunnel,
} from "../diagnosis";
import { Observation } from "./observe";
import { type TunnelReads } from "./tunnel-reads";
import { type TrafficFinding, type TunnelSpec } from "./tunnel-spec";
import { type EndpointSpec, type View } from "./tunnel-view";

/** Milliseconds that the devices have to show their configurations: the failure is certain already, and somebody waits for it. */
const PATIENCE = 10_000;

/** The tunnel as the diagnosis wants it. */
export function wantedTunnel({ name, endpoints, carries }: TunnelSpec): WantedTunnel {
  const [one, other] = endpoints;
  const { pairs = [], protocol, port } = carries ?? {};
  return {
    name,
    ends: [wantedEnd(one), wantedEnd(other)],
    pairs: pairs.map(({ initiator, responder }) => [initiator, responder]),
    ...(protocol === undefined ? {} : { protocol }),
    ...(port === undefined ? {} : { port }),
  };
}

const wantedEnd = (end: EndpointSpec): WantedTunnel["ends"][0] => {
  const { gateway, vpn, ikeGateway, privateAddress, peerAddress, bindInterface } = end;
  return {
    device: gateway,
    vpn,
    ikeGateway,
    ...(privateAddress === undefined ? {} : { address: privateAddress }),
    ...(peerAddress === undefined ? {} : { peerAddress }),
    ...(bindInterface === undefined ? {} : { bindInterface }),
  };
};

/** The ends when the question was put and at the last look, and what became of traffic. */
interface Seen {
  readonly first: readonly View[];
  readonly views: readonly View[];
  readonly traffic: TrafficFinding;
}

/** Lines below an error: cause, evidence and fix, and where to look further. Never throws: the failure itself is what counts. */
export async function causesOf(
  reads: TunnelReads,
  spec: TunnelSpec,
  seen: Seen,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const further = `\`npx vsrx diagnose ${spec.name}\` looks again, and compares with the program and with AWS`;
  if (!reads.takeDiagnosis()) return [further];
  try {
    const [{ shown, silent }, observed] = await Promise.all([
      configurationsOf(reads, spec, signal),
      observedOf(reads, spec, seen, signal),
    ]);
    const replies = new Map(observed === undefined ? [] : [[spec.name, observed]]);
    const [found] = diagnose([wantedTunnel(spec)], shown, replies);
    return [
      ...(found?.causes ?? []).flatMap((cause) => {
        const [first, ...rest] = causeLines(cause);
        return [`cause, ${first ?? ""}`, ...rest];
      }),
      ...silent.map((device) => `not known: ${device} does not show its configuration`),
      further,
    ];
  } catch {
    return [further];
  }
}

/**
 * Whether the configurations in force explain that the tunnel does not come up; undefined where that can't be told,
 * as a device does not show its own. Never throws.
 */
export async function isExplained(
  reads: TunnelReads,
  spec: TunnelSpec,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  if (!reads.takeDiagnosis()) return undefined;
  try {
    const { shown, silent } = await configurationsOf(reads, spec, signal);
    if (silent.length > 0) return undefined;
    const [found] = diagnose([wantedTunnel(spec)], shown);
    return found === undefined ? undefined : found.causes.length > 0;
  } catch {
    return undefined;
  }
}

/** What devices reply now; undefined where that takes too long. */
async function observedOf(
  reads: TunnelReads,
  spec: TunnelSpec,
  seen: Seen,
  signal: AbortSignal | undefined,
): Promise<Observed | undefined> {
  const limit = new AbortController();
  const late = sleep(PATIENCE, undefined, { signal: limit.signal, ref: false });
  late.catch(() => undefined);
  const asked = Observation.begin(reads, spec, signal)
    .then(async (observation) => await observation.end(seen.first, seen))
    .catch(() => undefined);
  const observed = await Promise.race([asked, late]);
  limit.abort();
  return observed;
}

async function configurationsOf(
  reads: TunnelReads,
  { endpoints, natRules }: TunnelSpec,
  signal: AbortSignal | undefined,
): Promise<{ readonly shown: readonly DiagnosedDevice[]; readonly silent: readonly string[] }> {
  const connections = new Map<string, Connection>();
  for (const { device, connection } of natRules) connections.set(device, connection);
  for (const { gateway, connection } of endpoints)
    if (connection !== undefined) connections.set(gateway, connection);
  const limit = new AbortController();
  const late = sleep(PATIENCE, undefined, { signal: limit.signal, ref: false });
  late.catch(() => undefined);
  const devices = await Promise.all(
    [...connections].map(async ([name, connection]) => {
      const read = reads.configuration(connection, signal).catch(() => undefined);
      return { name, tree: await Promise.race([read, late]) };
    }),
  );
  limit.abort();
  return {
    shown: devices.flatMap(({ name, tree }) => (tree === undefined ? [] : [{ name, tree }])),
    silent: devices.flatMap(({ name, tree }) => (tree === undefined ? [name] : [])),
  };
}
