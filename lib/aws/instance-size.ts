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
    if (room === undefined) return [unknownType(device, type)];
    if (wanted <= room) return [];
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

function unknownType(device: Gateway | NatDevice, type: string): Mistake {
  return {
    rule: "instance-type",
    severity: "warning",
    construct: device.node.path,
    what: "a vSRX is not known to run on the instance type: AWS may refuse it at launch, or it may have too few interfaces",
    found: type,
    allowed:
      "c5 and c5n in large, xlarge, 2xlarge, 4xlarge (Juniper); m5, c6i, c6in of these sizes",
    fix: 'leave instanceType out, or take one such as "c5.xlarge"',
  };
}
