// Is the tunnel up, and does traffic go through it? Asked of the devices themselves, and told in their words.

import { setTimeout as sleep } from "node:timers/promises";
import {
  announcer,
  type Connection,
  DeviceError,
  type EspCounters,
  espStatistics,
  type IkeSa,
  type IpsecTunnel,
  type NatKind,
  outcomeUnknown,
  ping,
  ProtocolError,
  readEspCounters,
  readPing,
  RpcError,
  UnreachableError,
} from "../device";
import { POLL_MILLISECONDS, type TunnelReads } from "./tunnel-reads";
import { type EndpointSpec, familiesOf, judge, type View } from "./tunnel-view";

/** A NAT rule that the tunnel's traffic must have used. */
export interface NatRuleSpec {
  readonly device: string;
  readonly connection: Connection;
  readonly kind: NatKind;
  readonly ruleSet: string;
  readonly rule: string;
}

/** What to verify. */
export interface TunnelSpec {
  readonly name: string;
  readonly endpoints: readonly [EndpointSpec, EndpointSpec];
  readonly expectNat: boolean;
  readonly natRules: readonly NatRuleSpec[];
  readonly timeoutSeconds: number;
}

/** What was found. */
export interface VerifiedTunnel {
  /** False for a tunnel whose other end somebody else runs, and that was not up in time. */
  readonly verified: boolean;
  readonly natFound: boolean;
  readonly endpoints: readonly { readonly port: number }[];
}

/** How to tell about it. */
export interface VerifyOptions {
  readonly signal?: AbortSignal;
  readonly status?: (message: string) => void;
  readonly warn?: (message: string) => void;
}

/** A tunnel that isn't what it should be. */
class TunnelError extends DeviceError {
  override readonly name = "TunnelError";
}

const PINGS = 3;

/**
 * Waits until the tunnel is up at both ends and carries traffic; throws with the devices' own words when not.
 *
 * Where somebody else runs one end, the other one alone is asked, and a tunnel that is not up in time is told in a
 * warning: its peer may not be set up yet. With both ends in other hands there is nobody to ask.
 */
export async function verifyTunnel(
  reads: TunnelReads,
  spec: TunnelSpec,
  options: VerifyOptions = {},
): Promise<VerifiedTunnel> {
  const until = Date.now() + spec.timeoutSeconds * 1000;
  const announce = announcer(options.status);
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await tryOnce(reads, spec, options);
    if ("verified" in outcome) return outcome.verified;
    const mine = managed(spec);
    if (mine.length === 0) return unverified(spec, options, outcome.faults);
    if (Date.now() >= until) {
      // A device of ours that does not answer is no matter of its peer.
      if (mine.length < spec.endpoints.length && !outcome.isAway) {
        return unverified(spec, options, outcome.faults);
      }
      throw new TunnelError(explain(spec, outcome.faults));
    }
    announce(`${spec.name}: ${outcome.faults[0] ?? "not up yet"}`);
    await sleep(
      Math.min(POLL_MILLISECONDS * 1.2 ** attempt, 3000, Math.max(0, until - Date.now())),
      undefined,
      {
        signal: options.signal,
      },
    );
  }
}

/** A tunnel that waits for its peer. */
function unverified(
  spec: TunnelSpec,
  options: VerifyOptions,
  faults: readonly string[],
): VerifiedTunnel {
  const others = spec.endpoints
    .filter(({ connection }) => connection === undefined)
    .map(({ gateway }) => gateway);
  options.warn?.(
    `${explain(spec, faults)}\n  ${others.join(" and ")} ${others.length === 1 ? "is" : "are"} run by somebody else: ` +
      "hand over the lines in the stack's peerConfigurations, and run `pulumi up` again once they are in place.",
  );
  const port = spec.expectNat ? 4500 : 500;
  return { verified: false, natFound: false, endpoints: spec.endpoints.map(() => ({ port })) };
}

/** One look, without traffic: true when every end we can ask has the tunnel up. */
export async function checkTunnel(
  reads: TunnelReads,
  spec: TunnelSpec,
  options: VerifyOptions = {},
): Promise<boolean> {
  const ends = managed(spec);
  const views = await Promise.all(ends.map((end) => look(reads, spec, end, options)));
  return ends.length > 0 && views.every(({ faults }) => faults.length === 0);
}

function managed(spec: TunnelSpec): EndpointSpec[] {
  return spec.endpoints.filter(({ connection }) => connection !== undefined);
}

async function tryOnce(
  reads: TunnelReads,
  spec: TunnelSpec,
  options: VerifyOptions,
): Promise<
  | { readonly verified: VerifiedTunnel }
  | { readonly faults: readonly string[]; readonly isAway: boolean }
> {
  const ends = managed(spec);
  if (ends.length === 0) {
    return { faults: ["none of its two ends is ours to ask"], isAway: false };
  }
  let isAway = false;
  const views = await Promise.all(
    ends.map(async (end): Promise<View> => {
      try {
        return await look(reads, spec, end, options);
      } catch (error) {
        if (!isPassing(error)) throw error;
        isAway = true;
        return { spec: end, faults: [`${end.gateway}: ${(error as Error).message}`] };
      }
    }),
  );
  const faults = views.flatMap((view) => view.faults);
  if (faults.length > 0) return { faults, isAway };
  const silent = await traffic(reads, spec, views, options).catch((error: unknown) => {
    if (!isPassing(error)) throw error;
    return [(error as Error).message];
  });
  if (silent.length > 0) return { faults: silent, isAway };
  const natFound = views.some(({ ike, ipsec }) => portOf(ike, ipsec) === 4500);
  if (natFound && !spec.expectNat) {
    options.warn?.(
      `${spec.name}: IKE found a NAT between its ends that the program doesn't know of.`,
    );
  }
  const ports = spec.endpoints.map((end) => {
    const view = views.find((candidate) => candidate.spec === end) ?? views[0];
    return { port: portOf(view?.ike, view?.ipsec) };
  });
  return { verified: { verified: true, natFound, endpoints: ports } };
}

/**
 * A device that is away for a moment may be back before the time is over, and so may its IKE daemon: it starts with
 * the first VPN, and until then its commands are refused.
 */
function isPassing(error: unknown): boolean {
  return error instanceof UnreachableError || error instanceof RpcError || outcomeUnknown(error);
}

/** The local port decides: behind a port-translating NAT the peer's can be any. */
function portOf(ike: IkeSa | undefined, ipsec: IpsecTunnel | undefined): number {
  return ike?.localPort ?? ipsec?.port ?? 500;
}

async function look(
  reads: TunnelReads,
  spec: TunnelSpec,
  end: EndpointSpec,
  options: VerifyOptions,
): Promise<View> {
  let view: View | undefined;
  let refusal: Error | undefined;
  for (const family of familiesOf(end)) {
    const tables = await reads
      .tables(end.connection, family, options.signal)
      .catch((error: unknown) => {
        if (!(error instanceof RpcError || error instanceof ProtocolError)) throw error;
        // Nobody said that there is anything of the second family.
        if (view === undefined) refusal ??= error;
        return undefined;
      });
    if (tables === undefined) continue;
    const seen = judge(spec.expectNat, end, tables);
    view = view === undefined || seen.ike !== undefined ? seen : view;
    if (view.ike !== undefined) break;
  }
  if (refusal !== undefined && view?.ike === undefined) throw refusal;
  return view ?? { spec: end, faults: [`${end.gateway}: nothing to ask`] };
}

/** Sends pings through the tunnel and looks at counters before and after; answers what didn't move. */
async function traffic(
  reads: TunnelReads,
  spec: TunnelSpec,
  views: readonly View[],
  options: VerifyOptions,
): Promise<string[]> {
  if (views.every(({ spec: { pingTarget } }) => pingTarget === undefined))
    return await unusedRules(reads, spec, options);
  const before = await Promise.all(views.map((view) => counters(reads, view, options)));
  const pinged = await Promise.all(views.map((view) => pingFrom(reads, view, options)));
  if (pinged.every((result) => result === undefined))
    return await unusedRules(reads, spec, options);
  const after = await Promise.all(views.map((view) => counters(reads, view, options)));
  const faults = pinged.filter((result) => result !== undefined && result !== "");
  for (const [index, view] of views.entries()) {
    const was = before[index];
    const is = after[index];
    if (was === undefined || is === undefined) continue;
    const grown =
      is.encryptedPackets > was.encryptedPackets && is.decryptedPackets > was.decryptedPackets;
    if (!grown) {
      faults.push(
        `${view.spec.gateway}: pings went out, but its ESP counters did not grow both ways (encrypted ` +
          `${was.encryptedPackets} to ${is.encryptedPackets}, decrypted ${was.decryptedPackets} to ${is.decryptedPackets} packets)`,
      );
    }
  }
  return [...(faults as string[]), ...(await unusedRules(reads, spec, options))];
}

async function counters(
  reads: TunnelReads,
  view: View,
  options: VerifyOptions,
): Promise<EspCounters> {
  return await reads.exchange(view.spec.connection, options.signal, async (session) =>
    readEspCounters((await session.request(espStatistics(view.ipsec?.index))).root),
  );
}

/** Undefined when there is nothing to ping, an empty text when it went well. */
async function pingFrom(
  reads: TunnelReads,
  view: View,
  options: VerifyOptions,
): Promise<string | undefined> {
  const { gateway, pingSource, pingTarget, connection } = view.spec;
  if (pingTarget === undefined) return undefined;
  return await reads.exchange(connection, options.signal, async (session) => {
    const request = ping({ host: pingTarget, source: pingSource, count: PINGS });
    const result = readPing((await session.request(request)).root);
    if (result.received > 0) return "";
    const from = pingSource === undefined ? "" : ` from ${pingSource}`;
    const reason = result.failure === undefined ? "" : ` (${result.failure})`;
    return `${gateway}: the tunnel is up, but a ping${from} to ${pingTarget} through it gets no answer${reason}`;
  });
}

async function unusedRules(
  reads: TunnelReads,
  spec: TunnelSpec,
  options: VerifyOptions,
): Promise<string[]> {
  const faults = await Promise.all(
    spec.natRules.map(async ({ device, connection, kind, ruleSet, rule }) => {
      const rules = await reads.natRules(connection, kind, options.signal);
      const found = rules.find(
        (candidate) =>
          candidate.rule === rule && (candidate.ruleSet === "" || candidate.ruleSet === ruleSet),
      );
      if (found === undefined)
        return `${device}: it has no ${kind} NAT rule ${rule} in rule set ${ruleSet}`;
      if (found.hits === undefined)
        return `${device}: it does not say how often ${kind} NAT rule ${rule} of rule set ${ruleSet} was used`;
      return found.hits > 0
        ? undefined
        : `${device}: nothing has used ${kind} NAT rule ${rule} of rule set ${ruleSet}`;
    }),
  );
  return faults.filter((fault) => fault !== undefined);
}

function explain(spec: TunnelSpec, faults: readonly string[]): string {
  const lines = [...new Set(faults)].map((fault) => `\n  ${fault}`).join("");
  const waited = managed(spec).length === 0 ? "" : ` after ${spec.timeoutSeconds} s`;
  return `Tunnel ${spec.name} is not up${waited}:${lines}`;
}
