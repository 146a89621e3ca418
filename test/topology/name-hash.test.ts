import { fc } from "../random";
import { allocate } from "../../lib/topology";

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 30 });

describe("numbers by name", () => {
  it("gives every name a number of its own, in any order of the names", () => {
    fc.assert(
      fc.property(names, (list) => {
        const forward = allocate(list, 100);
        const backward = allocate([...list].reverse(), 100);
        return (
          new Set(forward.values()).size === list.length &&
          list.every((name) => forward.get(name) === backward.get(name))
        );
      }),
    );
  });

  it("keeps what was asked for", () => {
    expect(allocate(["a", "b"], 10, new Map([["b", 7]])).get("b")).toBe(7);
  });

  it("changes nothing for others when a name comes that hashes apart", () => {
    const before = allocate(["berlin", "paris"], 16000);
    const after = allocate(["berlin", "madrid", "paris"], 16000);
    expect([after.get("berlin"), after.get("paris")]).toEqual([
      before.get("berlin"),
      before.get("paris"),
    ]);
  });

  it("refuses what does not fit", () => {
    expect(() => allocate(["a", "b"], 1)).toThrow("2 names for 1 numbers");
    expect(() =>
      allocate(
        ["a", "b"],
        9,
        new Map([
          ["a", 1],
          ["b", 1],
        ]),
      ),
    ).toThrow("both ask for 1");
  });
});
