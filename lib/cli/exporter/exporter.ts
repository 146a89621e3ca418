// A stack's metrics, look by look: the state is read anew now and then, so that what an update changed is seen.
import type { Registry } from "prom-client";
import { loadPrometheus, metricsOf, type Prometheus } from "./metrics";
import type { Exposition } from "./server";
import { type StackState, withoutSecrets } from "../stack-devices";
import { Watch, type Watched } from "./watch";
import { thrownText } from "../../thrown-text";

/** How to export. */
export interface ExporterOptions {
  /** Reads the stack's state. */
  readonly read: () => Promise<StackState>;
  /** Seconds until the state is read again. */
  readonly refreshSeconds: number;
  /** The command that is told of a missing package. */
  readonly command: string;
  readonly tell: (message: string) => void;
  /** Metrics of this process beside those of the stack. @default false */
  readonly ownProcess?: boolean;
}

/** Exports one stack. */
export class Exporter {
  private readAt: Date;
  /** When it was last tried: a backend that is away is not asked at every scrape. */
  private triedAt: number;
  private readonly own: Registry;
  private readonly told = new Map<string, string>();

  private constructor(
    private readonly client: Prometheus,
    private readonly options: ExporterOptions,
    private state: StackState,
    private watch: Watch,
  ) {
    this.readAt = new Date();
    this.triedAt = this.readAt.getTime();
    this.own = new client.Registry();
    if (options.ownProcess === true) client.collectDefaultMetrics({ register: this.own });
  }

  /** @throws Error when prom-client is missing, or the stack can't be read */
  static async start(options: ExporterOptions): Promise<Exporter> {
    const client = await loadPrometheus(options.command);
    const state = await options.read();
    return new Exporter(client, options, state, new Watch(state));
  }

  /** One look at the stack's devices. @param seconds - how long each device has */
  async look(seconds: number): Promise<Exposition> {
    await this.renewed();
    const watched = await this.watch.look(seconds);
    this.tellChanges(watched);
    const all = this.client.Registry.merge([
      metricsOf(this.client, watched, this.readAt),
      this.own,
    ]);
    return { contentType: all.contentType, text: await all.metrics() };
  }

  async close(): Promise<void> {
    await this.watch.close();
  }

  /** Reads the state again when it is time; one that can't be read leaves the former in force. */
  private async renewed(): Promise<void> {
    if (Date.now() - this.triedAt < this.options.refreshSeconds * 1000) return;
    this.triedAt = Date.now();
    try {
      const state = await this.options.read();
      this.say("the stack", undefined);
      this.readAt = new Date();
      if (JSON.stringify(keyOf(state)) === JSON.stringify(keyOf(this.state))) return;
      const before = this.watch;
      this.watch = new Watch(state);
      this.state = state;
      await before.close();
    } catch (error) {
      this.say("the stack", thrownText(error));
    }
  }

  /** A device that stays away is told once, and once when it is back. */
  private tellChanges({ devices }: Watched): void {
    for (const { name, failure } of devices) this.say(name, failure);
  }

  private say(name: string, failure: string | undefined): void {
    if (this.told.get(name) === failure) return;
    if (failure === undefined) this.told.delete(name);
    else this.told.set(name, failure);
    this.options.tell(withoutSecrets(this.state, `${name}: ${failure ?? "answers again"}`));
  }
}

/** What a watch is made of: another state with the same needs no new sessions. */
const keyOf = ({ devices, tunnels }: StackState): unknown => [
  devices.map(({ name, connection }) => ({ name, connection })),
  tunnels.map(({ inputs }) => inputs),
];
