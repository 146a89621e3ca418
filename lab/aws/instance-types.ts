// Instance types: which there are, how many interfaces each takes and how many virtual CPUs it counts.

import { OTHER_FAMILIES, sizesOf, XEN_FAMILIES } from "../../lib/ec2-types";
import { AwsError, invalid } from "./errors";
import { type Image } from "./images";
import { type Zone, zonesOf } from "./regions";

/** The limits of one instance type. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
}

/** The instance type with this name, or EC2's refusal. */
export function instanceTypeOf(name: string): InstanceType {
  const [family = "", size = ""] = name.split(".");
  const sizes = sizesOf(family);
  const limits = sizes?.get(size);
  if (limits !== undefined) {
    const { vcpus, interfaces, addresses } = limits;
    return { name, vcpus, interfaces, addressesPerInterface: addresses };
  }
  if (OTHER_FAMILIES.includes(family)) throw otherArchitecture();
  const have =
    sizes !== undefined
      ? `${family} in ${[...sizes.keys()].join(", ")}`
      : XEN_FAMILIES.includes(family)
        ? "types under the Nitro hypervisor alone; EC2 has this family too, and a vSRX 3.0 is not made for it"
        : "the families that EC2 publishes with x86-64 processors under the Nitro hypervisor";
  throw invalid(`Invalid value '${name}' for InstanceType. The lab has ${have}.`);
}

/** EC2's words: skypilot-org/skypilot 6315 and others. Images of the lab are for x86_64. */
function otherArchitecture(): AwsError {
  return invalid(
    "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. " +
      "Specify an instance type and an AMI that have matching architectures, and try again.",
  );
}

/** Families that a zone does not offer. Which zones are so is published for single ones only (EC2's words for it in ned1313/Getting-Started-Terraform 44, skyplane-project/skyplane 172). */
const NOT_OFFERED: Readonly<Record<string, readonly string[]>> = {
  "us-east-1e": ["c5", "c5n", "m5", "c6i", "c6in", "t3", "t3a"],
};

/** Refuses a type that its zone does not have. */
export function checkOffered(region: string, zone: Zone["name"], name: string): void {
  const isMissing = (each: string): boolean =>
    NOT_OFFERED[each]?.includes(name.split(".")[0] ?? "") === true;
  if (!isMissing(zone)) return;
  const others = zonesOf(region).flatMap((each) => (isMissing(each.name) ? [] : each.name));
  throw new AwsError(
    "Unsupported",
    `Your requested instance type (${name}) is not supported in your requested Availability Zone (${zone}). Please retry your request by not specifying an Availability Zone or choosing ${others.join(", ")}.`,
  );
}

/**
 * Refuses types that an image's product does not allow (EC2's words: ansible/workshops 378, F5Networks/f5-aws-cloudformation 115).
 * Which those are for a vSRX is assumed: the burstable ones, of which no template of Juniper's makes use.
 */
export function checkProduct({ kind }: Image, name: string): void {
  if (kind !== "vsrx" || !/^t\d/.test(name)) return;
  throw new AwsError(
    "UnsupportedOperation",
    "The instance configuration for this AWS Marketplace product is not supported. Please see the AWS Marketplace site for more information about supported instance types, regions, and operating systems.",
  );
}
