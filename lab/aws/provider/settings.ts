// The provider's configuration: a region, default tags, and as whom it asks. No secret of its credentials is looked at, since nothing leaves the lab.

import { isPropertyMap, type PropertyMap, type PropertyValue, reveal } from "../../../lib/rpc";
import { type Caller, callerOf } from "../callers";
import { AwsError } from "../errors";
import { checkRegion } from "../regions";
import { type Settings } from "./handler";

/** Reads `aws:region`, `aws:defaultTags` and whose credentials they are, from the stack's configuration or an explicit provider. */
export function settingsFrom(
  configuration: PropertyMap,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const values = reveal(configuration) as PropertyMap;
  const region = values.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (typeof region !== "string" || region === "") {
    throw new AwsError(
      "MissingRegion",
      "invalid AWS Region: none is configured. Set it with `pulumi config set aws:region us-east-1`.",
    );
  }
  checkRegion(region);
  return { region, defaultTags: tagsFrom(values.defaultTags), caller: callerFrom(values) };
}

const textOf = (value: PropertyValue | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

const listOf = (value: PropertyValue | undefined): readonly PropertyValue[] =>
  Array.isArray(value) ? (value as PropertyValue[]) : [];

/** Who the provider is; refused where the configuration itself says that it must be somebody else. */
function callerFrom(values: PropertyMap): Caller {
  const caller = callerOf({
    accessKey: textOf(values.accessKey),
    profile: textOf(values.profile),
    roles: [...listOf(values.assumeRoles), values.assumeRoleWithWebIdentity].flatMap((role) => {
      if (!isPropertyMap(role)) return [];
      const [roleArn, sessionName] = [textOf(role.roleArn), textOf(role.sessionName)];
      return roleArn === undefined ? [] : [{ roleArn, sessionName }];
    }),
  });
  const allowed = listOf(values.allowedAccountIds);
  const isForbidden = listOf(values.forbiddenAccountIds).includes(caller.accountId);
  if (isForbidden || (allowed.length > 0 && !allowed.includes(caller.accountId)))
    throw new Error(`AWS account ID not allowed: ${caller.accountId}`);
  return caller;
}

function tagsFrom(value: PropertyValue | undefined): Readonly<Record<string, string>> {
  const tags = isPropertyMap(value) ? value.tags : undefined;
  if (!isPropertyMap(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).map(([name, text]) => [
      name,
      typeof text === "string" ? text : JSON.stringify(text),
    ]),
  );
}
