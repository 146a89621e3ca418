// aws.ec2.Instance: a machine. All its interfaces are there from the first second, or it does not see them.

import { isPropertyMap, type PropertyValue } from "../../../lib/rpc";
import { type Instance, type NetworkInterface } from "../ec2";
import { AwsError } from "../errors";
import { launch, startAgain, terminate } from "../launching";
import { commonOutputs, resourceType } from "../resource-type";
import { flag, number, object, objects, tags, text, unsupported } from "../schema";
import { plainUserDataProblem, userDataProblem } from "../user-data";
import { ids, tagged } from "./common";
import { metadataOptions } from "./launch-template";
import { checkGroups } from "./network-interface";

const replace = { change: "replace", computed: true } as const;

/** How a root disk is encrypted, which it is for life; what AWS was left to choose is no change. */
function keyOf(device: PropertyValue | undefined): string {
  if (device === undefined || !isPropertyMap(device)) return JSON.stringify([false, undefined]);
  const { encrypted, kmsKeyId } = device;
  return JSON.stringify([encrypted ?? false, kmsKeyId]);
}

export const instance = resourceType({
  token: "aws:ec2/instance:Instance",
  title: "EC2 Instance",
  inputs: {
    ...tagged,
    ami: text(replace),
    instanceType: text({ computed: true }),
    keyName: text(replace),
    availabilityZone: text(replace),
    subnetId: text(replace),
    privateIp: text(replace),
    vpcSecurityGroupIds: ids,
    sourceDestCheck: flag(),
    associatePublicIpAddress: flag(replace),
    userData: text({ rule: plainUserDataProblem }),
    userDataBase64: text({ rule: userDataProblem }),
    userDataReplaceOnChange: flag(),
    launchTemplate: object({ id: text(), name: text(), version: text() }, { change: "replace" }),
    networkInterfaces: objects(
      {
        deviceIndex: number(),
        networkInterfaceId: text(),
        deleteOnTermination: flag(),
        networkCardIndex: number(),
      },
      { change: "replace" },
    ),
    primaryNetworkInterface: object({ networkInterfaceId: text() }, { change: "replace" }),
    metadataOptions,
    rootBlockDevice: object({
      volumeSize: number(),
      volumeType: text(),
      iops: number(),
      throughput: number(),
      encrypted: flag(),
      kmsKeyId: text(),
      deleteOnTermination: flag(),
      tags: tags(),
    }),
    creditSpecification: object({ cpuCredits: text() }),
    maintenanceOptions: object({ autoRecovery: text() }),
    iamInstanceProfile: text(),
    ebsOptimized: flag(replace),
    monitoring: flag(),
    tenancy: text(replace),
    disableApiStop: flag(),
    disableApiTermination: flag(),
    instanceInitiatedShutdownBehavior: text(),
    volumeTags: tags(),
    forceDestroy: flag(),
    getPasswordData: flag(),
    hibernation: flag({ change: "replace" }),
    securityGroups: unsupported("Give vpcSecurityGroupIds."),
    secondaryNetworkInterfaces: unsupported("Attach interfaces through a launch template."),
    secondaryPrivateIps: unsupported("Make an aws.ec2.NetworkInterface with several addresses."),
    ipv6Addresses: unsupported("Instances of the lab have IPv4 only."),
    ipv6AddressCount: unsupported("Instances of the lab have IPv4 only."),
    ebsBlockDevices: unsupported("Machines of the lab have no disks of their own."),
    ephemeralBlockDevices: unsupported("Machines of the lab have no disks of their own."),
  },
  computed: [
    "ami",
    "arn",
    "associatePublicIpAddress",
    "availabilityZone",
    "instanceState",
    "instanceType",
    "keyName",
    "passwordData",
    "placementGroup",
    "primaryNetworkInterfaceId",
    "privateDns",
    "privateIp",
    "publicDns",
    "publicIp",
    "subnetId",
    "tagsAll",
    "tenancy",
    "vpcSecurityGroupIds",
  ],
  replacedBy: (olds, news) => [
    ...(news.userDataReplaceOnChange === true ? ["userData", "userDataBase64"] : []),
    ...(keyOf(olds.rootBlockDevice) === keyOf(news.rootBlockDevice) ? [] : ["rootBlockDevice"]),
  ],
  together: ({ userData, userDataBase64, launchTemplate: template }) => {
    const found: string[] = [];
    if (userData !== undefined && userDataBase64 !== undefined) {
      found.push("userData and userDataBase64 exclude each other");
    }
    if (template !== undefined && (template.id === undefined) === (template.name === undefined)) {
      found.push("launchTemplate needs exactly one of id and name");
    }
    return found;
  },
  create: (ec2, region, values, inputs) => launch(ec2, region, values, inputs).id,
  read(ec2, region, id) {
    const row = ec2.instances.find(region, id);
    if (row === undefined) return undefined;
    const primary = ec2.interfaces.known(row.interfaceIds[0] ?? "");
    const privateIp = primary.addresses[0] ?? "";
    const publicIp = ec2.publicAddressOf(primary.id, privateIp)?.publicIp ?? "";
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "instance", id),
      ami: row.imageId,
      instanceType: row.instanceType,
      instanceState: row.state,
      keyName: row.keyName ?? "",
      availabilityZone: row.zone,
      subnetId: primary.subnetId,
      vpcSecurityGroupIds: primary.groups,
      sourceDestCheck: primary.sourceDestCheck,
      primaryNetworkInterfaceId: primary.id,
      privateIp,
      privateDns: `ip-${privateIp.replaceAll(".", "-")}.${region}.compute.internal`,
      publicIp,
      publicDns: publicIp && `ec2-${publicIp.replaceAll(".", "-")}.${region}.compute.amazonaws.com`,
      associatePublicIpAddress: publicIp !== "",
      tenancy: row.inputs.tenancy ?? "default",
      placementGroup: "",
      passwordData: "",
      ownerId: ec2.ownerId,
    };
  },
  update(ec2, region, id, values, inputs) {
    const row = ec2.instances.get(region, id);
    const primary: NetworkInterface = ec2.interfaces.known(row.interfaceIds[0] ?? "");
    if (values.vpcSecurityGroupIds !== undefined) {
      checkGroups(ec2, ec2.subnets.known(primary.subnetId), values.vpcSecurityGroupIds);
      primary.groups = values.vpcSecurityGroupIds;
    }
    if (values.sourceDestCheck !== undefined) primary.sourceDestCheck = values.sourceDestCheck;
    if (values.tags !== undefined) {
      row.name = values.tags.Name;
      row.role = values.tags.Role;
    }
    startAgain(ec2, row, values);
    row.inputs = inputs;
  },
  leaving(ec2, region, id) {
    const row: Instance = ec2.instances.get(region, id);
    if (row.inputs.disableApiTermination === true && row.inputs.forceDestroy !== true) {
      throw new AwsError(
        "OperationNotPermitted",
        `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      );
    }
    row.state = "shutting-down";
    return { seconds: ec2.account.slow.terminateSeconds };
  },
  remove: (ec2, region, id) => terminate(ec2, ec2.instances.get(region, id)),
});
