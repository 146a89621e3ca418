// What lies between two gateways of a stack: the solver's answer in terms of constructs.
import type { Attachment } from "./attachment";
import type { Device } from "./device";
import type { Gateway } from "./gateway";
import type { NatDevice } from "./nat-device";
import type { NatRule } from "./nat-rules";
import type { MapLeg, MapPath, MapPeer, MapView, Translation } from "./nat-map";
import { StackScope } from "./scope";
import type { Network } from "./site";
import { type StackMap, stackMap } from "./stack-map";

/** One translation on a path. */
export interface Crossing extends Translation {
  /** The device of this stack that does it, and its rule. */
  readonly device?: NatDevice;
  readonly rule?: NatRule;
}

/** One end of a path, as the other end sees it. */
export interface View extends Omit<MapView, "crossings"> {
  readonly gateway: Gateway;
  /** The interface that IKE ends on. */
  readonly external: Attachment;
  readonly crossings: readonly Crossing[];
}

/** What lies between two gateways. */
export interface NatPath extends Pick<MapPath, "nat" | "idleSeconds"> {
  readonly a: View;
  readonly b: View;
  /** The NAT devices passed, from a to b. */
  readonly devices: readonly NatDevice[];
  /** How packets find their way: in this network, to this address, through this interface of a NAT device. */
  readonly legs: readonly RouteLeg[];
  /** Who is beyond each NAT device's two interfaces. */
  readonly peers: readonly NatInterfacePeer[];
}

/** In `network`, packets to `address` go to `via`. */
export interface RouteLeg {
  readonly network: Network;
  /** The gateway they are meant for. */
  readonly gateway: Gateway;
  /** Its address as known in that network; undefined for one of a pool. */
  readonly address: string | undefined;
  /** The network that this address lies in; undefined for one that only a NAT rule knows. AWS routes a subnet's address only with the whole subnet. */
  readonly home: Network | undefined;
  readonly via: Attachment;
  /** The gateway is beyond the internet: a way out, which may lead to others too. */
  readonly isWayOut: boolean;
}

/** An interface of a NAT device, and the address of the gateway beyond it. */
export interface NatInterfacePeer {
  readonly port: Attachment;
  readonly gateway: Gateway;
  readonly address: string | undefined;
}

/**
 * What lies between two gateways of one stack; undefined when nothing connects them.
 * @param outsides which interfaces of theirs it is between. @default the external ones
 */
export function natPath(
  a: Gateway,
  b: Gateway,
  outsides: { readonly a?: Attachment; readonly b?: Attachment } = {},
): NatPath | undefined {
  const [outsideA, outsideB] = [outsides.a ?? a.external, outsides.b ?? b.external];
  const map = stackMap(StackScope.of(a));
  const idA = a.idOnMap(outsideA);
  const path = map.solver.path(idA, b.idOnMap(outsideB));
  if (path === undefined) return undefined;
  const gatewayOf = (id: string): Gateway => (id === idA ? a : b);
  return {
    nat: path.nat,
    idleSeconds: path.idleSeconds,
    a: viewOf(map, a, outsideA, path.a),
    b: viewOf(map, b, outsideB, path.b),
    devices: path.devices.map((id) => natDevice(map, id)),
    legs: path.legs.map((leg) => legOf(map, gatewayOf(leg.end), leg)),
    peers: path.peers.map((peer) => peerOf(map, gatewayOf(peer.end), peer)),
  };
}

function viewOf(map: StackMap, gateway: Gateway, external: Attachment, view: MapView): View {
  const crossings = view.crossings.map(({ translation, device: id, rule: index }): Crossing => {
    if (id === undefined || index === undefined) return translation;
    const device = natDevice(map, id);
    const rule = device.rules[index];
    return { ...translation, device, ...(rule === undefined ? {} : { rule }) };
  });
  return { ...view, gateway, external, crossings };
}

function legOf(map: StackMap, gateway: Gateway, leg: MapLeg): RouteLeg {
  const via = natDevice(map, leg.device)[leg.side];
  const home = leg.home === undefined ? undefined : map.networks.get(leg.home);
  const isWayOut = leg.isWayOut === true;
  return { network: via.network, gateway, address: leg.address, home, via, isWayOut };
}

function peerOf(map: StackMap, gateway: Gateway, peer: MapPeer): NatInterfacePeer {
  return { port: natDevice(map, peer.device)[peer.side], gateway, address: peer.address };
}

const isNatDevice = (device: Device | undefined): device is NatDevice => device?.role === "nat";

function natDevice(map: StackMap, id: string): NatDevice {
  const device = map.devices.get(id);
  if (!isNatDevice(device)) throw new RangeError(`${id} is no NAT device of this stack`);
  return device;
}
