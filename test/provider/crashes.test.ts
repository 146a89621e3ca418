// A provider, a network or a device that dies at any message of a create, an update or a removal: the next run goes on, and the one after it takes away what is ours.
import { DevicePool } from "../../lib/device";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import {
  type CreateRequest,
  PartialFailure,
  type PropertyMap,
  type RequestContext,
} from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { digestOf, outdated, reportProof } from "../life/proof";
import { configurationInputs, context } from "./harness";

jest.setTimeout(60_000);

/** The device's minute: what was left unconfirmed is undone after it. */
const MINUTE = 1000;
const FOREIGN = "set system host-name fake";
const FIRST = { "security ike gateway gw1 ike-policy": "p1", "system time-zone": "UTC" };
const SECOND = { "security ike gateway gw1 ike-policy": "p2", "system domain-name": "a.example" };

type Statements = Readonly<Record<string, string>>;

const linesOf = (statements: Statements): readonly string[] =>
  [FOREIGN, ...Object.entries(statements).map(([key, value]) => `set ${key} ${value}`)].sort();

/** A device, and provider processes that come and go. */
class Story {
  /** What the engine has stored: undefined before a create and after a removal. */
  private stored: { readonly inputs: PropertyMap; readonly state: PropertyMap } | undefined;
  private pool = new DevicePool();
  private handler = this.process();

  private constructor(readonly fake: FakeDevice) {}

  static async start(): Promise<Story> {
    return new Story(await FakeDevice.start({ configuration: FOREIGN, minute: MINUTE }));
  }

  private process(): ConfigurationHandler {
    return new ConfigurationHandler(this.pool, () => ({}), MINUTE);
  }

  /** Another provider process: nothing is known but what the engine has stored. */
  async restart(): Promise<void> {
    await this.pool.close();
    this.pool = new DevicePool();
    this.handler = this.process();
    this.fake.fault = () => undefined;
    this.fake.closed = () => false;
  }

  async up(statements: Statements): Promise<void> {
    const inputs = configurationInputs(this.fake.port, statements);
    const request = {
      ...context("vsrx:index:Configuration", "srx1"),
      preview: false,
      timeoutSeconds: 0,
    };
    try {
      this.stored = { inputs, state: await this.configured(request, inputs) };
    } catch (error) {
      if (error instanceof PartialFailure) this.stored = { inputs, state: error.state };
      throw error;
    }
  }

  private async configured(
    request: Pick<CreateRequest, keyof RequestContext | "preview" | "timeoutSeconds">,
    inputs: PropertyMap,
  ): Promise<PropertyMap> {
    const { stored, handler } = this;
    if (stored === undefined) return (await handler.create({ ...request, inputs })).state;
    const { inputs: oldInputs, state: oldState } = stored;
    return await handler.update({ ...request, id: "srx1", oldInputs, oldState, newInputs: inputs });
  }

  async down(): Promise<void> {
    if (this.stored === undefined) return;
    const request = { ...context("vsrx:index:Configuration", "srx1"), timeoutSeconds: 0 };
    await this.handler.delete({ ...request, id: "srx1", ...this.stored });
    this.stored = undefined;
  }

  /** Something dies at the nth message from here on. What the engine has stored is what a run that came to its end has answered. */
  async dieAt(number: number, dying: Dying, work: () => Promise<void>): Promise<void> {
    const { fake, stored } = this;
    const from = fake.received.length;
    let isDead = false;
    fake.fault = () => {
      if (isDead || fake.received.length - from < number) return undefined;
      // A provider is dead for good; a network or a device is back at once.
      isDead = dying !== "provider";
      if (dying === "device") fake.powerCycle();
      if (dying === "provider") fake.closed = () => true;
      return dying === "device" ? "cut-before" : "cut-after";
    };
    await work().catch(() => undefined);
    if (dying === "provider") this.stored = stored;
    await this.restart();
  }

  lines(): readonly string[] {
    return [...this.fake.active.toSet()].sort();
  }

  async end(): Promise<void> {
    await this.pool.close();
    await this.fake.stop();
  }
}

/** What dies, what goes before it, and how the next run goes on. */
const WORKS: Readonly<
  Record<
    string,
    {
      readonly before?: Statements;
      readonly work: (story: Story) => Promise<void>;
      readonly wanted: Statements;
    }
  >
> = {
  create: { work: (story) => story.up(FIRST), wanted: FIRST },
  update: { before: FIRST, work: (story) => story.up(SECOND), wanted: SECOND },
  delete: { before: FIRST, work: (story) => story.down(), wanted: {} },
};

const DYING = ["provider", "network", "device"] as const;
type Dying = (typeof DYING)[number];

/** Messages of the longest of them. */
const MESSAGES = 16;
/** An ordinary run takes those around lock, load, commit and confirmation; `npm run proof -- crashes` takes all. */
const FEW = [8, 10, 11, 13];

const rowOf = (work: string, dying: Dying, number: number): string =>
  `${work}, the ${dying} dies at message ${number}`;

const ROWS = Object.entries(WORKS).flatMap(([name, work]) =>
  DYING.flatMap((dying) =>
    Array.from({ length: MESSAGES }, (_, index) => {
      const number = index + 1;
      return { row: rowOf(name, dying, number), dying, number, name, ...work };
    }),
  ),
);

const chosen = process.env["VSRX_CRASHES"];
const isChosen = ({ row, dying, number }: (typeof ROWS)[number]): boolean => {
  if (chosen === undefined) return FEW.includes(number) && dying === "provider";
  return chosen === "all" || row.includes(chosen);
};
const tried = ROWS.filter(isChosen);
const passed = new Map<string, undefined>();

test.each(tried)("$row: the next run goes on", async (each) => {
  const { row, dying, number, before, work, wanted } = each;
  const story = await Story.start();
  try {
    if (before !== undefined) await story.up(before);
    await story.dieAt(number, dying, () => work(story));
    await work(story);
    expect(story.lines()).toEqual(linesOf(wanted));
    await story.down();
    expect(story.lines()).toEqual(linesOf({}));
    passed.set(row, undefined);
  } finally {
    await story.end();
  }
});

/** What is said to a device while nothing dies: a proof is of this conversation. */
async function conversation({ before, work }: (typeof WORKS)[string]): Promise<readonly string[]> {
  const story = await Story.start();
  try {
    if (before !== undefined) await story.up(before);
    const from = story.fake.received.length;
    await work(story);
    return story.fake.received.slice(from);
  } finally {
    await story.end();
  }
}

/** Each row with what it is held against: the conversation, and what is wanted. */
async function table(): Promise<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const [name, work] of Object.entries(WORKS)) {
    const said = await conversation(work);
    expect(said.length).toBeLessThanOrEqual(MESSAGES);
    for (const each of ROWS.filter((row) => row.name === name))
      rows[each.row] = digestOf([each.row, said, work.before, work.wanted]);
  }
  return rows;
}

test("the stored proof is of the conversation that is held now: else `npm run proof -- crashes` tries it again", async () => {
  const now = await table();
  reportProof(
    now,
    tried.map(({ row }) => row),
    passed,
  );
  if (chosen === undefined) expect(outdated("crashes", now)).toEqual([]);
});
