// The disks of an instance: tagged as it is, and encrypted where the site says so.
import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { AwsSite } from "./site";

/** Accounts with rules refuse volumes without their tags, and count costs by them. */
export function volumesOf(
  { props: { volumes, tags: own } }: AwsSite,
  tags: Readonly<Record<string, string>>,
): Pick<InstanceArgs, "volumeTags" | "rootBlockDevice"> {
  return {
    ...(own === undefined ? {} : { volumeTags: { ...tags } }),
    ...(volumes === undefined ? {} : { rootBlockDevice: { ...volumes } }),
  };
}
