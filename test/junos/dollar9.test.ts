// $9$ secrets decode to what they hide, and what we encode decodes again.
import { fc } from "../random";
import { decode9, encode9 } from "../../lib/junos";

test("a known secret", () => {
  expect(decode9("$9$LbHX-wg4Z")).toBe("lc");
});

test("what is encoded decodes", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60 }),
      (plain) => decode9(encode9(plain)) === Buffer.from(plain, "utf8").toString("utf8"),
    ),
    { numRuns: 200 },
  );
});

test("a broken secret is refused without being repeated", () => {
  expect(() => decode9("$9$hello world")).toThrow(/not a \$9\$ secret/);
  expect(() => decode9("$9$hello world")).not.toThrow(/hello/);
});
