// What one end's device says of its own side at one moment: the IKE daemon's log, how often policies decided, the way to the peer.

import {
  type Connection,
  logOf,
  type NextHop,
  POLICY_HITS,
  type PolicyHits,
  readLog,
  readOnlyNextHops,
  readPolicyHits,
  routeTo,
  RpcError,
} from "../device";
import { type SeenHits } from "../diagnosis";
import { type TunnelReads } from "./tunnel-reads";
import { type EndpointSpec } from "./tunnel-view";

/** The IKE daemon's log, under the name that either daemon has. */
const LOGS = ["kmd", "iked"] as const;

/** What a device does not answer is undefined, and says nothing. */
export interface EndSample {
  readonly log: readonly string[] | undefined;
  readonly hits: readonly PolicyHits[] | undefined;
  readonly route: readonly NextHop[] | undefined;
}

const answered = async <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> =>
  await asked.catch(() => undefined);

async function logLines(
  reads: TunnelReads,
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  return await reads.exchange(connection, signal, async (session) => {
    let refused: unknown;
    for (const name of LOGS) {
      try {
        return readLog((await session.request(logOf(name))).root);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        refused ??= error;
      }
    }
    throw refused;
  });
}

/** One look at an end. */
export async function sampleEnd(
  reads: TunnelReads,
  { connection, peerAddress }: EndpointSpec,
  signal: AbortSignal | undefined,
): Promise<EndSample | undefined> {
  if (connection === undefined) return undefined;
  const hitsNow = async (): Promise<readonly PolicyHits[]> =>
    await reads.exchange(connection, signal, async (session) =>
      readPolicyHits((await session.request(POLICY_HITS)).root),
    );
  const routeNow = async (address: string): Promise<readonly NextHop[] | undefined> =>
    await reads.exchange(connection, signal, async (session) =>
      readOnlyNextHops((await session.request(routeTo(address))).root),
    );
  const [log, hits, route] = await Promise.all([
    answered(logLines(reads, connection, signal)),
    answered(hitsNow()),
    peerAddress === undefined ? undefined : answered(routeNow(peerAddress)),
  ]);
  return { log, hits, route };
}

/**
 * Lines of the log that name this tunnel and were written between two looks. Told by what stands there a second time
 * or for the first: the device's clock may be any.
 */
export function newLines(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  { vpn, ikeGateway, peerAddress }: EndpointSpec,
): readonly string[] {
  if (before === undefined || after === undefined) return [];
  const old = new Map<string, number>();
  for (const line of before) old.set(line, (old.get(line) ?? 0) + 1);
  const names = [vpn, ikeGateway, ...(peerAddress === undefined ? [] : [peerAddress])];
  return after.filter((line) => {
    const times = old.get(line) ?? 0;
    if (times > 0) {
      old.set(line, times - 1);
      return false;
    }
    return names.some((name) => namesIn(line).has(name));
  });
}

/** Words of a line as names and addresses stand in it. */
const namesIn = (line: string): ReadonlySet<string> =>
  new Set(line.split(/[\s,;/:=()[\]]+/).map((word) => word.replace(/\.$/, "")));

/** Policies that decided about something between two looks. */
export function grownHits(
  before: readonly PolicyHits[] | undefined,
  after: readonly PolicyHits[] | undefined,
): readonly SeenHits[] {
  if (before === undefined || after === undefined) return [];
  const keyOf = ({ from, to, policy }: PolicyHits): string => JSON.stringify([from, to, policy]);
  const was = new Map(before.map((each) => [keyOf(each), each.hits]));
  return after.flatMap((each): readonly SeenHits[] => {
    const { from, to, policy, hits } = each;
    const old = was.get(keyOf(each)) ?? 0;
    return hits > old ? [{ from, to, policy, before: old, after: hits }] : [];
  });
}
