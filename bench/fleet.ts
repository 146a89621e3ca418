// A fleet in many stacks that read another one's outputs: a preview of each, and beside them one stack with as many branches.
import { availableParallelism } from "node:os";
import { type Bench, type Print } from "./print";
import { peaking, worked } from "./stacks/cost";
import type { Done } from "./stacks/operation";
import { type Program, Workspace } from "./stacks/workspace";

/** As `bench/stacks/operation.ts` calls its stacks, in a backend of files. */
const ADDRESSES = "organization/addresses/bench";

type Config = Readonly<Record<string, string | number>>;

/** From the start of the first process to the end of the last, with the loading of programs. */
interface Cost {
  readonly seconds: number;
  /** Seconds of a core. What else the machine does counts less here. */
  readonly cpu: number;
  readonly megabytes: number;
}

/** Regions of so many branches each, every one a stack; the stack that all of them read is made. */
class Fleet {
  private readonly workspace = new Workspace();

  private constructor(
    private readonly regions: number,
    private readonly branches: number,
  ) {}

  static async made(regions: number, branches: number): Promise<Fleet> {
    const fleet = new Fleet(regions, branches);
    await fleet.workspace.run("up", fleet.program("addresses", "addresses", {}));
    return fleet;
  }

  private program(name: string, project: string, more: Config): Program {
    const given = { regions: this.regions, branches: this.branches, addresses: ADDRESSES, ...more };
    const plain = Object.entries(given).map(([key, value]) => [key, { value: String(value) }]);
    const presharedKey = { value: "a key of no importance", secret: true };
    return this.workspace.program(name, project, {
      config: { ...(Object.fromEntries(plain) as Program["config"]), presharedKey },
    });
  }

  /** @throws where the preview did not know what the other stack says */
  async region(region: number): Promise<Done> {
    const program = this.program("region", `region-${region}`, { region });
    const done = await this.workspace.run("preview", program);
    const { hub } = done.outputs;
    if (hub !== `192.0.2.${region + 1}`) throw new Error(`region ${region} read ${String(hub)}`);
    return done;
  }

  async backbone(): Promise<Done> {
    return await this.workspace.run("preview", this.program("backbone", "backbone", {}));
  }

  async measured<T>(work: () => Promise<T>): Promise<Cost & { readonly result: T }> {
    const [start, before] = [performance.now(), worked()];
    const peak = await peaking(work, () => this.workspace.memory());
    const seconds = (performance.now() - start) / 1000;
    return { ...peak, seconds, cpu: worked() - before };
  }

  remove(): void {
    this.workspace.remove();
  }
}

/** Every number below `count`, so many at once. */
async function each<T>(
  count: number,
  atOnce: number,
  work: (number: number) => Promise<T>,
): Promise<T[]> {
  const left = Array.from({ length: count }, (_, number) => number);
  const done: T[] = [];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      done.push(await work(next));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

const range = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)} s`;

/** `npm run bench -- fleet [STACKS [BRANCHES]]` */
export const fleetBench: Bench = async (print, args) => {
  const [stacks = 10, branches = 100] = args.map(Number);
  const cores = availableParallelism();
  const fleet = await Fleet.made(stacks, branches);
  try {
    for (const atOnce of [1, cores]) {
      const told = `preview of ${stacks} stacks with ${branches} branches, ${atOnce} at a time`;
      const all = await fleet.measured(() => each(stacks, atOnce, (one) => fleet.region(one)));
      const [first] = all.result;
      const seconds = range(all.result.map((one) => one.seconds));
      say(print, told, all, `${seconds} each of ${first?.changes["create"] ?? 0} resources, `);
    }
    const backbone = await fleet.measured(() => fleet.backbone());
    const made = `${backbone.result.changes["create"] ?? 0} resources, `;
    say(print, `preview of the stack between ${stacks} hubs`, backbone, made);
  } finally {
    fleet.remove();
  }
  const single = await Fleet.made(1, stacks * branches);
  try {
    const whole = await single.measured(() => single.region(0));
    const made = `${whole.result.seconds.toFixed(1)} s for ${whole.result.changes["create"] ?? 0} resources, `;
    say(print, `preview of one stack with ${stacks * branches} branches`, whole, made);
  } finally {
    single.remove();
  }
};

function say(print: Print, what: string, { seconds, cpu, megabytes }: Cost, details: string): void {
  const whole = `${seconds.toFixed(1)} s as a whole (CPU ${cpu.toFixed(1)} s)`;
  print(what, `${details}${whole}, ${Math.round(megabytes)} MB at most`, "-");
}
