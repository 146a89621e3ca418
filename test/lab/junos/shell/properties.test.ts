// Whatever is typed: the command line answers, offers only what it takes, and never falls over.

import { fc } from "../../../random";
import { configurationMode, operationalMode } from "../../../../lab/junos/shell/modes";
import {
  CommandSyntaxError,
  type GrammarState,
  prospect,
  understand,
} from "../../../../lab/junos/shell/grammar-state";
import { ConfigTree } from "../../../../lib/junos";
import { CONFIGURATION, testView } from "../test-view";
import { TestDevice } from "./console";

jest.setTimeout(30_000);

const { view } = testView();
const candidate = ConfigTree.fromSet(CONFIGURATION);
const modes: Readonly<Record<string, GrammarState>> = {
  operational: operationalMode(view),
  configuration: configurationMode({ view, candidate, base: [] }),
  "configuration at a gateway": configurationMode({
    view,
    candidate,
    base: ["security", "ike", "gateway", "gw1"],
  }),
};

/** A value for a place that wants one. */
const VALUES = ["1", "10.1.1.1", "ge-0/0/0.0", "name"];

test.each(Object.entries(modes))("%s takes every word that it offers", (_name, start) => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 10 }), (picks) => {
      let line = "";
      for (const pick of picks) {
        const { choices } = prospect(start, line);
        const choice = choices[pick % Math.max(1, choices.length)];
        if (choice === undefined) return;
        const value = VALUES[pick % VALUES.length] ?? "1";
        if (choice.value === true) {
          // A value may be wrong; then the error says so.
          try {
            prospect(start, `${line}${value} `);
          } catch (error) {
            expect(error).toBeInstanceOf(CommandSyntaxError);
            return;
          }
          line += `${value} `;
        } else {
          line += /^[\w.:/-]+$|^[|\]]$/.test(choice.word) ? `${choice.word} ` : `"${choice.word}" `;
          expect(() => prospect(start, line)).not.toThrow();
        }
      }
    }),
    { numRuns: 150 },
  );
});

const word = fc.oneof(
  fc.constantFrom(
    "set",
    "show",
    "delete",
    "edit",
    "top",
    "up",
    "exit",
    "commit",
    "check",
    "rollback",
    "run",
    "configure",
    "|",
    "match",
    "[",
    "]",
    '"',
    "security",
    "ike",
    "gateway",
    "gw1",
    "interfaces",
    "?",
    "load",
    "merge",
    "terminal",
    "rename",
    "to",
    "insert",
    "before",
  ),
  fc.string({ maxLength: 8 }),
);

test.each(Object.entries(modes))(
  "%s refuses what it does not know, and nothing else happens",
  (_name, start) => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const line = words.join(" ");
        for (const read of [understand, prospect]) {
          try {
            read(start, line);
          } catch (error) {
            expect(error).toBeInstanceOf(CommandSyntaxError);
          }
        }
      }),
      { numRuns: 150 },
    );
  },
);

test("a terminal that gets anything ends when its input does", async () => {
  const key = fc.oneof(
    word.map((text) => `${text} `),
    fc.constantFrom(
      "\r",
      "\t",
      "?",
      "\u001b[A",
      "\u001b[D",
      "\u007f",
      "\u0003",
      "\u0015",
      "\u0017",
      "\u001b",
      "\u0001",
      "\u0004",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 30 }), async (keys) => {
      const device = new TestDevice();
      try {
        const output = await device.type(keys.join(""));
        expect(output).not.toMatch(/undefined|\[object|is not a function|Cannot read/);
      } finally {
        device.end();
      }
    }),
    { numRuns: 60 },
  );
});
