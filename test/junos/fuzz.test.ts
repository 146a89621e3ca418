// Whatever comes in, what comes out is a tree or a syntax error; and no tree makes the check fail.
import { fc } from "../random";
import { check, compareText, complete, ConfigTree, JunosSyntaxError } from "../../lib/junos";
import { configurations, marked } from "./support/walks";

const PIECES = [
  "set",
  "delete",
  "deactivate",
  "insert",
  "rename",
  "to",
  "before",
  "edit",
  "up",
  "system",
  "host-name",
  "security",
  "ike",
  "policy",
  "gateway",
  "p",
  "proposals",
  "[",
  "]",
  "{",
  "}",
  ";",
  '"',
  '"x y"',
  "\n",
  "\\",
  "/*",
  "*/",
  "#",
  "inactive:",
  "replace:",
  "delete:",
  "<",
  ">",
  "<configuration>",
  "</configuration>",
  "<system>",
  "</system>",
  "<name>",
  "</name>",
  "<ike>",
  "&amp;",
  "&x;",
  "<!--",
  "-->",
  "apply-groups",
  "groups",
  "<*>",
  "interfaces",
  "ge-0/0/0",
  "unit",
  "0",
  "family",
  "inet",
  "address",
  "10.0.0.1/24",
  "\u0000",
  "\ufeff",
  "⟨x⟩",
  "__proto__",
  "from-zone",
  "to-zone",
  "then",
  "permit",
  "community",
  "add",
  "route-filter",
  "exact",
];

const texts = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40, size: "max" })
  .map((pieces) => pieces.join(" "));

const READERS = [
  ConfigTree.fromSet,
  ConfigTree.fromCurly,
  ConfigTree.fromXml,
  ConfigTree.parse,
] as const;

test("text of any kind is read or refused as syntax", () => {
  fc.assert(
    fc.property(
      texts,
      fc.constantFrom(...READERS),
      fc.constantFrom("keep" as const, "refuse" as const),
      (text, read, unknown) => {
        let tree: ConfigTree;
        try {
          tree = read(text, { unknown });
        } catch (error) {
          expect(error).toBeInstanceOf(JunosSyntaxError);
          expect((error as JunosSyntaxError).line).toBeGreaterThan(0);
          return;
        }
        check(tree);
        tree.effective();
        tree.toObject();
        tree.toCurly();
        expect(ConfigTree.fromSet(tree.toSet().join("\n")).toSet().sort()).toEqual(
          tree.toSet().sort(),
        );
      },
    ),
    { numRuns: 600 },
  );
});

test("configuration commands of any kind are applied or refused as syntax", () => {
  fc.assert(
    fc.property(configurations(20), texts, (tree, text) => {
      try {
        tree.applySet(text);
      } catch (error) {
        expect(error).toBeInstanceOf(JunosSyntaxError);
      }
      check(tree);
    }),
    { numRuns: 200 },
  );
});

test("every configuration can be checked, inherited, compared and completed", () => {
  fc.assert(
    fc.property(marked, configurations(20), (a, b) => {
      expect(Array.isArray(check(a))).toBe(true);
      a.effective();
      expect(compareText(a, a)).toBe("");
      expect(compareText(a, b).includes("undefined")).toBe(false);
      for (const { path } of a.statements().slice(0, 5))
        expect(complete(path.slice(0, -1), a.root)).toBeDefined();
    }),
    { numRuns: 100 },
  );
});
