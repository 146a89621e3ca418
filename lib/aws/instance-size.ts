// Whether the instance type of a device has room for its interfaces.
import type { Mistake } from "../diagnostics";
import type { Gateway, NatDevice } from "../topology";
import { interfacesOf, smallestWith } from "./instance-types";

/** The EC2 instance type of a device. */
export function instanceTypeOf(device: Gateway | NatDevice, ofSite: string | undefined): string {
  return device.props.instanceType ?? ofSite ?? "c5.large";
}

/** Devices with more interfaces than their instance type has. */
export function sizeMistakes(
  devices: readonly (Gateway | NatDevice)[],
  ofSite: string | undefined,
): readonly Mistake[] {
  return devices.flatMap((device): readonly Mistake[] => {
    const type = instanceTypeOf(device, ofSite);
    const room = interfacesOf(type);
    const wanted = device.attachments().length + 1;
    if (room === undefined || wanted <= room) return [];
    const better = smallestWith(wanted);
    return [
      {
        rule: "instance-interfaces",
        construct: device.node.path,
        what: "the instance type has too few interfaces",
        found: `${wanted} wanted (fxp0 and ${wanted - 1} more) on ${type}`,
        allowed: `${room} on ${type}`,
        fix: better === undefined ? "use fewer networks" : `set instanceType: "${better}"`,
      },
    ];
  });
}
