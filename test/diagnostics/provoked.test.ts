// Each rule can be broken: a small program for each rule of the constructs, a row of commands for each of the offline check.
import { RULE_SECTIONS } from "../../lib/diagnostics";
import { synthesize } from "../../lib/stack";
import { StackScope } from "../../lib/topology";
import { ERRORS, WARNINGS } from "../junos/check-faults";
import { PROGRAMS } from "./programs";

/** Told of the tunnels of a thousand devices, whose configurations need not be held against Junos for it. */
const OF_TUNNELS_ALONE = "tunnels-per-address";

test.each(Object.entries(PROGRAMS))("%s", (rule, build) => {
  const scope = new StackScope("stack");
  build(scope);
  const { diagnostics } = synthesize(scope, { check: rule !== OF_TUNNELS_ALONE });
  expect(diagnostics.map((each) => each.rule)).toContain(rule);
});

test("each rule of the offline check has a row that provokes it, which check.test.ts runs", () => {
  const provoked = new Set([...ERRORS, ...WARNINGS].map(([, rule]) => rule));
  const rules = Object.keys(RULE_SECTIONS.at(-1)?.rules ?? {});
  expect(rules.filter((rule) => !provoked.has(rule) && !(rule in ELSEWHERE))).toEqual([]);
});

/** Rules that need a device or a text of their own, with the test that provokes each; "none" where there is none. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "needs-iked": "check.test.ts: what depends on the device, the daemon",
  "policy-based-iked": "check.test.ts: what depends on the device, the daemon",
  text: "none: it takes XML text that Junos would merge away",
  "address-and-dynamic": "none: a set line of one case of the choice takes the other case away",
  "unread-statement": "check.test.ts: what a device has and nobody can follow",
  release: "check.test.ts: what depends on the device, the release",
};
