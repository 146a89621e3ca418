// How many interfaces EC2 gives each instance type that a vSRX runs on.

/** ENIs per size, of the families Juniper names for the vSRX (c5, c5n) and their neighbours. */
const INTERFACES: Readonly<Record<string, number>> = {
  large: 3,
  xlarge: 4,
  "2xlarge": 4,
  "4xlarge": 8,
  "9xlarge": 8,
};

const FAMILIES = new Set(["c5", "c5n", "m5", "c6i", "c6in"]);

/** Interfaces of an instance type, fxp0 included; undefined for a type we know nothing about. */
export function interfacesOf(instanceType: string): number | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  return FAMILIES.has(family) ? INTERFACES[size] : undefined;
}

/** The smallest type of the c5 family with this many interfaces, fxp0 included. */
export function smallestWith(interfaces: number): string | undefined {
  const size = Object.entries(INTERFACES).find(([, count]) => count >= interfaces)?.[0];
  return size === undefined ? undefined : `c5.${size}`;
}
