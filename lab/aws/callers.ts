// Who asks: by a provider's configuration, as whom AWS would take it. Each account sees its own things alone.

import { createHash } from "node:crypto";
import { AwsError } from "./errors";
import { ACCOUNT_ID } from "./ids";

/** An identity, as STS's GetCallerIdentity tells it. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

/** The words of a provider's configuration that say who it is; their secrets are no part of it. */
export interface Credentials {
  readonly accessKey?: string;
  readonly profile?: string;
  /** In the order in which they are taken on; the last one counts. */
  readonly roles?: readonly { readonly roleArn: string; readonly sessionName?: string }[];
}

const userOf = (accountId: string): Caller => ({
  accountId,
  arn: `arn:aws:iam::${accountId}:user/lab`,
  userId: "AIDALABLABLABLABLABLA",
});

/** Whoever says nothing. */
export const LAB_USER: Caller = userOf(ACCOUNT_ID);

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The account that an access key's id names: base 32 behind the first four letters, whose second
 * to forty-first bit are the account's number. Undefined for a text that is no such id.
 */
function accountOfKey(accessKey: string): string | undefined {
  const [, body] = /^A[A-Z0-9]{3}([A-Z2-7]{16})$/.exec(accessKey) ?? [];
  if (body === undefined) return undefined;
  const letters = [...body].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"));
  return BigInt(`0b${letters.join("").slice(1, 41)}`)
    .toString()
    .padStart(12, "0");
}

/** An account of its own for each profile: the lab reads no credentials files, so that the number is made of the name. */
function accountOfProfile(profile: string): string {
  const digest = createHash("sha256").update(profile).digest();
  return (digest.readBigUInt64BE() % 10n ** 12n).toString().padStart(12, "0");
}

/** The role of its account, as AWS calls who has taken it on. */
function roleOf(roleArn: string, sessionName: string): Caller {
  const [, accountId, name] =
    /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.+\/)?([^/]+)$/.exec(roleArn) ?? [];
  if (accountId === undefined || name === undefined) {
    throw new AwsError(
      "ValidationError",
      `${roleArn} is invalid: a role's ARN is arn:aws:iam::ACCOUNT:role/NAME`,
    );
  }
  return {
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`,
    userId: `AROALABLABLABLABLABLA:${sessionName}`,
  };
}

/** Who a provider is. What is no access key of AWS's form, such as a word for a test, is the lab's own user. */
export function callerOf({ accessKey, profile, roles = [] }: Credentials): Caller {
  const role = roles.at(-1);
  if (role !== undefined) return roleOf(role.roleArn, role.sessionName ?? "lab");
  if (accessKey !== undefined) return userOf(accountOfKey(accessKey) ?? ACCOUNT_ID);
  if (profile !== undefined && profile !== "" && profile !== "default")
    return userOf(accountOfProfile(profile));
  return LAB_USER;
}
