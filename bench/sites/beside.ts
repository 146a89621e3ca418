// A stack of sites in AWS beside the same number of plain resources: previews, and an `up` that changes nothing.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { LINUX_AMI, VSRX_AMI } from "../../lab/aws";
import { newKeyPair } from "../../lib/key-pair";
import type { Print } from "../print";
import { startAws } from "./aws";
import type { Done, Operation } from "./operation";

const root = resolve(__dirname, "../..");
/** Odd, so that the median is one of them. */
const RUNS = 3;
const GOAL = "1.3 times";

/** A resource as the engine's state has it. */
interface Held {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

type Program = Omit<Operation, "kind">;

/** A process of ours, which needs nothing but its own modules. */
const forked = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  fork(join(__dirname, file), args, { execArgv: ["--import", "tsx"], env });

class Bench {
  private readonly folder = mkdtempSync(join(tmpdir(), "vsrx-sites-"));
  private readonly env: NodeJS.ProcessEnv = {
    ...process.env,
    // As a user's program does, it meets the built library.
    TSX_TSCONFIG_PATH: join(root, "tsconfig.build.json"),
    VSRX_LAB_SOCKET: join(this.folder, "aws.sock"),
    PULUMI_HOME: join(this.folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "of no importance",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };

  program(name: "sites" | "plain", project: string, config: Operation["config"]): Program {
    const workDir = join(this.folder, project);
    for (const each of [workDir, join(this.folder, "state")]) mkdirSync(each, { recursive: true });
    return {
      project,
      main: join(root, "bench/programs", name, "index.ts"),
      workDir,
      providers: { aws: join(root, "lab/aws/bin"), vsrx: join(root, "lib/provider/bin") },
      config: { ...config, "aws:region": { value: "eu-central-1" } },
    };
  }

  async run(kind: Operation["kind"], program: Program): Promise<Done> {
    const child = forked("operation.ts", [], this.env);
    child.send({ kind, ...program } satisfies Operation);
    const ended = once(child, "exit").then(() => [undefined]);
    const [done] = (await Promise.race([once(child, "message"), ended])) as [Done | undefined];
    if (done === undefined) throw new Error(`${kind} of ${program.project} failed`);
    return done;
  }

  /** The medians of both in turn, so that what else the machine does meets both. */
  async both(kind: Operation["kind"], programs: readonly [Program, Program]): Promise<number[]> {
    const seconds: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run += 1) {
      for (const side of [0, 1] as const)
        seconds[side].push((await this.run(kind, programs[side])).seconds);
    }
    return seconds.map((all) => all.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN);
  }

  /**
   * What a stack has of AWS, for the plain program, filled up to a number of resources: what is compared is the library with
   * plain resources, and not a stack with a bigger one.
   */
  things(name: string, resources: readonly Held[], count: number): string {
    const ofAws = resources.filter(({ type }) => type.startsWith("aws:"));
    const byId = new Map(ofAws.map(({ id = "", urn }) => [id, urn]));
    const inputOf = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(inputOf);
      if (typeof value === "string" && byId.has(value))
        return { of: byId.get(value), output: "id" };
      if (typeof value !== "object" || value === null) return value;
      // Names that nobody has chosen are chosen again.
      const { __defaults: chosen, ...given } = value as { readonly __defaults?: string[] };
      const said = Object.entries(given).filter(([key]) => chosen?.includes(key) !== true);
      return Object.fromEntries(said.map(([key, each]) => [key, inputOf(each)]));
    };
    const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
    const list = ofAws.map(({ urn, type, inputs }) => ({
      urn,
      type,
      name: nameOf(urn),
      inputs: inputOf(inputs),
    }));
    const more = Array.from({ length: Math.max(0, count - ofAws.length) }, (_, number) => ({
      urn: `more${number}`,
      type: "aws:ec2/keyPair:KeyPair",
      name: `more${number}`,
      inputs: { publicKey: newKeyPair().public },
    }));
    const file = join(this.folder, `${name}.json`);
    writeFileSync(file, JSON.stringify([...list, ...more]));
    return file;
  }

  get socket(): string {
    return join(this.folder, "aws.sock");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const plain = (value: string): { value: string } => ({ value });

/** @param count how many sites */
export async function sitesBeside(print: Print, count: number): Promise<void> {
  const bench = new Bench();
  const aws = await startAws(bench.socket);
  const key = newKeyPair();
  const devices = forked("devices.ts", [String(count), key.public], process.env);
  try {
    const [ports] = (await once(devices, "message")) as [number[]];
    const settings = {
      vsrxAmi: plain(VSRX_AMI),
      hostAmi: plain(LINUX_AMI),
      publicKey: plain(key.public),
      privateKey: { value: key.private, secret: true },
      ports: plain(JSON.stringify(ports)),
    };
    const withVpns = bench.program("sites", "with-vpns", { ...settings, vpns: plain("true") });
    const sites = bench.program("sites", "sites", { ...settings, vpns: plain("false") });
    const { resources } = await bench.run("up", sites);
    const held = resources as readonly Held[];
    /** A plain program with as many resources, its stack among them in both. */
    const plainOf = (name: string, made: number): Program =>
      bench.program("plain", name, { things: plain(bench.things(name, held, made - 1)) });
    const say = (made: number, what: string, [mine, other]: [number, number]): void => {
      const value = `${mine.toFixed(2)} s beside ${other.toFixed(2)} s, ${(mine / other).toFixed(2)} times`;
      print(`${count} sites beside ${made} plain resources: ${what}`, value, GOAL);
    };
    // VPNs make rules, routes and tunnels of their own: the plain program is to have as many resources as that one.
    const asked = (await bench.run("preview", withVpns)).changes["create"] ?? 0;
    const before = plainOf("plain-before", asked);
    const first = pair(await bench.both("preview", [withVpns, before]));
    say(asked, "preview of what is not there yet, with VPNs", first);
    const made = held.filter(({ type }) => !type.startsWith("pulumi:")).length + 1;
    const alike = plainOf("plain", made);
    await bench.run("up", alike);
    say(made, "preview without a change", pair(await bench.both("preview", [sites, alike])));
    say(made, "`up` without a change", pair(await bench.both("up", [sites, alike])));
  } finally {
    devices.kill();
    aws.close();
    bench.remove();
  }
}

const pair = ([mine = 0, other = 0]: readonly number[]): [number, number] => [mine, other];
