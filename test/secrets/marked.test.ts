// What looks like a secret is masked without being known.
import { MASK, maskMarked } from "../../lib/secrets";

const MASKED: readonly (readonly [string, string])[] = [
  [
    '+    pre-shared-key ascii-text "$9$abc/defGHI"; ## SECRET-DATA',
    `+    pre-shared-key ascii-text "${MASK}"; ## SECRET-DATA`,
  ],
  ['-   encrypted-password "$6$salt$hash";', `-   encrypted-password "${MASK}";`],
  ['+   secret "plain text";', `+   secret "${MASK}";`],
  ['secret  "two words" [edit]', `secret  "${MASK}" [edit]`],
  [
    "set system radius-server 10.0.0.1 secret plain",
    `set system radius-server 10.0.0.1 secret ${MASK}`,
  ],
  [
    "+ set security ike policy p pre-shared-key ascii-text plain",
    `+ set security ike policy p pre-shared-key ascii-text ${MASK}`,
  ],
  ["hash $6$rounds=5000$abc$defg", `hash ${MASK}`],
  ["a $sha1$20000$abc$defgh b", `a ${MASK} b`],
  ["a $2y$10$abcdefghijk", `a ${MASK}`],
  ["<ascii-text>plain</ascii-text>", `<ascii-text>${MASK}</ascii-text>`],
  ["to ftp://user:plain@192.0.2.1/x", `to ftp://user:${MASK}@192.0.2.1/x`],
];

test.each(MASKED)("%s", (text, shown) => {
  expect(maskMarked(text)).toBe(shown);
});

test.each([
  "+ address 10.0.0.1;",
  "password authentication failed",
  "the key exchange failed; the secret is wrong",
  "ssh://user@192.0.2.1:22/x",
  "ascii-text must have at least 8 letters",
])("%s stays as it is", (text) => {
  expect(maskMarked(text)).toBe(text);
});

test("a line of statements alone needs no command before it", () => {
  expect(maskMarked("radius-server 10.0.0.1 secret plain", { statements: true })).toBe(
    `radius-server 10.0.0.1 secret ${MASK}`,
  );
});
