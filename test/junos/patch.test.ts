// What `show | compare` prints, applied again.
import { fc } from "../random";
import { compareText, ConfigTree, isPatch } from "../../lib/junos";
import { pairs } from "./support/walks";

const applied = (before: string, patch: string): string[] => {
  const tree = ConfigTree.parse(before);
  tree.applyPatch(patch);
  return tree.toSet();
};

test("lines with minus go, lines with plus come", () => {
  expect(
    applied(
      "set system host-name a\nset system services telnet\nset system services ssh",
      "[edit system]\n-  host-name a;\n+  host-name b;\n[edit system services]\n-    telnet;\n+    netconf {\n+        ssh;\n+    }\n",
    ),
  ).toEqual([
    "set system services ssh",
    "set system services netconf ssh",
    "set system host-name b",
  ]);
});

test("a policy comes where the lines around it say", () => {
  const policy = (name: string): string =>
    `set security policies from-zone a to-zone b policy ${name} then permit\n`;
  expect(
    applied(
      policy("one") + policy("two"),
      "[edit security policies from-zone a to-zone b]\n      policy one { ... }\n+     policy new {\n+         then {\n+             deny;\n+         }\n+     }\n      policy two { ... }\n",
    ).map((line) => line.split(" ")[8]),
  ).toEqual(["one", "new", "two"]);
});

test("what becomes inactive or active is so", () => {
  expect(
    applied(
      "set interfaces ge-0/0/1 mtu 1400\nset interfaces ge-0/0/2 mtu 1400\ndeactivate interfaces ge-0/0/2",
      "[edit interfaces]\n!   inactive: ge-0/0/1 { ... }\n!   active: ge-0/0/2 { ... }\n",
    ),
  ).toEqual([
    "set interfaces ge-0/0/1 mtu 1400",
    "set interfaces ge-0/0/2 mtu 1400",
    "deactivate interfaces ge-0/0/1",
  ]);
});

test("changes that find nothing are told, and what is no changes is refused", () => {
  const tree = ConfigTree.parse("set system host-name a");
  expect(tree.applyPatch("[edit snmp]\n-  name n;\n")).toEqual([
    "line 2: statement not found: name",
  ]);
  expect(() => tree.applyPatch("system {\n")).toThrow(/line 1, column 1: no line of changes/);
  expect(isPatch("[edit system]\n-  host-name a;\n")).toBe(true);
  expect(isPatch("[edit]\nuser@host# set system host-name a\n")).toBe(false);
});

test.each([
  "security policies from-zone a to-zone b policy p then permit",
  "security policies from-zone a to-zone b",
  "policy-options policy-statement p from route-filter 192.0.2.0/24 exact",
])("no half of a name is left of %s", (words) => {
  const tree = ConfigTree.fromSet(`set system host-name a\nset ${words}`);
  const wanted = ["set system host-name a"];
  const patched = tree.clone();
  expect(patched.applyPatch(compareText(tree, ConfigTree.fromSet(wanted.join("\n"))))).toEqual([]);
  const rest = (each: ConfigTree): string => each.toSet().join("\n");
  expect(rest(patched)).not.toMatch(/from-zone|route-filter/);
  const [name = ""] = /^.*?(?:to-zone b|route-filter \S+ \S+)/.exec(words) ?? [];
  const deleted = tree.clone();
  deleted.applySet(`delete ${name}`);
  expect(rest(deleted)).not.toMatch(/from-zone|route-filter/);
});

test("the difference of two configurations, printed and applied, gives the second", () => {
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      // Names that are secrets are not printed, so that nothing can be done to them.
      const all = [...a.statements(), ...b.statements()];
      fc.pre(all.every(({ hidden }) => hidden === undefined));
      const result = a.clone();
      const told = result.applyPatch(compareText(a, b));
      expect(told).toEqual([]);
      // Secrets are not printed.
      const plain = (tree: ConfigTree): string[] =>
        tree
          .statements()
          .filter(({ secret }) => !secret)
          .map(({ path, value }) => [...path, value].join(" "))
          .sort();
      expect(plain(result)).toEqual(plain(b));
    }),
    { numRuns: 150 },
  );
});
