// Where the AWS resources of one device or host go.
import { type CustomResourceOptions, mergeOptions } from "@pulumi/pulumi";
import type { SiteResources } from "./network";
import type { AwsPlan } from "./plan";
import type { AwsSite } from "./site";

export interface AwsPlace {
  readonly site: AwsSite;
  /** The site's resources. */
  readonly network: SiteResources;
  readonly plan: AwsPlan;
  /** The name in Pulumi that its resources' names begin with. */
  readonly name: string;
  readonly opts: CustomResourceOptions;
}

/** A construct's options, with the provider of its site: constructs that stand in a site are not below it in Pulumi. */
export function siteOptions(site: AwsSite, opts: CustomResourceOptions): CustomResourceOptions {
  const { provider } = site.props;
  return provider === undefined ? opts : mergeOptions(opts, { provider });
}
