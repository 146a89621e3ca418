// Addresses for others' eyes: each is always replaced by the same one, and what lies in one network goes on doing so, whatever its length.
import { createHmac, randomBytes } from "node:crypto";
import { addressOf, BITS, type Family, isHost, numberOf, type Prefix } from "./addresses";

const IPV4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2}(?![\w.]))?(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:\/\d{1,3}(?!\w))?(?![\w:])/gi;
const MAC = /(?<![\w:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:])/gi;

/** First octets that say which kind of address it is: whether it is private shows in one more, but for 10. */
const KIND: readonly bigint[] = [100n, 169n, 172n, 192n];
const FIRST_MULTICAST = 224n;
const PUBLIC: readonly bigint[] = Array.from({ length: Number(FIRST_MULTICAST) - 1 }, (_, place) =>
  BigInt(place + 1),
).filter((octet) => octet !== 10n && octet !== 127n && !KIND.includes(octet));

/** The part of an address that is replaced: how many bits before it stay, and how many behind it. */
interface Turned {
  readonly kept: number;
  readonly tail: number;
}

function turnedOf(family: Family, value: bigint): Turned | undefined {
  if (family === "inet6") {
    // Nobody's own: unspecified, loopback, multicast.
    if (value <= 1n || value >> 120n === 0xffn) return undefined;
    return { kept: value >> 118n === 0b1111_1110_10n ? 64 : 8, tail: 0 };
  }
  const first = value >> 24n;
  // Nobody's own: this host, loopback, multicast and netmasks.
  if (first === 0n || first === 127n || first >= FIRST_MULTICAST) return undefined;
  // The last octet stays, so that a host is none of a network's edges.
  return { kept: KIND.includes(first) ? 16 : 8, tail: 8 };
}

/** The length of a network whose address is written without it: octets of nought at its end are none of it. */
function writtenLength(family: Family, value: bigint): number {
  const step = family === "inet" ? 8n : 16n;
  let length = BITS[family];
  for (let rest = value; rest > 0n && rest % (1n << step) === 0n; rest >>= step)
    length -= Number(step);
  return length;
}

/** Replaces addresses. How each is replaced is forgotten with the object. */
export class AddressScrambler {
  private readonly turns = new Map<string, boolean>();
  private firsts: ReadonlyMap<bigint, bigint> | undefined;

  /** @param key what the replacement follows from; default a random one */
  constructor(private readonly key: Buffer = randomBytes(32)) {}

  /** The text with every IPv4, IPv6 and MAC address replaced; lengths of prefixes stay. */
  text(text: string): string {
    return text
      .replaceAll(MAC, (mac) => this.mac(mac))
      .replaceAll(IPV4, (word) => this.written(word, "inet"))
      .replaceAll(IPV6, (word) => this.written(word, "inet6"));
  }

  /** The address of a prefix, replaced. */
  address({ family, value, length }: Pick<Prefix, "family" | "value" | "length">): string {
    const turned = turnedOf(family, value);
    if (turned === undefined) return addressOf(value, family);
    const bits = BITS[family];
    // Bits are turned by what stands before them: addresses with a common beginning have one afterwards too.
    let made = family === "inet" ? this.first(value >> 24n) : value >> 120n;
    for (let at = 8; at < bits; at++) {
      const shift = BigInt(bits - 1 - at);
      const bit = (value >> shift) & 1n;
      // What lies behind the prefix of a network is nothing.
      const isBeyond = at >= length && (value & ((1n << (shift + 1n)) - 1n)) === 0n;
      const isTurned =
        at >= turned.kept &&
        at < bits - turned.tail &&
        !isBeyond &&
        this.isTurned(family, at, value >> (shift + 1n));
      made = (made << 1n) | (isTurned ? bit ^ 1n : bit);
    }
    return addressOf(made, family);
  }

  private written(word: string, family: Family): string {
    const [address = "", length] = word.split("/");
    if (!isHost(address)) return word;
    const value = numberOf(address);
    const bits = length === undefined ? writtenLength(family, value) : Number(length);
    return `${this.address({ family, value, length: bits })}${length === undefined ? "" : `/${length}`}`;
  }

  /** The first octet of a public address becomes another public one's. */
  private first(octet: bigint): bigint {
    if (this.firsts === undefined) {
      const rank = new Map(PUBLIC.map((each) => [each, this.hash(`first ${each}`, 6)]));
      const drawn = [...PUBLIC].sort((a, b) => Number((rank.get(a) ?? 0n) - (rank.get(b) ?? 0n)));
      this.firsts = new Map(PUBLIC.map((each, place) => [each, drawn[place] ?? each]));
    }
    return this.firsts.get(octet) ?? octet;
  }

  private isTurned(family: Family, at: number, before: bigint): boolean {
    const bit = `${family} ${at} ${before}`;
    let turned = this.turns.get(bit);
    if (turned === undefined) this.turns.set(bit, (turned = this.hash(bit, 1) % 2n === 1n));
    return turned;
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
