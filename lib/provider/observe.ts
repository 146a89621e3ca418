// Asks devices about one tunnel twice, so that a diagnosis goes by what happens now and by nothing older.

import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, type FlowSession, natRuleIn } from "../device";
import {
  type Observed,
  type ObservedDevice,
  type ObservedEnd,
  type SeenEvent,
  type SeenRule,
  type SeenSession,
} from "../diagnosis";
import { type EndSample, grownHits, newLines, sampleEnd } from "./end-sample";
import { type TunnelReads } from "./tunnel-reads";
import { type NatRuleSpec, type TrafficFinding, type TunnelSpec } from "./tunnel-spec";
import { type View } from "./tunnel-view";

/** Milliseconds between the two looks: implementations of IKE send again after a few seconds at most (RFC 7296, 2.4, leaves it to them). */
const WINDOW = 2500;

interface Sample {
  readonly ends: readonly (EndSample | undefined)[];
  readonly sessions: ReadonlyMap<string, readonly SeenSession[] | undefined>;
  readonly rules: ReadonlyMap<NatRuleSpec, number | undefined>;
}

/** One tunnel's replies before and after. */
export class Observation {
  private readonly begun = Date.now();

  private constructor(
    private readonly reads: TunnelReads,
    private readonly spec: TunnelSpec,
    private readonly before: Sample,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The first look. Devices that do not answer are left out: nothing is said of them. */
  static async begin(
    reads: TunnelReads,
    spec: TunnelSpec,
    signal?: AbortSignal,
  ): Promise<Observation> {
    return new Observation(reads, spec, await sample(reads, spec, signal), signal);
  }

  /**
   * The second look, once enough time has passed.
   * @param first - the ends as they were when the question was put
   * @param last - the ends as they are now, and what became of traffic
   */
  async end(
    first: readonly View[],
    last: { readonly views: readonly View[]; readonly traffic: TrafficFinding },
  ): Promise<Observed> {
    const { spec, before } = this;
    const isListed = [...before.sessions.values()].some((sessions) => sessions !== undefined);
    const isUp = last.views.every(({ ike }) => ike?.up === true);
    if (isListed && !isUp)
      await sleep(Math.max(0, this.begun + WINDOW - Date.now()), undefined, {
        signal: this.signal,
      });
    const after = await sample(this.reads, spec, this.signal);
    const device = (name: string): ObservedDevice => {
      const [was, is] = [before.sessions.get(name), after.sessions.get(name)];
      return {
        name,
        ...(was === undefined || is === undefined ? {} : { before: was, after: is }),
      };
    };
    const end = (side: 0 | 1): ObservedEnd | undefined => {
      const wanted = spec.endpoints[side];
      const view = last.views.find((each) => each.spec === wanted);
      if (view === undefined) return undefined;
      const [was, is] = [before.ends[side], after.ends[side]];
      const { peerAddress } = wanted;
      return {
        ...device(wanted.gateway),
        log: newLines(was?.log, is?.log, wanted),
        hits: grownHits(was?.hits, is?.hits),
        ...(peerAddress === undefined || is?.route === undefined
          ? {}
          : { route: { address: peerAddress, hops: is.route } }),
        isIkeUp: view.ike?.up === true,
        isIpsecUp: view.ipsec?.up === true,
        events: newEvents(first.find((each) => each.spec === wanted)?.events ?? [], view.events),
      };
    };
    const names = [...new Set(spec.natRules.map((rule) => rule.device))];
    const { lost = [], tooLong } = last.traffic;
    return {
      ends: [end(0), end(1)],
      between: names.map((name) => ({
        ...device(name),
        rules: spec.natRules
          .filter((rule) => rule.device === name)
          .map((rule): SeenRule => {
            const { kind, ruleSet, rule: ruleName } = rule;
            const [was, is] = [before.rules.get(rule), after.rules.get(rule)];
            return { kind, ruleSet, rule: ruleName, before: was, after: is };
          }),
      })),
      lost,
      ...(tooLong === undefined ? {} : { tooLong }),
    };
  }
}

/** What was not there before: another text, another time, or the same more often. */
const newEvents = (before: readonly SeenEvent[], now: readonly SeenEvent[]): readonly SeenEvent[] =>
  now.filter(
    ({ text, time, times }) =>
      !before.some((old) => old.text === text && old.time === time && old.times >= times),
  );

async function sample(
  reads: TunnelReads,
  { endpoints, natRules }: TunnelSpec,
  signal: AbortSignal | undefined,
): Promise<Sample> {
  const connections = new Map<string, Connection>();
  for (const { device, connection } of natRules) connections.set(device, connection);
  for (const { gateway, connection } of endpoints)
    if (connection !== undefined) connections.set(gateway, connection);
  const [ends, sessions, rules] = await Promise.all([
    Promise.all(endpoints.map(async (end) => await sampleEnd(reads, end, signal))),
    Promise.all(
      [...connections].map(
        async ([name, connection]) =>
          [name, (await answered(reads.ikeSessions(connection, signal)))?.map(seen)] as const,
      ),
    ),
    Promise.all(
      natRules.map(
        async (rule) =>
          [
            rule,
            natRuleIn(await answered(reads.natRules(rule.connection, rule.kind, signal)), rule)
              ?.hits,
          ] as const,
      ),
    ),
  ]);
  return { ends, sessions: new Map(sessions), rules: new Map(rules) };
}

/** What a device answers; undefined where it can't: why it does not is told where its configuration is read. */
const answered = async <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> =>
  await asked.catch(() => undefined);

const seen = ({ incoming, outgoing }: FlowSession): SeenSession => ({
  source: incoming.source,
  sourcePort: incoming.sourcePort,
  destination: incoming.destination,
  destinationPort: incoming.destinationPort,
  sent: incoming.packets,
  answered: outgoing.packets,
});
