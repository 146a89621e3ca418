// What a device quotes of a secret is never shown, however it quotes it.
import { HostKeyError } from "../../lib/device";
import { MASK, Redactor } from "../../lib/secrets";

/** The secret that was sent, and what came back. */
const QUOTED: readonly (readonly [string, string, string, string])[] = [
  ["whole", "canary-7f3a", "bad value canary-7f3a here", `bad value ${MASK} here`],
  ["folded blanks", "alpha  bravo charlie", "near alpha bravo charlie", `near ${MASK}`],
  ["a tab as a blank", "al\tpha-be", "invalid 'al pha-be'", `invalid '${MASK}'`],
  [
    "one word of several",
    "correct horse-7 battery",
    "syntax error: horse-7",
    `syntax error: ${MASK}`,
  ],
  [
    "a cut-off end",
    "VeryLongCanaryKey-0123",
    "too long: 'VeryLongCana...'",
    `too long: '${MASK}...'`,
  ],
  ["JSON", 'pa"ss\\word', 'bad: "pa\\"ss\\\\word"', `bad: "${MASK}"`],
  ["XML", "a<b>&cdefgh", "bad a&lt;b&gt;&amp;cdefgh", `bad ${MASK}`],
  ["XML with quotes", 'quo"te&x', "near quo&quot;te&amp;x", `near ${MASK}`],
  ["a URL", "p@ss word!", "at p%40ss%20word!", `at ${MASK}`],
  ["two letters", "ab", "invalid value 'ab', about abc", `invalid value '${MASK}', about abc`],
  ["letters of other scripts", "pässwörd1", "bad pässwörd1.", `bad ${MASK}.`],
  ["twice", "canary-7f3a", "canary-7f3acanary-7f3a", MASK],
];

describe("a known secret is masked", () => {
  test.each(QUOTED)("%s", (_name, secret, text, shown) => {
    expect(new Redactor([secret]).clean(text)).toBe(shown);
  });

  test("in the lines of a key file, but not what stands around them", () => {
    const redactor = new Redactor(["-----BEGIN KEY-----\nAAAABBBBCCCCDDDDEEEE\n-----END KEY-----"]);
    expect(redactor.clean("a line AAAABBBBCCCCDDDDEEEE of KEY")).toBe(`a line ${MASK} of KEY`);
  });

  test("and nothing else is: a short beginning or a common part leaves a message readable", () => {
    const redactor = new Redactor(["canary-7f3a", "in to it"]);
    const text = "the canary into its cage";
    expect(redactor.clean(text)).toBe(text);
  });
});

test("errors keep their class and lose their secrets, causes and collected ones included", () => {
  const redactor = new Redactor(["canary"]);
  const error = redactor.cleanError(
    new HostKeyError("canary", {
      cause: new AggregateError([new Error("a canary"), "the canary sang"], "canary"),
    }),
  );
  expect(error).toBeInstanceOf(HostKeyError);
  const cause = error.cause as AggregateError;
  const said = [error, cause, ...(cause.errors as Error[])].map(
    (each) => `${each.message} ${each.stack}`,
  );
  expect(said.join()).not.toContain("canary");
});

test("work grows with the text's length, whatever stands in it", () => {
  // Each of these took a time that grew with the square of the length, once.
  const hard = ["a", "a-", '"', "\\", "$9$", "key ", "x://y:", "<", "canary", "password-"];
  const redactor = new Redactor(["canary-7f3a", "a a a a a b", "aaaaaaaaab"]);
  for (const part of hard) {
    const cleaned = redactor.clean(part.repeat(200_000));
    expect(cleaned.length).toBeGreaterThan(0);
  }
}, 20_000);
