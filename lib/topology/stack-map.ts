// A stack's networks and devices as the path solver takes them, kept until the topology changes.
import type { Device } from "./device";
import { NatSolver } from "./nat-solver";
import type { StackScope } from "./scope";
import type { Network } from "./site";

export interface StackMap {
  readonly solver: NatSolver;
  readonly devices: ReadonlyMap<string, Device>;
  readonly networks: ReadonlyMap<string, Network>;
}

export function stackMap(scope: StackScope): StackMap {
  return scope.derived("nat-map", () => {
    const networks = scope.devices
      .flatMap((device) => device.attachments())
      .map(({ network }) => network);
    return {
      solver: new NatSolver(
        scope.devices.flatMap((device) => [device.onMap() ?? [], device.onMapBeside()].flat()),
      ),
      devices: new Map(scope.devices.map((device) => [device.node.path, device])),
      networks: new Map(networks.map((network) => [network.id, network])),
    };
  });
}
