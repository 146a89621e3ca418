// Instance types: how many interfaces each takes and how many virtual CPUs it counts.

import { invalid } from "./errors";

/** The limits of one instance type. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
}

const SIZES: Readonly<Record<string, readonly [number, number, number]>> = {
  // size: virtual CPUs, interfaces, IPv4 addresses per interface
  large: [2, 3, 10],
  xlarge: [4, 4, 15],
  "2xlarge": [8, 4, 15],
  "4xlarge": [16, 8, 30],
  "9xlarge": [36, 8, 30],
};
const FAMILIES = ["c5", "c5n", "m5", "c6i", "c6in"];
const SMALL: Readonly<Record<string, readonly [number, number, number]>> = {
  "t3.nano": [2, 2, 2],
  "t3.micro": [2, 2, 2],
  "t3.small": [2, 3, 4],
  "t3.medium": [2, 3, 6],
  "t3.large": [2, 3, 12],
  "t3a.nano": [2, 2, 2],
  "t3a.micro": [2, 2, 2],
  "t2.micro": [1, 2, 2],
};

/** The instance type with this name, or EC2's refusal. */
export function instanceTypeOf(name: string): InstanceType {
  const [family = "", size = ""] = name.split(".");
  const limits = SMALL[name] ?? (FAMILIES.includes(family) ? SIZES[size] : undefined);
  if (limits === undefined) {
    throw invalid(
      `Invalid value '${name}' for InstanceType. The lab has ${Object.keys(SMALL).join(", ")} and ${FAMILIES.join(", ")} in ${Object.keys(SIZES).join(", ")}`,
    );
  }
  const [vcpus, interfaces, addressesPerInterface] = limits;
  return { name, vcpus, interfaces, addressesPerInterface };
}
