// What EC2 gives each instance type, and which of them a vSRX is known to run on.
import { OTHER_FAMILIES, sizesOf, type TypeLimits, XEN_FAMILIES } from "../ec2-types";

/** What can be said of a name. A family that came to EC2 after the table is not wrong for that. */
export type TypeVerdict =
  | { readonly kind: "supported" | "untried"; readonly limits: TypeLimits }
  | { readonly kind: "unknown-family" }
  | { readonly kind: "no-such-size"; readonly sizes: readonly string[] }
  | { readonly kind: "other-processor" | "bare-metal" | "xen" | "malformed" };

/** Families and sizes that Juniper's own templates allow (Juniper/vSRX-AWS, vSRX_AWS_GWLB, 2023); of others nobody says it. */
const FAMILIES = new Set(["c5", "c5n"]);
const SIZES = new Set(["large", "xlarge", "2xlarge", "4xlarge"]);

export function verdictOf(instanceType: string): TypeVerdict {
  const [, family = "", size = ""] = /^([a-z][a-z0-9-]*)\.([a-z0-9-]+)$/.exec(instanceType) ?? [];
  if (family === "") return { kind: "malformed" };
  if (OTHER_FAMILIES.includes(family)) return { kind: "other-processor" };
  if (XEN_FAMILIES.includes(family)) return { kind: "xen" };
  if (size.startsWith("metal")) return { kind: "bare-metal" };
  const sizes = sizesOf(family);
  if (sizes === undefined) return { kind: "unknown-family" };
  const limits = sizes.get(size);
  if (limits === undefined) return { kind: "no-such-size", sizes: [...sizes.keys()] };
  return { kind: FAMILIES.has(family) && SIZES.has(size) ? "supported" : "untried", limits };
}

/** The smallest type of the c5 family with this many interfaces, fxp0 included, and addresses of each. */
export function smallestWith(interfaces: number, addresses = 1): string | undefined {
  const found = [...(sizesOf("c5") ?? [])].find(
    ([, limits]) => limits.interfaces >= interfaces && limits.addresses >= addresses,
  );
  return found && `c5.${found[0]}`;
}
