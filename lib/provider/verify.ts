// Is the tunnel up, and does traffic go through it? Asked of the devices themselves, and told in their words.

import { setTimeout as sleep } from "node:timers/promises";
import {
  announcer,
  type Connection,
  type Device,
  DeviceError,
  type DevicePool,
  type EspCounters,
  espStatistics,
  IKE_SAS,
  type IkeSa,
  INACTIVE_TUNNELS,
  IPSEC_SAS,
  type IpsecTunnel,
  type NatKind,
  natRules,
  outcomeUnknown,
  ping,
  readEspCounters,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
  readNatRules,
  readPing,
  RpcError,
  type Session,
  UnreachableError,
} from "../device";

/** One end, as far as verifying needs it. */
export interface EndpointSpec {
  readonly gateway: string;
  /** Absent for a peer that somebody else runs. */
  readonly connection?: Connection;
  readonly vpn: string;
  readonly ikeGateway: string;
  readonly role: "initiator" | "responder";
  /** Where this end finds its peer; absent when it can come from anywhere. */
  readonly peerAddress?: string;
  readonly identity?: string;
  readonly peerIdentity?: string;
  readonly pingSource?: string;
  readonly pingTarget?: string;
}

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
export class TunnelError extends DeviceError {
  override readonly name = "TunnelError";
}

/** One end as its device sees it. */
interface View {
  readonly spec: EndpointSpec;
  readonly ike?: IkeSa;
  readonly ipsec?: IpsecTunnel;
  /** Why this end isn't up; empty when it is. */
  readonly faults: readonly string[];
}

const POLL_MILLISECONDS = 500;
const PINGS = 3;

/**
 * Waits until the tunnel is up at both ends and carries traffic; throws with the devices' own words when not.
 *
 * Where somebody else runs one end, the other one alone is asked, and a tunnel that is not up in time is told in a
 * warning: its peer may not be set up yet. With both ends in other hands there is nobody to ask.
 */
export async function verifyTunnel(
  pool: DevicePool,
  spec: TunnelSpec,
  options: VerifyOptions = {},
): Promise<VerifiedTunnel> {
  const until = Date.now() + spec.timeoutSeconds * 1000;
  const announce = announcer(options.status);
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await tryOnce(pool, spec, options);
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
  pool: DevicePool,
  spec: TunnelSpec,
  options: VerifyOptions = {},
): Promise<boolean> {
  const ends = managed(spec);
  const views = await Promise.all(ends.map((end) => look(pool, spec, end, options)));
  return ends.length > 0 && views.every(({ faults }) => faults.length === 0);
}

function managed(spec: TunnelSpec): EndpointSpec[] {
  return spec.endpoints.filter(({ connection }) => connection !== undefined);
}

async function tryOnce(
  pool: DevicePool,
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
        return await look(pool, spec, end, options);
      } catch (error) {
        // A device that is away for a moment may be back before the time is over.
        if (!(error instanceof UnreachableError) && !outcomeUnknown(error)) throw error;
        isAway = true;
        return { spec: end, faults: [`${end.gateway}: ${(error as Error).message}`] };
      }
    }),
  );
  const faults = views.flatMap((view) => view.faults);
  if (faults.length > 0) return { faults, isAway };
  const silent = await traffic(pool, spec, views, options);
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

/** The local port decides: behind a port-translating NAT the peer's can be any. */
function portOf(ike: IkeSa | undefined, ipsec: IpsecTunnel | undefined): number {
  return ike?.localPort ?? ipsec?.port ?? 500;
}

async function look(
  pool: DevicePool,
  spec: TunnelSpec,
  end: EndpointSpec,
  options: VerifyOptions,
): Promise<View> {
  return await onDevice(pool, end.connection, options, async (session) => {
    const ikeReply = session.request(IKE_SAS);
    const ipsecReply = session.request(IPSEC_SAS);
    const inactiveReply = session.request(INACTIVE_TUNNELS);
    const ikes = readIkeSas((await ikeReply).root);
    const tunnels = readIpsecTunnels((await ipsecReply).root);
    const inactive = await inactiveReply.then(
      ({ root }) => readInactiveTunnels(root),
      (error: unknown) => {
        // Older releases don't know the request; then the events of the active ones must do.
        if (error instanceof RpcError) return [];
        throw error;
      },
    );
    return judge(spec, end, ikes, tunnels, inactive);
  });
}

function judge(
  spec: TunnelSpec,
  end: EndpointSpec,
  ikes: readonly IkeSa[],
  tunnels: readonly IpsecTunnel[],
  inactive: readonly IpsecTunnel[],
): View {
  const own = ikes.filter(
    (sa) =>
      sa.gateway === end.ikeGateway ||
      (sa.gateway === undefined && sa.remoteAddress === end.peerAddress),
  );
  const ike = own.find((sa) => sa.up) ?? own[0];
  const ipsec =
    tunnels.find((tunnel) => tunnel.vpn === end.vpn && tunnel.up) ??
    tunnels.find((tunnel) => tunnel.vpn === end.vpn);
  const down =
    inactive.find((tunnel) => tunnel.vpn === end.vpn) ??
    inactive.find(
      ({ vpn, remoteGateway }) => vpn === undefined && remoteGateway === end.peerAddress,
    );
  const event = ipsec?.up === true ? undefined : (down?.events[0] ?? ipsec?.events[0]);
  const said =
    event === undefined
      ? ""
      : `; the device says: ${event.text}${event.times > 1 ? ` (${event.times} times)` : ""}`;
  const peer = end.peerAddress === undefined ? "its peer" : end.peerAddress;
  const faults: string[] = [];
  const fault = (text: string): void => void faults.push(`${end.gateway} (${end.role}): ${text}`);

  if (ike === undefined || !ike.up) {
    fault(
      `${ike === undefined ? "no IKE SA" : "the IKE SA is DOWN"} with ${peer}, gateway ${end.ikeGateway}${said}`,
    );
  } else {
    if (
      end.identity !== undefined &&
      ike.localIdentity !== undefined &&
      !sameIdentity(ike.localIdentity, end.identity)
    ) {
      fault(`it calls itself ${ike.localIdentity} instead of ${end.identity}`);
    }
    if (
      end.peerIdentity !== undefined &&
      ike.remoteIdentity !== undefined &&
      !sameIdentity(ike.remoteIdentity, end.peerIdentity)
    ) {
      fault(`its peer calls itself ${ike.remoteIdentity} instead of ${end.peerIdentity}`);
    }
    if (ipsec === undefined || !ipsec.up)
      fault(`the IKE SA with ${peer} is UP, but no IPsec SA of VPN ${end.vpn}${said}`);
    else if (!bothWays(ipsec))
      fault(`the IPsec SAs of VPN ${end.vpn} are not installed both ways${said}`);
    if (spec.expectNat && ike.localPort !== undefined && ike.localPort !== 4500) {
      fault(
        `IKE stayed on UDP port ${ike.localPort}: it found no NAT on the way to ${peer}, although the program has one there`,
      );
    }
  }
  return { spec: end, ike, ipsec, faults };
}

function bothWays(tunnel: IpsecTunnel): boolean {
  return (["inbound", "outbound"] as const).every((direction) =>
    tunnel.associations.some((sa) => sa.direction === direction && sa.installed),
  );
}

/** Devices may decorate an identity with its type. */
function sameIdentity(shown: string, wanted: string): boolean {
  const core = (text: string): string =>
    text
      .replace(/^.*?\(|\)$/g, "")
      .replace(/^.*=/, "")
      .trim()
      .toLowerCase();
  return shown.trim().toLowerCase() === wanted.trim().toLowerCase() || core(shown) === core(wanted);
}

/** Sends pings through the tunnel and looks at counters before and after; answers what didn't move. */
async function traffic(
  pool: DevicePool,
  spec: TunnelSpec,
  views: readonly View[],
  options: VerifyOptions,
): Promise<string[]> {
  const before = await Promise.all(views.map((view) => counters(pool, view, options)));
  const pinged = await Promise.all(views.map((view) => pingFrom(pool, view, options)));
  if (pinged.every((result) => result === undefined)) return await unusedRules(pool, spec, options);
  const after = await Promise.all(views.map((view) => counters(pool, view, options)));
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
  return [...(faults as string[]), ...(await unusedRules(pool, spec, options))];
}

async function counters(
  pool: DevicePool,
  view: View,
  options: VerifyOptions,
): Promise<EspCounters> {
  return await onDevice(pool, view.spec.connection, options, async (session) =>
    readEspCounters((await session.request(espStatistics(view.ipsec?.index))).root),
  );
}

/** Undefined when there is nothing to ping, an empty text when it went well. */
async function pingFrom(
  pool: DevicePool,
  view: View,
  options: VerifyOptions,
): Promise<string | undefined> {
  const { gateway, pingSource, pingTarget, connection } = view.spec;
  if (pingTarget === undefined) return undefined;
  return await onDevice(pool, connection, options, async (session) => {
    const request = ping({ host: pingTarget, source: pingSource, count: PINGS });
    const result = readPing((await session.request(request)).root);
    if (result.received > 0) return "";
    const from = pingSource === undefined ? "" : ` from ${pingSource}`;
    const reason = result.failure === undefined ? "" : ` (${result.failure})`;
    return `${gateway}: the tunnel is up, but a ping${from} to ${pingTarget} through it gets no answer${reason}`;
  });
}

async function unusedRules(
  pool: DevicePool,
  spec: TunnelSpec,
  options: VerifyOptions,
): Promise<string[]> {
  const faults = await Promise.all(
    spec.natRules.map(async ({ device, connection, kind, ruleSet, rule }) => {
      const rules = await onDevice(pool, connection, options, async (session) =>
        readNatRules((await session.request(natRules(kind))).root),
      );
      const found = rules.find(
        (candidate) =>
          candidate.rule === rule && (candidate.ruleSet === "" || candidate.ruleSet === ruleSet),
      );
      if (found === undefined)
        return `${device}: it has no ${kind} NAT rule ${rule} in rule set ${ruleSet}`;
      return found.hits > 0
        ? undefined
        : `${device}: nothing has used ${kind} NAT rule ${rule} of rule set ${ruleSet}`;
    }),
  );
  return faults.filter((fault) => fault !== undefined);
}

/** One exchange with a device, when its turn has come. */
async function onDevice<Result>(
  pool: DevicePool,
  connection: Connection | undefined,
  options: VerifyOptions,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  if (connection === undefined) throw new DeviceError("There is no connection to this end.");
  return await pool.use(connection, async (device: Device) => await work(await device.session()), {
    signal: options.signal,
  });
}

function explain(spec: TunnelSpec, faults: readonly string[]): string {
  const lines = [...new Set(faults)].map((fault) => `\n  ${fault}`).join("");
  const waited = managed(spec).length === 0 ? "" : ` after ${spec.timeoutSeconds} s`;
  return `Tunnel ${spec.name} is not up${waited}:${lines}`;
}
