// The IPsec part of a device: its IKE daemons, started, told and stopped as the configuration asks.
import { contains, hostOf, lengthOf, numberOf, rangeOf } from "../../../lib/net";
import { mkdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { NOWHERE, type Reach } from "../bgp";
import type { EspErrors, IkeSa, IpsecSa, TunnelEvent } from "../types";
import { Charon, retransmission } from "./charon";
import type { IpsecEngine } from "./ipsec-engine";
import {
  type DaemonNames,
  daemonNames,
  moveSenders,
  packetsOffered,
  plug,
  plugClear,
  plugTun,
  switchClear,
  unplug,
  unplugClear,
} from "./links";
import { EventLog } from "./log";
import { natBetween } from "./nat-truth";
import type { Connection, DaemonPlan, IpsecPlan, Selector } from "./plan";
import { ikeSa, ipsecSas } from "./report";
import { carries, ikeName, isAskedForByTraffic, siblings } from "./siblings";
import { list as texts, type Message, section, text } from "./vici";

/** SAs whose ages differ by less came from both ends beginning at once. */
const SAME_AGE_SECONDS = 20;

export interface IpsecOptions {
  /** The device's name: a prefix of its namespaces. */
  readonly name: string;
  /** Its data namespace. */
  readonly netns: string;
}

interface Daemon {
  plan: DaemonPlan;
  readonly names: DaemonNames;
  readonly charon: Charon;
  /** Packets offered to each on-traffic VPN when we last looked. */
  readonly offered: Map<string, number>;
  /** When each VPN was last asked to come up. */
  readonly asked: Map<string, number>;
  /** When each VPN was last seen up or coming up. */
  readonly seen: Map<string, number>;
  /** VPNs that have traffic waiting for them. */
  readonly waiting: Set<string>;
  /** What the daemon was told of the prefixes behind each peer that it knows by identity alone. */
  readonly told: Map<string, readonly string[]>;
  /** VPNs whose tunnel interface has no link. */
  readonly unlinked: Set<string>;
  /** What was asked of the daemon last to change what a VPN's IKE SA carries. */
  readonly changed: Map<string, Change>;
}

interface Change {
  /** The IKE SA and the prefixes that it was to carry. */
  readonly what: string;
  readonly at: number;
  readonly tries: number;
}

/** Seconds that an IKE SA has to get its children. */
const PATIENCE_SECONDS = 3;
/** Seconds that an end waits for the other one to begin. */
const COURTESY_SECONDS = 4;
/** Seconds between attempts at a tunnel that should be up. */
const RETRY_SECONDS = 5;
/** Attempts at an SA with other prefixes; a peer that takes none of them may want fewer. */
const CHANGE_TRIES = 6;
/** Milliseconds between looks at tunnels that should be up. */
const WATCH_MS = 500;

export class Ipsec implements IpsecEngine<IpsecPlan> {
  private readonly daemons = new Map<string, Daemon>();
  private readonly log = new EventLog();
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: (() => void)[] = [];
  private networks: readonly string[] = [];
  private reach = NOWHERE;
  private busy: Promise<void> = Promise.resolve();

  constructor(private readonly options: IpsecOptions) {}

  /** Process ids of the IKE daemons. */
  pids(): readonly number[] {
    return [...this.daemons.values()].flatMap(({ charon }) => charon.pid ?? []);
  }

  apply(plan: IpsecPlan): Promise<void> {
    return this.exclusively(async () => {
      const wanted = new Map(plan.daemons.map((daemon) => [daemon.id, daemon]));
      for (const [id, daemon] of this.daemons) {
        const next = wanted.get(id);
        if (next !== undefined && isDeepStrictEqual(next, daemon.plan)) continue;
        if (next !== undefined && differsInKeysAlone(daemon.plan, next)) {
          await changeKeys(daemon, next);
        } else if (next !== undefined && differsInPeersAlone(daemon.plan, next)) {
          await this.change(daemon, next);
        } else await this.end(id, daemon);
      }
      this.networks = plan.networks;
      for (const { names, plan: kept } of this.daemons.values()) {
        await plugTun(names, kept, this.allNetworks);
      }
      // All have ended their start, well or not, before anything is said of it: what failed is tried again.
      const begun = await Promise.allSettled(
        plan.daemons.filter(({ id }) => !this.daemons.has(id)).map((daemon) => this.begin(daemon)),
      );
      for (const each of begun) if (each.status === "rejected") throw each.reason;
      this.timer ??= setInterval(() => void this.look(), WATCH_MS);
      this.timer.unref();
    });
  }

  /** What a peer may narrow a selector to: networks of the device, and those that it leads to. */
  private get allNetworks(): readonly string[] {
    return [...new Set([...this.networks, ...this.reach.prefixes])];
  }

  follow(reach: Reach): void {
    void this.exclusively(async () => {
      this.reach = reach;
      if (reach.prefixes.length === 0) return;
      for (const { names, plan } of this.daemons.values()) {
        await plugTun(names, plan, this.allNetworks);
      }
    }).catch(() => undefined);
  }

  private async begin(plan: DaemonPlan): Promise<void> {
    const { name, netns } = this.options;
    const names = daemonNames(name, plan.id);
    mkdirSync("/run/vsrx", { recursive: true });
    let charon: Charon | undefined;
    try {
      await plug(netns, names, plan);
      charon = await Charon.start(names.netns, `/run/vsrx/${names.netns}`, plan);
      await this.employ(plan, names, charon);
    } catch (error) {
      // Nothing of it stays, so that it can begin anew.
      this.daemons.delete(plan.id);
      await charon?.stop();
      await unplug(netns, names, plan);
      throw error;
    }
  }

  /** Tells a daemon that runs what it is there for. */
  private async employ(plan: DaemonPlan, names: DaemonNames, charon: Charon): Promise<void> {
    await plugTun(names, plan, this.allNetworks);
    const daemon: Daemon = {
      plan,
      names,
      charon,
      offered: new Map(),
      asked: new Map(),
      seen: new Map(),
      waiting: new Set<string>(),
      told: new Map(),
      changed: new Map(),
      unlinked: new Set<string>(),
    };
    this.daemons.set(plan.id, daemon);
    await charon.vici.listen("log", (message) => this.hear(daemon.plan, message));
    await charon.vici.listen("child-updown", () => this.tell());
    for (const connection of plan.connections) await this.admit(daemon, connection);
  }

  private async admit(daemon: Daemon, connection: Connection): Promise<void> {
    daemon.told.set(
      connection.vpn,
      connection.selectors.flatMap(({ remote }) => remote),
    );
    await load(daemon, connection);
    if (connection.establish === "immediately" && begins(daemon.plan, connection)) {
      this.ask(daemon, connection, connection.selectors);
    } else daemon.seen.set(connection.vpn, Date.now());
  }

  /** Peers that a daemon knows by identity alone come and go; the tunnels of those that stay do too. */
  private async change(daemon: Daemon, next: DaemonPlan): Promise<void> {
    const { charon, names, plan } = daemon;
    const { netns } = this.options;
    const [gone, come] = [without(plan, next), without(next, plan)];
    for (const connection of gone) {
      await terminate(daemon, connection);
      await charon.vici.request("unload-conn", { name: connection.vpn });
      await charon.vici.request("unload-shared", { id: connection.vpn });
      await unplugClear(netns, names, connection, daemon.told.get(connection.vpn) ?? []);
      for (const map of [daemon.told, daemon.asked, daemon.seen, daemon.offered]) {
        map.delete(connection.vpn);
      }
      daemon.unlinked.delete(connection.vpn);
    }
    daemon.plan = next;
    for (const connection of come) {
      await plugClear(netns, names, connection, next);
      await this.admit(daemon, connection);
    }
  }

  /**
   * A peer that is known by identity alone is told from others by its prefixes. Those that a routing protocol learned
   * join the ones of the configuration: the daemon hears of them, and a child SA with all of them takes the place of
   * the one that there is.
   */
  private async keepUp(
    daemon: Daemon,
    connection: Connection,
    sas: readonly Message[],
  ): Promise<void> {
    const [selector] = connection.selectors;
    if (!connection.learns || selector === undefined) return;
    const learned = this.reach.learned.get(connection.bindInterface ?? "") ?? [];
    const wanted =
      learned.length === 0 ? selector.remote : widest([...selector.remote, ...learned]);
    const told = daemon.told.get(connection.vpn) ?? [];
    if (!sameMembers(told, wanted)) await tell(daemon, connection, { ...selector, remote: wanted });
    else if (wanted === selector.remote && !daemon.changed.has(connection.vpn)) return;
    for (const sa of sas.filter((each) => text(each["state"]) === "ESTABLISHED")) {
      await replaceChild(daemon, connection, sa, { ...selector, remote: wanted });
    }
  }

  private async end(id: string, daemon: Daemon): Promise<void> {
    this.daemons.delete(id);
    await terminateAll(daemon);
    await daemon.charon.stop();
    await unplug(this.options.netns, daemon.names, daemon.plan);
  }

  async sas(): Promise<{ readonly ike: readonly IkeSa[]; readonly ipsec: readonly IpsecSa[] }> {
    const ike: IkeSa[] = [];
    const ipsec: IpsecSa[] = [];
    await Promise.all(
      [...this.daemons.values()].map(async ({ plan, charon }, base) => {
        for (const [name, sa] of await list(charon)) {
          const connection = plan.connections.find(({ vpn }) => vpn === name);
          if (connection === undefined) continue;
          const up = text(sa["state"]) === "ESTABLISHED";
          const nat = up && natBetween(sa);
          ike.push(ikeSa(sa, connection, plan, base, nat));
          for (const each of siblings(plan, connection))
            ipsec.push(...ipsecSas(sa, each, plan, base, nat));
        }
      }),
    );
    return { ike, ipsec };
  }

  async link(up: ReadonlySet<string>): Promise<readonly string[]> {
    const lost: string[] = [];
    await this.exclusively(async () => {
      for (const { plan, names, unlinked } of this.daemons.values()) {
        for (const connection of plan.connections) {
          const { vpn, bindInterface } = connection;
          if (bindInterface === undefined || isAskedForByTraffic(connection)) continue;
          const isUp = up.has(bindInterface);
          if (isUp === !unlinked.has(vpn)) continue;
          await switchClear(names, connection, isUp);
          if (isUp) unlinked.delete(vpn);
          else {
            unlinked.add(vpn);
            lost.push(bindInterface);
          }
        }
      }
    });
    return lost;
  }

  watch(listener: () => void): void {
    this.listeners.push(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  events(): readonly TunnelEvent[] {
    return this.log.all();
  }

  errors(): EspErrors {
    return this.log.errors();
  }

  clear(what: {
    readonly kind: "ike" | "ipsec";
    readonly gateway?: string;
    readonly vpn?: string;
  }): Promise<void> {
    return this.exclusively(async () => {
      for (const daemon of this.daemons.values()) {
        for (const [name, sa] of await list(daemon.charon)) {
          const connection = daemon.plan.connections.find(({ vpn }) => vpn === name);
          if (connection === undefined) continue;
          if (what.gateway !== undefined && what.gateway !== connection.gateway) continue;
          const meant = siblings(daemon.plan, connection).filter(
            ({ vpn }) => what.vpn === undefined || what.vpn === vpn,
          );
          if (meant.length === 0) continue;
          const targets: readonly Message[] =
            what.kind === "ike"
              ? [{ "ike-id": text(sa["uniqueid"]) }]
              : childrenOf(sa)
                  .filter((child) => meant.some((each) => carries(each, text(child["name"]))))
                  .map((child) => ({ "child-id": text(child["uniqueid"]) }));
          for (const target of targets) {
            // Its peer may be unreachable: forget it after a moment, answer or not.
            await daemon.charon.vici
              .request("terminate", { ...target, force: "yes", timeout: "1000" })
              .catch(() => undefined);
          }
          for (const { vpn } of meant) daemon.asked.delete(vpn);
        }
      }
    });
  }

  stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    return this.exclusively(async () => {
      await Promise.all([...this.daemons].map(([id, daemon]) => this.end(id, daemon)));
    });
  }

  /** One change at a time. */
  private exclusively(task: () => Promise<void>): Promise<void> {
    const next = this.busy.then(task);
    this.busy = next.catch(() => undefined);
    return next;
  }

  private hear(plan: DaemonPlan, message: Message): void {
    const name = text(message["ikesa-name"]);
    const child = /^CHILD_SA (\S+?)\{/.exec(text(message["msg"]))?.[1];
    const connection =
      plan.connections.find((each) => child !== undefined && carries(each, child)) ??
      plan.connections.find(({ vpn }) => vpn === name) ??
      // A message about an SA that has no name yet belongs to the only peer there is.
      (plan.connections.length === 1 ? plan.connections[0] : undefined);
    this.log.read(
      text(message["msg"]),
      text(message["ikesa-uniqueid"]),
      connection?.vpn,
      connection?.gateway,
    );
  }

  /** Ask for tunnels that should be up: those to be established at once, and those that have traffic waiting. */
  private async look(): Promise<void> {
    for (const daemon of this.daemons.values()) {
      if (!daemon.charon.running) continue;
      try {
        const sas = await list(daemon.charon);
        for (const connection of daemon.plan.connections) {
          const shared = ikeName(daemon.plan, connection);
          const own = sas.filter(([name]) => name === shared).map(([, sa]) => sa);
          await this.keepUp(daemon, connection, own);
          await this.attend(daemon, connection, own);
        }
      } catch {
        // A daemon that is being stopped no longer answers.
      }
    }
  }

  private async attend(
    daemon: Daemon,
    connection: Connection,
    sas: readonly Message[],
  ): Promise<void> {
    const established = sas.filter((sa) => text(sa["state"]) === "ESTABLISHED");
    for (const sa of established) natBetween(sa);
    // With IKEv1 charon moves children between IKE SAs of one peer, at each end as it sees fit: dropping one there could
    // take the tunnel along.
    if (connection.peers.length > 0 && connection.version === 2) {
      await dropSurplus(daemon, established);
    }
    if (connection.establish === "responder-only" || connection.peers.length === 0) return;
    const installed = sas.flatMap(installedChildren);
    const missing = connection.selectors.filter(({ name }) => !installed.includes(name));
    const isTrying = sas.some((sa) => ["CREATED", "CONNECTING"].includes(text(sa["state"])));
    const now = Date.now();
    if (isTrying || missing.length === 0) {
      daemon.seen.set(connection.vpn, now);
      daemon.waiting.delete(connection.vpn);
    }
    if (connection.establish === "on-traffic") {
      if (!(await asksForTraffic(daemon, connection))) return;
      // The other end may be about to begin: its turn counts from the first packet that waits here.
      if (missing.length > 0 && !isTrying && !daemon.waiting.has(connection.vpn)) {
        daemon.waiting.add(connection.vpn);
        daemon.seen.set(connection.vpn, now);
      }
    }
    if (installed.length === 0 && !isItsTurn(daemon, connection, now)) return;
    const isYoung = established.some((sa) => ageOf(sa) <= PATIENCE_SECONDS);
    if (missing.length === 0 || isTrying || isYoung) return;
    const asked = daemon.asked.get(connection.vpn) ?? 0;
    if (now - asked < RETRY_SECONDS * 1000) return;
    this.ask(daemon, connection, missing);
  }

  private ask(daemon: Daemon, connection: Connection, selectors: readonly Selector[]): void {
    daemon.asked.set(connection.vpn, Date.now());
    const ike = ikeName(daemon.plan, connection);
    for (const { name } of selectors) {
      // Not waited for: what comes of it stands in the log.
      daemon.charon.vici
        .request("initiate", { ike, child: name, timeout: "-1" })
        .catch(() => undefined);
    }
  }
}

/** The daemon hears of prefixes that came, and of those that went. */
async function tell(daemon: Daemon, connection: Connection, selector: Selector): Promise<void> {
  const { names } = daemon;
  const wanted = selector.remote;
  const told = daemon.told.get(connection.vpn) ?? [];
  const added = wanted.filter((prefix) => !told.includes(prefix));
  const gone = told.filter((prefix) => !wanted.includes(prefix));
  daemon.told.set(connection.vpn, wanted);
  await moveSenders(names, connection, { added, gone });
  await load(daemon, connection);
}

/** Of the child SAs for one selector the right one stays; where there is none, one is asked for. */
async function replaceChild(
  daemon: Daemon,
  connection: Connection,
  sa: Message,
  selector: Selector,
): Promise<void> {
  const { charon } = daemon;
  const wanted = selector.remote;
  const all = childrenOf(sa).filter((child) => text(child["name"]) === selector.name);
  // One that is just being replaced is neither there nor gone.
  if (all.some((child) => text(child["state"]).startsWith("REKEY"))) return;
  const children = all.filter((child) => text(child["state"]) === "INSTALLED");
  const right = children.find((child) => sameMembers(texts(child["remote-ts"]), wanted));
  const number = (child: Message): number => Number(text(child["uniqueid"]));
  // A peer may take less than it was offered: what it agreed to last counts then.
  const best = right ?? [...children].sort((a, b) => number(b) - number(a))[0];
  for (const child of children.filter((each) => each !== best)) {
    await charon.vici
      .request("terminate", { "child-id": text(child["uniqueid"]), timeout: "1000" })
      .catch(() => undefined);
  }
  if (right !== undefined) {
    daemon.changed.delete(connection.vpn);
    return;
  }
  const what = `${text(sa["uniqueid"])} ${wanted.join(" ")}`;
  const last = daemon.changed.get(connection.vpn);
  const tries = last?.what === what ? last.tries : 0;
  const now = Date.now();
  if (tries >= CHANGE_TRIES || (tries > 0 && now - (last?.at ?? 0) < RETRY_SECONDS * 1000)) return;
  daemon.changed.set(connection.vpn, { what, at: now, tries: tries + 1 });
  // Not waited for: what comes of it is seen at the next look.
  charon.vici
    .request("initiate", {
      ike: ikeName(daemon.plan, connection),
      child: selector.name,
      timeout: "-1",
    })
    .catch(() => undefined);
}

/** Two ends that both establish at once would make two of everything: the one whose identity comes first begins. */
function begins(plan: DaemonPlan, connection: Connection): boolean {
  const own = connection.localIdentity || plan.localAddress;
  return own <= connection.remoteIdentity;
}

/** Whether this end may begin: the other one has had its chance, or it is not the other's turn. */
function isItsTurn({ plan, seen }: Daemon, connection: Connection, now: number): boolean {
  if (begins(plan, connection)) return true;
  return now - (seen.get(connection.vpn) ?? 0) >= COURTESY_SECONDS * 1000;
}

/** Whether packets have come for the tunnel since the last look. */
async function asksForTraffic(daemon: Daemon, connection: Connection): Promise<boolean> {
  const before = daemon.offered.get(connection.vpn) ?? 0;
  const offered = await packetsOffered(daemon.names, connection);
  daemon.offered.set(connection.vpn, offered);
  return offered !== before;
}

/** Names of the selectors for which an IKE SA has a child that works. */
function installedChildren(sa: Message): readonly string[] {
  return childrenOf(sa)
    .filter((child) => ["INSTALLED", "REKEYING", "REKEYED"].includes(text(child["state"])))
    .map((child) => text(child["name"]));
}

const childrenOf = (sa: Message): readonly Message[] =>
  Object.values(section(sa["child-sas"])).map((child) => section(child));

function ageOf(sa: Message): number {
  return Number(text(sa["established"]) || 0);
}

/**
 * Both ends began at once: one IKE SA is enough. Both must keep the same one: the younger, for a peer that was
 * started again knows no other; of two of the same age the one that both can tell by its cookies.
 */
async function dropSurplus(daemon: Daemon, sas: readonly Message[]): Promise<void> {
  const settled = sas.filter((sa) =>
    Object.values(section(sa["child-sas"])).some(
      (child) => text(section(child)["state"]) === "INSTALLED",
    ),
  );
  if (settled.length < 2 || settled.some((sa) => ageOf(sa) <= PATIENCE_SECONDS)) return;
  const cookies = (sa: Message): string => text(sa["initiator-spi"]) + text(sa["responder-spi"]);
  const [, ...surplus] = [...settled].sort((a, b) => {
    const older = ageOf(a) - ageOf(b);
    // Far from any difference in rounding: were the ends to choose differently, both SAs would go.
    return Math.abs(older) > SAME_AGE_SECONDS ? older : cookies(a) < cookies(b) ? -1 : 1;
  });
  for (const sa of surplus) {
    await daemon.charon.vici
      .request("terminate", { "ike-id": text(sa["uniqueid"]), timeout: "1000" })
      .catch(() => undefined);
  }
}

async function terminateAll(daemon: Daemon): Promise<void> {
  for (const connection of daemon.plan.connections) await terminate(daemon, connection);
}

async function terminate({ charon, plan }: Daemon, connection: Connection): Promise<void> {
  const ike = ikeName(plan, connection);
  await charon.vici.request("terminate", { ike, timeout: "500" }).catch(() => undefined);
}

/** Whether a daemon can go on with the next plan: what its peers prove themselves with changed, nothing else. */
function differsInKeysAlone(before: DaemonPlan, next: DaemonPlan): boolean {
  const keyless = ({ connections, ...rest }: DaemonPlan): unknown => ({
    ...rest,
    connections: connections.map((connection) => ({ ...connection, presharedKey: "" })),
  });
  return isDeepStrictEqual(keyless(before), keyless(next));
}

/** A key proves who a peer is while an IKE SA is made (RFC 7296, 2.15), so those that are there stay. */
async function changeKeys(daemon: Daemon, next: DaemonPlan): Promise<void> {
  const changed = without(next, daemon.plan);
  daemon.plan = next;
  for (const connection of changed) await loadKey(daemon.charon, connection);
}

/** Whether a daemon can go on with the next plan: peers that it knows by identity alone came or went, nothing else. */
function differsInPeersAlone(before: DaemonPlan, next: DaemonPlan): boolean {
  const plain = ({ connections, ...rest }: DaemonPlan): unknown => ({
    ...rest,
    none: connections.length > 0,
  });
  return (
    [before, next].every((plan) =>
      plan.connections.every(
        (each) => each.peers.length === 0 && siblings(plan, each).length === 1,
      ),
    ) &&
    isDeepStrictEqual(plain(before), plain(next)) &&
    isDeepStrictEqual(retransmission(before), retransmission(next))
  );
}

/** The connections of one plan that another one does not have in the same form. */
function without(plan: DaemonPlan, other: DaemonPlan): readonly Connection[] {
  return plan.connections.filter(
    (connection) => !other.connections.some((each) => isDeepStrictEqual(each, connection)),
  );
}

/** Prefixes that lie in none of the others: the daemon leaves the others out by itself. */
function widest(prefixes: readonly string[]): readonly string[] {
  const sorted = [...new Set(prefixes)].sort(
    (a, b) => lengthOf(a) - lengthOf(b) || (numberOf(a) < numberOf(b) ? -1 : 1),
  );
  return sorted.filter(
    (prefix, index) =>
      !sorted.slice(0, index).some((wider) => contains(rangeOf(wider), hostOf(prefix))),
  );
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

/** The daemon's IKE SAs, each with its connection's name. */
async function list(charon: Charon): Promise<readonly (readonly [string, Message])[]> {
  const items = await charon.vici.stream("list-sas", "list-sa");
  return items.flatMap((item) =>
    Object.entries(item).map(([name, sa]) => [name, section(sa)] as const),
  );
}

async function loadKey({ vici }: Charon, connection: Connection): Promise<void> {
  const key = connection.presharedKey;
  await vici.request("load-shared", {
    id: connection.vpn,
    type: "IKE",
    data: key.startsWith("0x") ? Buffer.from(key.slice(2), "hex").toString("latin1") : key,
    // Alone in its daemon a key serves whatever address the peer turns out to have.
    owners:
      connection.peers.length > 0 || connection.remoteIdentity === "%any"
        ? []
        : [connection.remoteIdentity],
  });
}

/** A VPN, with those that share its IKE gateway: they are children of one IKE SA. */
async function load({ charon, plan, told }: Daemon, connection: Connection): Promise<void> {
  await loadKey(charon, connection);
  const dead =
    connection.dpdSeconds === 0
      ? {}
      : {
          dpd_delay: `${connection.dpdSeconds}s`,
          ...(connection.version === 1
            ? { dpd_timeout: `${connection.dpdSeconds * connection.dpdThreshold}s` }
            : {}),
        };
  const own = connection.localIdentity === "" ? plan.localAddress : connection.localIdentity;
  await charon.vici.request("load-conn", {
    [ikeName(plan, connection)]: {
      version: String(connection.version),
      local_addrs: [plan.localAddress],
      remote_addrs: connection.peers.length > 0 ? [...connection.peers] : ["%any"],
      aggressive: connection.aggressive ? "yes" : "no",
      // ESP in user space needs UDP around it, NAT or not.
      encap: "yes",
      mobike: "no",
      // Both ends may begin at once: the SA of one must not end the other's. A peer known by identity alone that
      // comes back from another address takes its old place.
      unique: connection.peers.length > 0 ? "never" : "replace",
      proposals: [...connection.ikeProposals],
      rekey_time: `${connection.ikeLifetimeSeconds}s`,
      reauth_time: "0s",
      keyingtries: "1",
      ...dead,
      local: { auth: "psk", id: own },
      remote: { auth: "psk", id: connection.remoteIdentity },
      children: Object.fromEntries(
        siblings(plan, connection).flatMap((each) =>
          each.selectors.map((selector) => [
            selector.name,
            childOf(
              each,
              each.learns ? (told.get(each.vpn) ?? selector.remote) : selector.remote,
              selector,
            ),
          ]),
        ),
      ),
    },
  });
}

function childOf(
  { espProposals, espLifetimeSeconds }: Connection,
  remote: readonly string[],
  { local }: Selector,
): Message {
  return {
    local_ts: [...local],
    remote_ts: [...remote],
    esp_proposals: [...espProposals],
    mode: "tunnel",
    start_action: "none",
    dpd_action: "clear",
    close_action: "none",
    life_time: `${espLifetimeSeconds}s`,
    rekey_time: `${Math.max(60, Math.round(espLifetimeSeconds * 0.9))}s`,
  };
}
