// All devices of one run: taking turns on each device, several devices at once, connections used again.

import { boxOf, type Connection, describeConnection } from "./connection";
import { type ConnectOptions } from "./deadline";
import { Device } from "./device";
import { UnreachableError } from "./errors";

/** Work with a device while nobody else in this process does. */
export type DeviceWork<Result> = (device: Device) => Promise<Result>;

/** Holds the devices. */
export class DevicePool {
  private readonly devices = new Map<string, Device>();
  private readonly turns = new Map<string, Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** @param limit - how many devices are worked on at the same time */
  constructor(private limit = 8) {}

  /** Raises or lowers the number of devices worked on at the same time, 1 at least. */
  setLimit(limit: number): void {
    this.limit = Math.max(1, Math.floor(limit));
    this.wake();
  }

  /**
   * Works with a device when its turn has come. Connections stay open for the next one; one that is no longer
   * the same (another key, another box) is closed first.
   */
  async use<Result>(
    connection: Connection,
    work: DeviceWork<Result>,
    options: ConnectOptions = {},
  ): Promise<Result> {
    const place = boxOf(connection);
    const before = this.turns.get(place) ?? Promise.resolve();
    let done: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => (done = resolve));
    this.turns.set(
      place,
      before.then(() => turn),
    );
    try {
      await untilCancelled(before, connection, options.signal);
      await untilCancelled(this.enter(), connection, options.signal, () => this.leave());
      try {
        return await work(await this.deviceFor(place, connection, options));
      } finally {
        this.leave();
      }
    } finally {
      done();
    }
  }

  /** Gives the place of one's work back to others while one waits; the turn on the device stays. */
  async aside(wait: () => Promise<void>): Promise<void> {
    this.leave();
    try {
      await wait();
    } finally {
      await this.enter();
    }
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    const all = [...this.devices.values()];
    this.devices.clear();
    await Promise.all(all.map((device) => device.close()));
  }

  private async deviceFor(
    place: string,
    connection: Connection,
    options: ConnectOptions,
  ): Promise<Device> {
    const known = this.devices.get(place);
    if (known !== undefined) {
      if (sameAccess(known.connection, connection)) return known;
      // A box that was replaced won't answer a goodbye.
      if (known.connection.instance === connection.instance) await known.close();
      else known.drop();
    }
    const device = new Device(withKnownKey(connection, known), options);
    this.devices.set(place, device);
    return device;
  }

  private async enter(): Promise<void> {
    while (this.running >= this.limit) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
  }

  private leave(): void {
    this.running -= 1;
    this.wake();
  }

  private wake(): void {
    // Everybody looks again: the limit may have been raised by more than one.
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** Waits for a turn, or until nobody wants it any more; a turn that comes afterwards is given back. */
async function untilCancelled(
  turn: Promise<void>,
  connection: Connection,
  signal: AbortSignal | undefined,
  giveBack: () => void = () => undefined,
): Promise<void> {
  const cancelled = (): Error =>
    new UnreachableError(`Waiting for a turn on ${describeConnection(connection)} was cancelled.`);
  if (signal === undefined) return await turn;
  let abort: () => void = () => undefined;
  const gone = new Promise<never>((_, reject) => {
    abort = () => reject(cancelled());
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
  });
  try {
    await Promise.race([turn, gone]);
  } catch (error) {
    void turn.then(giveBack);
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function sameAccess(a: Connection, b: Connection): boolean {
  const key = (connection: Connection): string =>
    JSON.stringify({ ...connection, hostKey: undefined, acceptFirstHostKey: undefined });
  return (
    key(a) === key(b) &&
    (b.hostKey === undefined || a.hostKey === undefined || a.hostKey === b.hostKey)
  );
}

/** What this run has seen of the same box counts as pinned; another box starts anew. */
function withKnownKey(connection: Connection, known: Device | undefined): Connection {
  if (connection.hostKey !== undefined || known?.hostKey === undefined) return connection;
  if (known.connection.instance !== connection.instance) return connection;
  return { ...connection, hostKey: known.hostKey };
}
