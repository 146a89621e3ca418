// An account without kernel and provider, for tests of what AWS allows.

import { type PropertyMap } from "../../../lib/rpc";
import { accountFrom } from "../../../lab/aws/account";
import { Ec2 } from "../../../lab/aws/ec2";
import { checkedInputs, type ResourceType } from "../../../lab/aws/resource-type";
import { type PlainMap, withDefaults } from "../../../lab/aws/schema";
import { resourceTypeOf } from "../../../lab/aws/types";

export const PUBLIC_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJl3dIeudNqd0DPMRD6OIh65tjpVZ0JRkxyHCQx0cLZQ test";

/** A resource type by its short name. */
export function typeNamed(name: string): ResourceType {
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const type =
    resourceTypeOf(`aws:ec2/${file}:${name}`) ?? resourceTypeOf(`aws:vpc/${file}:${name}`);
  if (type === undefined) throw new Error(`no type ${name}`);
  return type;
}

export type Made = PlainMap & { readonly id: string };

export class Account {
  readonly ec2: Ec2;

  constructor(
    settings: object = {},
    private readonly region = "us-east-1",
    ec2 = new Ec2(accountFrom(settings)),
  ) {
    this.ec2 = ec2;
  }

  /** Makes a resource as the provider would, defaults filled in. */
  create(name: string, given: PropertyMap): Made {
    const type = typeNamed(name);
    const inputs = checkedInputs(type, withDefaults(type.inputs, given) as PlainMap);
    return this.read(name, type.create(this.ec2, this.region, inputs));
  }

  read(name: string, id: string): Made {
    const outputs = typeNamed(name).read(this.ec2, this.region, id);
    if (outputs === undefined) throw new Error(`no ${name} ${id}`);
    return { ...outputs, id };
  }

  update(name: string, id: string, given: PropertyMap): Made {
    const type = typeNamed(name);
    const inputs = checkedInputs(type, withDefaults(type.inputs, given) as PlainMap);
    type.update(this.ec2, this.region, id, inputs);
    return this.read(name, id);
  }

  remove(name: string, id: string): void {
    const type = typeNamed(name);
    type.leaving?.(this.ec2, this.region, id).then?.();
    type.remove(this.ec2, this.region, id);
  }

  /** A VPC with an internet gateway and one subnet. */
  ground(): { vpc: Made; gateway: Made; subnet: Made } {
    const vpc = this.create("Vpc", { cidrBlock: "10.1.0.0/16" });
    const gateway = this.create("InternetGateway", { vpcId: vpc.id });
    const subnet = this.create("Subnet", { vpcId: vpc.id, cidrBlock: "10.1.0.0/24" });
    return { vpc, gateway, subnet };
  }
}
