// A client that freezes, and a path that goes silent without an end of the connection: the device keeps the dead session and its lock. The next run names it, and goes on when the device has ended it.
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { DevicePool } from "../../lib/device";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { type PropertyMap } from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { configurationInputs, context } from "./harness";

jest.setTimeout(60_000);

/** The device's minute: what was left unconfirmed is undone after it. */
const MINUTE = 1000;
const FOREIGN = "set system host-name fake";
const FIRST = { "security ike gateway gw1 ike-policy": "p1", "system time-zone": "UTC" };
const SECOND = { "security ike gateway gw1 ike-policy": "p2", "system domain-name": "a.example" };

/** A path to a device whose connections can go silent: neither side hears anything more, not even that the other one has gone. */
class SilentPath {
  private readonly server: Server;
  private readonly open = new Set<{ readonly client: Socket; readonly device: Socket }>();
  private readonly silent = new Set<{ readonly client: Socket; readonly device: Socket }>();

  private constructor(to: number) {
    this.server = createServer((client) => {
      const device = connect(to, "127.0.0.1");
      const pair = { client, device };
      this.open.add(pair);
      for (const socket of [client, device]) {
        socket.setNoDelay(true);
        socket.on("error", () => undefined);
      }
      client.on("data", (data) => this.open.has(pair) && device.write(data));
      device.on("data", (data) => this.open.has(pair) && client.write(data));
      client.on("close", () => this.open.has(pair) && device.destroy());
      device.on("close", () => this.open.has(pair) && client.destroy());
    });
  }

  static async to(port: number): Promise<SilentPath> {
    const path = new SilentPath(port);
    await new Promise<void>((resolve) => path.server.listen(0, "127.0.0.1", resolve));
    return path;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What is open now goes silent; new connections pass. */
  goSilent(): void {
    for (const pair of this.open) this.silent.add(pair);
    this.open.clear();
  }

  /** The device gives up sessions whose client shows no sign of life (client-alive-interval). */
  deviceGivesUp(): void {
    for (const { device } of this.silent) device.destroy();
  }

  async close(): Promise<void> {
    for (const { client, device } of [...this.open, ...this.silent]) {
      client.destroy();
      device.destroy();
    }
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

type Dying = "client" | "path";
interface Stored {
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

/** A device, the path to it, and provider processes, each with a pool of its own. */
class World {
  readonly pools: DevicePool[] = [];
  private readonly frozen = new AbortController();

  private constructor(
    readonly fake: FakeDevice,
    readonly path: SilentPath,
  ) {}

  static async start(): Promise<World> {
    const fake = await FakeDevice.start({ configuration: FOREIGN, minute: MINUTE });
    return new World(fake, await SilentPath.to(fake.port));
  }

  /** One run of a provider process of its own: it creates, updates or, without statements, removes. */
  async run(
    stored: Stored | undefined,
    statements: PropertyMap | undefined,
    dying?: Dying,
  ): Promise<Stored | undefined> {
    const pool = new DevicePool();
    this.pools.push(pool);
    const handler = new ConfigurationHandler(pool, () => ({}), MINUTE);
    const common = configurationInputs(this.path.port, statements ?? {});
    const settings = {
      ...(common.settings as object),
      // A frozen client waits for nothing any more.
      ...(dying === "client" ? { commitTimeoutSeconds: 3600 } : {}),
    };
    const signal = dying === "client" ? this.frozen.signal : undefined;
    const request = {
      ...context("vsrx:index:Configuration", "srx1", signal),
      preview: false,
      timeoutSeconds: 0,
    };
    if (statements === undefined) {
      if (stored !== undefined) {
        const inputs = { ...stored.inputs, settings };
        await handler.delete({ ...request, id: "srx1", ...stored, inputs });
      }
      return undefined;
    }
    const inputs = { ...common, settings };
    if (stored === undefined)
      return { inputs, state: (await handler.create({ ...request, inputs })).state };
    const { inputs: oldInputs, state: oldState } = stored;
    const update = { ...request, id: "srx1", oldInputs, oldState, newInputs: inputs };
    return { inputs, state: await handler.update(update) };
  }

  /** Everything goes silent when the device has heard this, and the run is over: the client is frozen, or has given up. */
  async silentAt(operation: string, dying: Dying, work: Promise<unknown>): Promise<void> {
    const silent = new Promise<void>((resolve) => {
      this.fake.fault = (message) => {
        if (message.operation !== operation) return undefined;
        this.fake.fault = () => undefined;
        this.path.goSilent();
        resolve();
        return undefined;
      };
    });
    const given = work.catch(() => undefined);
    await silent;
    if (dying === "path") await given;
  }

  lines(): readonly string[] {
    return [...this.fake.active.toSet()].sort();
  }

  async end(): Promise<void> {
    this.frozen.abort();
    await this.path.close();
    await Promise.all(this.pools.map((pool) => pool.close()));
    await this.fake.stop();
  }
}

const linesOf = (statements: Readonly<Record<string, string>> | undefined): readonly string[] =>
  [
    FOREIGN,
    ...Object.entries(statements ?? {}).map(([key, value]) => `set ${key} ${value}`),
  ].sort();

const WORKS = {
  create: { before: undefined, wanted: FIRST },
  update: { before: FIRST, wanted: SECOND },
  delete: { before: FIRST, wanted: undefined },
} as const;

const ROWS = (["client", "path"] as const).flatMap((dying) =>
  (["create", "update", "delete"] as const).flatMap((work) =>
    ["load-configuration", "commit-confirmed", "commit"].map((operation) => ({
      dying,
      work,
      operation,
      row: `${work}, the ${dying === "client" ? "client freezes" : "path goes silent"} at ${operation}`,
    })),
  ),
);

// Rows mostly wait for a deadline, each in a world of its own.
test.concurrent.each(ROWS)(
  "$row: the next run names who holds the lock or goes on, and goes on when the device has ended the dead session",
  async ({ dying, work, operation }) => {
    const { before, wanted } = WORKS[work];
    const world = await World.start();
    try {
      const stored = before === undefined ? undefined : await world.run(undefined, before);
      await world.silentAt(operation, dying, world.run(stored, wanted, dying));
      // With all that is wanted in place, nobody's lock is our business.
      const isHeld = world.fake.lockedBy !== undefined && operation !== "commit";
      const next = world.run(stored, wanted);
      if (isHeld) {
        await expect(next).rejects.toThrow(/configuration database locked by|waits for somebody/);
        world.path.deviceGivesUp();
        await new Promise((resolve) => setTimeout(resolve, 20));
        await world.run(stored, wanted);
      } else await next;
      expect(world.lines()).toEqual(linesOf(wanted));
      await new Promise((resolve) => setTimeout(resolve, MINUTE * 1.3));
      expect(world.lines()).toEqual(linesOf(wanted));
    } finally {
      await world.end();
    }
  },
);
