// A stack that is watched: one look asks each of its devices once, and judges all tunnels by what they said. No packet is sent through them.
import { type EspCounters, natRuleIn, ProtocolError } from "../../device";
import {
  type EndpointSpec,
  familiesOf,
  type NatRuleSpec,
  neverFailed,
  portOf,
  type TunnelSpec,
  type View,
  viewOf,
} from "../../provider";
import type { StackState } from "../stack-devices";
import { specOf } from "../stack-look";
import { type Questions, type Snapshot, WatchedDevice } from "./watched-device";
import { thrownText } from "../../thrown-text";

/** One end of a tunnel, as its device has it. */
export interface WatchedEnd {
  readonly device: string;
  readonly peer: string;
  readonly role: string;
  readonly isUp: boolean;
  readonly ikeUp: boolean;
  /** Whether IKE found a NAT on the way; undefined while there is no SA. */
  readonly natFound?: boolean;
  readonly installed: { readonly inbound: number; readonly outbound: number };
  readonly counters?: EspCounters;
}

/** One tunnel. */
export interface WatchedTunnel {
  readonly name: string;
  readonly kind: string;
  readonly gateways: readonly [string, string];
  /** Undefined where not every device of ours has answered, and those that have see nothing wrong. */
  readonly isUp?: boolean;
  /** Not up because nobody has asked for it. */
  readonly isIdle: boolean;
  /** Those whose devices have answered. */
  readonly ends: readonly WatchedEnd[];
}

/** What one look found. */
export interface Watched {
  readonly devices: readonly {
    readonly name: string;
    readonly seconds: number;
    /** Why it did not answer. */
    readonly failure?: string;
  }[];
  readonly tunnels: readonly WatchedTunnel[];
  readonly natRules: readonly (Pick<NatRuleSpec, "device" | "kind" | "ruleSet" | "rule"> & {
    readonly hits: number;
  })[];
}

/** Watches one stack. */
export class Watch {
  private readonly tunnels: readonly TunnelSpec[];
  private readonly devices: ReadonlyMap<string, WatchedDevice>;

  constructor(state: StackState) {
    this.tunnels = state.tunnels.map(specOf);
    const devices = new Map<string, WatchedDevice>();
    // Those of the configurations first: they have the host keys that were pinned.
    const known = state.devices.map(({ name, connection }) => [name, connection] as const);
    const others = this.tunnels.flatMap(({ endpoints, natRules }) => [
      ...endpoints.map(({ gateway, connection }) => [gateway, connection] as const),
      ...natRules.map(({ device, connection }) => [device, connection] as const),
    ]);
    for (const [name, connection] of [...known, ...others])
      if (connection !== undefined && !devices.has(name))
        devices.set(name, new WatchedDevice(name, connection));
    this.devices = devices;
  }

  /** Looks once at everything. @param seconds - how long each device has for its answers */
  async look(seconds: number): Promise<Watched> {
    const snapshots = new Map<string, Snapshot>();
    const devices = await Promise.all(
      [...this.devices].map(async ([name, device]) => {
        const begin = performance.now();
        const took = (): number => (performance.now() - begin) / 1000;
        try {
          snapshots.set(name, await device.look(this.questionsFor(name), seconds));
          return { name, seconds: took() };
        } catch (error) {
          const failure = thrownText(error);
          return { name, seconds: took(), failure };
        }
      }),
    );
    const tunnels = await Promise.all(
      this.tunnels.map(async (spec) => await watchedTunnel(spec, snapshots)),
    );
    return { devices, tunnels, natRules: this.rules(snapshots) };
  }

  /** Ends all sessions. */
  async close(): Promise<void> {
    await Promise.all([...this.devices.values()].map((device) => device.close()));
  }

  private questionsFor(name: string): Questions {
    const own = this.tunnels.flatMap((spec) =>
      spec.endpoints.filter(({ gateway }) => gateway === name).map((end) => ({ spec, end })),
    );
    const rules = this.tunnels.flatMap((spec) =>
      spec.natRules.filter(({ device }) => device === name),
    );
    return {
      families: [...new Set(own.flatMap(({ end }) => familiesOf(end)))],
      natKinds: [...new Set(rules.map(({ kind }) => kind))],
      async tunnelsIn(tables) {
        const views = await Promise.all(
          own.map(async ({ spec, end }) => await viewIn(tables, spec, end)),
        );
        // Index 0 is what a device says that numbers none.
        const tunnels = views.flatMap((view) => view?.tunnels ?? []);
        return tunnels.map(({ index }) => index).filter((index) => index !== 0);
      },
    };
  }

  private rules(snapshots: ReadonlyMap<string, Snapshot>): Watched["natRules"] {
    const found = new Map<string, Watched["natRules"][number]>();
    for (const { device, kind, ruleSet, rule } of this.tunnels.flatMap(
      ({ natRules }) => natRules,
    )) {
      const hits = natRuleIn(snapshots.get(device)?.natRules.get(kind), { ruleSet, rule })?.hits;
      if (hits === undefined) continue;
      found.set(JSON.stringify([device, kind, ruleSet, rule]), {
        device,
        kind,
        ruleSet,
        rule,
        hits,
      });
    }
    return [...found.values()];
  }
}

/** One end in its device's lists; undefined where the device does not list the family of its peer. */
async function viewIn(
  tables: Snapshot["tables"],
  spec: TunnelSpec,
  end: EndpointSpec,
): Promise<View | undefined> {
  const listed: Parameters<typeof viewOf>[0]["tables"] = (_, family) => {
    const own = tables.get(family);
    if (own !== undefined) return Promise.resolve(own);
    return Promise.reject(new ProtocolError(`${end.gateway} does not list ${family}`));
  };
  try {
    return await viewOf({ tables: listed }, spec, end);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function endOf(
  spec: TunnelSpec,
  { spec: end, ike, ipsec, tunnels, faults }: View,
  { counters }: Snapshot,
): WatchedEnd {
  const associations = tunnels.flatMap((tunnel) => tunnel.associations);
  const installed = (direction: "inbound" | "outbound"): number =>
    associations.filter((sa) => sa.direction === direction && sa.installed).length;
  const peer = spec.endpoints.find((other) => other !== end)?.gateway ?? "";
  return {
    device: end.gateway,
    peer,
    role: end.role,
    isUp: faults.length === 0,
    ikeUp: ike?.up === true,
    ...(ike?.up === true ? { natFound: portOf(ike, ipsec) === 4500 } : {}),
    installed: { inbound: installed("inbound"), outbound: installed("outbound") },
    ...sumOf(tunnels.flatMap(({ index }) => counters.get(index) ?? [])),
  };
}

/** Of all pairs of selectors together; none where a device counts nothing. */
function sumOf(all: readonly EspCounters[]): Pick<WatchedEnd, "counters"> {
  if (all.length === 0) return {};
  const sum = (of: (counters: EspCounters) => number): number =>
    all.reduce((total, counters) => total + of(counters), 0);
  return {
    counters: {
      encryptedBytes: sum(({ encryptedBytes }) => encryptedBytes),
      decryptedBytes: sum(({ decryptedBytes }) => decryptedBytes),
      encryptedPackets: sum(({ encryptedPackets }) => encryptedPackets),
      decryptedPackets: sum(({ decryptedPackets }) => decryptedPackets),
    },
  };
}

const kindOf = ({ bindInterface }: EndpointSpec): string =>
  bindInterface === undefined ? "policy-based" : "route-based";

async function watchedTunnel(
  spec: TunnelSpec,
  snapshots: ReadonlyMap<string, Snapshot>,
): Promise<WatchedTunnel> {
  const seen = await Promise.all(
    spec.endpoints.map(async (end) => {
      const snapshot = snapshots.get(end.gateway);
      if (end.connection === undefined || snapshot === undefined) return undefined;
      const view = await viewIn(snapshot.tables, spec, end);
      return view === undefined ? undefined : { view, snapshot };
    }),
  );
  const found = seen.filter((each) => each !== undefined);
  const ends = found.map(({ view, snapshot }) => endOf(spec, view, snapshot));
  const ours = spec.endpoints.filter(({ connection }) => connection !== undefined).length;
  const isDown = ends.some(({ isUp }) => !isUp);
  const isKnown = isDown || (ends.length === ours && ours > 0);
  return {
    name: spec.name,
    kind: spec.carries?.kind ?? kindOf(spec.endpoints[0]),
    gateways: [spec.endpoints[0].gateway, spec.endpoints[1].gateway],
    ...(isKnown ? { isUp: !isDown } : {}),
    isIdle:
      isDown &&
      spec.carries?.isOnTraffic === true &&
      found.length === ours &&
      neverFailed(found.map(({ view }) => view)),
    ends,
  };
}
