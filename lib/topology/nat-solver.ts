// The NAT path solver: between two gateways, which address does each end see, and which end can initiate? Plain data in, paths out.
import { contains, isHost } from "../net";
import { INTERNET, NatGraph } from "./nat-graph";
import type {
  MapCrossing,
  MapDevice,
  MapLeg,
  MapPath,
  MapPeer,
  MapRule,
  MapView,
  NatBox,
  Translation,
} from "./nat-map";

/** What happens to an end's address at one hop of its way. */
type Step =
  | {
      readonly at: "device";
      readonly box: NatBox;
      /** The side on which the packets arrive. */
      readonly side: "inside" | "outside";
      /** Its address on that side, and on the other. */
      readonly before: string | undefined;
      readonly address: string | undefined;
      readonly rule: MapRule | undefined;
    }
  | {
      readonly at: "internet";
      readonly translation: Translation | undefined;
      readonly isRouted: boolean;
    };

/** Solves paths between the devices of one map. */
export class NatSolver {
  private readonly devices: ReadonlyMap<string, MapDevice>;
  private readonly graph: NatGraph;

  constructor(devices: readonly MapDevice[]) {
    this.devices = new Map(devices.map((device) => [device.id, device]));
    this.graph = new NatGraph(devices);
  }

  /** What lies between two devices; undefined when nothing connects them. */
  path(a: string, b: string): MapPath | undefined {
    const [from, to] = [this.device(a), this.device(b)];
    const hops = this.graph.route(from.outer.network, to.outer.network);
    if (hops === undefined) return undefined;
    const [ofA, ofB] = [[...this.walk(from, hops)], [...this.walk(to, [...hops].reverse())]];
    const views = { a: viewOf(from, ofA), b: viewOf(to, ofB) };
    const idle = [...views.a.crossings, ...views.b.crossings].flatMap(
      ({ translation }) => translation.forgetsAfter ?? [],
    );
    const guides = [guidanceTo(to, ofB), guidanceTo(from, ofA)];
    return {
      ...views,
      nat: isTranslated(views.a) || isTranslated(views.b),
      idleSeconds: idle.length === 0 ? undefined : Math.min(...idle),
      devices: hops.flatMap((hop) => this.graph.boxAt(hop)?.id ?? []),
      legs: guides.flatMap(({ legs }) => legs),
      peers: guides.flatMap(({ peers }) => peers),
    };
  }

  /** The address of a device as it arrives in a network: its own, or what the NAT devices on the way make of it. */
  addressIn(network: string, id: string): string {
    const device = this.device(id);
    const hops = this.graph.route(device.outer.network, network) ?? [];
    let { address } = device.outer;
    for (const step of this.walk(device, hops)) {
      if (step.at === "internet") break;
      address = step.address ?? address;
    }
    return address;
  }

  private device(id: string): MapDevice {
    const device = this.devices.get(id);
    if (device === undefined) throw new RangeError(`${id} is not on the map`);
    return device;
  }

  /** Follow what a device sends along these hops, and what becomes of its address. */
  private *walk(device: MapDevice, hops: readonly string[]): Iterable<Step> {
    let address: string | undefined = device.outer.address;
    // Whose NAT towards the internet applies: the device's own, or that of the last one that translated it.
    let carrier: Pick<MapDevice, "internet" | "isRouted"> = device;
    for (const [index, hop] of hops.entries()) {
      if (hop === INTERNET) {
        const { internet, isRouted } = carrier;
        yield { at: "internet", translation: internet, isRouted };
        if (internet !== undefined) address = internet.address;
      }
      const box = this.graph.boxAt(hop);
      if (box === undefined) continue;
      const side = hops[index - 1] === box.nat.inside.network ? "inside" : "outside";
      const before = address;
      const rule = side === "inside" ? ruleFor(box, device.id, before) : undefined;
      if (rule !== undefined) {
        carrier =
          rule.internet === undefined ? box : { ...box, internet: rule.internet.translation };
        address = rule.address;
      }
      yield { at: "device", box, side, before, address, rule };
    }
  }
}

const isTranslated = ({ hidden, crossings }: MapView): boolean =>
  hidden && !(crossings.length > 0 && crossings.every(({ translation }) => translation.isLease));

/** The rule by which a NAT device translates a device that it sees under this address. */
function ruleFor(box: NatBox, device: string, seen: string | undefined): MapRule | undefined {
  return box.nat.rules.find(({ applies }) => {
    if ("to" in applies) return applies.to === device;
    // An address that is known later may be any.
    const isAny = seen === undefined || !isHost(seen);
    return applies.from.some((prefix) => isAny || contains(prefix, seen));
  });
}

function viewOf(device: MapDevice, steps: readonly Step[]): MapView {
  const crossings: MapCrossing[] = [];
  let address: string | undefined = device.outer.address;
  let connected = true;
  for (const step of steps) {
    if (step.at === "device") {
      if (step.rule === undefined) continue;
      const rule = step.box.nat.rules.indexOf(step.rule);
      crossings.push({ translation: step.rule, device: step.box.id, rule });
      address = step.rule.address;
    } else if (step.translation === undefined) {
      connected &&= step.isRouted;
    } else {
      crossings.push({ translation: step.translation });
      address = step.translation.address;
    }
  }
  return {
    address,
    hidden: crossings.length > 0,
    reachable: connected && crossings.every(({ translation }) => translation.inward),
    portRewritten: crossings.some(({ translation }) => translation.rewritesPorts),
    connected,
    crossings,
  };
}

/** How packets to a device find it, followed backwards from it; beyond the internet, which ways lead out there. */
function guidanceTo(
  device: MapDevice,
  steps: readonly Step[],
): { readonly legs: readonly MapLeg[]; readonly peers: readonly MapPeer[] } {
  const legs: MapLeg[] = [];
  const peers: MapPeer[] = [];
  let home: string | undefined = device.outer.network;
  let isBeyond = false;
  for (const step of steps) {
    if (step.at === "internet") {
      isBeyond = true;
      continue;
    }
    const { box, side, before, address, rule } = step;
    const far = side === "inside" ? "outside" : "inside";
    const { network } = box.nat[far];
    peers.push({ device: box.id, side, end: device.id, address: before });
    const leg = { network, end: device.id, address, device: box.id, side: far } as const;
    if (isBeyond) {
      legs.push({ ...leg, home: undefined, isWayOut: true });
      continue;
    }
    if (rule !== undefined) {
      const answers = rule.isFurther === true || rule.address === box.nat.outside.address;
      home = answers ? network : undefined;
    }
    // On its own network the address answers for itself.
    if (home === network) continue;
    legs.push({ ...leg, home });
  }
  return { legs, peers };
}
