// One device that is watched: one session, one snapshot at a time, each with an end.
import {
  type AddressFamily,
  type Connection,
  Device,
  type EspCounters,
  espStatistics,
  type NatKind,
  type NatRule,
  natRules,
  readEspCounters,
  readNatRules,
  requestEitherWay,
  RpcError,
  type Session,
} from "../../device";
import { type DeviceTables, readTables } from "../../provider";

/** Requests for counters that are under way at once: a device answers them one after the other. */
const AT_ONCE = 16;
/** The part of a snapshot's time that counters may take; what is left over is read by the next ones. */
const SHARE_OF_COUNTERS = 0.6;

/** What is wanted of a device. */
export interface Questions {
  readonly families: readonly AddressFamily[];
  readonly natKinds: readonly NatKind[];
  /** Indexes of the tunnels whose counters are wanted, from the lists that were just read. */
  readonly tunnelsIn: (
    tables: ReadonlyMap<AddressFamily, DeviceTables>,
  ) => Promise<readonly number[]>;
}

/** A device as it was at one moment. */
export interface Snapshot {
  readonly tables: ReadonlyMap<AddressFamily, DeviceTables>;
  /** By tunnel index. One that there was no time for has what an earlier snapshot found. */
  readonly counters: ReadonlyMap<number, EspCounters>;
  readonly natRules: ReadonlyMap<NatKind, readonly NatRule[]>;
}

/** Asks one device. */
export class WatchedDevice {
  private readonly stopping = new AbortController();
  private device: Device | undefined;
  private looking: Promise<Snapshot> | undefined;
  /** Counters by tunnel index, the one that was read longest ago first. */
  private readonly counted = new Map<number, EspCounters>();

  constructor(
    readonly name: string,
    readonly connection: Connection,
  ) {}

  /**
   * A snapshot.
   * @throws Error when the device does not answer within that time, or still owes the one before
   */
  async look(questions: Questions, seconds: number): Promise<Snapshot> {
    if (this.looking !== undefined)
      throw new Error(`${this.name} has not answered the questions before yet`);
    this.looking = this.within(questions, seconds);
    try {
      return await this.looking;
    } finally {
      this.looking = undefined;
    }
  }

  /** Ends its session; who waits for it gets an error. */
  async close(): Promise<void> {
    const isBusy = this.looking !== undefined;
    this.stopping.abort();
    // A device that owes an answer would keep the goodbye waiting.
    if (isBusy) this.device?.drop();
    else await this.device?.close();
    await this.looking?.catch(() => undefined);
  }

  private async within(questions: Questions, seconds: number): Promise<Snapshot> {
    const device = (this.device ??= new Device(this.connection, {
      connectTimeoutSeconds: seconds,
      signal: this.stopping.signal,
    }));
    const until = Date.now() + seconds * 1000;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      device.drop();
    }, seconds * 1000);
    try {
      const session = await device.session();
      return await this.read(session, questions, until - seconds * 1000 * (1 - SHARE_OF_COUNTERS));
    } catch (error) {
      if (!isLate) throw error;
      throw new Error(`${this.name} did not answer within ${seconds} s`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  private async read(session: Session, questions: Questions, until: number): Promise<Snapshot> {
    const tables = new Map<AddressFamily, DeviceTables>();
    let refusal: Error | undefined;
    for (const family of questions.families) {
      try {
        tables.set(family, await readTables(session, family));
      } catch (error) {
        // Older releases know one family only; with none at all there is nothing to tell.
        if (!(error instanceof RpcError)) throw error;
        refusal = error;
      }
    }
    if (tables.size === 0 && refusal !== undefined) throw refusal;
    const rules = new Map<NatKind, readonly NatRule[]>();
    for (const kind of questions.natKinds)
      rules.set(kind, readNatRules((await requestEitherWay(session, natRules(kind))).root));
    await this.count(session, new Set(await questions.tunnelsIn(tables)), until);
    return { tables, natRules: rules, counters: new Map(this.counted) };
  }

  /** Reads counters while there is time, those first that have waited longest. */
  private async count(session: Session, wanted: ReadonlySet<number>, until: number): Promise<void> {
    for (const index of [...this.counted.keys()])
      if (!wanted.has(index)) this.counted.delete(index);
    const unread = [...wanted].filter((index) => !this.counted.has(index));
    const queue = [...unread, ...this.counted.keys()];
    while (queue.length > 0 && Date.now() < until) {
      const some = queue.splice(0, AT_ONCE);
      const found = await Promise.all(some.map((index) => countersOf(session, index)));
      for (const [at, index] of some.entries()) {
        this.counted.delete(index);
        const counters = found[at];
        if (counters !== undefined) this.counted.set(index, counters);
      }
    }
  }
}

/** Undefined for a tunnel that is no longer there. */
async function countersOf(session: Session, index: number): Promise<EspCounters | undefined> {
  try {
    return readEspCounters((await session.request(espStatistics(index))).root);
  } catch (error) {
    if (error instanceof RpcError) return undefined;
    throw error;
  }
}
