// Devices, hosts and cables in namespaces of their own, for tests: asked over a pipe, gone with their process.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  Clearing,
  DataplaneState,
  PingOptions,
  PingResult,
  Warning,
} from "../../../lab/dataplane";

/** A modern suite for devices whose names for it are `p`, `e` and `pol`, and policies that permit everything. */
export const MODERN_SUITE = `
set security ike proposal p authentication-method pre-shared-keys
set security ike proposal p dh-group group20
set security ike proposal p encryption-algorithm aes-256-gcm
set security ike policy pol proposals p
set security ike policy pol pre-shared-key ascii-text "a key for tests"
set security ipsec proposal e protocol esp
set security ipsec proposal e encryption-algorithm aes-256-gcm
set security ipsec policy pol proposals e
set security policies default-policy permit-all
`;

interface Reply {
  readonly value?: unknown;
  readonly error?: string;
}

/** The guide's configuration of a device, with a key in place of the guide's own. */
export function golden(name: string): string {
  const text = readFileSync(join(__dirname, "../../golden", `${name}.set`), "utf8");
  return text.replaceAll('"$ABC123"', '"a key for tests"');
}

export class World {
  private last = 0;

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly waiting: Map<number, (reply: Reply) => void>,
  ) {}

  static async start(): Promise<World> {
    const root = process.getuid?.() === 0;
    const identity = [
      "--user",
      `--map-user=${String(process.getuid?.() ?? 0)}`,
      `--map-group=${String(process.getgid?.() ?? 0)}`,
      "--keep-caps",
    ];
    const child = spawn(
      "unshare",
      [
        ...(root ? [] : identity),
        ...["-nmpf", "--kill-child", "--mount-proc"],
        ...[
          process.execPath,
          "--require",
          require.resolve("tsx/cjs"),
          join(__dirname, "inside.ts"),
        ],
      ],
      { stdio: "pipe" },
    );
    const waiting = new Map<number, (reply: Reply) => void>();
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const ready = new Promise<void>((resolve, reject) => {
      waiting.set(0, () => resolve());
      child.on("exit", (code) => {
        const error = `the world ended (${String(code)}): ${said}`;
        reject(new Error(error));
        for (const tell of waiting.values()) tell({ error });
      });
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const reply = JSON.parse(line) as Reply & { readonly number: number };
      waiting.get(reply.number)?.(reply);
      waiting.delete(reply.number);
    });
    await ready;
    return new World(child, waiting);
  }

  /** Nodes by name, and cables between their links: `srx1 ge-0-0-1` to `nat ge-0-0-0`. */
  async build(
    nodes: readonly string[],
    cables: readonly (readonly [string, string])[],
  ): Promise<void> {
    for (const name of nodes) await this.ask({ do: "node", name });
    for (const ends of cables) {
      await this.ask({ do: "cable", ends: ends.flatMap((end) => end.split(" ")) });
    }
  }

  /** A host's address on its link eth0, and its router. */
  host(name: string, address: string, gateway: string): Promise<null> {
    return this.ask({ do: "host", name, address, gateway });
  }

  apply(
    device: string,
    text: string,
    interfaces = ["ge-0/0/0", "ge-0/0/1", "ge-0/0/2"],
  ): Promise<Warning[]> {
    return this.present(device).then((links) =>
      this.ask({
        do: "apply",
        device,
        text,
        interfaces: interfaces.filter((name) => links.includes(name.replaceAll("/", "-"))),
      }),
    );
  }

  private async present(device: string): Promise<string> {
    return this.run(device, "ls", "/proc/sys/net/ipv4/conf");
  }

  state(device: string): Promise<DataplaneState> {
    return this.ask({ do: "state", device });
  }

  /**
   * A device with all that belongs to it: management by its own addresses, commits, and what undoes them.
   * @param minuteSeconds how long its minutes take
   */
  power(
    device: string,
    text: string,
    { interfaces, minuteSeconds }: { interfaces: readonly string[]; minuteSeconds: number },
  ): Promise<null> {
    return this.ask({ do: "power", device, text, interfaces, minuteSeconds });
  }

  /** The configuration in force of a device that has power, as set statements. */
  committed(device: string): Promise<string> {
    return this.ask({ do: "committed", device });
  }

  /** Has an interface ask its DHCP server again. */
  renew(device: string, logical: string): Promise<null> {
    return this.ask({ do: "renew", device, logical });
  }

  stopDevice(device: string): Promise<null> {
    return this.ask({ do: "stop", device });
  }

  ping(device: string, options: PingOptions): Promise<PingResult> {
    return this.ask({ do: "ping", device, options });
  }

  clear(device: string, what: Clearing): Promise<null> {
    return this.ask({ do: "clear", device, what });
  }

  run(namespace: string, ...argv: string[]): Promise<string> {
    return this.ask({ do: "run", namespace, argv });
  }

  /** Whether one ping from a namespace gets an answer within a second. */
  async pings(namespace: string, address: string): Promise<boolean> {
    const said = await this.run(namespace, "ping", "-c1", "-W1", "-n", address);
    return said.includes(" 1 received");
  }

  /** Whether pings get through before the time is over. */
  async pingsWithin(namespace: string, address: string, seconds: number): Promise<boolean> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      if (await this.pings(namespace, address)) return true;
      await sleep(200);
    }
    return false;
  }

  /** The hits of a device's NAT rules, by rule. */
  async hits(device: string): Promise<Record<string, number>> {
    const { nat } = await this.state(device);
    return Object.fromEntries(nat.map(({ rule, hits }) => [rule, hits]));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
    this.child.kill("SIGKILL");
    await gone;
  }

  private ask<T>(request: object): Promise<T> {
    this.last += 1;
    const number = this.last;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(number, ({ value, error }) => {
        if (error === undefined) resolve(value as T);
        else reject(new Error(error));
      });
      this.child.stdin.write(`${JSON.stringify({ number, ...request })}\n`);
    });
  }
}

/**
 * Echo requests that a link sees while somebody does something, as tcpdump tells them.
 * @param seconds for which it looks. @default 4
 */
export async function echoesAt(
  world: World,
  [node, link]: readonly [node: string, link: string],
  work: () => Promise<unknown>,
  seconds = 4,
): Promise<string> {
  const capture = world.run(
    node,
    ...["timeout", `${seconds}`, "tcpdump", "-nni", link, "-l", "icmp[icmptype] == icmp-echo"],
  );
  await new Promise((resolve) => setTimeout(resolve, 700));
  await work();
  return capture;
}
