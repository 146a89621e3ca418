// The pre-shared key: plain and wrong, it is refused at once; late and wrong, in the value that the device would get. It is never shown.
import { output, secret, type Input } from "@pulumi/pulumi";
import { fill } from "../../lib/aws";
import { synth } from "../../lib/testing";
import { StackScope } from "../../lib/topology";
import { keepKey, type PresharedKey } from "../../lib/vpn/preshared-key";
import { known, program, refused, table, tell, type Outcome } from "./kit";

const key = (presharedKey: unknown): object => ({ vpn: { presharedKey } });
const LONG = "x".repeat(300);

/** A key, what is wrong with it, and the rule that says so. */
const WRONG: readonly (readonly [string, unknown, string])[] = [
  ["an empty text", "", "no-preshared-key"],
  ["null", null, "no-preshared-key"],
  ["a number", 12_345_678, "preshared-key-type"],
  ["an object", { key: "open-sesame" }, "preshared-key-type"],
  ["256 characters", "k".repeat(256), "preshared-key-length"],
  ["300 characters", LONG, "preshared-key-length"],
  ["a line's end inside", "abc\nset system root-authentication", "preshared-key-text"],
  ["a line's end at its end, as files have", "open-sesame\n", "preshared-key-text"],
  ["a blank at its beginning", " open-sesame", "preshared-key-text"],
  ["a control character", "open\u0007sesame", "preshared-key-text"],
  ["an umlaut", "schlüssel-密钥", "preshared-key-text"],
  ["255 characters of three bytes", "密".repeat(255), "preshared-key-text"],
  ["Junos's own obscured form", "$9$abc", "preshared-key-text"],
  ["brackets of ours", "a⟨stack/gb/elastic-ip⟩b", "preshared-key-text"],
];

table("a plain key", [
  ["missing", refused("no-preshared-key"), key(undefined)],
  ...WRONG.map(([name, value, rule]): readonly [string, Outcome, object] => [
    name,
    refused(rule),
    key(value),
  ]),
  ["blanks, quotes, a backslash inside", "right", key("a b\"c\\d'e of more")],
  ["what begins comments and blocks elsewhere", "right", key("a;b{c}#d/*e*/")],
  ["0x and digits, which is text all the same", "right", key("0x1234abcd")],
  ["one character: weak, and legal", "right", key("a")],
]);

table("a key in hexadecimal digits", [
  ["of two bytes and more", "right", key({ hex: "00ff10a0b1c2d3e4f5" })],
  ["an odd number of them", refused("preshared-key-text"), key({ hex: "abc" })],
  ["with 0x ahead", refused("preshared-key-text"), key({ hex: "0x1234" })],
  ["other characters", refused("preshared-key-text"), key({ hex: "sesame" })],
  ["none", refused("no-preshared-key"), key({ hex: "" })],
]);

table("a key and the one that takes its place", [
  ["both right", "right", key({ current: "open-sesame", next: { hex: "00ff" } })],
  ["the next one in force", "right", key({ current: "a", next: "b", inForce: "next" })],
  ["no next one", refused("no-preshared-key"), key({ current: "open-sesame" })],
  ["no current one", refused("no-preshared-key"), key({ next: "open-sesame" })],
  ["the one that waits is wrong", refused("preshared-key-text"), key({ current: "a", next: " b" })],
  [
    "the one that is gone is wrong",
    refused("preshared-key-text"),
    key({ current: " a", next: "b", inForce: "next" }),
  ],
  ["a name for none", refused("preshared-key-change"), key({ current: "a", next: "b", old: "c" })],
  [
    "another one in force",
    refused("preshared-key-change"),
    key({ current: "a", next: "b", inForce: "both" }),
  ],
]);

/** What a key becomes when it is known: filled in, or an error in its place. */
async function late(presharedKey: PresharedKey): Promise<string> {
  const scope = new StackScope("stack");
  expect(keepKey(scope, "vpn/key", "stack/vpn", presharedKey)).toBeUndefined();
  return (await known(fill("⟨vpn/key⟩", scope.values))) as string;
}

describe("a key that is known only later", () => {
  it.each(WRONG)("is refused where it would be used, and never shown: %s", async (_, value) => {
    const error = await late(secret(value as string)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    const { message, name } = error as Error & { readonly __pulumiRunError?: boolean };
    expect(message).toMatch(/^\[stack\/vpn\] the (VPN has no )?pre-shared key/);
    expect(error).toHaveProperty("__pulumiRunError", true);
    const text = typeof value === "string" && value.length > 4 ? value.trim() : "open-sesame";
    expect(`${name}${message}`).not.toContain(text);
  });

  it("is filled in when it is right, as text and as digits", async () => {
    expect(await late(secret("open-sesame"))).toBe("open-sesame");
    expect(await late({ hex: output("00ff") as Input<string> })).toBe("00ff");
    await expect(late({ hex: secret("open-sesame") })).rejects.toThrow(
      "other characters among the digits",
    );
  });
});

describe("a key and the one that takes its place", () => {
  const change = { current: secret("open-sesame"), next: secret("close-sesame") };
  const right = { current: "open-sesame", next: "close-sesame" };

  it("devices have the one that is in force, in its own form", async () => {
    expect(await late(change)).toBe("open-sesame");
    expect(await late({ ...change, inForce: "current" })).toBe("open-sesame");
    expect(await late({ ...change, inForce: "next" })).toBe("close-sesame");
    const { devices } = await synth(
      program(key({ current: "open-sesame", next: { hex: "00ff" }, inForce: "next" })),
    );
    for (const device of [devices["ga"], devices["gb"]]) {
      expect(device).toHaveStatement("security ike policy vpn pre-shared-key hexadecimal 00ff");
    }
  });

  it("the one that waits is on no device, and changes nothing there", async () => {
    const [plain, waiting] = await Promise.all(
      [key("open-sesame"), key(right)].map((each) => synth(program(each))),
    );
    expect(waiting?.devices["ga"]?.set).toEqual(plain?.devices["ga"]?.set);
    expect(JSON.stringify(waiting?.devices["ga"]?.set)).not.toContain("close-sesame");
  });

  it("one that waits is refused before its turn, when it is known, and never shown", async () => {
    const error: unknown = await late({ ...change, next: secret("close sesame ") }).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain("a blank or a line's end at one of its ends");
    expect(String(error)).not.toContain("close sesame");
  });
});

it("digits become Junos's statement for digits, at both ends", async () => {
  const { devices } = await synth(program(key({ hex: "00ff10a0b1c2d3e4f5" })));
  for (const device of [devices["ga"], devices["gb"]]) {
    expect(device).toHaveStatement(
      "security ike policy vpn pre-shared-key hexadecimal 00ff10a0b1c2d3e4f5",
    );
  }
});

it("a wrong key is in no message", async () => {
  for (const [, value] of WRONG) {
    if (typeof value !== "string" || value.length < 5) continue;
    expect(JSON.stringify(await tell(program(key(value))))).not.toContain(
      JSON.stringify(value).slice(1, -1),
    );
  }
});
