// The routes of a site's tables: each table and destination has one, and where several gateways could have it, it is the leading one's.
import type { Diagnostic } from "../diagnostics";
import type { Attachment, DeviceRef, Gateway, NatDevice, Network } from "../topology";
import type { PlannedRoute, RouteTarget } from "./planned";

/** A route that a conversation asks for. */
interface Asked {
  readonly network: Network;
  readonly destination: string;
  readonly via: Attachment;
  readonly onTo?: RouteTarget | undefined;
}

/** A NAT device is where it is; a gateway may give way to another one. */
function leads(device: DeviceRef): boolean {
  const known = device as Gateway | NatDevice;
  return known.role !== "gateway" || known.props.leads !== false;
}

const devicesOf = (asked: readonly Asked[]): readonly DeviceRef[] => [
  ...new Set(asked.map(({ via }) => via.device)),
];

export class RouteBook {
  private readonly asked = new Map<string, Asked[]>();

  add(table: string, route: Asked): void {
    const key = `${table} ${route.destination}`;
    this.asked.set(key, [...(this.asked.get(key) ?? []), route]);
  }

  /** Of subnets that share a table the first one names the route. */
  all(): readonly PlannedRoute[] {
    return [...this.asked.values()].flatMap((asked): readonly PlannedRoute[] => {
      const [first] = asked;
      const chosen = asked.findLast(({ via }) => leads(via.device)) ?? asked.at(-1);
      if (first === undefined || chosen === undefined) return [];
      const { destination, via, onTo } = chosen;
      const { network } = first;
      const candidates = devicesOf(asked);
      return [{ network, destination, via, ...(onTo === undefined ? {} : { onTo }), candidates }];
    });
  }

  /** Gateways of which not exactly one leads, told once for each group of them. */
  mistakes(): readonly Diagnostic[] {
    const found = new Map<string, Diagnostic>();
    for (const asked of this.asked.values()) {
      const devices = devicesOf(asked);
      const leading = devices.filter((device) => leads(device));
      if (devices.length < 2 || leading.length === 1) continue;
      const [[first], [device]] = [asked, devices];
      const names = devices.map(({ name }) => name).join(", ");
      if (first === undefined || device === undefined || found.has(names)) continue;
      const { network, destination } = first;
      found.set(names, {
        rule: "gateways-lead",
        severity: "error",
        construct: device.node.path,
        what: "several gateways protect one network for the same peers, and a table has one route for each destination",
        found: `${names} for ${network.cidr} to ${destination}; leading: ${leading.map(({ name }) => name).join(", ") || "none"}`,
        allowed: "one that leads, and leads: false for the others",
        fix: "give leads: false to all but one",
      });
    }
    return [...found.values()];
  }
}
