// A mistake as one line: what stands in it, in which order, and what is left out where nothing is known.
import { join } from "node:path";
import { type Diagnostic, distinct, sentenceOf, textOf } from "../../lib/diagnostics";

const BARE: Diagnostic = { rule: "value", severity: "error", what: "20 is out of range" };
const WHOLE: Diagnostic = {
  ...BARE,
  found: "20",
  allowed: "64 to 65535",
  fix: "use another",
};
const inText = (more: Partial<Diagnostic>): string => textOf({ ...BARE, ...more });
const SAID = "20 is out of range [value]";

describe("a sentence", () => {
  test.each<[string, Partial<Diagnostic>, string]>([
    ["what is wrong", {}, "20 is out of range"],
    ["what was found", { found: "20" }, "20 is out of range: found 20"],
    ["what is allowed", { allowed: "64 up" }, "20 is out of range; allowed: 64 up"],
    ["the way out", { fix: "use 64" }, "20 is out of range; fix: use 64"],
  ])("says %s, and the rule at its end", (_what, more, sentence) => {
    expect(sentenceOf({ ...BARE, ...more })).toBe(`${sentence} [value]`);
  });

  test("says all of it in one order", () => {
    expect(sentenceOf(WHOLE)).toBe(
      "20 is out of range: found 20; allowed: 64 to 65535; fix: use another [value]",
    );
  });
});

describe("a line", () => {
  test("of a construct begins with its path and ends with the place in the program", () => {
    expect(inText({ construct: "stack/vpn1" })).toBe(`[stack/vpn1] ${SAID}`);
    expect(
      inText({
        construct: "stack/vpn1",
        source: { file: join(process.cwd(), "index.ts"), line: 7 },
      }),
    ).toBe(`[stack/vpn1] ${SAID} at index.ts:7`);
  });

  test("names the device only beside a statement on it, and none for an empty one", () => {
    const construct = "stack/vpn1";
    const statement = "system services";
    expect(inText({ construct, device: "left" })).toBe(`[stack/vpn1] ${SAID}`);
    expect(inText({ construct, statement })).toBe(`[stack/vpn1] system services: ${SAID}`);
    expect(inText({ construct, device: "left", statement })).toBe(
      `[stack/vpn1] on left: system services: ${SAID}`,
    );
    expect(inText({ construct, device: "left", statement: "" })).toBe(
      `[stack/vpn1] on left: ${SAID}`,
    );
    expect(inText({ device: "left", statement })).toBe(`error: system services: ${SAID}`);
  });

  test.each<[string, Diagnostic["source"], string]>([
    ["without a place", undefined, ""],
    ["of a text without a file", { line: 4 }, "line 4: "],
    ["of a file named as it was given", { file: "srx.set", line: 4 }, "srx.set:4: "],
    ["of a file below here", { file: join(process.cwd(), "a/srx.set"), line: 4 }, "a/srx.set:4: "],
    ["of a file elsewhere", { file: "/elsewhere/srx.set", line: 4 }, "/elsewhere/srx.set:4: "],
    ["of a relative one above", { file: "../srx.set", line: 4 }, "../srx.set:4: "],
  ])("%s begins with the place and the severity", (_what, source, place) => {
    const more = source === undefined ? {} : { source };
    expect(inText(more)).toBe(`${place}error: ${SAID}`);
    expect(inText({ ...more, severity: "warning" })).toBe(`${place}warning: ${SAID}`);
  });
});

describe("one mistake is told once", () => {
  const told = (...each: Partial<Diagnostic>[]): number =>
    distinct(each.map((more) => ({ ...BARE, ...more }))).length;

  test("twice the same is one", () => expect(told({}, {})).toBe(1));

  test.each<[string, Partial<Diagnostic>]>([
    ["another rule", { rule: "weak" }],
    ["another construct", { construct: "stack/vpn2" }],
    ["another device", { device: "right" }],
    ["another statement", { statement: "system" }],
    ["another mistake", { what: "it is a text" }],
    ["another value", { found: "21" }],
  ])("%s is another one", (_what, more) => expect(told({}, more)).toBe(2));

  test("what is said of a subject is one, in whatever words, at each place", () => {
    const md5 = { subject: "md5" };
    expect(told(md5, { ...md5, what: "told otherwise", found: "md5" })).toBe(1);
    expect(told(md5, { subject: "sha1" })).toBe(2);
    expect(told({ ...md5, statement: "a" }, { ...md5, statement: "b" })).toBe(2);
    expect(told({ ...md5, device: "left" }, { ...md5, device: "right" })).toBe(2);
    expect(told({ ...md5, construct: "a" }, { ...md5, construct: "b" })).toBe(2);
  });

  test("what a construct says of a subject is not repeated for its devices, but another construct's is", () => {
    const whole = { subject: "md5", construct: "stack/vpn1" };
    const onDevice = { ...whole, device: "left", statement: "security ike" };
    expect(told(whole, onDevice, { ...onDevice, device: "right" })).toBe(1);
    expect(told(whole, { ...onDevice, construct: "stack/vpn2" })).toBe(2);
    expect(told(whole, { ...onDevice, subject: "sha1" })).toBe(2);
    expect(told(onDevice, { ...onDevice, device: "right" })).toBe(2);
    expect(told({ construct: "stack/vpn1" }, { construct: "stack/vpn1", device: "left" })).toBe(2);
  });

  test("what comes first stays", () => {
    expect(distinct([WHOLE, { ...WHOLE, fix: "later" }])).toEqual([WHOLE]);
  });
});
