// One device from power on to power off: disk, configuration, management, forwarding plane.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ServerChannel } from "ssh2";
import { ConfigTree } from "../../lib/junos";
import { Access } from "./access";
import { firstConfiguration } from "./boot";
import { answer } from "./commands";
import { runCommand, runExec, runShell } from "./shell";
import { type ClusterControl } from "./cluster/control";
import { Database, type Editor } from "./configuration/database";
import { Store } from "./configuration/store";
import { type ForwardingPlane, IdlePlane } from "./dataplane";
import { PlaneEngine } from "./forwarding-engine";
import { Faults } from "./faults";
import { inject, type Injection } from "./inject";
import { isReachable } from "./management";
import { CapturedReports } from "./netconf/captured";
import { type SessionContext } from "./netconf/context";
import { NetconfSession } from "./netconf/session";
import { type DeviceSpec, type QueryKind } from "./spec";
import { hostKey as makeHostKey, publicHalf } from "./ssh/host-key";
import { type Services, SshService } from "./ssh/server";
import { type User } from "./ssh/users";
import { TunnelLedger } from "./tunnel-ledger";
import { type DeviceView } from "./device-view";
import { thrownText } from "../../lib/thrown-text";

/** How a device starts. */
export interface StartOptions {
  /** What forwards. @default nothing does, and all it is told is remembered */
  readonly dataplane?: ForwardingPlane;
  /** Where management listens; all services on one port. @default the management address, ports 22 and 830 */
  readonly listen?: { readonly host: string; /** 0 picks a free one. */ readonly port: number };
}

/** The process number that the first session gets. */
const FIRST_SESSION = 20_000;

/** SSH, and NETCONF on its own. */
const MANAGEMENT_PORTS = [22, 830];

/** File of the configuration that somebody saved to fall back on. */
const RESCUE = "rescue.conf";

/** Everything that is lost when the power goes. */
interface Running {
  readonly store: Store;
  readonly database: Database;
  readonly engine: PlaneEngine;
  readonly tunnels: TunnelLedger;
  readonly bootedAt: number;
  /** When users are let in. Milliseconds since 1970. */
  loginsFrom: number;
  readonly ended: AbortController;
}

/** A device. */
export class Device {
  /** Private key of its SSH server. */
  private readonly privateKey: string;
  private readonly ssh: SshService;
  private readonly captured: CapturedReports | undefined;
  private readonly sessions = new Map<number, { readonly editor: Editor; hangUp(): void }>();
  private nextSession = FIRST_SESSION + Math.floor(Math.random() * 10_000);
  private running: Running;
  /** What goes wrong on purpose. */
  readonly faults = new Faults();

  private constructor(
    readonly spec: DeviceSpec,
    readonly plane: ForwardingPlane,
    private listen: StartOptions["listen"],
  ) {
    this.captured = spec.capture === undefined ? undefined : new CapturedReports(spec.capture);
    this.privateKey = makeHostKey(join(spec.stateDir, "ssh"));
    this.running = this.powerOn();
    this.ssh = new SshService(this.privateKey, this.services());
    plane.serve?.((socket, port) => this.ssh.takeInBand(socket, port));
  }

  /** Starts a device; it answers when this resolves, and forwards some time later. */
  static async start(spec: DeviceSpec, options: StartOptions = {}): Promise<Device> {
    const device = new Device(spec, options.dataplane ?? new IdlePlane(), options.listen);
    await device.boot();
    return device;
  }

  /** The port that management listens on. */
  get port(): number {
    return this.ssh.port;
  }

  /** Public half of the host key, as in a known_hosts file. */
  get hostKey(): string {
    return publicHalf(this.privateKey);
  }

  get cluster(): ClusterControl | undefined {
    return this.running.engine.cluster;
  }

  get database(): Database {
    return this.running.database;
  }

  /** Milliseconds since 1970. */
  get bootedAt(): number {
    return this.running.bootedAt;
  }

  isForwarding(): boolean {
    return this.running.engine.isRunning;
  }

  hostName(): string {
    return this.database.effective.root.text("system host-name") ?? this.spec.name;
  }

  /** Off and on again: sessions, locks, candidates and unconfirmed commits are gone. */
  restart(): void {
    void this.powerCycle().catch((error: unknown) => this.report("does not come up again", error));
  }

  async powerCycle(): Promise<void> {
    await this.powerOff();
    this.running = this.powerOn();
    await this.boot();
  }

  /** Ends it for good; the disk stays. */
  async stop(): Promise<void> {
    await this.powerOff();
  }

  /** Answers the lab, past all management. */
  async query(kind: QueryKind, argument?: unknown): Promise<unknown> {
    switch (kind) {
      case "tunnels": {
        const { ike, ipsec, events } = await this.plane.state();
        return { ike, ipsec, events };
      }
      case "nat":
        return (await this.plane.state()).nat;
      case "configuration":
        return `${this.database.active.toSet().join("\n")}\n`;
      case "memory":
        return process.memoryUsage().rss;
      case "fault":
        return await inject(this, argument as Injection);
      default:
        throw new Error(
          `a device can't be asked for "${String(kind)}"; it knows tunnels, nat, configuration, memory and fault`,
        );
    }
  }

  /** Ends every connection without a word. */
  cutAll(): void {
    this.ssh.cutAll();
  }

  /** A session that is not a person's or a program's, for the lab. */
  editor(user: string, client: Editor["client"], terminal = ""): Editor {
    this.nextSession += 1;
    return { id: this.nextSession, user, client, terminal, lastActive: Date.now() };
  }

  private powerOn(): Running {
    const { spec, plane } = this;
    const engine = new PlaneEngine(spec, plane);
    const store = new Store(join(spec.stateDir, "config"));
    const database = new Database(store, engine, (spec.minuteSeconds ?? 60) * 1000, () =>
      firstConfiguration(spec),
    );
    const tunnels = new TunnelLedger(spec.ikeDaemon);
    const bootedAt = Date.now();
    const ended = new AbortController();
    return { store, database, engine, tunnels, bootedAt, loginsFrom: Infinity, ended };
  }

  private async powerOff(): Promise<void> {
    const { database, engine, ended } = this.running;
    ended.abort();
    engine.stop();
    database.stop();
    await this.ssh.close();
    this.sessions.clear();
    await this.plane.stop();
  }

  private async boot(): Promise<void> {
    const { running, spec } = this;
    const { sshSeconds = 0, loginSeconds = 0, forwardingSeconds = 0 } = spec.boot ?? {};
    const { signal } = running.ended;
    running.database.arm();
    // Without a delay it forwards before anybody can ask: no client has to wait for what is there.
    const forwarding = this.startForwarding(running, forwardingSeconds, signal);
    if (sshSeconds > 0)
      await sleep(sshSeconds * 1000, undefined, { signal }).catch(() => undefined);
    if (forwardingSeconds === 0) await forwarding;
    if (signal.aborted) return;
    running.loginsFrom = Date.now() + loginSeconds * 1000;
    const { host, port } = this.listen ?? { host: spec.managementAddress, port: undefined };
    await this.ssh.listen({ host, ports: port === undefined ? MANAGEMENT_PORTS : [port] });
    // A port that was picked stays the same when the power comes back.
    if (port === 0) this.listen = { host, port: this.port };
  }

  private async startForwarding(
    { engine, database }: Running,
    seconds: number,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      if (seconds > 0) await sleep(seconds * 1000, undefined, { signal });
      if (!signal.aborted) await engine.start(database.active);
    } catch (error) {
      if (!signal.aborted) this.report("does not forward", error);
    }
  }

  private report(what: string, error: unknown): void {
    console.error(`${this.spec.name} ${what}: ${thrownText(error)}`);
  }

  /** On loopback, a device that never had a management interface can be reached all the same. */
  private isReachable(client: string | undefined): boolean {
    const { spec, listen } = this;
    const needed =
      listen === undefined || firstConfiguration(spec).get("interfaces fxp0") !== undefined;
    return !needed || isReachable(this.database.effective, spec.managementAddress, client);
  }

  /** What an editor's requests see. */
  private view(editor: Editor): DeviceView {
    const { spec, plane, database, bootedAt } = this;
    const { engine, store, tunnels } = this.running;
    const hostName = (): string => this.hostName();
    return {
      spec,
      get hostName() {
        return hostName();
      },
      configuration: {
        get active() {
          return database.active;
        },
        get effective() {
          return database.effective;
        },
        get candidate() {
          return database.candidateOf(editor);
        },
        get commits() {
          return database.history;
        },
        get undoneAt() {
          return database.undoneAt;
        },
        rollback: (number) =>
          number < database.history.length ? database.committed(number) : undefined,
        rescue: () => readRescue(store),
        saveRescue: () => store.writeExtra(RESCUE, `${database.active.toSet().join("\n")}\n`),
        deleteRescue: () => store.writeExtra(RESCUE, undefined),
      },
      plane,
      tunnels,
      bootTime: bootedAt,
      get cluster() {
        return engine.cluster;
      },
      get forwardingReady() {
        return engine.isRunning;
      },
      get ikeReady() {
        return engine.isIkeReady;
      },
      user: editor.user,
      restart: () => this.restart(),
    };
  }

  private services(): Services {
    return {
      config: () => this.database.effective,
      isReachable: (client) => this.isReachable(client),
      isLettingIn: () => Date.now() >= this.running.loginsFrom,
      netconf: (channel, user, hangUp) => {
        const { store } = this.running;
        const editor = this.register(channel, user, "netconf", "", hangUp);
        const context: SessionContext = {
          database: this.database,
          release: this.spec.release,
          faults: this.faults,
          editor,
          userClass: user.class,
          mayConfigure: user.mayConfigure,
          ...(this.spec.quirks === undefined ? {} : { quirks: this.spec.quirks }),
          nodes: () => this.cluster?.names(),
          isAway: (name) => this.cluster?.isAway(name === "node0" ? 0 : 1) ?? false,
          answer: async (rpc) =>
            this.captured?.answer(rpc.args) ?? (await answer(rpc, this.view(editor))),
          runCommand: (line) => runCommand(line, this.view(editor), { strict: true }),
          rescue: () => readRescue(store),
          killSession: (id) => this.kill(id),
        };
        new NetconfSession(context, channel, hangUp);
      },
      shell: (channel, user, terminal, hangUp) => {
        void this.follow(channel, async () => {
          const { view, access } = this.seat(channel, user, "pts/0", hangUp);
          await runShell(channel, view, access, terminal);
          return 0;
        });
      },
      command: (channel, user, line, hangUp) => {
        void this.follow(channel, async () => {
          const { view, access } = this.seat(channel, user, "", hangUp);
          return await runExec(line, channel, view, access);
        });
      },
    };
  }

  private seat(
    channel: ServerChannel,
    user: User,
    terminal: string,
    hangUp: () => void,
  ): { readonly view: DeviceView; readonly access: Access } {
    const editor = this.register(channel, user, "cli", terminal, hangUp);
    const { database, store } = this.running;
    const access = new Access(database, editor, user.mayConfigure, () => readRescue(store));
    return { view: this.view(editor), access };
  }

  /** A terminal that fails is no reason to crash. */
  private async follow(channel: ServerChannel, run: () => Promise<number>): Promise<void> {
    let status = 1;
    try {
      status = await run();
    } catch (error) {
      this.report("ends a terminal", error);
      channel.stderr.write(`error: ${thrownText(error)}\n`);
    }
    channel.exit(status);
    channel.end();
  }

  private register(
    channel: ServerChannel,
    user: User,
    client: Editor["client"],
    terminal: string,
    hangUp: () => void,
  ): Editor {
    const editor = this.editor(user.name, client, terminal);
    const { database } = this;
    this.sessions.set(editor.id, { editor, hangUp });
    channel.on("close", () => {
      this.sessions.delete(editor.id);
      database.forget(editor);
    });
    return editor;
  }

  private kill(id: number): boolean {
    const session = this.sessions.get(id);
    session?.hangUp();
    return session !== undefined;
  }
}

/** Starts a device in this process. */
export function startDevice(spec: DeviceSpec, options: StartOptions = {}): Promise<Device> {
  return Device.start(spec, options);
}

function readRescue(store: Store): ConfigTree | undefined {
  const text = store.readExtra(RESCUE);
  return text === undefined ? undefined : ConfigTree.fromSet(text);
}
