import {
  addressAt,
  addressOf,
  contains,
  hostOf,
  isHost,
  merged,
  netmaskOf,
  networkOf,
  numberOf,
  overlaps,
  parsePrefix,
  prefixesOf,
  rangeAroundWildcard,
  rangeBetween,
  rangeOf,
  rangeText,
  sameHost,
} from "../../lib/net";
import { fc } from "../random";

const prefix4 = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 32 }))
  .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);

const range = fc
  .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.nat(5000), fc.constantFrom("inet", "inet6"))
  .map(([first, size, family]) => ({
    family,
    first: BigInt(first),
    last: family === "inet" ? BigInt(Math.min(first + size, 0xffffffff)) : BigInt(first + size),
  }));

test("two texts name one host whatever their lengths, and however IPv6 is written", () => {
  expect(sameHost("10.1.1.1/24", "10.1.1.1")).toBe(true);
  expect(sameHost("2001:DB8:0::1/64", "2001:db8::1")).toBe(true);
  expect(sameHost("10.1.1.1/24", "10.1.1.2/24")).toBe(false);
  expect(sameHost("0.0.0.1", "::1")).toBe(false);
  expect(sameHost("ge-0/0/0", "ge-0/0/0")).toBe(false);
});

test("what a mask with holes matches lies between its lowest and its highest address", () => {
  const around = (text: string): string => {
    const found = rangeAroundWildcard(text);
    return found === undefined ? "none" : rangeText(found);
  };
  expect(around("10.0.0.11/255.0.0.255")).toBe("10.0.0.11-10.255.255.11");
  expect(around("10.1.2.3/255.255.255.255")).toBe("10.1.2.3");
  expect(around("10.1.2.3/0.0.0.0")).toBe("0.0.0.0-255.255.255.255");
  expect(around("10.1.2.3")).toBe("none");
  expect(around("2001:db8::1/ffff::")).toBe("none");
});

describe("ranges", () => {
  it("are cut into prefixes that lie side by side and hold exactly the range", () => {
    fc.assert(
      fc.property(range, (whole) => {
        const parts = prefixesOf(whole).map(rangeOf);
        expect(parts[0]?.first).toBe(whole.first);
        expect(parts.at(-1)?.last).toBe(whole.last);
        parts.slice(1).forEach(({ first }, at) => expect(first).toBe((parts[at]?.last ?? 0n) + 1n));
        expect(merged(parts)).toEqual([whole]);
      }),
    );
  });

  it("of a single prefix are that prefix again, everything included", () => {
    fc.assert(
      fc.property(prefix4, (text) => expect(prefixesOf(rangeOf(text))).toEqual([networkOf(text)])),
    );
    expect(["0.0.0.0/0", "::/0"].flatMap((all) => prefixesOf(rangeOf(all)))).toEqual([
      "0.0.0.0/0",
      "::/0",
    ]);
  });

  it("refuse what is not an address, with the text", () => {
    expect(() => rangeOf("gateway")).toThrow('not an IP address or prefix: "gateway"');
    expect(() => rangeBetween("10.0.0.1", "x")).toThrow(RangeError);
  });
});

describe("IP arithmetic", () => {
  it("writes IPv6 in its canonical form", () => {
    expect(networkOf("2001:DB8:0:0:0:0:0:7/64")).toBe("2001:db8::/64");
    expect(addressOf(numberOf("::FFFF"), "inet6")).toBe("::ffff");
  });

  it("clears the host part of a prefix", () => {
    expect(networkOf("10.1.12.7/24")).toBe("10.1.12.0/24");
    expect(networkOf("2001:db8::7/64")).toBe("2001:db8::/64");
  });

  it("tells hosts from prefixes and from other text", () => {
    expect(isHost("10.1.1.1")).toBe(true);
    expect(isHost("10.1.1.1/24")).toBe(false);
    expect(isHost("gateway")).toBe(false);
    expect(parsePrefix("10.1.1.300/24")).toBeUndefined();
    expect(hostOf("10.1.1.1/24")).toBe("10.1.1.1");
  });

  it("finds that a prefix contains each of its addresses", () => {
    fc.assert(
      fc.property(prefix4, fc.nat(1000), (prefix, index) => {
        const parsed = parsePrefix(prefix);
        const size = parsed === undefined ? 0n : parsed.last - parsed.first + 1n;
        const address = addressAt(prefix, BigInt(index) % size);
        return contains(prefix, address) && overlaps(prefix, address);
      }),
    );
  });

  it("overlaps both ways or not at all", () => {
    fc.assert(fc.property(prefix4, prefix4, (a, b) => overlaps(a, b) === overlaps(b, a)));
  });

  it("never mixes the two families", () => {
    expect(overlaps("0.0.0.0/0", "::/0")).toBe(false);
    expect(contains("::/0", "10.0.0.1")).toBe(false);
  });

  it("refuses an address outside its network", () => {
    expect(() => addressAt("10.1.1.0/30", 4)).toThrow("has no address number 4");
  });
});

it.each([
  ["10.1.1.7/0", "0.0.0.0"],
  ["10.1.1.7/8", "255.0.0.0"],
  ["10.1.1.7/20", "255.255.240.0"],
  ["10.1.1.7/31", "255.255.255.254"],
  ["10.1.1.7", "255.255.255.255"],
])("the netmask of %s is %s", (prefix, mask) => {
  expect(netmaskOf(prefix)).toBe(mask);
});
