// Completion: what can follow some words, with its meaning.
import { complete, ConfigTree } from "../../lib/junos";

const tree = ConfigTree.fromSet(
  "set interfaces ge-0/0/0 mtu 1400\nset security ike policy p mode main",
);
const words = (line: string): string[] | undefined =>
  complete(line.split(" ").filter(Boolean), tree.root)?.map(({ word }) => word);

test("keywords, names that are there, values", () => {
  expect(words("")).toEqual(expect.arrayContaining(["system", "security", "interfaces"]));
  expect(words("interfaces")).toEqual(expect.arrayContaining(["ge-0/0/0", "<interface>"]));
  expect(words("security ike policy")).toEqual(["p", "<text of 1 to 32 characters>"]);
  expect(words("security ike policy p mode")).toEqual(["main", "aggressive"]);
  expect(words("security ike gateway g nat-keepalive")).toEqual(["<1 to 300>"]);
  expect(words("security ike gateway g nat-keepalive 20")).toEqual(
    expect.arrayContaining(["version", "address"]),
  );
  expect(words("security nonsense")).toBeUndefined();
});

test("every completion says what it means", () => {
  expect(complete(["security", "ike", "gateway", "g"])?.filter(({ doc }) => doc === "")).toEqual(
    [],
  );
});
