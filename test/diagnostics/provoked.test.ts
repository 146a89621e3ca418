// Each rule can be broken: a small program for each rule of the constructs, a row of commands for each of the offline check.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RULE_SECTIONS } from "../../lib/diagnostics";
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
  "each rule of the section of %s is expected by name of a program",
  (rule) => {
    const folders = ["../programs", "../stack"].map((folder) => join(__dirname, folder));
    const text = folders
      .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
      .map((file) => readFileSync(file, "utf8"))
      .join();
    const expected = (each: string): boolean =>
      text.includes(`"${each}"`) || text.includes(`[${each}\\]`);
    expect(Object.keys(sectionOf(rule)).filter((each) => !expected(each))).toEqual([]);
  },
);
