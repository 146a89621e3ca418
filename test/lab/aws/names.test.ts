// What EC2 takes as a key, a launch template's name and tags.
import { generateKeyPairSync } from "node:crypto";
import { Account, type Made, PUBLIC_KEY } from "./account";

/** An RSA key in OpenSSH's form. */
function rsaKey(modulusLength: number): string {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const number = (text: string): Buffer => {
    const bytes = Buffer.from(text, "base64url");
    return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  };
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = [Buffer.from("ssh-rsa"), number(e), number(n)].map(field);
  return `ssh-rsa ${Buffer.concat(blob).toString("base64")}`;
}

const imported = (publicKey: string): Made =>
  new Account().create("KeyPair", { keyName: "k", publicKey });

test.each([
  ["RSA of 2048 bits", rsaKey(2048), "rsa"],
  ["RSA of 1024 bits, with a comment of several words", `${rsaKey(1024)} me at home`, "rsa"],
  ["ED25519 without a comment", PUBLIC_KEY.split(" ").slice(0, 2).join(" "), "ed25519"],
  ["ED25519 with a line break behind it", `${PUBLIC_KEY}\n`, "ed25519"],
])("%s is a key", (_what, key, kind) => {
  expect(imported(key).keyType).toBe(kind);
});

test.each([
  ["RSA of 1536 bits", rsaKey(1536)],
  ["two keys", `${PUBLIC_KEY}\n${PUBLIC_KEY}`],
  ["another word than the key's own", PUBLIC_KEY.replace("ssh-ed25519", "ssh-rsa")],
  ["half a key", "ssh-ed25519 AAAAC3Nz"],
])("%s is none", (_what, key) => {
  expect(() => imported(key)).toThrow("InvalidKey.Format");
});

test.each([
  ["ab", "has 3 to 128 characters, not 2"],
  ["a".repeat(129), "has 3 to 128 characters, not 129"],
  ["with space", "takes letters, digits and ().-/_ only"],
])("a launch template is not called %j", (name, reason) => {
  const account = new Account();
  expect(() => account.create("LaunchTemplate", { name })).toThrow(reason);
  account.create("LaunchTemplate", { name: "a(b).c-d/e_f" });
});

const tagged = (tags: Record<string, string>): Made =>
  new Account().create("Vpc", { cidrBlock: "10.0.0.0/16", tags });
const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, ""]));

test.each([
  [many(51), "at most 50 tags, not 51"],
  [{ "": "a" }, "at least one character"],
  [{ "AWS:owner": "a" }, "reserved for internal use"],
  [{ ["k".repeat(129)]: "a" }, "at most 128 characters"],
  [{ k: "v".repeat(257) }, "at most 256 characters"],
])("tags are refused, row %#", (tags, reason) => {
  expect(() => tagged(tags)).toThrow(reason);
});

test("fifty tags are taken", () => {
  expect(Object.keys(tagged(many(50)).tagsAll as object)).toHaveLength(50);
});
