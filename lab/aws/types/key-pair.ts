// aws.ec2.KeyPair: a public key under a name. EC2 takes RSA and ED25519 keys, no others.

import { createHash } from "node:crypto";
import { AwsError } from "../errors";
import { keyPairKey } from "../ids";
import { commonOutputs, resourceType } from "../resource-type";
import { requiredText, text } from "../schema";
import { tagged } from "./common";

const KINDS: Readonly<Record<string, string>> = { "ssh-rsa": "rsa", "ssh-ed25519": "ed25519" };

/** Lengths of RSA keys that EC2 imports (EC2 user guide, "Create a key pair using a third-party tool"). */
const RSA_BITS = [1024, 2048, 4096];

/** The fields of an OpenSSH key: each with its length before it. */
function fieldsOf(blob: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length;) {
    const end = at + 4 + blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** How long a number is, whose first byte is 0 where it would be negative otherwise. */
const bitsOf = (number: Buffer): number => number.toString("hex").replace(/^(00)+/, "").length * 4;

/** The kind of an OpenSSH public key, or undefined when EC2 would refuse it: one key in one line, with or without a comment. */
function keyKind(publicKey: string): string | undefined {
  const line = publicKey.trim();
  if (line.includes("\n")) return undefined;
  const [word = "", body = ""] = line.split(/\s+/);
  const [name, , modulus] = fieldsOf(Buffer.from(body, "base64"));
  if (name?.toString() !== word) return undefined;
  const isLong = word !== "ssh-rsa" || RSA_BITS.includes(bitsOf(modulus ?? Buffer.alloc(0)));
  return isLong ? KINDS[word] : undefined;
}

export const keyPair = resourceType({
  token: "aws:ec2/keyPair:KeyPair",
  title: "EC2 Key Pair",
  inputs: {
    ...tagged,
    keyName: text({
      change: "replace",
      computed: true,
      rule: (name) => (name.length > 255 ? "at most 255 characters" : undefined),
    }),
    keyNamePrefix: text({ change: "replace" }),
    publicKey: requiredText({ change: "replace" }),
  },
  computed: ["arn", "fingerprint", "keyPairId", "keyType", "tagsAll"],
  autoname: { property: "keyName", prefixProperty: "keyNamePrefix" },
  create(ec2, region, { keyName = "", publicKey }, inputs) {
    if (keyKind(publicKey) === undefined) {
      throw new AwsError(
        "InvalidKey.Format",
        "Key is not in valid OpenSSH public key format: EC2 takes one ssh-ed25519 key, or one ssh-rsa key of 1024, 2048 or 4096 bits.",
      );
    }
    const twin = ec2.keyPairs.all().find((row) => row.region === region && row.name === keyName);
    if (twin !== undefined) {
      throw new AwsError("InvalidKeyPair.Duplicate", `The keypair '${keyName}' already exists.`);
    }
    // The name is the resource's id, as in the Terraform provider; two regions may share one, and two accounts.
    return ec2.keyPairs.add({
      id: keyPairKey(ec2.ownerId, region, keyName),
      region,
      inputs,
      name: keyName,
      publicKey,
    }).name;
  },
  read(ec2, region, id) {
    const row = ec2.keyPairs.find(region, keyPairKey(ec2.ownerId, region, id));
    if (row === undefined) return undefined;
    const body = row.publicKey.trim().split(/\s+/)[1] ?? "";
    const digest = createHash("sha256").update(Buffer.from(body, "base64")).digest("base64");
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "key-pair", row.name),
      fingerprint: digest,
      keyName: row.name,
      keyPairId: `key-0${createHash("sha256").update(row.id).digest("hex").slice(0, 16)}`,
      keyType: keyKind(row.publicKey) ?? "",
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.keyPairs.get(region, keyPairKey(ec2.ownerId, region, id)).inputs = inputs;
  },
  remove(ec2, region, id) {
    ec2.keyPairs.get(region, keyPairKey(ec2.ownerId, region, id));
    ec2.keyPairs.remove(keyPairKey(ec2.ownerId, region, id));
  },
});
