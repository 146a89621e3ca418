// aws.ec2.NatGateway: many private sources behind one address. TCP, UDP and ICMP, and nothing inbound.

import { AwsError } from "../errors";
import { newId } from "../ids";
import { associate } from "../public-addresses";
import { checkQuota, natGatewaysBeside } from "../quotas";
import { commonOutputs, resourceType } from "../resource-type";
import { text, textOr, unsupported } from "../schema";
import { anchor, tagged } from "./common";
import { addInterface, dropInterface } from "./network-interface";

export const natGateway = resourceType({
  token: "aws:ec2/natGateway:NatGateway",
  title: "EC2 NAT Gateway",
  inputs: {
    ...tagged,
    subnetId: anchor,
    allocationId: text({ change: "replace" }),
    connectivityType: textOr("public", {
      change: "replace",
      rule: (value) =>
        ["public", "private"].includes(value) ? undefined : `public or private, not "${value}"`,
    }),
    privateIp: text({ change: "replace", computed: true }),
    secondaryAllocationIds: unsupported("A NAT gateway of the lab has one address."),
    secondaryPrivateIpAddresses: unsupported("A NAT gateway of the lab has one address."),
    availabilityMode: unsupported("NAT gateways of the lab live in one subnet."),
  },
  computed: ["associationId", "networkInterfaceId", "privateIp", "publicIp", "tagsAll"],
  together: ({ connectivityType = "public", allocationId }) => {
    if (connectivityType === "public" && allocationId === undefined) {
      return ["a public NAT gateway needs allocationId, the elastic IP that it shows"];
    }
    return connectivityType === "private" && allocationId !== undefined
      ? ["a private NAT gateway does not take an allocationId"]
      : [];
  },
  create(ec2, region, { subnetId, allocationId, privateIp }, inputs) {
    const subnet = ec2.subnets.get(region, subnetId);
    const address =
      allocationId === undefined ? undefined : ec2.addresses.get(region, allocationId);
    if (address?.association !== undefined) {
      throw new AwsError(
        "Resource.AlreadyAssociated",
        `Elastic IP address [${address.id}] is already associated`,
      );
    }
    if (address !== undefined && ec2.internetGatewayOf(subnet.vpcId) === undefined) {
      throw new AwsError(
        "Gateway.NotAttached",
        `Network ${subnet.vpcId} has no Internet gateway attached. Make the NAT gateway depend on it.`,
      );
    }
    checkQuota(ec2, "natGatewaysPerZone", natGatewaysBeside(ec2, subnet) + 1);
    const row = addInterface(ec2, subnet, {
      kind: "nat_gateway",
      addresses: privateIp === undefined ? undefined : [privateIp],
      sourceDestCheck: false,
    });
    if (address !== undefined) {
      associate(ec2, address, { interfaceId: row.id, privateIp: row.addresses[0] ?? "" }, false);
    }
    const id = newId("nat");
    return ec2.natGateways.add({
      ...{ id, region, inputs, interfaceId: row.id, subnetId, allocationId },
      state: "available",
    }).id;
  },
  settling(ec2, region, id) {
    const row = ec2.natGateways.get(region, id);
    const { natGatewaySeconds: seconds } = ec2.account.slow;
    if (seconds > 0) row.state = "pending";
    return { seconds, then: () => void (row.state = "available") };
  },
  leaving(ec2, region, id) {
    ec2.natGateways.get(region, id).state = "deleting";
    return { seconds: ec2.account.slow.natGatewaySeconds };
  },
  read(ec2, region, id) {
    const row = ec2.natGateways.find(region, id);
    if (row === undefined) return undefined;
    const address = ec2.publicAddressOf(row.interfaceId);
    return {
      ...commonOutputs(row),
      networkInterfaceId: row.interfaceId,
      privateIp: ec2.interfaces.known(row.interfaceId).addresses[0] ?? "",
      publicIp: address?.publicIp ?? "",
      associationId: address?.association?.id ?? "",
    };
  },
  update(ec2, region, id, _values, inputs) {
    ec2.natGateways.get(region, id).inputs = inputs;
  },
  remove(ec2, region, id) {
    dropInterface(ec2, ec2.natGateways.get(region, id).interfaceId);
    ec2.natGateways.remove(id);
  },
});
