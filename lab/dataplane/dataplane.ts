// One device's forwarding plane: carries a plan out in the data namespace, and tells what became of it.

import { familyOf } from "../../lib/net";
import { isDeepStrictEqual } from "node:util";
import { command } from "../topology";
import { BgpSpeaker } from "./bgp";
import { DhcpClients, type Granted } from "./dhcp";
import { type IpsecEngine, Ipsec, type IpsecPlan } from "./ipsec";
import { translation } from "./nat-sessions";
import { parsePing, type PingOrigin, type PingResult, pingSource } from "./ping";
import type { DataplanePlan } from "./plan";
import { sessionsIn, TRACKED } from "./sessions";
import { type Ruleset, TABLE, transaction } from "./ruleset";
import { selectorRoutes } from "./selectors";
import { batchBetween, IPV6, isTunnel, sysctlScript } from "./steps";
import type { DataplaneState, FlowSession } from "./types";

export interface DataplaneOptions {
  /** The device's name: a prefix of the namespaces that it adds. */
  readonly name: string;
  /** Its data namespace, where its links are. */
  readonly netns: string;
  /** A folder of its own; nothing is kept there today. */
  readonly stateDir?: string;
  /** What does IPsec. @default strongSwan */
  readonly engine?: IpsecEngine<IpsecPlan>;
}

/** What to forget. */
export interface Clearing {
  readonly kind: "ike" | "ipsec" | "sessions";
  readonly gateway?: string;
  readonly vpn?: string;
  /** Of an SA, as `state` gives it. */
  readonly index?: number;
}

export interface PingOptions extends PingOrigin {
  /** @default 5 */
  readonly count?: number;
  /** Bytes of payload. @default 56 */
  readonly size?: number;
  /** Forbid everybody on the way to cut the packet. @default false */
  readonly doNotFragment?: boolean;
  /** One right after the other, as Junos's `rapid` sends them. @default false */
  readonly rapid?: boolean;
}

/** Connection tracking keeps zones 0 to 65535 apart; ours begin at 1. */
const ZONES = 60_000;

export class Dataplane {
  private readonly netns: string;
  private readonly engine: IpsecEngine<IpsecPlan>;
  private readonly bgp: BgpSpeaker;
  private readonly dhcp: DhcpClients;
  private current: DataplanePlan | undefined;
  private ruleset: Ruleset | undefined;
  private tunnelRoutes: readonly string[] = [];
  /** Sessions of another generation are not seen any more. */
  private generation = 0;
  private busy: Promise<unknown> = Promise.resolve();

  constructor(options: DataplaneOptions) {
    this.netns = options.netns;
    this.engine = options.engine ?? new Ipsec({ name: options.name, netns: options.netns });
    this.bgp = new BgpSpeaker({ name: options.name, netns: options.netns });
    this.dhcp = new DhcpClients({ name: options.name, netns: options.netns });
    this.bgp.watch((reach) => this.engine.follow(reach));
    this.engine.watch(() => {
      this.exclusively(() => this.followTunnels()).catch(() => undefined);
    });
  }

  /** Carries the plan out. What the last plan had too is not touched: its SAs, sessions and counters stay. */
  apply(plan: DataplanePlan): Promise<void> {
    return this.exclusively(async () => {
      const before = this.current;
      if (before !== undefined && isDeepStrictEqual(before, plan)) return;
      // Until it is done nobody knows what is there: a plan that fails half way is carried out wholly next time.
      this.current = undefined;
      const renewed =
        before !== undefined && !isDeepStrictEqual(translation(before), translation(plan));
      if (this.generation === 0 || renewed) this.nextGeneration();
      await this.shell(sysctlScript());
      // Nothing passes before the rules that it has to pass are there.
      await this.applyRuleset(plan.ruleset);
      const steps = batchBetween(before, plan);
      await this.ip(steps.addresses);
      await this.dhcp.apply(plan.asking);
      // IKE speaks as soon as it starts, so its peers must be within reach.
      await this.ip(steps.outerRoutes);
      await this.engine.apply(plan.ipsec);
      await this.ip(steps.tunnels);
      await this.ip(steps.innerRoutes);
      await this.ip(steps.removals, true);
      await this.bgp.apply(plan.bgp);
      this.current = plan;
      // The plan is carried out. A daemon that gives no answer now is asked again whenever a tunnel changes.
      await this.followTunnels().catch(() => undefined);
    });
  }

  /** What DHCP servers have granted by now, by interface: the next plan is compiled with it. */
  leases(): Readonly<Record<string, Granted>> {
    return this.dhcp.leases();
  }

  /** Be told whenever a lease came, changed or went. */
  watchLeases(listener: () => void): void {
    this.dhcp.watch(listener);
  }

  /** Has an interface ask its DHCP server for more time now. */
  renew(logical: string): void {
    this.dhcp.renew(logical);
  }

  /** Tunnel interfaces and the routes through them come and go with SAs. */
  private async followTunnels(): Promise<void> {
    const tunnels = this.current?.selectorTunnels ?? [];
    const conditional = (this.current?.routes ?? []).filter(({ tunnel }) => tunnel !== undefined);
    const interfaces = (this.current?.addresses ?? []).filter(isTunnel);
    const all = [tunnels, conditional, interfaces, this.tunnelRoutes];
    if (all.every(({ length }) => length === 0)) return;
    const { ipsec } = await this.engine.sas();
    const up = new Set(ipsec.flatMap(({ bindInterface }) => bindInterface ?? []));
    await this.bgp.lost(await this.engine.link(up));
    const wanted = [
      ...conditional.filter(({ tunnel = "" }) => up.has(tunnel)).map(({ text }) => text),
      ...selectorRoutes(tunnels, ipsec),
    ];
    const gone = this.tunnelRoutes.filter((text) => !wanted.includes(text));
    this.tunnelRoutes = wanted;
    await this.ip(
      [
        ...wanted.map((text) => `route replace ${text}`),
        ...gone.map((text) => `route del ${text}`),
      ],
      true,
    );
  }

  async state(): Promise<DataplaneState> {
    const [{ ike, ipsec }, counts, bgp, dhcp] = await Promise.all([
      this.engine.sas(),
      this.counts(),
      this.bgp.state(),
      this.dhcp.bindings(),
    ]);
    const withHits = <T extends { readonly counter: string }>(
      rules: readonly T[] = [],
    ): (Omit<T, "counter"> & { readonly hits: number })[] =>
      rules.map(({ counter, ...rule }) => ({ ...rule, hits: counts.get(counter) ?? 0 }));
    return {
      ...{ ike, ipsec, events: this.engine.events(), espErrors: this.engine.errors() },
      nat: withHits(this.current?.natRules),
      policies: withHits(this.current?.policyCounters),
      ...(bgp === undefined ? {} : { bgp }),
      ...(dhcp.length === 0 ? {} : { dhcp }),
    };
  }

  /** What passes now. */
  async sessions(): Promise<readonly FlowSession[]> {
    const list = await command(["cat", TRACKED], { namespace: this.netns, lenient: true });
    return sessionsIn(list, this.generation);
  }

  /**
   * Pings from the device itself; no answer is an answer.
   * @throws Error for a routing instance that the device lacks, and a source that another instance has
   */
  async ping({
    destination,
    source,
    instance,
    count = 5,
    size,
    doNotFragment = false,
    rapid = false,
  }: PingOptions): Promise<PingResult> {
    const from = pingSource(this.current?.instances ?? [], { destination, source, instance });
    const output = await command(
      [
        ...["ping", familyOf(destination) === "inet" ? "-4" : "-6", "-n", "-W", "2"],
        ...["-i", rapid ? "0.02" : "0.2"],
        ...["-c", String(count)],
        ...(from === undefined ? [] : ["-I", from]),
        ...(size === undefined ? [] : ["-s", String(size)]),
        ...(doNotFragment ? ["-M", "do"] : []),
        destination,
      ],
      { namespace: this.netns, lenient: true },
    );
    return parsePing(output, count);
  }

  clear({ kind, gateway, vpn, index }: Clearing): Promise<void> {
    return this.exclusively(async () => {
      if (kind === "sessions") {
        this.nextGeneration();
        if (this.current !== undefined) await this.applyRuleset(this.current.ruleset);
        return;
      }
      if (index === undefined) return this.engine.clear({ kind, ...pick({ gateway, vpn }) });
      const { ike, ipsec } = await this.engine.sas();
      const meant =
        kind === "ike"
          ? ike.filter((sa) => sa.index === index).map((sa) => ({ gateway: sa.gateway }))
          : ipsec.filter((sa) => sa.index === index).map((sa) => ({ vpn: sa.vpn }));
      for (const each of meant) await this.engine.clear({ kind, ...each });
    });
  }

  /** Ends the IKE daemons and takes away everything that `apply` made. */
  stop(): Promise<void> {
    return this.exclusively(async () => {
      const before = this.current;
      this.current = undefined;
      this.ruleset = undefined;
      this.tunnelRoutes = [];
      await this.dhcp.stop();
      await this.bgp.stop();
      await this.engine.stop();
      await command(["nft", "-f", "-"], {
        namespace: this.netns,
        input: `add table ${TABLE}\ndelete table ${TABLE}\n`,
        lenient: true,
      });
      if (before !== undefined) await this.ip(batchBetween(before, undefined).removals, true);
    });
  }

  /** What the counters of rules have counted. */
  private async counts(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    if ((this.ruleset?.counters.length ?? 0) === 0) return counts;
    const answer = await command(["nft", "-j", "list", "counters", "table", ...TABLE.split(" ")], {
      namespace: this.netns,
      lenient: true,
    });
    const read = (answer === "" ? {} : JSON.parse(answer)) as {
      nftables?: readonly { counter?: { name: string; packets: number } }[];
    };
    for (const { counter } of read.nftables ?? []) {
      if (counter !== undefined) counts.set(counter.name, counter.packets);
    }
    return counts;
  }

  private nextGeneration(): void {
    this.generation = (this.generation % ZONES) + 1;
  }

  private async applyRuleset(wanted: Ruleset): Promise<void> {
    // Sessions belong to a zone of connection tracking; with the next zone all of them begin anew.
    const zone = [`ct zone set ${this.generation}`];
    const next: Ruleset = {
      counters: wanted.counters,
      chains: [
        ...wanted.chains,
        {
          name: "sessions_in",
          hook: "type filter hook prerouting priority -300; policy accept;",
          rules: zone,
        },
        {
          name: "sessions_out",
          hook: "type filter hook output priority -300; policy accept;",
          rules: zone,
        },
      ],
    };
    if (isDeepStrictEqual(this.ruleset, next)) return;
    const input = transaction(this.ruleset, next);
    this.ruleset = undefined;
    await command(["nft", "-f", "-"], { namespace: this.netns, input });
    this.ruleset = next;
  }

  private async shell(script: string): Promise<void> {
    await command(["sh", "-c", script], { namespace: this.netns });
  }

  private async ip(lines: readonly string[], lenient = false): Promise<void> {
    // A batch has one family for all lines that name none.
    const isIpv6 = (line: string): boolean => line.startsWith(IPV6);
    const batches = [
      { option: [], input: lines.filter((line) => !isIpv6(line)) },
      { option: ["-6"], input: lines.filter(isIpv6).map((line) => line.slice(IPV6.length)) },
    ];
    for (const { option, input } of batches) {
      if (input.length === 0) continue;
      await command(["ip", ...option, "-force", "-batch", "-"], {
        namespace: this.netns,
        input: `${input.join("\n")}\n`,
        lenient,
      });
    }
  }

  /** One change at a time. */
  private exclusively<T>(task: () => Promise<T>): Promise<T> {
    const next = this.busy.then(task);
    this.busy = next.catch(() => undefined);
    return next;
  }
}

function pick(what: { readonly gateway?: string | undefined; readonly vpn?: string | undefined }): {
  readonly gateway?: string;
  readonly vpn?: string;
} {
  return {
    ...(what.gateway === undefined ? {} : { gateway: what.gateway }),
    ...(what.vpn === undefined ? {} : { vpn: what.vpn }),
  };
}
