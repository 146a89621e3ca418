// IPv4 addresses and blocks as numbers: what a subnet contains, keeps for itself and has left.

/** A block of addresses. */
export interface Cidr {
  readonly base: number;
  readonly bits: number;
}

/** An address as a number, or undefined when the text is none. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

/** The dotted form of an address. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** The number of addresses in a block. */
export function sizeOf(cidr: Cidr): number {
  return 2 ** (32 - cidr.bits);
}

/** A block, or undefined when the text is none; host bits are cut off. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  const address = parseAddress(match?.[1] ?? "");
  const bits = Number(match?.[2] ?? 99);
  if (address === undefined || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  return { base: Math.floor(address / size) * size, bits };
}

/** The text of a block. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.base)}/${cidr.bits}`;
}

/** True when the outer block holds every address of the inner one. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return (
    inner.bits >= outer.bits && inner.base >= outer.base && inner.base < outer.base + sizeOf(outer)
  );
}

/** True when the block holds the address. */
export function holds(cidr: Cidr, address: number): boolean {
  return contains(cidr, { base: address, bits: 32 });
}

/** True when the blocks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

/** True for the addresses that AWS keeps in every subnet: the first four and the last. */
export function isReserved(subnet: Cidr, address: number): boolean {
  const offset = address - subnet.base;
  return offset < 4 || offset === sizeOf(subnet) - 1;
}

/** The address of the subnet's router. */
export function routerAddress(subnet: Cidr): string {
  return formatAddress(subnet.base + 1);
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
