// aws.ec2.KeyPair: a public key under a name. EC2 takes RSA and ED25519 keys, no others.

import { createHash } from "node:crypto";
import { AwsError } from "../errors";
import { ec2Arn } from "../ids";
import { commonOutputs, resourceType } from "../resource-type";
import { requiredText, text } from "../schema";
import { tagged } from "./common";

const KINDS: Readonly<Record<string, string>> = { "ssh-rsa": "rsa", "ssh-ed25519": "ed25519" };

/** The kind of an OpenSSH public key, or undefined when EC2 would refuse it. */
function keyKind(publicKey: string): string | undefined {
  const [word = "", body = ""] = publicKey.trim().split(/\s+/);
  const blob = Buffer.from(body, "base64");
  const named = blob.length > 4 ? blob.subarray(4, 4 + blob.readUInt32BE(0)).toString() : "";
  return named === word ? KINDS[word] : undefined;
}

export const keyPair = resourceType({
  token: "aws:ec2/keyPair:KeyPair",
  title: "EC2 Key Pair",
  inputs: {
    ...tagged,
    keyName: text({ change: "replace", computed: true }),
    keyNamePrefix: text({ change: "replace" }),
    publicKey: requiredText({ change: "replace" }),
  },
  computed: ["arn", "fingerprint", "keyPairId", "keyType", "tagsAll"],
  autoname: { property: "keyName", prefixProperty: "keyNamePrefix" },
  create(ec2, region, { keyName = "", publicKey }, inputs) {
    if (keyKind(publicKey) === undefined) {
      throw new AwsError(
        "InvalidKey.Format",
        "Key is not in valid OpenSSH public key format: EC2 takes ssh-rsa and ssh-ed25519 keys.",
      );
    }
    const twin = ec2.keyPairs.all().find((row) => row.region === region && row.name === keyName);
    if (twin !== undefined) {
      throw new AwsError("InvalidKeyPair.Duplicate", `The keypair '${keyName}' already exists.`);
    }
    // The name is the resource's id, as in the Terraform provider; two regions may share one.
    return ec2.keyPairs.add({
      id: `${region}/${keyName}`,
      region,
      inputs,
      name: keyName,
      publicKey,
    }).name;
  },
  read(ec2, region, id) {
    const row = ec2.keyPairs.find(region, `${region}/${id}`);
    if (row === undefined) return undefined;
    const body = row.publicKey.trim().split(/\s+/)[1] ?? "";
    const digest = createHash("sha256").update(Buffer.from(body, "base64")).digest("base64");
    return {
      ...commonOutputs(row),
      arn: ec2Arn(region, "key-pair", row.name),
      fingerprint: digest,
      keyName: row.name,
      keyPairId: `key-0${createHash("sha256").update(row.id).digest("hex").slice(0, 16)}`,
      keyType: keyKind(row.publicKey) ?? "",
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.keyPairs.get(region, `${region}/${id}`).inputs = inputs;
  },
  remove(ec2, region, id) {
    ec2.keyPairs.get(region, `${region}/${id}`);
    ec2.keyPairs.remove(`${region}/${id}`);
  },
});
