// What holds for every configuration: it survives each format, and a difference applied gives what it was made from.
import { fc } from "../random";
import { ConfigTree, diff, parseStatementLine, setLine, statementKey } from "../../lib/junos";
import { configurations, marked, pairs } from "./support/walks";

const runs = { numRuns: 150 };

test("set lines read back as the same set lines", () => {
  fc.assert(
    fc.property(configurations(), (tree) => {
      const lines = tree.toSet();
      expect(ConfigTree.fromSet(lines.join("\n"), { unknown: "refuse" }).toSet()).toEqual(lines);
    }),
    runs,
  );
});

test("curly text reads back", () => {
  fc.assert(
    fc.property(configurations(), (tree) => {
      expect(ConfigTree.fromCurly(tree.toCurly(), { unknown: "refuse" }).toSet().sort()).toEqual(
        tree.toSet().sort(),
      );
    }),
    runs,
  );
});

test("XML reads back", () => {
  fc.assert(
    fc.property(configurations(), (tree) => {
      const back = ConfigTree.fromXml(tree.toXml(), { unknown: "refuse" });
      expect(back.toSet().sort()).toEqual(tree.toSet().sort());
      expect(back.faults).toEqual([]);
    }),
    runs,
  );
});

test("what is inactive, protected or annotated stays so in every format", () => {
  fc.assert(
    fc.property(marked, (tree) => {
      const lines = tree.toSet().sort();
      expect(ConfigTree.fromSet(tree.toSet().join("\n")).toSet().sort()).toEqual(lines);
      expect(ConfigTree.fromCurly(tree.toCurly()).toSet().sort()).toEqual(lines);
      expect(ConfigTree.fromXml(tree.toXml()).toSet().sort()).toEqual(lines);
    }),
    runs,
  );
});

test("differences of marks apply too", () => {
  fc.assert(
    fc.property(marked, marked, (a, b) => {
      const result = a.clone();
      result.applySet(diff(a, b));
      expect(result.toSet().sort()).toEqual(b.toSet().sort());
    }),
    runs,
  );
});

test("the typed object reads back", () => {
  fc.assert(
    fc.property(configurations(), (tree) => {
      expect(ConfigTree.fromObject(tree.toObject()).toSet().sort()).toEqual(tree.toSet().sort());
    }),
    runs,
  );
});

test("a difference applied to the first gives the second, order included", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const lines = diff(a, b);
      const result = a.clone();
      expect(result.applySet(lines)).toEqual([]);
      expect(diff(result, b)).toEqual([]);
      expect(result.toSet().sort()).toEqual(b.toSet().sort());
    }),
    runs,
  );
});

test("a difference says nothing twice and nothing when there is none", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      expect(diff(a, a.clone())).toEqual([]);
      const lines = diff(a, b);
      expect(new Set(lines).size).toBe(lines.length);
    }),
    runs,
  );
});

test("merging two different parts doesn't depend on the order, but for ordered lists", () => {
  fc.assert(
    fc.property(configurations(10), (tree) => {
      const object = tree.toObject();
      const once = new ConfigTree().add(object, "one");
      const twice = once.clone().add(object, "two");
      expect(twice.toSet()).toEqual(once.toSet());
    }),
    runs,
  );
});

test("every statement's line and key stand for it alone", () => {
  fc.assert(
    fc.property(configurations(), (tree) => {
      const statements = tree.statements();
      expect(new Set(statements.map(statementKey)).size).toBe(statements.length);
      for (const statement of statements) {
        const back = parseStatementLine(setLine(statement));
        expect(back.path).toEqual(statement.path);
        expect(back.value).toEqual(statement.value);
      }
    }),
    { numRuns: 60 },
  );
});
