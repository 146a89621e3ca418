// What a name for addresses means, seen from a zone, from NAT and from inside a set.
import { AddressBooks, ConfigTree, type MeantAddress } from "../../../lib/junos";
import { rangeText } from "../../../lib/net";

const books = (...lines: readonly string[]): AddressBooks =>
  new AddressBooks(ConfigTree.fromSet(lines.map((line) => `set ${line}`).join("\n")).root);

/** A meaning in a word: a range, or what kind it is. */
function told(meaning: readonly MeantAddress[] | undefined): readonly string[] | undefined {
  return meaning?.map((each) => (each.kind === "range" ? rangeText(each.range) : each.kind));
}

const BOOK = "security address-book";

test("a prefix, a host, a range of either family", () => {
  const known = books(
    `${BOOK} global address net 10.1.0.0/24`,
    `${BOOK} global address host 10.1.0.7`,
    `${BOOK} global address noted 10.3.0.0/24`,
    `${BOOK} global address noted description "the third"`,
    `${BOOK} global address span range-address 10.2.0.3 to 10.2.0.9`,
    `${BOOK} global address one range-address 10.2.0.3`,
    `${BOOK} global address wide address-range 2001:db8::1 to 2001:db8::ff`,
  );
  expect(told(known.meaning("net"))).toEqual(["10.1.0.0-10.1.0.255"]);
  expect(told(known.meaning("host"))).toEqual(["10.1.0.7"]);
  expect(told(known.meaning("noted"))).toEqual(["10.3.0.0-10.3.0.255"]);
  expect(told(known.meaning("span"))).toEqual(["10.2.0.3-10.2.0.9"]);
  expect(told(known.meaning("one"))).toEqual(["10.2.0.3"]);
  expect(told(known.meaning("wide"))).toEqual(["2001:db8::1-2001:db8::ff"]);
});

test("any is both families, any-ipv4 and any-ipv6 one each, and no book can say otherwise", () => {
  const known = books(`${BOOK} global address any 10.0.0.0/8`);
  expect(told(known.meaning("any", "trust"))).toEqual([
    "0.0.0.0-255.255.255.255",
    "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  ]);
  expect(told(known.meaning("any-ipv4"))).toHaveLength(1);
  expect(known.meaning("any-ipv6")?.[0]).toMatchObject({ range: { family: "inet6" } });
});

test("what the configuration alone doesn't tell says what it is", () => {
  const known = books(
    `${BOOK} global address name dns-name www.example.net`,
    `${BOOK} global address holes wildcard-address 10.0.0.11/255.255.0.255`,
    `${BOOK} global address late ⟨network⟩`,
    `${BOOK} global address empty description "nothing yet"`,
  );
  expect(known.meaning("name")).toEqual([
    { kind: "dns-name", host: "www.example.net", statement: `${BOOK} global address name` },
  ]);
  const [holes] = known.meaning("holes") ?? [];
  expect(holes?.kind === "wildcard" && holes.around && rangeText(holes.around)).toBe(
    "10.0.0.11-10.0.255.11",
  );
  expect(known.meaning("late")).toMatchObject([{ kind: "unknown", text: "⟨network⟩" }]);
  expect(told(known.meaning("empty"))).toEqual(["unknown"]);
});

test("a name that no book has means nothing, not even when it looks like a prefix", () => {
  const known = books(`${BOOK} global address a 10.0.0.0/8`);
  expect(known.meaning("b")).toBeUndefined();
  expect(known.meaning("10.0.0.0/8", "trust")).toBeUndefined();
});

describe("a zone sees", () => {
  const known = books(
    `${BOOK} left address same 10.1.0.0/24`,
    `${BOOK} left address only 10.1.1.0/24`,
    `${BOOK} left attach zone trust`,
    `${BOOK} later address someday 10.1.2.0/24`,
    `${BOOK} later attach zone ⟨zone⟩`,
    `${BOOK} global address same 10.9.0.0/24`,
    `${BOOK} global address shared 10.8.0.0/24`,
  );

  test("the book attached to it before the global one", () => {
    expect(told(known.meaning("same", "trust"))).toEqual(["10.1.0.0-10.1.0.255"]);
    expect(told(known.meaning("shared", "trust"))).toEqual(["10.8.0.0-10.8.0.255"]);
    expect(told(known.meaning("same", "dmz"))).toEqual(["10.9.0.0-10.9.0.255"]);
    expect(known.meaning("only", "dmz")).toBeUndefined();
  });

  test("a book whose zone is known later", () => {
    expect(told(known.meaning("someday", "dmz"))).toEqual(["10.1.2.0-10.1.2.255"]);
  });

  test("its own book", () => {
    const own = books(
      "security zones security-zone trust address-book address here 10.1.0.0/24",
      "security zones security-zone dmz interfaces ge-0/0/1.0",
    );
    expect(own.meaning("here", "trust")).toMatchObject([
      { statement: "security zones security-zone trust address-book address here" },
    ]);
    expect(own.meaning("here", "dmz")).toBeUndefined();
    expect(own.meaning("here")).toBeUndefined();
    expect([...own.everyName()]).toContain("here");
  });

  test("names accordingly, and NAT those of the global book", () => {
    expect([...known.names("trust")]).toEqual(
      expect.arrayContaining(["any", "same", "only", "someday", "shared"]),
    );
    expect([...known.names("dmz")]).not.toContain("only");
    expect([...known.globalNames()]).toEqual(["same", "shared"]);
  });
});

describe("a set", () => {
  const known = books(
    `${BOOK} global address a 10.1.0.0/24`,
    `${BOOK} global address b dns-name b.example.net`,
    `${BOOK} global address-set inner address b`,
    `${BOOK} global address-set outer address a`,
    `${BOOK} global address-set outer address-set inner`,
    `${BOOK} global address-set one address-set two`,
    `${BOOK} global address-set two address-set one`,
    `${BOOK} global address-set two address a`,
    `${BOOK} global address-set broken address nobody`,
    `${BOOK} left attach zone trust`,
    `${BOOK} left address a 10.7.0.0/24`,
  );

  test("is all of its members, those of sets inside it too", () => {
    expect(told(known.meaning("outer"))).toEqual(["10.1.0.0-10.1.0.255", "dns-name"]);
  });

  test("has members of its own book, whoever asks", () => {
    expect(told(known.meaning("outer", "trust"))).toEqual(["10.1.0.0-10.1.0.255", "dns-name"]);
  });

  test("that holds itself ends", () => {
    expect(told(known.meaning("one"))).toEqual(["10.1.0.0-10.1.0.255"]);
  });

  test("keeps a member that doesn't exist as something unknown", () => {
    expect(known.meaning("broken")).toMatchObject([{ kind: "unknown", text: "nobody" }]);
  });
});
