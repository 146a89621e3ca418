// The stack that knows where Pulumi reaches every device of a fleet; all others read it. It has no devices itself.
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const branches = config.requireNumber("branches");

/** Region by region, the hub's and its branches', in the order of their numbers. */
export const regions = Array.from({ length: config.requireNumber("regions") }, (_, region) => ({
  hub: `192.0.2.${region + 1}`,
  branches: Array.from(
    { length: branches },
    (__, number) => `100.${64 + region}.${number >> 8}.${number & 255}`,
  ),
}));
