// Each rule can be broken: a small program for each rule of the constructs, a row of commands for each of the offline check.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ConstructRuleId, RULE_SECTIONS } from "../../lib/diagnostics";
import { synthesize } from "../../lib/stack";
import { StackScope } from "../../lib/topology";
import { ERRORS, OF_DEVICES, OF_TEXTS, WARNINGS } from "../junos/check-faults";
import { PROGRAMS } from "./programs";

/** Told of the tunnels of a thousand devices, whose configurations need not be held against Junos for it. */
const OF_TUNNELS_ALONE = "tunnels-per-address";

test.each(Object.entries(PROGRAMS))("%s", (rule, build) => {
  const scope = new StackScope("stack");
  build(scope);
  const { diagnostics } = synthesize(scope, { check: rule !== OF_TUNNELS_ALONE });
  expect(diagnostics.map((each) => each.rule)).toContain(rule);
});

const sectionOf = (rule: string): Readonly<Record<string, unknown>> =>
  RULE_SECTIONS.find(({ rules }) => rule in rules)?.rules ?? {};

test("each rule of the offline check has a row that provokes it, which check.test.ts runs", () => {
  const provoked = new Set<string>(
    [...ERRORS, ...WARNINGS, ...OF_DEVICES, ...OF_TEXTS].map(([, rule]) => rule),
  );
  const unprovoked = Object.keys(sectionOf("undefined-gateway")).filter(
    (rule) => !provoked.has(rule),
  );
  expect(unprovoked).toEqual([]);
});

test.each(["property-missing", "ends-identity"])(
  "each rule of the section of %s is expected by name in a test",
  (rule) => {
    const folder = join(__dirname, "..");
    const text = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .join("\n");
    const expected = (each: string): boolean =>
      new RegExp(`(?<![\\w-])${each}(?![\\w-])`).test(text);
    expect(Object.keys(sectionOf(rule)).filter((each) => !expected(each))).toEqual([]);
  },
);

/** Rules that blame one construct for what two places say, with the other places in a program that breaks each. */
const OTHERS: readonly (readonly [rule: ConstructRuleId, ...constructs: string[]])[] = [
  ["conflict", "stack/left"],
  ["pulumi-name-twice", "stack/a/b-c"],
  ["nat-address-twice", "stack/left", "stack/right"],
  ["peers-one-proxy-identity", "stack/vpn1"],
  ["branches-one-identity", "stack/paris", "stack/rome"],
  ["branches-overlap", "stack/paris", "stack/rome"],
  ["dynamic-identity-twice", "stack/vpn1"],
  ["protected-overlap", "stack/left", "stack/right"],
];

test.each(OTHERS)("%s names the other place too", (rule, ...constructs) => {
  const scope = new StackScope("stack");
  PROGRAMS[rule as ConstructRuleId](scope);
  const found = synthesize(scope).diagnostics.find((each) => each.rule === rule);
  const related = found?.related?.map(({ construct }) => construct) ?? [];
  expect([...related].sort()).toEqual(constructs);
});
