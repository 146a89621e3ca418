// aws.ec2.Eip: a public address of one's own, mapped 1:1 to a private one by the internet gateway.

import { type Ec2, type PublicAddress } from "../ec2";
import { AwsError } from "../errors";
import { newId } from "../ids";
import { associate, resolveTarget } from "../public-addresses";
import { nextPublicIp } from "../public-addresses";
import { checkQuota } from "../quotas";
import { commonOutputs, resourceType } from "../resource-type";
import { text, textOr, unsupported } from "../schema";
import { holderOf } from "../standing";
import { tagged } from "./common";

interface Inline {
  readonly networkInterface?: string;
  readonly instance?: string;
  readonly associateWithPrivateIp?: string;
}

function associateInline(ec2: Ec2, row: PublicAddress, values: Inline): void {
  if (values.networkInterface === undefined && values.instance === undefined) return;
  const target = resolveTarget(ec2, row.region, {
    interfaceId: values.networkInterface,
    instanceId: values.instance,
    privateIp: values.associateWithPrivateIp,
  });
  associate(ec2, row, target, true);
}

export const eip = resourceType({
  token: "aws:ec2/eip:Eip",
  title: "EC2 EIP",
  inputs: {
    ...tagged,
    domain: textOr("vpc", {
      change: "replace",
      rule: (value) => (value === "vpc" ? undefined : `expected "vpc", got "${value}"`),
    }),
    networkInterface: text({ computed: true }),
    instance: text({ computed: true }),
    associateWithPrivateIp: text(),
    networkBorderGroup: text({ change: "replace", computed: true }),
    publicIpv4Pool: text({ change: "replace", computed: true }),
    address: unsupported("The lab gives addresses of its own choice."),
    customerOwnedIpv4Pool: unsupported("The lab has Amazon's pool only."),
    ipamPoolId: unsupported("The lab has Amazon's pool only."),
  },
  computed: [
    "allocationId",
    "arn",
    "associationId",
    "instance",
    "networkInterface",
    "privateDns",
    "privateIp",
    "ptrRecord",
    "publicDns",
    "publicIp",
    "publicIpv4Pool",
    "networkBorderGroup",
    "tagsAll",
  ],
  volatile: ["associationId", "privateIp", "privateDns", "networkInterface", "instance"],
  create(ec2, region, values, inputs) {
    const have = ec2.addresses.all().filter((row) => row.elastic && row.region === region).length;
    checkQuota(ec2, "elasticIps", have + 1);
    const row: PublicAddress = {
      id: newId("eipalloc"),
      region,
      inputs,
      publicIp: nextPublicIp(ec2),
      elastic: true,
    };
    associateInline(ec2, row, values);
    return ec2.addresses.add(row).id;
  },
  read(ec2, region, id) {
    const row = ec2.addresses.find(region, id);
    if (!row?.elastic) return undefined;
    // Also what an EipAssociation or a NAT gateway did with the address.
    const own = row.association;
    const holder = holderOf(ec2, ec2.interfaces.find(region, own?.interfaceId));
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "elastic-ip", id),
      allocationId: id,
      publicIp: row.publicIp,
      publicDns: `ec2-${row.publicIp.replaceAll(".", "-")}.${region}.compute.amazonaws.com`,
      ptrRecord: "",
      publicIpv4Pool: "amazon",
      networkBorderGroup: region,
      associationId: own?.id ?? "",
      networkInterface: own?.interfaceId ?? "",
      instance: holder?.id ?? "",
      privateIp: own?.privateIp ?? "",
      privateDns: own ? `ip-${own.privateIp.replaceAll(".", "-")}.${region}.compute.internal` : "",
    };
  },
  update(ec2, region, id, values, inputs) {
    const row = ec2.addresses.get(region, id);
    const before = row.inputs;
    const inline = ["networkInterface", "instance", "associateWithPrivateIp"] as const;
    // What is as asked already may be an EipAssociation's work, and stays that.
    const { interfaceId, privateIp } = row.association ?? {};
    const stands =
      values.networkInterface !== undefined &&
      values.networkInterface === interfaceId &&
      (values.associateWithPrivateIp ?? privateIp) === privateIp;
    if (inline.some((name) => before[name] !== values[name]) && !stands) {
      row.association = undefined;
      associateInline(ec2, row, values);
    }
    row.inputs = inputs;
  },
  remove(ec2, region, id) {
    const row = ec2.addresses.get(region, id);
    const inline = row.inputs.networkInterface !== undefined || row.inputs.instance !== undefined;
    if (row.association !== undefined && !inline) {
      throw new AwsError("InvalidIPAddress.InUse", `Address ${row.publicIp} is in use.`);
    }
    ec2.addresses.remove(id);
  },
});
