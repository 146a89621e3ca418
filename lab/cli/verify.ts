// Whether a tunnel is really up: asks the devices themselves and sends traffic from host to host.
import { setTimeout as sleep } from "node:timers/promises";
import { type IkeSa, type IpsecSa, type NatHits, type TunnelEvent } from "../dataplane";
import { type Host, hostsBehind, type LabNode } from "./nodes";
import { type EndpointFacts, type TunnelFacts } from "./tunnels";
import { thrownText } from "../../lib/thrown-text";

/** What a device says of its tunnels. */
export interface DeviceTunnels {
  readonly ike: readonly IkeSa[];
  readonly ipsec: readonly IpsecSa[];
  readonly events: readonly TunnelEvent[];
}

/** How verification reaches the lab; a test gives it a lab of its own. */
export interface Probe {
  nodes(): Promise<readonly LabNode[]>;
  tunnels(gateway: string): Promise<DeviceTunnels>;
  natHits(device: string): Promise<readonly NatHits[]>;
  /** Pings from inside a node; true when every packet was answered. */
  ping(node: string, destination: string, source?: string): Promise<boolean>;
}

/** One endpoint of a tunnel as it is now. These names are the `--json` contract. */
export interface EndpointReport {
  /** The gateway's name, also its node's. */
  readonly gateway: string;
  /** The address of its own external interface. */
  readonly privateAddress: string;
  /** The address under which its peer reaches it. */
  readonly publicAddress: string;
  /** The UDP port that it uses for IKE; null without an IKE SA. */
  readonly port: number | null;
  /** Its IKE identity. */
  readonly identity: string;
  /** Who begins. */
  readonly role: "initiator" | "responder";
  /** Whether it has IKE and IPsec SAs with its peer. */
  readonly state: "up" | "down";
  /** Bytes that came out of the tunnel here. */
  readonly bytesIn: number;
  /** Bytes that were sent into the tunnel here. */
  readonly bytesOut: number;
}

/** One tunnel as it is now. */
export interface TunnelReport {
  /** As in the program. */
  readonly name: string;
  /** Whether every check held, traffic included. */
  readonly verified: boolean;
  /** Whether the devices found a NAT between them. */
  readonly natFound: boolean;
  /** Its two ends. */
  readonly endpoints: readonly EndpointReport[];
  /** The first check that failed, and what the devices say about it. */
  readonly problem?: string;
  /** Why no traffic could be proven, where all else held: another VPN carries it, or nobody is there to ping. */
  readonly unproven?: string;
}

/** Whether nothing failed: all was proven, or what the stack itself could not prove is all that was not. */
export const holds = ({ verified, unproven }: TunnelReport): boolean =>
  verified || unproven !== undefined;

/** What is known of one end at one moment. */
interface EndObservation {
  readonly facts: EndpointFacts;
  readonly ike?: IkeSa;
  readonly ipsec: readonly IpsecSa[];
  readonly events: readonly TunnelEvent[];
}

export interface VerifyOptions {
  /** How long to wait for checks to become true; 0 looks once. */
  readonly seconds: number;
}

/** Verifies one tunnel; its report says which check failed, never throws because of one. */
export async function verifyTunnel(
  probe: Probe,
  tunnel: TunnelFacts,
  options: VerifyOptions,
): Promise<TunnelReport> {
  const deadline = Date.now() + options.seconds * 1000;
  for (;;) {
    const { report, isAssociated } = await attempt(probe, tunnel);
    if (holds(report) || Date.now() >= deadline) return report;
    // A tunnel that waits for traffic does not come up by being looked at, and its first try may have come too early.
    if (!isAssociated) await trafficProblem(probe, tunnel).catch(() => undefined);
    await sleep(500);
  }
}

async function attempt(
  probe: Probe,
  tunnel: TunnelFacts,
): Promise<{ report: TunnelReport; isAssociated: boolean }> {
  let observations: EndObservation[] = [];
  let problem: string | undefined;
  let isAssociated = false;
  let unproven: string | undefined;
  try {
    const before = await look(probe, tunnel);
    observations = before;
    problem = associationProblem(tunnel, before);
    isAssociated = problem === undefined;
    problem ??= await natProblem(probe, tunnel);
    if (problem === undefined) {
      const traffic = await trafficProblem(probe, tunnel);
      observations = await look(probe, tunnel);
      problem = associationProblem(tunnel, observations);
      const untold = traffic ?? counterProblem(before, observations);
      if (tunnel.unproven === undefined) problem ??= untold;
      else if (untold !== undefined) unproven = tunnel.unproven;
    }
  } catch (error) {
    problem = thrownText(error);
  }
  const report = {
    name: tunnel.name,
    verified: problem === undefined && unproven === undefined,
    natFound: observations.some((observation) => observation.ike?.natDetected === true),
    endpoints: tunnel.endpoints.map((facts) =>
      endpointReport(
        facts,
        observations.find((observation) => observation.facts === facts),
        observations,
      ),
    ),
    ...(problem === undefined ? {} : { problem }),
    ...(problem === undefined && unproven !== undefined ? { unproven } : {}),
  };
  return { report, isAssociated };
}

async function look(probe: Probe, tunnel: TunnelFacts): Promise<EndObservation[]> {
  return await Promise.all(
    tunnel.endpoints
      .filter((facts) => facts.managed)
      .map(async (facts) => {
        const { ike, ipsec, events } = await probe.tunnels(facts.gateway);
        const own = ike.filter(
          (sa) =>
            sa.gateway === facts.ikeGateway &&
            (facts.peerIdentity.value === "" || sa.remoteIdentity === facts.peerIdentity.value),
        );
        // An SA that is up wins over one that is being negotiated or replaced; then the youngest.
        const best = [
          ...(own.length > 0 ? own : ike.filter((sa) => sa.gateway === facts.ikeGateway)),
        ].sort(
          (a, b) =>
            Number(b.state === "UP") - Number(a.state === "UP") || a.ageSeconds - b.ageSeconds,
        )[0];
        return {
          facts,
          ...(best === undefined ? {} : { ike: best }),
          ipsec: ipsec.filter((sa) => sa.vpn === facts.vpn && isOfPeer(sa, best)),
          events: events.filter(
            (event) => event.vpn === facts.vpn || event.gateway === facts.ikeGateway,
          ),
        };
      }),
  );
}

/** A hub has one VPN name for many peers: an SA belongs to the peer whose address it has. */
function isOfPeer(sa: IpsecSa, ike: IkeSa | undefined): boolean {
  return ike === undefined || sa.remoteAddress === ike.remoteAddress;
}

/** IKE on both ends, with the right identities, on the right port for the right reason; IPsec both ways. */
function associationProblem(
  tunnel: TunnelFacts,
  observations: readonly EndObservation[],
): string | undefined {
  for (const { facts, ike, events } of observations) {
    if (ike?.state !== "UP") {
      return `IKE is not up on ${facts.gateway} (gateway ${facts.ikeGateway})${lastWord(
        events,
        observations
          .filter((observation) => observation.facts !== facts)
          .flatMap((observation) => observation.events),
      )}`;
    }
    for (const [what, found, wanted] of [
      ["local identity", ike.localIdentity, facts.identity.value],
      ["remote identity", ike.remoteIdentity, facts.peerIdentity.value],
    ] as const) {
      if (wanted !== "" && found !== wanted) {
        return `${facts.gateway} has ${what} ${found}, expected ${wanted}`;
      }
    }
  }
  const natFound = observations.some((observation) => observation.ike?.natDetected === true);
  const where = observations.map((observation) => observation.facts.gateway).join(" and ");
  if (tunnel.expectNat && !natFound) return `${where} found no NAT between them, but one is there`;
  if (!tunnel.expectNat && natFound) return `${where} found a NAT between them, but none is meant`;
  const port = natFound ? 4500 : 500;
  for (const { facts, ike, ipsec, events } of observations) {
    // Behind a NAT gateway a peer's port may be rewritten; a device's own port may not.
    if (ike?.localPort !== port) {
      return `${facts.gateway} uses port ${ike?.localPort}, expected ${port}`;
    }
    const up = ipsec.find((sa) => sa.state === "UP");
    if (up === undefined || up.spiIn === "" || up.spiOut === "") {
      return `no IPsec SAs both ways for VPN ${facts.vpn} on ${facts.gateway}${lastWord(events)}`;
    }
  }
  return undefined;
}

const newest = (events: readonly TunnelEvent[]): TunnelEvent | undefined =>
  [...events].sort((a, b) => a.time - b.time).at(-1);

/** What an end has noted last. One that only hears nothing knows no cause: then what failed at the other end is told too. */
function lastWord(events: readonly TunnelEvent[], others: readonly TunnelEvent[] = []): string {
  const last = newest(events);
  if (last === undefined) return "; the device has recorded no event";
  const cause = last.text.includes("no response")
    ? newest(others.filter(({ text }) => text.includes("failed")))
    : undefined;
  return `; its last event: ${last.text}${cause === undefined ? "" : `; the other end's last failure: ${cause.text}`}`;
}

async function natProblem(probe: Probe, tunnel: TunnelFacts): Promise<string | undefined> {
  for (const rule of tunnel.natRules) {
    const hits = await probe.natHits(rule.device);
    const found = hits.find(
      (one) => one.kind === rule.kind && one.ruleSet === rule.ruleSet && one.rule === rule.rule,
    );
    const name = `${rule.kind} NAT rule ${rule.ruleSet}/${rule.rule} on ${rule.device}`;
    if (found === undefined) return `there is no ${name}`;
    if (found.hits === 0) return `${name} has no hits: nothing went through it`;
  }
  return undefined;
}

/** A VPN may carry a part of the networks behind its gateways: one pair of hosts that reach each other is enough. */
async function anyAnswers(
  probe: Probe,
  hosts: readonly { readonly source: Host; readonly target: Host }[],
): Promise<boolean> {
  for (const { source, target } of hosts) {
    if (await probe.ping(source.name, target.address)) return true;
  }
  return false;
}

/** Pings both ways between hosts behind the two gateways, or between the gateways' own ends. */
async function trafficProblem(probe: Probe, tunnel: TunnelFacts): Promise<string | undefined> {
  const [first, second] = tunnel.endpoints;
  if (first === undefined || second === undefined) return "the tunnel has no two endpoints";
  const nodes = await probe.nodes();
  const pairs = [
    [first, second],
    [second, first],
  ] as const;
  for (const [from, to] of pairs) {
    const sources = hostsBehind(nodes, from.gateway, from.hosts);
    const targets = hostsBehind(nodes, to.gateway, to.hosts);
    const hosts = sources.flatMap((source) => targets.map((target) => ({ source, target })));
    if (await anyAnswers(probe, hosts)) continue;
    const [tried] = hosts;
    if (tried !== undefined) {
      const { source, target } = tried;
      return (
        `a ping from ${source.name} (${source.address}, behind ${from.gateway}) ` +
        `to ${target.name} (${target.address}, behind ${to.gateway}) is not answered` +
        (hosts.length === 1 ? "" : `, nor between any other two hosts behind them`)
      );
    }
    if (!from.managed || from.pingTarget === undefined) continue;
    if (await probe.ping(from.gateway, from.pingTarget, from.pingSource)) continue;
    return `a ping from ${from.gateway} to ${from.pingTarget} is not answered`;
  }
  return undefined;
}

function counterProblem(
  before: readonly EndObservation[],
  after: readonly EndObservation[],
): string | undefined {
  for (const observation of after) {
    const earlier = before.find((one) => one.facts === observation.facts);
    for (const [what, count] of [
      ["into", (sa: IpsecSa) => sa.packetsIn],
      ["out of", (sa: IpsecSa) => sa.packetsOut],
    ] as const) {
      const sum = (sas: readonly IpsecSa[]) => sas.reduce((total, sa) => total + count(sa), 0);
      // A rekeying in between starts the count anew, with new SPIs.
      const rekeyed = observation.ipsec.some(
        (sa) => !earlier?.ipsec.some((old) => old.spiIn === sa.spiIn),
      );
      const grown = sum(observation.ipsec) - (rekeyed ? 0 : sum(earlier?.ipsec ?? []));
      if (grown <= 0) {
        return `the ping was answered, but no ESP packet was counted ${what} ${observation.facts.gateway}`;
      }
    }
  }
  return undefined;
}

/** An end that nobody of us manages is shown as its peer sees it. */
function endpointReport(
  facts: EndpointFacts,
  observation: EndObservation | undefined,
  observations: readonly EndObservation[],
): EndpointReport {
  const peer = observation === undefined ? observations[0] : undefined;
  const sa = (observation ?? peer)?.ipsec.filter((one) => one.state === "UP") ?? [];
  const sum = (pick: (one: IpsecSa) => number) => sa.reduce((total, one) => total + pick(one), 0);
  const ike = (observation ?? peer)?.ike;
  const isUp = ike?.state === "UP" && sa.length > 0;
  return {
    gateway: facts.gateway,
    privateAddress: facts.privateAddress,
    publicAddress: facts.publicAddress,
    port: ike === undefined ? null : peer === undefined ? ike.localPort : ike.remotePort,
    identity: facts.identity.value,
    role: facts.role,
    state: isUp ? "up" : "down",
    bytesIn: sum((one) => (peer === undefined ? one.bytesIn : one.bytesOut)),
    bytesOut: sum((one) => (peer === undefined ? one.bytesOut : one.bytesIn)),
  };
}
