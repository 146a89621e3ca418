// Host keys as OpenSSH keeps them: lines and files of known_hosts, and which of them are about a host.

import { createHmac } from "node:crypto";
import { newKeyPair } from "../../lib/key-pair";
import { HostKeyError } from "../../lib/device";
import { algorithmsFor, parseHostKey, pinnedFor } from "../../lib/device/host-key";

const keyOf = (): string => newKeyPair().public.split(" ").slice(0, 2).join(" ");
const [key, other, third] = [keyOf(), keyOf(), keyOf()];

const hashed = (name: string): string => {
  const salt = Buffer.from("twenty letters salt!");
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
};

/** The fingerprints pinned for 192.0.2.1 on a port. */
const pinnedBy = (hostKey: string, port = 22): string[] | undefined =>
  pinnedFor({ host: "192.0.2.1", port, hostKey })?.keys.map(({ fingerprint }) => fingerprint);

const print = (line: string): string => parseHostKey(line).fingerprint;

test.each([
  ["a bare key", key],
  ["a key with a comment", `${key} somebody@here`],
  ["a line of ssh-keyscan", `192.0.2.1 ${key}`],
  ["a hashed line", `${hashed("192.0.2.1")} ${key} comment`],
  ["a list of names", `srx1,192.0.2.1,srx1.example.net ${key}`],
  ["a pattern", `192.0.2.* ${key}`],
  [
    "a file about others too",
    `# comment\n\nother.example ${other}\n192.0.2.1 ${key}\n!192.0.2.1,* ${third}`,
  ],
  ["a fingerprint", print(key)],
])("%s pins the key", (_what, text) => {
  expect(pinnedBy(text)).toEqual([print(key)]);
});

test("another port has lines of its own", () => {
  const file = `192.0.2.1 ${other}\n[192.0.2.1]:830 ${key}\n${hashed("[192.0.2.1]:2022")} ${third}`;
  expect(pinnedBy(file)).toEqual([print(other)]);
  expect(pinnedBy(file, 830)).toEqual([print(key)]);
  expect(pinnedBy(file, 2022)).toEqual([print(third)]);
});

test("several keys of one host are all good, and all their types are offered", () => {
  const rsa = "ssh-rsa";
  const pinned = pinnedFor({ host: "192.0.2.1", hostKey: `192.0.2.1 ${key}\n192.0.2.1 ${other}` });
  expect(pinned?.keys).toHaveLength(2);
  expect(algorithmsFor(pinned)).toEqual(["ssh-ed25519"]);
  expect(algorithmsFor({ keys: [{ fingerprint: "x", type: rsa }], revoked: [] })).toContain(
    "rsa-sha2-512",
  );
});

test("a revoked key is none of them, and a certificate authority gives none", () => {
  const file = `@revoked * ${other}\n@cert-authority * ${third}\n192.0.2.1 ${key}`;
  const pinned = pinnedFor({ host: "192.0.2.1", hostKey: file });
  expect(pinned?.keys.map(({ fingerprint }) => fingerprint)).toEqual([print(key)]);
  expect(pinned?.revoked).toEqual([print(other)]);
});

test.each([
  ["nothing about the host", `other.example ${key}`],
  ["an excluded host", `!192.0.2.1,192.0.2.* ${key}\nother ${other}`],
  ["nonsense", "nonsense"],
  ["nothing", ""],
])("%s is refused", (_what, text) => {
  expect(() => pinnedBy(text)).toThrow(HostKeyError);
});
