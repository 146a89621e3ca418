// Addresses in a text for others' eyes: each is always replaced by the same one, and what shares a network goes on doing so.

import { createHmac, randomBytes } from "node:crypto";
import { addressOf, isHost, numberOf } from "../../net";

const IPV4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/gi;
const MAC = /(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])/gi;

/** First octets that say which kind of address it is, and stay. */
const KEPT_FIRST: readonly number[] = [10, 100, 169, 172, 192];
const MIDDLE: readonly number[] = range(1, 254);
const PUBLIC: readonly number[] = range(1, 223).filter(
  (octet) => !KEPT_FIRST.includes(octet) && octet !== 127,
);

/** Replaces addresses. What is replaced how is forgotten with the object. */
export class AddressScrambler {
  private readonly orders = new Map<string, readonly number[]>();

  constructor(private readonly key: Buffer = randomBytes(32)) {}

  /** The text with every IPv4, IPv6 and MAC address replaced. */
  text(text: string): string {
    return text
      .replaceAll(MAC, (mac) => this.mac(mac))
      .replaceAll(IPV4, (address) => (isHost(address) ? this.inet(address) : address))
      .replaceAll(IPV6, (address) => (isHost(address) ? this.inet6(address) : address));
  }

  private inet(address: string): string {
    const [first = 0, second = 0, third = 0, last = 0] = address.split(".").map(Number);
    // Nobody's own: this host, loopback, multicast and netmasks.
    if (first === 0 || first === 127 || first >= 224) return address;
    const isKept = KEPT_FIRST.includes(first);
    const a = isKept ? first : this.permuted(first, PUBLIC, "");
    // 172.16/12 and 192.168/16 stay private, and their neighbours public.
    const b = isKept && first !== 10 ? second : this.octet(second, `${first}`);
    return [a, b, this.octet(third, `${first}.${second}`), last].join(".");
  }

  /** Nought and 255 stay: they make networks and their edges. */
  private octet(value: number, above: string): number {
    return value === 0 || value === 255 ? value : this.permuted(value, MIDDLE, above);
  }

  /** A place in an order of its own below each network, so that no two become one. */
  private permuted(value: number, all: readonly number[], above: string): number {
    let order = this.orders.get(above);
    if (order === undefined) {
      const rank = new Map(all.map((each) => [each, this.hash(`${above}|${each}`, 6)]));
      order = [...all].sort((x, y) => Number((rank.get(x) ?? 0n) - (rank.get(y) ?? 0n)));
      this.orders.set(above, order);
    }
    return order[all.indexOf(value)] ?? value;
  }

  private inet6(address: string): string {
    const number = numberOf(address);
    const first = Number(number >> 112n);
    if (number <= 1n || first >= 0xff00) return address;
    const [site, net, host] = [number >> 80n, number >> 64n, number & 0xffff_ffff_ffff_ffffn];
    const low = host === 0n ? 0n : this.hash(`host ${number}`, 4);
    if (first >= 0xfe80 && first < 0xfec0) return addressOf((0xfe80n << 112n) | low, "inet6");
    const part = (value: bigint): bigint =>
      value % 0x1_0000n === 0n ? 0n : this.hash(`net ${value}`, 2);
    const high = (0x2001_0db8n << 32n) | (part(site) << 16n) | part(net);
    return addressOf((high << 64n) | low, "inet6");
  }

  private mac(mac: string): string {
    const tail = this.hash(mac.toLowerCase(), 4).toString(16).padStart(8, "0");
    return `02:00:${tail.match(/../g)?.join(":") ?? ""}`;
  }

  private hash(text: string, bytes: number): bigint {
    const made = createHmac("sha256", this.key).update(text).digest("hex");
    return BigInt(`0x${made.slice(0, bytes * 2)}`);
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
