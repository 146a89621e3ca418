// A stack of sites in AWS beside the same number of plain resources: previews, and an `up` that changes nothing.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LINUX_AMI, VSRX_AMI } from "../../lab/aws";
import { newKeyPair } from "../../lib/key-pair";
import type { Print } from "../print";
import { startAws } from "./aws";
import type { Operation } from "../stacks/operation";
import { forked, type Program, Workspace } from "../stacks/workspace";

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

class Bench extends Workspace {
  sites(project: string, config: Program["config"], name: "sites" | "plain" = "sites"): Program {
    const here = { ...config, "aws:region": { value: "eu-central-1" } };
    return this.program(name, project, { config: here, aws: true });
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
}

const plain = (value: string): { value: string } => ({ value });

/** @param count how many sites */
export async function sitesBeside(print: Print, count: number): Promise<void> {
  const bench = new Bench();
  const aws = await startAws(bench.socket);
  const key = newKeyPair();
  const devices = forked(join(__dirname, "devices.ts"), [String(count), key.public], process.env);
  try {
    const [ports] = (await once(devices, "message")) as [number[]];
    const settings = {
      vsrxAmi: plain(VSRX_AMI),
      hostAmi: plain(LINUX_AMI),
      publicKey: plain(key.public),
      privateKey: { value: key.private, secret: true },
      ports: plain(JSON.stringify(ports)),
    };
    const withVpns = bench.sites("with-vpns", { ...settings, vpns: plain("true") });
    const sites = bench.sites("sites", { ...settings, vpns: plain("false") });
    const { resources } = await bench.run("up", sites);
    const held = resources as readonly Held[];
    /** A plain program with as many resources, its stack among them in both. */
    const plainOf = (name: string, made: number): Program =>
      bench.sites(name, { things: plain(bench.things(name, held, made - 1)) }, "plain");
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
