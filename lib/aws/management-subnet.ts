// The management subnet that nobody chose may be one that a device was given for its traffic.
import type { Mistake } from "../diagnostics";
import type { Gateway, NatDevice, Network } from "../topology";

/** @param subnet the one that management has for want of another */
export function sharedSubnet(
  subnet: Network,
  devices: readonly (Gateway | NatDevice)[],
): readonly Mistake[] {
  const port = devices
    .flatMap((device) => device.attachments())
    .find(({ network }) => network === subnet);
  if (port === undefined) return [];
  return [
    {
      rule: "management-subnet-shared",
      severity: "warning",
      what: "the management interfaces share a subnet with traffic, because they get the VPC's first /24 unless told otherwise",
      found: `${subnet.cidr}, which is the ${port.role} network of ${port.device.name}`,
      allowed: "a subnet of its own for management",
      fix: "give management.subnet another prefix of the VPC",
    },
  ];
}
