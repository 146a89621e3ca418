// Many gateways that differ in nothing but their names, such as the branches of a hub: a picture shows them as one.
import type { DescribedDevice, NetworkDescription } from "../../stack";

/** From this many on. */
const CROWD = 5;

/** Gateways that are drawn as one. */
export interface Crowd {
  /** Their names, in the order of the program. */
  readonly members: readonly string[];
  /** Ids of the networks that are theirs alone, and are not drawn. */
  readonly networks: readonly string[];
  /** Ids of the networks that they share with others. */
  readonly shared: readonly string[];
  /** Prefixes behind them. */
  readonly inner: readonly string[];
  readonly nat?: string;
}

/** The crowds of a network. */
export function crowdsOf({ gateways, tunnels }: NetworkDescription): readonly Crowd[] {
  const users = new Map<string, number>();
  for (const { interfaces } of gateways)
    for (const { networkId } of interfaces) users.set(networkId, (users.get(networkId) ?? 0) + 1);
  const isOwn = (id: string): boolean => users.get(id) === 1;
  const groups = new Map<string, DescribedDevice[]>();
  for (const device of gateways) {
    if (device.role === "nat" || isTranslated(device.name, gateways)) continue;
    const key = likeness(device, tunnels, isOwn);
    groups.set(key, [...(groups.get(key) ?? []), device]);
  }
  return [...groups.values()]
    .filter((group) => group.length >= CROWD)
    .map((group) => {
      const ports = group.flatMap(({ interfaces }) => interfaces);
      const ids = [...new Set(ports.map(({ networkId }) => networkId))];
      const nat = group[0]?.nat;
      return {
        members: group.map(({ name }) => name),
        networks: ids.filter(isOwn),
        shared: ids.filter((id) => !isOwn(id)),
        inner: group.flatMap(({ interfaces }) => interfaces.slice(1).map(({ network }) => network)),
        ...(nat === undefined ? {} : { nat }),
      };
    });
}

/** One whose address a NAT device of the stack shows otherwise has something of its own to show. */
const isTranslated = (name: string, devices: readonly DescribedDevice[]): boolean =>
  devices.some(({ translations }) => translations.some(({ of }) => of === name));

/** What gateways of a crowd have in common. */
function likeness(
  { name, role, managed, cluster, nat, interfaces }: DescribedDevice,
  tunnels: NetworkDescription["tunnels"],
  isOwn: (networkId: string) => boolean,
): string {
  const peers = tunnels.flatMap(({ gateways: [one, other], kind }) =>
    one === name ? [`${kind} ${other}`] : other === name ? [`${kind} ${one}`] : [],
  );
  // One without a tunnel is told apart from all others.
  const own = peers.length === 0 ? name : "";
  const ports = interfaces.map(({ networkId }) => (isOwn(networkId) ? "own" : networkId));
  return JSON.stringify([own, role, managed, cluster, nat, [...peers].sort(), ports]);
}
