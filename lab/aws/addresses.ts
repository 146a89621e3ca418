// What AWS makes of IPv4 blocks: how they are written, and which addresses of a subnet it keeps for itself.
import { addressAt, type Family, parsePrefix, type Prefix } from "../../lib/net";

/** A block of IPv4 addresses. */
export type Cidr = Prefix & { readonly family: "inet" };

const isV4 = (prefix: Prefix): prefix is Cidr => prefix.family === ("inet" satisfies Family);

/** An IPv4 address as a number, or undefined when the text is none. */
export function parseAddress(text: string): bigint | undefined {
  const address = text.includes("/") ? undefined : parsePrefix(text);
  return address !== undefined && isV4(address) ? address.value : undefined;
}

/** A block, or undefined when the text is none; host bits are cut off. */
export function parseCidr(text: string): Cidr | undefined {
  const cidr = text.includes("/") ? parsePrefix(text) : undefined;
  return cidr !== undefined && isV4(cidr) ? cidr : undefined;
}

/** The text of a block. */
export function formatCidr(cidr: Cidr): string {
  return `${cidr.network}/${cidr.length}`;
}

/** True for the addresses that AWS keeps in every subnet: the first four and the last. */
export function isReserved(subnet: Cidr, address: bigint): boolean {
  return address - subnet.first < 4n || address === subnet.last;
}

/** The address of the subnet's router. */
export function routerAddress(subnet: Cidr): string {
  return addressAt(formatCidr(subnet), 1);
}

/**
 * What is wrong with a block's text, or undefined: it must be a block, written with its first address,
 * because the Terraform provider under `@pulumi/aws` refuses every other spelling.
 */
export function cidrProblem(text: string): string | undefined {
  const cidr = parseCidr(text);
  if (cidr === undefined)
    return `"${text}" is not a valid CIDR block; write one such as 10.1.0.0/16`;
  const canonical = formatCidr(cidr);
  return canonical === text
    ? undefined
    : `"${text}" is not a valid CIDR block; did you mean "${canonical}"?`;
}
