// aws.ec2.LaunchTemplate: how to launch, in numbered versions. Every change makes a new version.

import { type PlainMap } from "../schema";
import { AwsError, invalid } from "../errors";
import { newId } from "../ids";
import { commonOutputs, resourceType } from "../resource-type";
import { flag, number, object, objects, tags, text, texts, unsupported } from "../schema";
import { userDataProblem } from "../user-data";
import { tagged } from "./common";

/** Settings of the metadata service; the lab's devices get their user data without it. */
export const metadataOptions = object({
  httpEndpoint: text(),
  httpTokens: text({
    rule: (value) =>
      ["optional", "required"].includes(value) ? undefined : `optional or required, not "${value}"`,
  }),
  httpPutResponseHopLimit: number(),
  httpProtocolIpv6: text(),
  instanceMetadataTags: text(),
});

const ebs = object({
  volumeSize: number(),
  volumeType: text(),
  iops: number(),
  throughput: number(),
  encrypted: text(),
  deleteOnTermination: text(),
  kmsKeyId: text(),
  snapshotId: text(),
});

/** Which characters a name takes (botocore's model, LaunchTemplateName). */
function charactersProblem(name: string): string | undefined {
  return /^[a-zA-Z0-9().\-/_]*$/.test(name)
    ? undefined
    : `a launch template's name takes letters, digits and ().-/_ only, not "${name}"`;
}

function nameProblem(name: string): string | undefined {
  return name.length < 3 || name.length > 128
    ? `a launch template's name has 3 to 128 characters, not ${name.length}`
    : charactersProblem(name);
}

export const launchTemplate = resourceType({
  token: "aws:ec2/launchTemplate:LaunchTemplate",
  title: "EC2 Launch Template",
  inputs: {
    ...tagged,
    name: text({ change: "replace", rule: nameProblem }),
    namePrefix: text({ change: "replace", rule: charactersProblem }),
    description: text(),
    defaultVersion: number({
      rule: (value) => (value >= 1 ? undefined : `at least 1, not ${value}`),
    }),
    updateDefaultVersion: flag(),
    imageId: text(),
    instanceType: text(),
    keyName: text(),
    userData: text({ rule: userDataProblem }),
    ebsOptimized: text(),
    disableApiStop: flag(),
    disableApiTermination: flag(),
    instanceInitiatedShutdownBehavior: text(),
    vpcSecurityGroupIds: texts(),
    networkInterfaces: objects({
      deviceIndex: number(),
      networkInterfaceId: text(),
      subnetId: text(),
      securityGroups: texts(),
      privateIpAddress: text(),
      associatePublicIpAddress: text(),
      deleteOnTermination: text(),
      description: text(),
      networkCardIndex: number({
        rule: (value) =>
          value === 0 ? undefined : "the lab's types have one network card, number 0",
      }),
    }),
    metadataOptions,
    tagSpecifications: objects({ resourceType: text(), tags: tags() }),
    blockDeviceMappings: objects({
      deviceName: text(),
      noDevice: text(),
      virtualName: text(),
      ebs,
    }),
    iamInstanceProfile: object({ name: text(), arn: text() }),
    monitoring: object({ enabled: flag() }),
    placement: object({ availabilityZone: text(), tenancy: text(), groupName: text() }),
    creditSpecification: object({ cpuCredits: text() }),
    maintenanceOptions: object({ autoRecovery: text() }),
    instanceRequirements: unsupported("Give instanceType."),
    instanceMarketOptions: unsupported("Instances of the lab are on-demand."),
    securityGroupNames: unsupported("Give vpcSecurityGroupIds, or groups at the interfaces."),
  },
  computed: ["arn", "latestVersion", "defaultVersion", "tagsAll"],
  volatile: ["latestVersion", "defaultVersion"],
  autoname: { property: "name", prefixProperty: "namePrefix" },
  together: ({ defaultVersion, updateDefaultVersion }) =>
    defaultVersion !== undefined && updateDefaultVersion !== undefined
      ? ["defaultVersion and updateDefaultVersion exclude each other"]
      : [],
  create(ec2, region, { name = "" }, inputs) {
    const twin = ec2.launchTemplates
      .all()
      .find((row) => row.region === region && row.name === name);
    if (twin !== undefined) {
      throw new AwsError(
        "InvalidLaunchTemplateName.AlreadyExistsException",
        `Launch template name already in use: ${name}.`,
      );
    }
    const versions = [inputs];
    const id = newId("lt");
    return ec2.launchTemplates.add({ id, region, inputs, name, versions, defaultVersion: 1 }).id;
  },
  read(ec2, region, id) {
    const row = ec2.launchTemplates.find(region, id);
    if (row === undefined) return undefined;
    return {
      ...commonOutputs(row),
      arn: ec2.arn(region, "launch-template", id),
      name: row.name,
      latestVersion: row.versions.length,
      defaultVersion: row.defaultVersion,
    };
  },
  update(ec2, region, id, { defaultVersion, updateDefaultVersion }, inputs) {
    const row = ec2.launchTemplates.get(region, id);
    if (versioned(row.inputs) !== versioned(inputs)) row.versions.push(inputs);
    if (defaultVersion !== undefined && defaultVersion > row.versions.length) {
      throw invalid(`Launch template ${id} has no version ${defaultVersion}.`);
    }
    if (updateDefaultVersion === true) row.defaultVersion = row.versions.length;
    else if (defaultVersion !== undefined) row.defaultVersion = defaultVersion;
    row.inputs = inputs;
  },
  remove(ec2, region, id) {
    ec2.launchTemplates.get(region, id);
    ec2.launchTemplates.remove(id);
  },
});

/** What counts as the content of a version: the template's own tags and its default version don't. */
function versioned(inputs: PlainMap): string {
  const aside = ["tags", "defaultVersion", "updateDefaultVersion"];
  const content = Object.entries(inputs).filter(([name]) => !aside.includes(name));
  return JSON.stringify(content.sort(([a], [b]) => (a < b ? -1 : 1)));
}
