// Is the tunnel up, and does traffic go through it? Asked of the devices themselves, and told in their words.

import { setTimeout as sleep } from "node:timers/promises";
import {
  announcer,
  AuthenticationError,
  DeviceError,
  type IkeSa,
  type IpsecTunnel,
  outcomeUnknown,
  ProtocolError,
  natRuleIn,
  RpcError,
  UnreachableError,
} from "../device";
import { type Observed } from "../diagnosis";
import { causesOf, isExplained } from "./causes";
import { Idleness, idleReason, NOBODY_ASKED } from "./idle";
import { Observation } from "./observe";
import { Refusals } from "./refused";
import { TrafficLook } from "./traffic";
import { POLL_MILLISECONDS, type TunnelReads } from "./tunnel-reads";
import { managed, type TrafficFinding, type TunnelSpec } from "./tunnel-spec";
import { type EndpointSpec, familiesOf, judge, type View } from "./tunnel-view";

/** What was found. */
export interface VerifiedTunnel {
  /** True when traffic went through, or where associations are enough for the program. */
  readonly verified: boolean;
  readonly associations: "up" | "down" | "idle";
  /** Why they are not up. */
  readonly reason?: string;
  readonly traffic: TrafficFinding;
  readonly natFound: boolean;
  readonly endpoints: readonly { readonly port: number }[];
}

/** How to tell about it. */
export interface VerifyOptions {
  readonly signal?: AbortSignal;
  readonly status?: (message: string) => void;
  /** What stays to be read, and is no warning. */
  readonly tell?: (message: string) => void;
  readonly warn?: (message: string) => void;
  /** Seconds that instances of the stack have for a boot, before the tunnel's own begin. @default 0 */
  readonly bootSeconds?: number;
}

/** A tunnel that isn't what it should be. */
class TunnelError extends DeviceError {
  override readonly name = "TunnelError";
}

/** Milliseconds after which a refusal at both ends is taken for the last word. */
const REFUSED_FOR = 5000;
/** Looks of a refresh at a tunnel that isn't right, and milliseconds between them: one packet may be lost. */
const [GLANCES, BETWEEN_GLANCES] = [3, 700];

const NO_TRAFFIC: TrafficFinding = {
  verdict: "not proven",
  reason: "the tunnel is not up",
  pairs: [],
  counted: [],
  isLasting: false,
};

/** One look at a tunnel. */
interface Glance {
  readonly views: readonly View[];
  /** Why it isn't up; empty when it is. */
  readonly faults: readonly string[];
  /** A device of ours did not answer. */
  readonly isAway: boolean;
  /** An instance of ours did not, which may have been restarted. */
  readonly isBooting?: boolean;
  /** Our own pings have asked for it. */
  readonly isAsked: boolean;
  readonly traffic: TrafficFinding;
}

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
  const begun = Date.now();
  const booted = begun + (options.bootSeconds ?? 0) * 1000;
  let until = begun + spec.timeoutSeconds * 1000;
  const announce = announcer(options.status);
  let course: Course | undefined;
  for (let attempt = 0; ; attempt += 1) {
    const isBootTime = Date.now() < booted;
    const glance = await look(reads, spec, { ...options, isBootTime });
    if (isBootTime && glance.isBooting === true) until = Date.now() + spec.timeoutSeconds * 1000;
    course ??= new Course(reads, spec, glance.views);
    const prospect = await course.after(glance, options.signal);
    const waited = Date.now() - begun;
    const wrong = faultsOf(spec, glance);
    if (wrong.length === 0) return settled(spec, glance, options);
    if (prospect === "idle") return idle(spec, glance, options);
    const mine = managed(spec);
    if (mine.length === 0) return unverified(spec, options, glance);
    if (Date.now() >= until || (prospect === "none" && attempt > 0)) {
      // A device of ours that does not answer is no matter of its peer.
      if (mine.length < spec.endpoints.length && !glance.isAway) {
        return unverified(spec, options, glance);
      }
      const { first } = course;
      const causes = await causesOf(reads, spec, { ...glance, first }, options.signal);
      throw new TunnelError([failure(spec, glance, waited), ...causes].join("\n  "));
    }
    announce(`${spec.name}: ${wrong[0] ?? "not up yet"}`);
    await sleep(
      Math.min(POLL_MILLISECONDS * 1.2 ** attempt, 3000, Math.max(0, until - Date.now())),
      undefined,
      { signal: options.signal },
    );
  }
}

/** What may still become of a tunnel that is not up, by what has happened since the first look. */
class Course {
  private readonly begun = Date.now();
  private readonly refusals: Refusals;
  private readonly idleness: Idleness;
  private explained: Promise<boolean | undefined> | undefined;

  constructor(
    private readonly reads: TunnelReads,
    private readonly spec: TunnelSpec,
    readonly first: readonly View[],
  ) {
    this.refusals = new Refusals(first);
    this.idleness = new Idleness(spec, first);
  }

  /** `none` where waiting does not mend it. */
  async after(glance: Glance, signal: AbortSignal | undefined): Promise<"some" | "idle" | "none"> {
    const isRefused = this.refusals.at(glance.views) === this.spec.endpoints.length;
    const rest = this.idleness.at(glance);
    if (rest === "yes") return "idle";
    if (rest === "failed once") this.explained ??= isExplained(this.reads, this.spec, signal);
    const explained = await this.explained;
    if (rest === "failed once" && explained === false) return "idle";
    const isLast = glance.traffic.isLasting || explained === true;
    return isLast || (isRefused && Date.now() - this.begun >= REFUSED_FOR) ? "none" : "some";
  }
}

/** How the tunnel is now, for a refresh: nothing fails, and a lost packet is no verdict. */
export async function checkTunnel(
  reads: TunnelReads,
  spec: TunnelSpec,
  options: VerifyOptions = {},
): Promise<VerifiedTunnel> {
  let idleness: Idleness | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const glance = await look(reads, spec, { ...options, strict: true });
    idleness ??= new Idleness(spec, glance.views);
    const isDown = glance.faults.length > 0 || managed(spec).length === 0;
    if (!isDown && glance.traffic.verdict !== "failed") return found(spec, glance, "up");
    if (attempt >= GLANCES || managed(spec).length === 0) {
      const isIdle = isDown && idleness.atLast(glance);
      return found(spec, glance, isIdle ? "idle" : isDown ? "down" : "up");
    }
    await sleep(BETWEEN_GLANCES, undefined, { signal: options.signal });
  }
}

/** The same with what devices reply meanwhile, for a diagnosis. */
export async function observeTunnel(
  reads: TunnelReads,
  spec: TunnelSpec,
): Promise<{ readonly seen: VerifiedTunnel; readonly observed: Observed }> {
  const glance = async (): Promise<Glance> => await look(reads, spec, {});
  const [observation, first] = await Promise.all([Observation.begin(reads, spec), glance()]);
  const seen = await checkTunnel(reads, spec);
  const views = first.faults.length === 0 ? first.views : (await glance()).views;
  const observed = await observation.end(first.views, { views, traffic: seen.traffic });
  return { seen, observed };
}

/** What keeps the tunnel from being what the program wants. */
function faultsOf(spec: TunnelSpec, { faults, traffic }: Glance): readonly string[] {
  if (faults.length > 0) return faults;
  const reason = traffic.reason ?? "no traffic went through";
  if (spec.require === "associations") return [];
  const isWrong =
    traffic.verdict === "failed" || (traffic.verdict !== "passed" && spec.require === "traffic");
  return isWrong ? [reason, ...traffic.counted] : [];
}

function settled(spec: TunnelSpec, glance: Glance, options: VerifyOptions): VerifiedTunnel {
  const { traffic, views } = glance;
  const result = found(spec, glance, "up");
  if (result.natFound && !spec.expectNat) {
    options.warn?.(
      `${spec.name}: IKE found a NAT between its ends that the program doesn't know of.`,
    );
  }
  for (const line of traffic.counted) options.status?.(`${spec.name}: ${line}`);
  for (const pair of traffic.pairs.filter(({ isLed }) => isLed === true)) {
    const between = `${pair.initiator} - ${pair.responder}`;
    options.tell?.(`${spec.name}: ${between} is not proven: ${pair.reason ?? ""}`);
  }
  const isEnough = spec.require === "associations";
  if (traffic.verdict !== "passed" && !(isEnough && traffic.verdict === "not proven")) {
    const others = views.length < spec.endpoints.length ? "" : `\n  ${WAYS}`;
    options.warn?.(
      `${spec.name}: the tunnel is up, ` +
        `${traffic.verdict === "failed" ? "and traffic does not go through" : "and traffic is not proven"}: ${traffic.reason}${others}`,
    );
  }
  return result;
}

const WAYS =
  'with verify: { require: "associations" } the tunnel counts as verified all the same, and with { require: "traffic" } this is an error';

/** A tunnel that neither end sets up unasked, and that nobody asks for now. */
function idle(spec: TunnelSpec, { views }: Glance, options: VerifyOptions): VerifiedTunnel {
  const reason = idleReason(views);
  const tell = reason === NOBODY_ASKED ? options.status : options.warn;
  tell?.(`${spec.name}: ${reason}`);
  return {
    verified: false,
    associations: "idle",
    reason,
    traffic: { ...NO_TRAFFIC, reason },
    natFound: false,
    endpoints: spec.endpoints.map(() => ({ port: spec.expectNat ? 4500 : 500 })),
  };
}

/** A tunnel that waits for its peer. */
function unverified(spec: TunnelSpec, options: VerifyOptions, glance: Glance): VerifiedTunnel {
  const others = spec.endpoints
    .filter(({ connection }) => connection === undefined)
    .map(({ gateway }) => gateway);
  options.warn?.(
    `${explain(spec, faultsOf(spec, glance), spec.timeoutSeconds)}\n  ${others.join(" and ")} ${others.length === 1 ? "is" : "are"} run by somebody else: ` +
      "hand over the lines in the stack's peerConfigurations, and run `pulumi up` again once they are in place.",
  );
  const port = spec.expectNat ? 4500 : 500;
  const isUp = glance.faults.length === 0;
  return {
    verified: false,
    associations: isUp ? "up" : "down",
    ...(isUp ? {} : { reason: "its peer has not answered" }),
    traffic: glance.traffic,
    natFound: false,
    endpoints: spec.endpoints.map(() => ({ port })),
  };
}

function found(
  spec: TunnelSpec,
  { views, faults, traffic }: Glance,
  associations: VerifiedTunnel["associations"],
): VerifiedTunnel {
  const reason = associations === "idle" ? idleReason(views) : stableReason(faults);
  return {
    verified:
      associations === "up" && (traffic.verdict === "passed" || spec.require === "associations"),
    associations,
    ...(associations === "up" ? {} : { reason }),
    traffic: associations === "idle" ? { ...NO_TRAFFIC, reason } : traffic,
    natFound: views.some(({ ike, ipsec }) => portOf(ike, ipsec) === 4500),
    endpoints: spec.endpoints.map((end) => {
      const view = views.find((candidate) => candidate.spec === end) ?? views[0];
      return { port: portOf(view?.ike, view?.ipsec) };
    }),
  };
}

/** Without what grows from look to look. */
const stableReason = (faults: readonly string[]): string =>
  (faults[0] ?? "none of its two ends is ours to ask").replace(/ \(\d+ times\)/g, "");

interface LookOptions extends VerifyOptions {
  /** Devices that don't answer are errors. */
  readonly strict?: boolean;
  /** Instances of the stack may refuse the login, as they do before their configuration is in force. */
  readonly isBootTime?: boolean;
}

async function look(reads: TunnelReads, spec: TunnelSpec, options: LookOptions): Promise<Glance> {
  const ends = managed(spec);
  if (ends.length === 0) {
    const faults = ["none of its two ends is ours to ask"];
    return { views: [], faults, isAway: false, isAsked: false, traffic: NO_TRAFFIC };
  }
  let [isAway, isBooting] = [false, false];
  const views = await Promise.all(
    ends.map(async (end): Promise<View> => {
      try {
        return await viewOf(reads, spec, end, options);
      } catch (error) {
        const isInstance = end.connection?.instance !== undefined;
        const mayBoot =
          isInstance && options.isBootTime === true && error instanceof AuthenticationError;
        if (options.strict === true || !(isPassing(error) || mayBoot)) throw error;
        isAway = true;
        isBooting ||= isInstance && (mayBoot || error instanceof UnreachableError);
        const faults = [`${end.gateway}: ${(error as Error).message}`];
        return { spec: end, faults, tunnels: [], events: [] };
      }
    }),
  );
  const faults = views.flatMap((view) => view.faults);
  const both = spec.endpoints.map((end) => views.find((view) => view.spec === end));
  const traffic = new TrafficLook(reads, spec, both, options.signal);
  try {
    if (faults.length > 0) {
      // Somebody has to ask for it.
      const isAsked = !isAway && spec.carries?.isOnTraffic === true && (await traffic.knock());
      return { views, faults, isAway, isBooting, isAsked, traffic: NO_TRAFFIC };
    }
    const unused = await unusedRules(reads, spec, options);
    const seen = await traffic.find();
    // What a ping has just used counts.
    const still = unused.length > 0 ? await unusedRules(reads, spec, options) : unused;
    return { views, faults: still, isAway, isAsked: true, traffic: seen };
  } catch (error) {
    if (options.strict === true || !isPassing(error)) throw error;
    const faults = [(error as Error).message];
    return { views, faults, isAway, isAsked: true, traffic: NO_TRAFFIC };
  }
}

/**
 * A device that is away for a moment may be back before the time is over, and so may its IKE daemon: it starts with
 * the first VPN, and until then its commands are refused.
 */
function isPassing(error: unknown): boolean {
  return error instanceof UnreachableError || error instanceof RpcError || outcomeUnknown(error);
}

/** The local port decides: behind a port-translating NAT the peer's can be any. */
export function portOf(ike: IkeSa | undefined, ipsec: IpsecTunnel | undefined): number {
  return ike?.localPort ?? ipsec?.port ?? 500;
}

/** One end as its device's lists have it, in whichever family its peer is found. */
export async function viewOf(
  reads: Pick<TunnelReads, "tables">,
  spec: TunnelSpec,
  end: EndpointSpec,
  options: VerifyOptions = {},
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
  const nothing = { tunnels: [], events: [], faults: [`${end.gateway}: nothing to ask`] };
  return view ?? { spec: end, ...nothing };
}

async function unusedRules(
  reads: TunnelReads,
  spec: TunnelSpec,
  options: VerifyOptions,
): Promise<string[]> {
  const faults = await Promise.all(
    spec.natRules.map(async (wanted) => {
      const { device, connection, kind, ruleSet, rule } = wanted;
      const found = natRuleIn(await reads.natRules(connection, kind, options.signal), wanted);
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

function failure(spec: TunnelSpec, glance: Glance, waited: number): string {
  const seconds = Math.min(spec.timeoutSeconds, Math.ceil(waited / 1000));
  return explain(spec, faultsOf(spec, glance), seconds);
}

function explain(spec: TunnelSpec, faults: readonly string[], seconds: number): string {
  const lines = [...new Set(faults)].map((fault) => `\n  ${fault}`).join("");
  const waited = managed(spec).length === 0 ? "" : ` after ${seconds} s`;
  return `Tunnel ${spec.name} is not up${waited}:${lines}`;
}
