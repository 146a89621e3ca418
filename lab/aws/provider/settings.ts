// The provider's configuration: a region and default tags count; credentials don't, since nothing leaves the lab.

import { isPropertyMap, type PropertyMap, type PropertyValue, reveal } from "../../../lib/rpc";
import { AwsError } from "../errors";
import { checkRegion } from "../regions";
import { type Settings } from "./handler";

/** Reads `aws:region` and `aws:defaultTags`, from the stack's configuration or an explicit provider. */
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
  return { region, defaultTags: tagsFrom(values.defaultTags) };
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
