// A lab that runs: what a test asks of it and does to it, by the lab's own socket.
import { setTimeout as sleep } from "node:timers/promises";
import { contains } from "../../lib/net";
import {
  deviceCommand,
  LabError,
  type LabFolder,
  type LabNode,
  type LabReport,
  labState,
  type LabState,
  look,
  stopWorld,
} from "../cli";
import { Capture } from "./capture";
import { breakAt, type Broken, type Fault } from "./faults";
import { type Ran, runInside, type RunOptions, start } from "./inside";

/** Between pings that nobody answered. */
const PAUSE_MS = 200;

/** How a lab is looked at. */
export interface StatusOptions {
  /** How long to wait for tunnels that carry no traffic yet. @default 0, which looks once */
  readonly waitSeconds?: number;
}

/** A lab that runs in some folder, whoever brought it up. */
export class RunningLab {
  /** Every capture that was begun. @internal */
  protected readonly captures: Capture[] = [];

  /** @internal */
  constructor(
    /** @internal */
    protected readonly lab: LabFolder,
  ) {}

  /** The lab's own folder, for the command line: `VSRX_LAB_DIR=… npx vsrx lab status`. */
  get folder(): string {
    return this.lab.path;
  }

  /** The lab's nodes, and whether the tunnels carry traffic: IKE, IPsec, NAT's hits, a ping from host to host, ESP counted. */
  async status({ waitSeconds = 0 }: StatusOptions = {}): Promise<LabReport> {
    return await look(this.lab, await this.alive(), waitSeconds);
  }

  /**
   * Runs a program on a node: a host, a gateway, a NAT device, or `operator`, from where the devices are managed.
   * @throws LabError for a node that is not there, a program that can't be started, and one that takes too long
   */
  async exec(node: string, argv: readonly string[], options?: RunOptions): Promise<Ran> {
    const { client } = await this.alive();
    return await runInside({ client, folder: this.lab }, node, argv, options);
  }

  /** Whether every ping of `count` is answered; `to` is an address, or a host's name. */
  async ping(from: string, to: string, count = 3): Promise<boolean> {
    const address = /[.:]/.test(to) ? to : await this.address(to);
    const argv = ["ping", "-nqc", `${count}`, "-i", "0.2", "-w", `${4 + count}`, address];
    return (await this.exec(from, argv)).code === 0;
  }

  /**
   * Whether a ping is answered before so many seconds are over, for what takes its time: a tunnel that negotiates again,
   * a route that another one takes over from. It is asked again until then, whatever routers on the way answer.
   * @param to an address, or a host's name
   */
  async pingsWithin(from: string, to: string, seconds: number): Promise<boolean> {
    const end = Date.now() + seconds * 1000;
    do {
      if (await this.ping(from, to, 1)) return true;
      await sleep(PAUSE_MS);
    } while (Date.now() < end);
    return false;
  }

  /**
   * An address of a node in the networks of the program.
   * @param network the network that it is to be in, as a prefix. @default any
   */
  async address(name: string, network?: string): Promise<string> {
    const nodes = await this.nodes();
    const node = nodes.find((each) => each.name === name);
    const found = node?.privateAddresses.find(
      (each) => network === undefined || contains(network, each),
    );
    if (found !== undefined) return found;
    const where = network === undefined ? "" : ` in ${network}`;
    const there = nodes.map((each) => each.name).join(", ");
    throw new LabError(`${JSON.stringify(name)} has no address${where}; nodes: ${there}`);
  }

  /** What a device answers to a command of its operational mode, such as `show security ike security-associations`. */
  async cli(gateway: string, command: string): Promise<string> {
    return await this.device(gateway, command, "");
  }

  /** Lines typed at a device's prompt, such as `configure`, statements, and `commit and-quit`; what it answers. */
  async type(gateway: string, lines: readonly string[]): Promise<string> {
    return await this.device(gateway, "", `${lines.join("\n")}\n`);
  }

  /**
   * Begins to write down what passes; resolves when nothing escapes it any more.
   * @param where a node, or one of its links: `"nat"`, `"srx1 ge-0/0/0"`
   * @param filter what counts, in the language of tcpdump: `"udp port 4500"`. @default everything
   */
  async capture(where: string, filter = ""): Promise<Capture> {
    const { client } = await this.alive();
    const name = `${this.captures.length + 1}-${where.replaceAll(/[^\w.-]+/g, "-")}.pcap`;
    const lab = {
      start: (node: string, argv: readonly string[], streams: Parameters<typeof start>[3]) =>
        start({ client, folder: this.lab }, node, argv, streams),
      run: async (node: string, argv: readonly string[], options?: RunOptions) =>
        await this.exec(node, argv, options),
    };
    const capture = new Capture(lab, where, filter, this.lab.file("captures", name));
    await capture.begin();
    this.captures.push(capture);
    return capture;
  }

  /** Breaks something, and gives back what heals it. */
  async break(fault: Fault): Promise<Broken> {
    return await breakAt(
      {
        exec: async (...words) => await this.exec(...words),
        cli: async (...words) => await this.cli(...words),
        type: async (...words) => await this.type(...words),
        tunnels: () => this.lab.read()?.tunnels ?? [],
        restart: async (node) => {
          const { client } = await this.alive();
          await client.ask("/restart", { node }, 120);
        },
      },
      fault,
    );
  }

  /** Ends it at once, whatever runs in it. @internal */
  async end(): Promise<void> {
    const state = await labState(this.lab);
    if (state.kind !== "none") await stopWorld(this.lab, state.record);
    this.lab.removeOwn();
  }

  /** @internal */
  protected async alive(): Promise<LabState & { kind: "alive" }> {
    const state = await labState(this.lab);
    if (state.kind === "alive") return state;
    const why = state.kind === "none" ? "it is not up" : state.why;
    throw new LabError(`the lab in ${this.lab.path} does not run: ${why}`);
  }

  /** @internal */
  protected async nodes(): Promise<LabNode[]> {
    const { client } = await this.alive();
    return await client.ask<LabNode[]>("/nodes");
  }

  private async device(gateway: string, command: string, input: string): Promise<string> {
    const argv = deviceCommand(this.lab, await this.nodes(), gateway, command);
    const { stdout, stderr } = await this.exec("operator", argv, { input });
    return stdout + stderr;
  }
}
