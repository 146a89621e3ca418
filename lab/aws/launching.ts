// What RunInstances does: template and request become a machine with all its interfaces in one zone.

import { type Ec2, type Instance, type NetworkInterface, type Subnet } from "./ec2";
import { AwsError, invalid } from "./errors";
import { keyPairKey, newId } from "./ids";
import { type Image, imageOf } from "./images";
import { checkOffered, checkProduct, type InstanceType, instanceTypeOf } from "./instance-types";
import {
  type InterfaceRequest,
  isTrue,
  type LaunchRequest,
  type Planned,
  planInterfaces,
  type TemplateData,
  templateOf,
} from "./launch-request";
import { nextPublicIp } from "./public-addresses";
import { checkQuota } from "./quotas";
import { zoneOf } from "./regions";
import { isRunning } from "./standing";
import { type PlainMap } from "./schema";
import { addInterface, dropInterface } from "./types/network-interface";
import { decodeOnce } from "./user-data";

/** The refusal that AWS's client tries again. */
export const NO_CAPACITY = "InsufficientInstanceCapacity";

interface Spot {
  readonly subnet: Subnet;
  readonly existing?: NetworkInterface;
}

function spotOf(ec2: Ec2, region: string, request: InterfaceRequest): Spot {
  const existing =
    request.networkInterfaceId === undefined
      ? undefined
      : ec2.interfaces.get(region, request.networkInterfaceId);
  if (existing?.attachment !== undefined) {
    throw new AwsError(
      "InvalidNetworkInterface.InUse",
      `Interface: [${existing.id}] in use by instance ${existing.attachment.instanceId}.`,
    );
  }
  return {
    subnet: ec2.subnets.get(region, existing?.subnetId ?? request.subnetId ?? ""),
    existing,
  };
}

/** Refuses interfaces in several zones or VPCs, or in a zone other than the one asked for. */
function checkZone(spots: readonly Spot[], wanted: string | undefined): string {
  const [first] = spots;
  const zone = wanted ?? first?.subnet.zone ?? "";
  for (const { subnet, existing } of spots) {
    if (subnet.zone !== zone) {
      throw invalid(
        `You cannot attach network interfaces to an instance in a different availability zone: ${existing?.id ?? subnet.id} is in ${subnet.zone}, the instance in ${zone}.`,
      );
    }
    if (subnet.vpcId !== first?.subnet.vpcId) {
      throw invalid(
        `You have specified two resources that belong to different networks: ${subnet.id} and ${first?.subnet.id ?? ""}.`,
      );
    }
  }
  return zone;
}

/** Refuses an image whose terms nobody accepted (EC2's words: kakkoyun/terraform-openvpn 1, awslabs/harmonix 22), or on a type that is not for it. */
function checkImage({ account }: Ec2, image: Image, type: string): void {
  const { productCode } = image;
  if (productCode !== undefined && !account.marketplace.termsAccepted) {
    throw new AwsError(
      "OptInRequired",
      `In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=${productCode}`,
    );
  }
  checkProduct(image, type);
}

/** The type, where it takes so many interfaces. */
function typeFor(name: string, interfaces: number): InstanceType {
  const type = instanceTypeOf(name);
  if (interfaces <= type.interfaces) return type;
  throw new AwsError(
    "AttachmentLimitExceeded",
    `Interface count ${interfaces} exceeds the limit for ${name}: ${type.interfaces}.`,
  );
}

function checkCapacity(ec2: Ec2, region: string, type: string, interfaces: number): void {
  const { vcpus } = typeFor(type, interfaces);
  const used = ec2.instances
    .all()
    .filter((row) => row.region === region && isRunning(row))
    .reduce((sum, row) => sum + instanceTypeOf(row.instanceType).vcpus, 0);
  checkQuota(ec2, "vcpus", used + vcpus);
}

/** The machine that AWS has no room for at the moment (terraform-provider-aws 27513). */
function findCapacity(ec2: Ec2, zone: string, type: string): void {
  if (ec2.launchesRefused <= 0) return;
  ec2.launchesRefused -= 1;
  throw new AwsError(
    NO_CAPACITY,
    `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`,
  );
}

function required(value: string | undefined, name: string): string {
  if (value !== undefined && value !== "") return value;
  throw new AwsError("MissingParameter", `The request must contain the parameter ${name}`);
}

function checkKeyPair(ec2: Ec2, region: string, name: string | undefined): void {
  if (name === undefined) return;
  if (ec2.keyPairs.find(region, keyPairKey(ec2.ownerId, region, name)) === undefined)
    throw new AwsError("InvalidKeyPair.NotFound", `The key pair '${name}' does not exist`);
}

/** Launches a machine: everything is checked before anything changes. */
export function launch(
  ec2: Ec2,
  region: string,
  request: LaunchRequest,
  inputs: PlainMap,
): Instance {
  const from =
    request.launchTemplate === undefined
      ? undefined
      : templateOf(ec2, region, request.launchTemplate);
  // A version's inputs passed the template's own check.
  const data = (from?.template.versions[from.version - 1] ?? {}) as TemplateData;
  const image = imageOf(required(request.ami ?? data.imageId, "ImageId"));
  const instanceType = required(request.instanceType ?? data.instanceType, "InstanceType");
  const keyName = request.keyName ?? data.keyName;
  checkKeyPair(ec2, region, keyName);
  const planned = planInterfaces(request, data);
  checkImage(ec2, image, instanceType);
  checkCapacity(ec2, region, instanceType, planned.length);
  const spots = planned.map((plan) => spotOf(ec2, region, plan.request));
  const asked = request.availabilityZone ?? data.placement?.availabilityZone;
  const zone = checkZone(spots, asked === undefined ? undefined : zoneOf(region, asked).name);

  checkOffered(region, zone, instanceType);
  findCapacity(ec2, zone, instanceType);
  const id = newId("i");
  const made: string[] = [];
  let interfaces: NetworkInterface[];
  try {
    interfaces = planned.map((plan, position) => {
      const spot = spots[position];
      if (spot?.existing !== undefined) return spot.existing;
      const row = addInterface(ec2, spot?.subnet ?? ec2.subnets.get(region, ""), {
        addresses:
          plan.request.privateIpAddress === undefined ? [] : [plan.request.privateIpAddress],
        groups: plan.request.securityGroups,
        sourceDestCheck: request.sourceDestCheck,
      });
      made.push(row.id);
      return row;
    });
  } catch (error) {
    for (const half of made) dropInterface(ec2, half);
    throw error;
  }
  interfaces.forEach((row, index) => {
    const wish = planned[index]?.request.deleteOnTermination;
    const deleteOnTermination = made.includes(row.id)
      ? wish === undefined || isTrue(wish)
      : isTrue(wish);
    row.attachment = {
      id: newId("eni-attach"),
      instanceId: id,
      index,
      deleteOnTermination,
      seen: true,
    };
  });
  lendPublicIp(ec2, spots, interfaces, planned);

  const specification = data.tagSpecifications?.find((each) => each.resourceType === "instance");
  const tags = { ...specification?.tags, ...request.tags };
  return ec2.instances.add({
    id,
    region,
    inputs,
    imageId: image.id,
    instanceType,
    zone,
    interfaceIds: interfaces.map((row) => row.id),
    keyName,
    launchedWith: from && { templateId: from.template.id, version: from.version },
    userData: userDataOf(request, data.userData),
    name: tags.Name,
    role: tags.Role,
    state: "running",
    starts: 1,
  });
}

/** What a machine reads: as text, in base64, or in a template's base64. */
function userDataOf({ userData, userDataBase64 }: LaunchRequest, ofTemplate = ""): string {
  return userData === undefined
    ? Buffer.from(userDataBase64 ?? ofTemplate, "base64").toString()
    : decodeOnce(userData);
}

/** A machine with one interface in a subnet that says so gets a public address for as long as it lives. */
function lendPublicIp(
  ec2: Ec2,
  spots: readonly Spot[],
  interfaces: readonly NetworkInterface[],
  planned: readonly Planned[],
): void {
  const [spot] = spots;
  const [row] = interfaces;
  if (
    spot === undefined ||
    row === undefined ||
    spot.existing !== undefined ||
    interfaces.length > 1
  ) {
    return;
  }
  const wish = planned[0]?.request.associatePublicIpAddress;
  const wanted =
    wish === undefined ? spot.subnet.inputs.mapPublicIpOnLaunch === true : isTrue(wish);
  if (!wanted || ec2.internetGatewayOf(spot.subnet.vpcId) === undefined) return;
  ec2.addresses.add({
    id: newId("lent"),
    region: spot.subnet.region,
    inputs: {},
    publicIp: nextPublicIp(ec2),
    elastic: false,
    association: {
      id: newId("lentassoc"),
      interfaceId: row.id,
      privateIp: row.addresses[0] ?? "",
    },
  });
}

/** What changes only while a machine stands still: it is stopped, changed and started. */
export function startAgain(ec2: Ec2, row: Instance, values: LaunchRequest): void {
  const instanceType = values.instanceType ?? row.instanceType;
  const before = [row.inputs.userData, row.inputs.userDataBase64];
  const userDataChanged = before[0] !== values.userData || before[1] !== values.userDataBase64;
  if (instanceType === row.instanceType && !userDataChanged) return;
  typeFor(instanceType, row.interfaceIds.length);
  checkProduct(imageOf(row.imageId), instanceType);
  checkOffered(row.region, row.zone, instanceType);
  row.instanceType = instanceType;
  if (userDataChanged) {
    // Kept for the record; a machine that has booted once does not read it again.
    row.userData = userDataOf(values);
  }
  powerCycle(ec2, row);
}

/** Starts a machine once more: now it sees every interface that it has. */
export function powerCycle(ec2: Ec2, row: Instance): void {
  row.starts += 1;
  row.state = "running";
  for (const id of row.interfaceIds) {
    const { attachment } = ec2.interfaces.known(id);
    if (attachment !== undefined) attachment.seen = true;
  }
}

/** Takes a machine's power until it is started: its disk, interfaces and elastic IPs stay. */
export function stop(row: Instance): void {
  row.state = "stopped";
}

/** Ends a machine: its own interfaces go with it, the program's stay and are free again. */
export function terminate(ec2: Ec2, row: Instance): void {
  for (const id of row.interfaceIds) {
    const known = ec2.interfaces.find(row.region, id);
    if (known === undefined) continue;
    if (known.attachment?.deleteOnTermination === true) dropInterface(ec2, id);
    else known.attachment = undefined;
  }
  ec2.instances.remove(row.id);
}
