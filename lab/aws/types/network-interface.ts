// aws.ec2.NetworkInterface: an address in a subnet with its filters. It outlives the instance that uses it.

import { addressOf, contains } from "../../../lib/net";
import { formatCidr, isReserved, parseAddress } from "../addresses";
import { type Ec2, type NetworkInterface, type Subnet } from "../ec2";
import { AwsError, invalid } from "../errors";
import { newId, newMac } from "../ids";
import { checkQuota } from "../quotas";
import { commonOutputs, resourceType } from "../resource-type";
import { inSetOrder } from "../set-order";
import { flagOr, text, texts, unsupported } from "../schema";
import { anchor, descriptionProblem, ids, tagged } from "./common";

function addressProblem(value: string): string | undefined {
  return parseAddress(value) === undefined ? `"${value}" is not an IPv4 address` : undefined;
}

/** The addresses that the subnet's interfaces have. */
function taken(ec2: Ec2, subnet: Subnet, except?: string): Set<string> {
  return new Set(
    ec2.interfaces
      .all()
      .filter((row) => row.subnetId === subnet.id && row.id !== except)
      .flatMap((row) => row.addresses),
  );
}

/** Refuses addresses that the subnet does not have, keeps for AWS, or gave to someone else. */
function checkAddresses(
  ec2: Ec2,
  subnet: Subnet,
  addresses: readonly string[],
  except?: string,
): void {
  const used = taken(ec2, subnet, except);
  for (const text of addresses) {
    const address = parseAddress(text);
    if (address === undefined) throw invalid(`invalid value for parameter address: [${text}]`);
    if (!contains(subnet.cidr, text)) {
      throw invalid(
        `Address ${text} does not fall within the subnet's address range ${formatCidr(subnet.cidr)}`,
      );
    }
    if (isReserved(subnet.cidr, address)) {
      throw invalid(
        `Address ${text} is in subnet's reserved address range: the first four addresses and the last one of ${formatCidr(subnet.cidr)} belong to AWS`,
      );
    }
    if (used.has(text)) throw new AwsError("InvalidIPAddress.InUse", `Address ${text} is in use.`);
  }
}

function freeAddress(ec2: Ec2, subnet: Subnet): string {
  const used = taken(ec2, subnet);
  // Far from the start, so that nobody comes to rely on the address that AWS would choose.
  const { first, last } = subnet.cidr;
  const size = last - first + 1n;
  for (let step = 0n; step < size; step += 1n) {
    const address = first + ((step + 100n) % size);
    const text = addressOf(address, "inet");
    if (!isReserved(subnet.cidr, address) && !used.has(text)) return text;
  }
  throw new AwsError(
    "InsufficientFreeAddressesInSubnet",
    `The specified subnet does not have enough free addresses: ${subnet.id}`,
  );
}

/** Refuses groups that don't exist or live in another VPC. */
export function checkGroups(ec2: Ec2, subnet: Subnet, groups: readonly string[]): void {
  for (const id of groups) {
    if (ec2.groups.get(subnet.region, id).vpcId !== subnet.vpcId) {
      throw invalid(
        `You have specified two resources that belong to different networks: ${id} and ${subnet.id}.`,
      );
    }
  }
  checkQuota(ec2, "groupsPerInterface", groups.length);
}

/** What an interface is made from. */
export interface InterfaceRequest {
  readonly addresses?: readonly string[];
  readonly groups?: readonly string[];
  readonly sourceDestCheck?: boolean;
  readonly kind?: NetworkInterface["kind"];
}

/** Makes an interface in a subnet: for the program, for an instance, or for a NAT gateway. */
export function addInterface(
  ec2: Ec2,
  subnet: Subnet,
  request: InterfaceRequest,
  inputs: NetworkInterface["inputs"] = {},
): NetworkInterface {
  const addresses =
    request.addresses === undefined || request.addresses.length === 0
      ? [freeAddress(ec2, subnet)]
      : request.addresses;
  checkAddresses(ec2, subnet, addresses);
  const kind = request.kind ?? "interface";
  const fallback = kind === "interface" ? [ec2.vpcs.known(subnet.vpcId).defaultGroupId] : [];
  const groups =
    request.groups === undefined || request.groups.length === 0 ? fallback : request.groups;
  checkGroups(ec2, subnet, groups);
  return ec2.interfaces.add({
    id: newId("eni"),
    region: subnet.region,
    inputs,
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    mac: newMac(),
    kind,
    addresses,
    groups,
    sourceDestCheck: request.sourceDestCheck ?? true,
  });
}

/** Takes an interface away, and the public addresses that point to it. */
export function dropInterface(ec2: Ec2, id: string): void {
  for (const address of ec2.addresses.all()) {
    if (address.association?.interfaceId !== id) continue;
    address.association = undefined;
    if (!address.elastic) ec2.addresses.remove(address.id);
  }
  ec2.interfaces.remove(id);
}

/** The first of them becomes the primary one: of a set that is the provider's choice (terraform-provider-aws, vpc_network_interface.go). */
function wanted(values: {
  readonly privateIp?: string;
  readonly privateIps?: readonly string[];
}): readonly string[] | undefined {
  if (values.privateIps !== undefined) return inSetOrder(values.privateIps);
  return values.privateIp === undefined ? undefined : [values.privateIp];
}

export const networkInterface = resourceType({
  token: "aws:ec2/networkInterface:NetworkInterface",
  title: "EC2 Network Interface",
  inputs: {
    ...tagged,
    subnetId: anchor,
    description: text({ rule: descriptionProblem }),
    privateIp: text({ change: "replace", computed: true, rule: addressProblem }),
    privateIps: texts({ computed: true, rule: addressProblem }),
    securityGroups: ids,
    sourceDestCheck: flagOr(true),
    attachments: unsupported("Attach interfaces at launch, through a launch template."),
    privateIpsCount: unsupported("List the addresses in privateIps."),
    ipv6Addresses: unsupported("Interfaces of the lab have IPv4 only."),
    ipv6AddressCount: unsupported("Interfaces of the lab have IPv4 only."),
  },
  computed: [
    "arn",
    "attachments",
    "interfaceType",
    "macAddress",
    "ownerId",
    "privateDnsName",
    "privateIp",
    "privateIps",
    "privateIpsCount",
    "privateIpLists",
    "securityGroups",
    "tagsAll",
  ],
  // An interface keeps its primary address for life; only further ones come and go.
  replacedBy: (olds, news, state) => {
    const [before, now] = [olds.privateIps, news.privateIps].map((list): readonly unknown[] =>
      Array.isArray(list) ? list : [],
    );
    const primary = state.privateIp ?? before?.[0];
    return primary === undefined || now?.length === 0 || now?.includes(primary) === true
      ? []
      : ["privateIps"];
  },
  together: ({ privateIp, privateIps }) =>
    privateIp !== undefined && privateIps !== undefined && !privateIps.includes(privateIp)
      ? [`privateIp ${privateIp} is not among privateIps ${privateIps.join(", ")}`]
      : [],
  create(ec2, region, values, inputs) {
    const subnet = ec2.subnets.get(region, values.subnetId);
    return addInterface(
      ec2,
      subnet,
      {
        addresses: wanted(values),
        groups: values.securityGroups,
        sourceDestCheck: values.sourceDestCheck,
      },
      inputs,
    ).id;
  },
  read(ec2, region, id) {
    const row = ec2.interfaces.find(region, id);
    if (row === undefined) return undefined;
    const [primary = ""] = row.addresses;
    const { attachment } = row;
    return {
      ...commonOutputs(row),
      attachments:
        attachment === undefined
          ? []
          : [
              {
                attachmentId: attachment.id,
                deviceIndex: attachment.index,
                instance: attachment.instanceId,
                networkCardIndex: 0,
              },
            ],
      subnetId: row.subnetId,
      arn: ec2.arn(region, "network-interface", id),
      ownerId: ec2.ownerId,
      interfaceType: row.kind,
      macAddress: row.mac,
      privateDnsName: `ip-${primary.replaceAll(".", "-")}.${region}.compute.internal`,
      privateIp: primary,
      privateIps: row.addresses,
      privateIpLists: row.addresses,
      privateIpsCount: row.addresses.length - 1,
      securityGroups: row.groups,
      sourceDestCheck: row.sourceDestCheck,
    };
  },
  update(ec2, region, id, values, inputs) {
    const row = ec2.interfaces.get(region, id);
    const subnet = ec2.subnets.known(row.subnetId);
    const addresses = wanted(values) ?? row.addresses;
    checkAddresses(ec2, subnet, addresses, id);
    const groups = values.securityGroups ?? row.groups;
    checkGroups(ec2, subnet, groups);
    const [primary = ""] = row.addresses;
    row.addresses = addresses.includes(primary)
      ? [primary, ...addresses.filter((each) => each !== primary)]
      : addresses;
    row.groups = groups;
    row.sourceDestCheck = values.sourceDestCheck;
    row.inputs = inputs;
  },
  remove(ec2, region, id) {
    const row = ec2.interfaces.get(region, id);
    if (row.attachment !== undefined) {
      throw new AwsError(
        "InvalidParameterValue",
        `Network interface '${id}' is currently in use by instance ${row.attachment.instanceId}.`,
      );
    }
    dropInterface(ec2, id);
  },
});
