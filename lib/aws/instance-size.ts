// Whether there is the instance type of a device, whether a vSRX runs on it, and whether it has room for the device's interfaces.
import type { Mistake } from "../diagnostics";
import type { TypeLimits } from "../ec2-types";
import type { Gateway, NatDevice } from "../topology";
import { smallestWith, verdictOf } from "./instance-types";

/** The EC2 instance type of a device. */
export function instanceTypeOf(device: Gateway | NatDevice, ofSite: string | undefined): string {
  return device.props.instanceType ?? ofSite ?? "c5.large";
}

/** Devices whose instance type is none, is not one for a vSRX, or is too small. */
export function sizeMistakes(
  devices: readonly (Gateway | NatDevice)[],
  ofSite: string | undefined,
): readonly Mistake[] {
  return devices.flatMap((device): readonly Mistake[] => {
    const type = instanceTypeOf(device, ofSite);
    const verdict = verdictOf(type);
    switch (verdict.kind) {
      case "supported":
        return roomMistakes(device, type, verdict.limits);
      case "untried":
        return [untried(device, type), ...roomMistakes(device, type, verdict.limits)];
      case "unknown-family":
      case "xen":
        return [untried(device, type)];
      case "no-such-size":
        return [wrongType(device, type, `${type.split(".")[0]} in ${verdict.sizes.join(", ")}`)];
      case "other-processor":
        return [wrongType(device, type, "a type with x86-64 processors, as vSRX images are for")];
      case "bare-metal":
        return [wrongType(device, type, "a virtual machine: a vSRX is none for bare metal")];
      case "malformed":
        return [wrongType(device, type, 'a family and a size, such as "c5.xlarge"')];
    }
  });
}

function roomMistakes(
  device: Gateway | NatDevice,
  type: string,
  { interfaces, addresses }: TypeLimits,
): readonly Mistake[] {
  const construct = device.node.path;
  const found: Mistake[] = [];
  const wanted = device.attachments().length + 1;
  const ofOuter = 1 + (device.role === "nat" ? device.furtherAddresses.length : 0);
  const better = smallestWith(wanted, ofOuter);
  if (wanted > interfaces) {
    found.push({
      rule: "instance-interfaces",
      construct,
      what: "the instance type has too few interfaces",
      found: `${wanted} wanted (fxp0 and ${wanted - 1} more) on ${type}`,
      allowed: `${interfaces} on ${type}`,
      fix: better === undefined ? "use fewer networks" : `set instanceType: "${better}"`,
    });
  }
  if (ofOuter > addresses) {
    found.push({
      rule: "instance-addresses",
      construct,
      what: "the instance type gives an interface too few addresses for what is translated there",
      found: `${ofOuter} wanted on ${type}: its own, and one for each translated gateway`,
      allowed: `${addresses} on ${type}`,
      fix:
        better === undefined
          ? "hide() some of them behind one address"
          : `set instanceType: "${better}"`,
    });
  }
  return found;
}

const FIX = 'leave instanceType out, or take one such as "c5.xlarge"';

/** AWS would refuse it at launch, when everything else is there. */
const wrongType = (device: Gateway | NatDevice, type: string, allowed: string): Mistake => ({
  rule: "instance-type-wrong",
  construct: device.node.path,
  what: "no vSRX can be launched on the instance type",
  found: `"${type}"`,
  allowed,
  fix: FIX,
});

const untried = (device: Gateway | NatDevice, type: string): Mistake => ({
  rule: "instance-type",
  severity: "warning",
  construct: device.node.path,
  what: "a vSRX is not known to run on the instance type: AWS may refuse it at launch, or it may have too few interfaces",
  found: type,
  allowed: "c5 and c5n in large, xlarge, 2xlarge, 4xlarge: what Juniper's templates allow",
  fix: FIX,
});
