// The least that needs the lab: one network, nothing in it.
import { Vpc } from "@pulumi/aws/ec2/vpc";

export const vpcId = new Vpc("small", { cidrBlock: "10.9.0.0/16" }).id;
