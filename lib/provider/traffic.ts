// Does traffic go through the tunnel? Pings from address to address, what both ends count of them, and the policies' own verdict.

import { setTimeout as sleep } from "node:timers/promises";
import {
  type EspCounters,
  espStatistics,
  matchPolicies,
  ping,
  ProtocolError,
  readEspCounters,
  readNextHops,
  readPing,
  readPolicyAnswer,
  routeTo,
  RpcError,
  type Session,
} from "../device";
import { type EspLoss, type SizeLoss } from "../diagnosis";
import { sendProbe, withProbe } from "./probe";
import { type Passage, passagesOf, sampleOf, wayOf } from "./traffic-pairs";
import { type TunnelReads } from "./tunnel-reads";
import {
  type CarriedSpec,
  type NetworkPair,
  type PairFinding,
  type TrafficFinding,
  type TunnelSpec,
} from "./tunnel-spec";
import { type View } from "./tunnel-view";

const PINGS = 3;
/** Bytes of data of a device's own echo requests. */
const SMALL = 56;
/** Bytes of data that every path takes. */
const MIDDLE = 512;
/** What a TCP header is longer than that of an echo request. */
const HEADERS = 12;
/** Milliseconds within which traffic of others is counted. */
const WINDOW = 1000;

/** One ping that was sent, or several of them. */
interface Sent {
  readonly side: 0 | 1;
  readonly source: string | undefined;
  readonly target: string;
  readonly instance: string | undefined;
  /** The pair that it stands for; undefined for one between tunnel interfaces. */
  readonly pair?: NetworkPair;
  /** To a host, whose silence says nothing of the tunnel. */
  readonly isHost?: boolean;
}

const requestOf = ({ target, source, instance }: Sent): Parameters<typeof ping>[0] => ({
  host: target,
  source,
  instance,
});

interface Answered extends Sent {
  readonly received: number;
  readonly failure?: string;
}

/** Whether it says anything of the tunnel: a host that keeps silent doesn't. */
const tells = ({ isHost, received }: Answered): boolean => isHost !== true || received > 0;

/** What both ends counted while pings of one end went out. */
interface Direction {
  readonly answers: readonly Answered[];
  /** By end; undefined for one that isn't asked. */
  readonly grown: readonly (EspCounters | undefined)[];
}

/** Looks once; `views` are those of both ends, undefined for one that somebody else runs. */
export class TrafficLook {
  constructor(
    private readonly reads: TunnelReads,
    private readonly spec: TunnelSpec,
    private readonly views: readonly (View | undefined)[],
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Sends pings only so that somebody asks for the tunnel; false where a device's own can't. */
  async knock(): Promise<boolean> {
    const pings = this.pings();
    const { probe } = this.spec;
    if (probe !== undefined) await sendProbe(probe, this.signal);
    for (const sent of pings) {
      await this.ask(sent.side, async (session) => {
        await session.request(ping({ ...requestOf(sent), count: 1 }));
      });
    }
    return pings.length > 0 || probe !== undefined;
  }

  async find(): Promise<TrafficFinding> {
    const pings = this.pings();
    if (pings.length === 0) return await this.withoutPings();
    const before = await this.counters();
    const directions = new Map<0 | 1, Direction>();
    let last = before;
    for (const side of [0, 1] as const) {
      const own = pings.filter((each) => each.side === side);
      if (own.length === 0) continue;
      const answers = await this.ask(side, async (session) => await sendAll(session, own));
      const now = await this.counters();
      directions.set(side, { answers, grown: differences(last, now) });
      last = now;
    }
    const stood = this.stoodStill(before, last, [...directions.values()]);
    if (stood !== undefined && this.spec.carries?.isStandby === true)
      return await this.standingBy(this.spec.carries.pairs);
    const judged = await Promise.all(
      (this.spec.carries?.pairs ?? []).map(
        async (pair) => await this.judge(pair, directions, stood),
      ),
    );
    const pairs = await this.probed(judged);
    const failure = stood ?? this.silence(directions) ?? (await this.sizes(pings));
    const lost = [...directions].flatMap(([side, direction]) =>
      espLost(this.spec, side, direction),
    );
    return {
      ...summary(pairs, { failure, counted: counted(this.spec, directions) }),
      ...(lost.length === 0 ? {} : { lost }),
      ...(failure?.tooLong === undefined ? {} : { tooLong: failure.tooLong }),
    };
  }

  /** Answers came by the VPN that this one is the backup of, as they should for as long as that one is up. */
  private async standingBy(pairs: readonly NetworkPair[]): Promise<TrafficFinding> {
    const found = pairs.map(async (pair): Promise<PairFinding> => ({
      ...pair,
      ...((await this.policies(pair)) ?? STANDBY),
    }));
    return summary(await Promise.all(found), {});
  }

  /** Traffic that others send, where the device's own would match no policy of the tunnel. */
  private async withoutPings(): Promise<TrafficFinding> {
    const { carries } = this.spec;
    const pairs = carries?.pairs ?? [];
    const denied = await Promise.all(pairs.map(async (pair) => await this.policies(pair)));
    const passes = carries?.kind === "policy-based" && (await this.growsByItself());
    // Counters are the tunnel's: with several pairs nobody can say whose traffic it was.
    const isProven = passes && pairs.length === 1;
    const reason = whyNot(carries, this.views);
    const found = pairs.map((pair, index): PairFinding => {
      const said = denied[index];
      if (said !== undefined) return { ...pair, ...said };
      return isProven ? { ...pair, verdict: "passed" } : { ...pair, verdict: "not proven", reason };
    });
    return summary(await this.probed(found), found.length > 0 ? {} : { doubt: reason });
  }

  /** The pairs with what the program's own host finds. */
  private async probed(pairs: readonly PairFinding[]): Promise<readonly PairFinding[]> {
    const { probe } = this.spec;
    if (probe === undefined || pairs.length === 0) return pairs;
    const before = await this.counters();
    const result = await sendProbe(probe, this.signal);
    // An end in other hands counts for itself.
    const asked = differences(before, await this.counters()).filter((each) => each !== undefined);
    return withProbe(pairs, probe, result, asked.length > 0 && asked.every(hasBoth));
  }

  /** Whether both ends count traffic both ways that is not ours. */
  private async growsByItself(): Promise<boolean> {
    const before = await this.counters();
    await sleep(WINDOW, undefined, { signal: this.signal });
    const grown = differences(before, await this.counters());
    return grown.every((each) => each !== undefined && hasBoth(each));
  }

  /** Between the gateways' own addresses in each pair of networks, and between the tunnel interfaces. */
  private pings(): readonly Sent[] {
    const { carries, endpoints } = this.spec;
    const routed = carries === undefined || carries.kind === "route-based";
    return ([0, 1] as const).flatMap((side): readonly Sent[] => {
      if (endpoints[side].connection === undefined || !routed) return [];
      const { pingSource, pingTarget, instance } = endpoints[side];
      const between: readonly Sent[] =
        pingTarget === undefined
          ? []
          : [{ side, source: pingSource, target: pingTarget, instance }];
      const inner = (carries?.pairs ?? []).flatMap((pair): readonly Sent[] => {
        const way = carries && wayOf(carries, side, pair);
        return way === undefined ? [] : [{ side, ...way, instance, pair }];
      });
      return [...inner, ...between];
    });
  }

  private async judge(
    pair: NetworkPair,
    directions: ReadonlyMap<0 | 1, Direction>,
    stood: Failure | undefined,
  ): Promise<PairFinding> {
    const policies = await this.policies(pair);
    if (policies?.verdict === "failed") return { ...pair, ...policies };
    if (stood !== undefined) return { ...pair, verdict: "failed", reason: stood.reason };
    const { carries } = this.spec;
    // Its own pings may go through, and those of this pair by way of the other tunnel.
    if (carries?.isStandby === true && (await this.elsewhere(carries, pair)).length > 0)
      return { ...pair, ...(policies ?? STANDBY) };
    const own = [...directions].flatMap(([side, { answers, grown }]) => {
      const answer = answers.find((each) => each.pair === pair);
      return answer === undefined ? [] : [{ side, answer, grown }];
    });
    const telling = own.filter(({ answer }) => tells(answer));
    if (telling.length === 0) {
      const unproven = await this.withoutAddress(pair, directions);
      const asked = own.map(({ answer }) => answer.target);
      return { ...pair, ...(unproven ?? policies ?? ledAlone(asked)) };
    }
    const lost = telling.flatMap(({ side, answer, grown }) =>
      lostAt(this.spec, side, answer, grown),
    );
    if (lost.length > 0) return { ...pair, verdict: "failed", reason: lost.join("; ") };
    return { ...pair, ...(policies ?? { verdict: "passed" }) };
  }

  /** Without addresses of its own in both networks: the tunnel has to be proven otherwise, and the routes to lead into it. */
  private async withoutAddress(
    pair: NetworkPair,
    directions: ReadonlyMap<0 | 1, Direction>,
  ): Promise<Verdict | undefined> {
    const { carries } = this.spec;
    const passes = this.passesElsewhere(directions);
    if (carries === undefined || carries.isNarrow || !passes) {
      return {
        verdict: "not proven",
        reason: "the gateways have no addresses of their own in both networks to ping from",
      };
    }
    const wrong = await this.elsewhere(carries, pair);
    return wrong.length === 0 ? undefined : { verdict: "failed", reason: wrong.join("; ") };
  }

  /** What the ends' routes say that lead elsewhere than into the tunnel. */
  private async elsewhere(carries: CarriedSpec, pair: NetworkPair): Promise<readonly string[]> {
    const { endpoints } = this.spec;
    const wrong: string[] = [];
    for (const side of [0, 1] as const) {
      const tunnel = this.views[side]?.ipsec?.bindInterface;
      if (tunnel === undefined) continue;
      const far = side === 0 ? pair.responder : pair.initiator;
      const target = sampleOf(carries.ends[side === 0 ? 1 : 0], far);
      const hops = await this.ask(side, async (session) =>
        readNextHops((await session.request(routeTo(target))).root, endpoints[side].instance),
      );
      if (hops.some(({ via }) => via === tunnel)) continue;
      const way = hops.map(({ via }) => via ?? "nowhere").join(", ");
      wrong.push(
        `${endpoints[side].gateway} sends ${far} by ${way === "" ? "no route" : way}, not into ${tunnel}`,
      );
    }
    return wrong;
  }

  /** Whether other packets went through, of each end that could send some; a host may be silent. */
  private passesElsewhere(directions: ReadonlyMap<0 | 1, Direction>): boolean {
    const ends = [...directions].flatMap(([side, { answers, grown }]) => {
      const telling = answers.filter(tells);
      if (telling.length === 0) return [];
      return [telling.some((answer) => lostAt(this.spec, side, answer, grown).length === 0)];
    });
    return ends.length > 0 && ends.every((each) => each);
  }

  /** What the policies of both ends say; undefined when all let it through. */
  private async policies(pair: NetworkPair): Promise<Verdict | undefined> {
    const { carries, endpoints } = this.spec;
    if (carries === undefined) return undefined;
    for (const side of [0, 1] as const) {
      const { gateway, connection } = endpoints[side];
      if (connection === undefined) continue;
      for (const passage of passagesOf(carries, side, pair)) {
        const refused = await this.ask(side, async (session) => await refusal(session, passage));
        if (refused !== undefined) return { ...refused, reason: `${gateway}: ${refused.reason}` };
      }
    }
    return undefined;
  }

  /** Pings that were answered although nothing was encrypted went past the tunnel. */
  private stoodStill(
    before: readonly (EspCounters | undefined)[],
    after: readonly (EspCounters | undefined)[],
    directions: readonly Direction[],
  ): Failure | undefined {
    if (!directions.some(({ answers }) => answers.some(({ received }) => received > 0)))
      return undefined;
    for (const [side, grown] of differences(before, after).entries()) {
      if (grown === undefined || (grown.encryptedPackets > 0 && grown.decryptedPackets > 0))
        continue;
      const gateway = this.spec.endpoints[side]?.gateway ?? "";
      return {
        reason: `${gateway}: pings went out, but its ESP counters did not grow both ways`,
        detail: `${gateway}: encrypted ${before[side]?.encryptedPackets} to ${after[side]?.encryptedPackets}, decrypted ${before[side]?.decryptedPackets} to ${after[side]?.decryptedPackets} packets`,
      };
    }
    return undefined;
  }

  /** Where no pair of networks is known, the tunnel interfaces stand for all. */
  private silence(directions: ReadonlyMap<0 | 1, Direction>): Failure | undefined {
    if ((this.spec.carries?.pairs.length ?? 0) > 0) return undefined;
    const lost = [...directions].flatMap(([side, { answers, grown }]) =>
      answers.flatMap((answer) => lostAt(this.spec, side, answer, grown)),
    );
    return lost.length === 0 ? undefined : { reason: lost.join("; ") };
  }

  /** Packets as long as the ends let TCP make them, which nobody may cut. */
  private async sizes(pings: readonly Sent[]): Promise<Failure | undefined> {
    const [first] = pings;
    if (first === undefined) return undefined;
    const { tcpMss } = this.spec.carries ?? {};
    const { gateway } = this.spec.endpoints[first.side];
    return await this.ask(first.side, async (session) => {
      const request = { ...requestOf(first), doNotFragment: true };
      const passes = async (size: number): Promise<boolean> =>
        (await received(session, { ...request, size })).received > 0;
      // What passes in full length passes shorter, so the shorter ones are sent only where that is lost.
      const longest = tcpMss === undefined ? MIDDLE : tcpMss + HEADERS;
      if (await passes(longest)) return undefined;
      // An end that answers no echo at all says nothing about lengths.
      if (!(await passes(SMALL))) return undefined;
      const takesMiddle = longest > MIDDLE && (await passes(MIDDLE));
      const [size, passed] = takesMiddle ? [longest, MIDDLE] : [Math.min(longest, MIDDLE), SMALL];
      return {
        tooLong: { from: gateway, target: first.target, size, passed },
        reason: `${gateway}: echo requests of ${size} bytes to ${first.target} that must not be cut are lost, shorter ones pass`,
      };
    });
  }

  private async counters(): Promise<readonly (EspCounters | undefined)[]> {
    return await Promise.all(
      ([0, 1] as const).map(async (side) => {
        const view = this.views[side];
        if (view === undefined) return undefined;
        const indexes = view.tunnels.map(({ index }) => index);
        return await this.ask(side, async (session) => await countersOf(session, indexes));
      }),
    );
  }

  private async ask<Result>(
    side: 0 | 1,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    return await this.reads.exchange(this.spec.endpoints[side].connection, this.signal, work);
  }
}

type Verdict = Pick<PairFinding, "verdict" | "reason" | "isLasting" | "isLed">;

const STANDBY: Verdict = {
  verdict: "not proven",
  reason: "the VPN that this one is the backup of is up, and has the traffic",
};

/** @param asked hosts that were silent */
const ledAlone = (asked: readonly string[]): Verdict => ({
  verdict: "not proven",
  reason:
    asked.length === 0
      ? "nobody is known there to ping: routes and policies lead into the tunnel, no packet has shown it"
      : `${[...new Set(asked)].join(", ")} did not answer: routes and policies lead into the tunnel, no packet has shown it`,
  isLed: true,
});

interface Failure {
  /** Goes into the state: no counts. */
  readonly reason: string;
  readonly detail?: string;
  readonly tooLong?: SizeLoss;
}

const hasBoth = ({ encryptedPackets, decryptedPackets }: EspCounters): boolean =>
  encryptedPackets > 0 && decryptedPackets > 0;

/** Requests that went into the tunnel and of which none came out. */
function espLost(
  { endpoints }: TunnelSpec,
  side: 0 | 1,
  { answers, grown }: Direction,
): readonly EspLoss[] {
  const other = side === 0 ? 1 : 0;
  const [near, far] = [grown[side], grown[other]];
  if (near === undefined || far === undefined || answers.some(({ received: count }) => count > 0))
    return [];
  const [from, to] = [endpoints[side].gateway, endpoints[other].gateway];
  const { encryptedPackets: encrypted } = near;
  const { decryptedPackets: decrypted } = far;
  if (encrypted > 0 && decrypted === 0) return [{ from, to, encrypted, decrypted }];
  // Requests arrived, answers were encrypted, and did not come back.
  const isBack = far.encryptedPackets >= PINGS && near.decryptedPackets === 0;
  return isBack ? [{ from: to, to: from, encrypted: far.encryptedPackets, decrypted: 0 }] : [];
}

async function received(
  session: Session,
  request: Parameters<typeof ping>[0],
): Promise<ReturnType<typeof readPing>> {
  return readPing((await session.request(ping(request))).root);
}

async function sendAll(session: Session, pings: readonly Sent[]): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (const sent of pings) {
    const request = { ...requestOf(sent), count: PINGS };
    const { received: count, failure } = await received(session, request);
    answers.push({ ...sent, received: count, ...(failure === undefined ? {} : { failure }) });
  }
  return answers;
}

/** Echoes that came back, or requests that the other end took out of the tunnel: it need not answer them. */
function lostAt(
  { endpoints }: TunnelSpec,
  side: 0 | 1,
  { source, target, received: count, failure }: Answered,
  grown: Direction["grown"],
): readonly string[] {
  if (count > 0) return [];
  const [near, far] = [grown[side], grown[side === 0 ? 1 : 0]];
  const [here, there] = [endpoints[side].gateway, endpoints[side === 0 ? 1 : 0].gateway];
  if (far !== undefined && far.decryptedPackets >= PINGS) return [];
  const from = source === undefined ? "" : ` from ${source}`;
  const why = failure === undefined ? "" : ` (${failure})`;
  const where =
    near === undefined || far === undefined
      ? ""
      : near.encryptedPackets === 0
        ? `: ${here} sent nothing into the tunnel`
        : `: ${here} encrypted them, and ${there} decrypted none`;
  return [
    `${here}: the tunnel is up, but a ping${from} to ${target} through it gets no answer${why}${where}`,
  ];
}

async function countersOf(session: Session, indexes: readonly number[]): Promise<EspCounters> {
  const asked: readonly (number | undefined)[] = indexes.length === 0 ? [undefined] : indexes;
  const all: EspCounters[] = [];
  for (const index of asked)
    all.push(readEspCounters((await session.request(espStatistics(index))).root));
  return all.reduce((a, b) => combined(a, b, 1));
}

const combined = (a: EspCounters, b: EspCounters, sign: 1 | -1): EspCounters => ({
  encryptedPackets: a.encryptedPackets + sign * b.encryptedPackets,
  decryptedPackets: a.decryptedPackets + sign * b.decryptedPackets,
  encryptedBytes: a.encryptedBytes + sign * b.encryptedBytes,
  decryptedBytes: a.decryptedBytes + sign * b.decryptedBytes,
});

const differences = (
  before: readonly (EspCounters | undefined)[],
  after: readonly (EspCounters | undefined)[],
): readonly (EspCounters | undefined)[] =>
  after.map((now, side) => {
    const was = before[side];
    return now === undefined || was === undefined ? undefined : combined(now, was, -1);
  });

async function refusal(
  session: Session,
  { questions, text }: Passage,
): Promise<Verdict | undefined> {
  let denied: string | undefined;
  for (const question of questions) {
    try {
      const answer = readPolicyAnswer((await session.request(matchPolicies(question))).root);
      if (answer.permits) return undefined;
      denied =
        answer.policy === undefined ? "no policy permits it" : `policy ${answer.policy} denies it`;
    } catch (error) {
      if (!(error instanceof RpcError) && !(error instanceof ProtocolError)) throw error;
      return { verdict: "not proven", reason: `it does not tell which policy matches ${text}` };
    }
  }
  if (denied === undefined) return undefined;
  // A policy does not change by waiting.
  return { verdict: "failed", reason: `${denied}: ${text}`, isLasting: true };
}

const whyNot = (carries: CarriedSpec | undefined, views: readonly (View | undefined)[]): string => {
  if (carries?.kind === "policy-based")
    return "a device's own packets match no policy of the tunnel, and no traffic of others was counted while it was looked at";
  return views.includes(undefined)
    ? "one end is run by somebody else, and there is no address to ping"
    : "the gateways have no addresses of their own to ping from";
};

function summary(
  pairs: readonly PairFinding[],
  more: {
    readonly failure?: Failure | undefined;
    readonly doubt?: string;
    readonly counted?: readonly string[];
  },
): TrafficFinding {
  const { failure, doubt, counted: counts = [] } = more;
  const has = (verdict: PairFinding["verdict"]): boolean =>
    pairs.some((pair) => pair.verdict === verdict);
  const verdict =
    failure !== undefined || has("failed")
      ? "failed"
      : doubt !== undefined || pairs.some((pair) => pair.verdict === "not proven" && !pair.isLed)
        ? "not proven"
        : "passed";
  const reasons = [
    failure?.reason,
    doubt,
    ...pairs.filter((pair) => pair.verdict === verdict).map(({ reason }) => reason),
  ].filter((reason) => reason !== undefined);
  return {
    verdict,
    ...(reasons.length === 0 ? {} : { reason: [...new Set(reasons)].join("; ") }),
    pairs,
    counted: [...(failure?.detail === undefined ? [] : [failure.detail]), ...counts],
    isLasting: pairs.some(({ isLasting }) => isLasting === true),
  };
}

/** What went out, what came back, and the four numbers of both ends. */
const counted = (
  { endpoints }: TunnelSpec,
  directions: ReadonlyMap<0 | 1, Direction>,
): readonly string[] =>
  [...directions].map(([side, { answers, grown }]) => {
    const sent = answers.length * PINGS;
    const back = answers.reduce((sum, answer) => sum + answer.received, 0);
    const esp = grown.flatMap((each, end) =>
      each === undefined
        ? []
        : [`${endpoints[end]?.gateway} +${each.encryptedPackets} out +${each.decryptedPackets} in`],
    );
    return `${endpoints[side].gateway} sent ${sent} echo requests, ${back} came back; ESP packets: ${esp.join(", ")}`;
  });
