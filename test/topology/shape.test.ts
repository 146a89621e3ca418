// What is wrong with a property, as its construct tells it.

import { mistakeIn, object, oneOf, optional, prefix, show, text } from "../../lib/topology/shape";

describe("a flaw as a mistake", () => {
  const shape = object({ name: text(), exchange: optional(oneOf("main", "aggressive")) });
  const told = (value: unknown, where = "") => shape(value, where).map((flaw) => mistakeIn(flaw));

  it("of a missing property names the property alone", () => {
    expect(told({}, "left")).toEqual([
      {
        rule: "property-missing",
        what: "a property is missing",
        found: "left.name",
        allowed: "text",
        fix: "give left.name",
      },
    ]);
  });

  it("of a wrong kind shows what is there, and says to change it", () => {
    expect(told({ name: 5 })).toEqual([
      {
        rule: "property-type",
        what: "a property is of another kind than it has to be",
        found: "name: 5",
        allowed: "text",
        fix: "change name",
      },
    ]);
  });

  it("of a wrong word offers the nearest one", () => {
    expect(told({ name: "a", exchange: "agressive" })).toMatchObject([
      { rule: "property-value", found: 'exchange: "agressive"', fix: 'write "aggressive"' },
    ]);
  });

  it("of an unknown property is a warning", () => {
    expect(told({ name: "a", exchnage: "main" })).toMatchObject([
      {
        rule: "property-unknown",
        severity: "warning",
        found: 'exchnage: "main"',
        allowed: "name, exchange",
        fix: "write exchange",
      },
    ]);
    expect(told({ name: 1 })[0]).not.toHaveProperty("severity");
  });

  it("of no properties at all speaks of all of them", () => {
    expect(told(null)).toMatchObject([
      { found: "all properties: null", fix: "change all properties" },
    ]);
  });

  it("is none where everything fits", () => {
    expect(told({ name: "a", exchange: "main" })).toEqual([]);
    expect(told({ name: "a" })).toEqual([]);
  });
});

describe("a prefix", () => {
  const flaws = (value: unknown) => prefix()(value, "cidr");

  it.each(["10.1.0.0/16", "0.0.0.0/0", "2001:db8::/32", "⟨late⟩"])("may be %s", (value) => {
    expect(flaws(value)).toEqual([]);
  });

  it.each([
    ["10.1.2.3/16", 'write "10.1.0.0/16"'],
    ["10.1.0.0", 'write "10.1.0.0/32"'],
    ["2001:db8::1/32", 'write "2001:db8::/32"'],
  ])("%s has a host in it or no length: %s", (value, fix) => {
    expect(flaws(value)).toMatchObject([{ rule: "property-value", fix }]);
  });

  it.each(["", "10.1.0.0/33", "somewhere"])('"%s" is none', (value) => {
    expect(flaws(value)).toMatchObject([{ rule: "property-value", where: "cidr" }]);
  });
});

it("shows any value on one line, none of it long or called", () => {
  const called = jest.fn();
  expect(show("x".repeat(80))).toBe(`"${"x".repeat(59)}…"`);
  expect(show("x".repeat(60))).toBe(`"${"x".repeat(60)}"`);
  expect([called, [1], {}, null, undefined, 1n, true].map(show)).toEqual([
    "a function",
    "a list",
    "an object",
    "null",
    "nothing",
    "1",
    "true",
  ]);
  expect(show(Promise.resolve("secret"))).toBe("an Output: a value that is known only later");
  expect(called).not.toHaveBeenCalled();
});
