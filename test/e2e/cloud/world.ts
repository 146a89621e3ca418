// A cloud in namespaces of its own, for tests: asked over a pipe, gone with its process.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type CloudReply } from "../../../lab/aws/cloud";
import { type PlainMap } from "../../../lab/aws/schema";
import { type Node } from "../../../lab/topology/node";

const REGION = "us-east-1";

/** Resource types by their short names. */
const TOKENS: Readonly<Record<string, string>> = {
  SecurityGroupIngressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  SecurityGroupEgressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
};

function tokenOf(type: string): string {
  const file = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  return TOKENS[type] ?? `aws:ec2/${file}:${type}`;
}

export class World {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly waiting: Map<number, (reply: { value?: unknown; error?: string }) => void>,
  ) {}

  private last = 0;

  /** Starts the world; it takes about a second. */
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
        "-nmpf",
        "--kill-child",
        "--mount-proc",
        process.execPath,
        "--require",
        require.resolve("tsx/cjs"),
        join(__dirname, "inside.ts"),
      ],
      { stdio: "pipe" },
    );
    const waiting = new Map<number, (reply: { value?: unknown; error?: string }) => void>();
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const world = new World(child, waiting);
    const ready = new Promise<void>((resolve, reject) => {
      waiting.set(0, () => resolve());
      child.on("exit", (code) => reject(new Error(`the world ended (${String(code)}): ${said}`)));
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const reply = JSON.parse(line) as { number: number; value?: unknown; error?: string };
      waiting.get(reply.number)?.(reply);
      waiting.delete(reply.number);
    });
    await ready;
    return world;
  }

  /** Makes a resource; answers its outputs with its id among them. */
  async create(type: string, inputs: PlainMap): Promise<PlainMap & { readonly id: string }> {
    const reply = await this.ask<CloudReply>({
      do: "handle",
      action: "create",
      body: { type: tokenOf(type), region: REGION, inputs: { region: REGION, ...inputs } },
    });
    return { ...reply.outputs, id: reply.id };
  }

  async update(type: string, id: string, inputs: PlainMap): Promise<PlainMap> {
    const reply = await this.ask<CloudReply>({
      do: "handle",
      action: "update",
      body: { type: tokenOf(type), region: REGION, id, inputs: { region: REGION, ...inputs } },
    });
    return reply.outputs;
  }

  remove(type: string, id: string): Promise<null> {
    return this.ask({
      do: "handle",
      action: "delete",
      body: { type: tokenOf(type), region: REGION, id },
    });
  }

  /** Adds the machines of a topology file. */
  place(topology: unknown): Promise<null> {
    return this.ask({ do: "place", body: topology });
  }

  /** Power off and on. */
  restart(name: string): Promise<null> {
    return this.ask({ do: "restart", namespace: name });
  }

  nodes(): Promise<Node[]> {
    return this.ask({ do: "nodes" });
  }

  /** Runs a command in a namespace; answers what it wrote, whatever its exit code. */
  run(namespace: string, ...argv: string[]): Promise<string> {
    return this.ask({ do: "run", namespace, argv });
  }

  /** Whether a ping gets an answer at once. */
  async pings(namespace: string, address: string): Promise<boolean> {
    const said = await this.run(namespace, "ping", "-c1", "-W1", "-n", address);
    return said.includes(" 1 received");
  }

  /** Whether one of a few pings gets an answer: a switch port takes a second after it was plugged in. */
  async answers(namespace: string, address: string): Promise<boolean> {
    const said = await this.run(namespace, "ping", "-c1", "-w5", "-n", address);
    return said.includes(" 1 received");
  }

  namespaces(): Promise<string> {
    return this.ask({ do: "namespaces" });
  }

  close(): Promise<null> {
    return this.ask({ do: "close" });
  }

  /** Ends the world and everything in it. */
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
