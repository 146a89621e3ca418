// Property values through the wire and back, and how they compare.

import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  decodeValue,
  diffProperties,
  encodeValue,
  formatPath,
  hasSecret,
  hasUnknown,
  type PropertyMap,
  reveal,
  sameValue,
  Secret,
  showValue,
  UNKNOWN,
} from "../../lib/rpc";

test("secrets and unknowns survive the wire, at any depth", () => {
  const value: PropertyMap = {
    plain: [1, true, null, "text"],
    nested: { key: new Secret("s3cret"), later: UNKNOWN },
  };
  const wire = Struct.fromJavaScript(encodeValue(value) as never).toJavaScript();
  expect(decodeValue(wire)).toEqual(value);
});

test("undefined is the same as absent", () => {
  expect(encodeValue({ a: undefined, b: 1 })).toEqual({ b: 1 });
  expect(sameValue({ a: undefined }, {})).toBe(true);
});

test("an unknown of any type is unknown", () => {
  for (const sentinel of [
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  ]) {
    expect(decodeValue(sentinel)).toBe(UNKNOWN);
  }
});

test("an output value is its value, secret when it says so", () => {
  const signature = { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" };
  expect(decodeValue({ ...signature, value: "x" })).toBe("x");
  expect(decodeValue({ ...signature, value: "x", secret: true })).toEqual(new Secret("x"));
  expect(decodeValue({ ...signature })).toBe(UNKNOWN);
});

test("secrecy is no difference, an unknown always is one", () => {
  expect(sameValue(new Secret({ a: 1 }), { a: 1 })).toBe(true);
  expect(sameValue(UNKNOWN, UNKNOWN)).toBe(false);
  expect(hasUnknown([{ a: new Secret(UNKNOWN) }])).toBe(true);
  expect(hasSecret([{ a: new Secret("x") }])).toBe(true);
  expect(reveal({ a: [new Secret({ b: new Secret(1) })] })).toEqual({ a: [{ b: 1 }] });
});

test("a secret doesn't print itself", () => {
  const secret = new Secret("canary");
  expect(
    `${secret.toString()} ${JSON.stringify({ secret })} ${showValue({ secret })}`,
  ).not.toContain("canary");
});

test("a diff names each changed leaf and nothing else", () => {
  const olds = {
    list: ["a", "b"],
    map: { "odd name": 1, same: 2, gone: 3 },
    key: new Secret("old"),
  };
  const news = { list: ["a", "c", "d"], map: { "odd name": 9, same: 2 }, key: new Secret("new") };
  const changes = diffProperties(olds, news, { replaces: ([first]) => first === "list" });
  expect(changes.map(({ path, kind }) => `${kind} ${formatPath(path)}`)).toEqual([
    "update-replace list[1]",
    "add-replace list[2]",
    'update map["odd name"]',
    "delete map.gone",
    "update key",
  ]);
});

test("quotes inside a property's name are escaped in its path", () => {
  expect(formatPath(["a", 'say "hi" \\', 0])).toBe('a["say \\"hi\\" \\\\"][0]');
});
