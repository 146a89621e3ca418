// Pulumi's functions ("invokes") that programs ask AWS with.

import type { Caller } from "./callers";
import { AwsError, invalid, notInTheLab } from "./errors";
import { type Image, IMAGES } from "./images";
import { checkRegion, regionDescription, zonesOf } from "./regions";
import { type Plain, type PlainMap } from "./schema";

/** Answers one function. */
export type Answer = (region: string, args: PlainMap, caller: Caller) => PlainMap;

interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

function filtersOf(args: PlainMap): Filter[] {
  // Pulumi's types hold the program to this shape.
  return (args.filters ?? []) as unknown as Filter[];
}

/** EC2's wildcards: `*` for any text, `?` for one character. */
function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

const IMAGE_FIELDS: Readonly<Record<string, (image: Image) => string>> = {
  name: (image) => image.name,
  description: (image) => image.description,
  "image-id": (image) => image.id,
  "owner-id": (image) => image.ownerId,
  "owner-alias": (image) => image.ownerAlias,
  "root-device-name": (image) => image.rootDeviceName,
  "root-device-type": () => "ebs",
  architecture: () => "x86_64",
  "virtualization-type": () => "hvm",
  "image-type": () => "machine",
  "product-code": ({ productCode = "" }) => productCode,
  "product-code.type": ({ productCode }) => (productCode === undefined ? "" : "marketplace"),
  state: () => "available",
  "is-public": () => "true",
};

function matches(image: Image, { name, values }: Filter): boolean {
  const field = IMAGE_FIELDS[name];
  if (field === undefined) {
    throw invalid(
      `The filter '${name}' is invalid; the lab has ${Object.keys(IMAGE_FIELDS).join(", ")}`,
    );
  }
  return values.some((value) => glob(value).test(field(image)));
}

/** Images that are asked for, the newest first. */
function imagesFor(args: PlainMap): readonly Image[] {
  const owners = (args.owners ?? []) as readonly string[];
  const nameRegex = typeof args.nameRegex === "string" ? new RegExp(args.nameRegex) : undefined;
  return IMAGES.filter(
    (image) =>
      (owners.length === 0 ||
        owners.some((owner) => [image.ownerId, image.ownerAlias].includes(owner))) &&
      (nameRegex === undefined || nameRegex.test(image.name)) &&
      filtersOf(args).every((filter) => matches(image, filter)),
  ).sort((a, b) => b.creationDate.localeCompare(a.creationDate));
}

/** None is no error here (terraform-provider-aws, the data source aws_ami_ids). */
function getAmiIds(region: string, args: PlainMap): PlainMap {
  const ids = imagesFor(args).map(({ id }) => id);
  return { ...args, id: region, region, ids: args.sortAscending === true ? ids.reverse() : ids };
}

function getAmi(region: string, args: PlainMap): PlainMap {
  const found = imagesFor(args);
  const [image] = found;
  if (image === undefined) {
    throw new AwsError(
      "NoResults",
      `Your query returned no results. Please change your search criteria and try again. The lab has ${IMAGES.map((known) => `${known.name} (${known.ownerAlias})`).join(" and ")}`,
    );
  }
  if (found.length > 1 && args.mostRecent !== true) {
    throw new AwsError(
      "TooManyResults",
      "Your query returned more than one result. Please try a more specific search criteria, or set `mostRecent` attribute to true.",
    );
  }
  return {
    ...args,
    id: image.id,
    imageId: image.id,
    region,
    name: image.name,
    description: image.description,
    ownerId: image.ownerId,
    imageOwnerAlias: image.ownerAlias,
    creationDate: image.creationDate,
    // An image's ARN names no account.
    arn: `arn:aws:ec2:${region}::image/${image.id}`,
    architecture: "x86_64",
    bootMode: "legacy-bios",
    blockDeviceMappings: [],
    deprecationTime: "",
    enaSupport: true,
    hypervisor: "xen",
    imageLocation: `${image.ownerAlias}/${image.name}`,
    imageType: "machine",
    imdsSupport: "",
    kernelId: "",
    lastLaunchedTime: "",
    platform: "",
    platformDetails: "Linux/UNIX",
    productCodes:
      image.productCode === undefined
        ? []
        : [{ productCodeId: image.productCode, productCodeType: "marketplace" }],
    public: true,
    ramdiskId: "",
    rootDeviceName: image.rootDeviceName,
    rootDeviceType: "ebs",
    rootSnapshotId: "",
    sriovNetSupport: "simple",
    state: "available",
    stateReason: {},
    tags: {},
    tpmSupport: "",
    usageOperation: "RunInstances",
    virtualizationType: "hvm",
  };
}

function getAvailabilityZones(region: string, args: PlainMap): PlainMap {
  const without = new Set((args.excludeNames ?? []) as readonly Plain[]);
  const withoutIds = new Set((args.excludeZoneIds ?? []) as readonly Plain[]);
  const fields = (zone: { name: string; id: string }): Record<string, string> => ({
    "zone-name": zone.name,
    "zone-id": zone.id,
    "region-name": region,
    "zone-type": "availability-zone",
    "opt-in-status": "opt-in-not-required",
    "group-name": region,
    state: "available",
  });
  const zones = zonesOf(region).filter((zone) => {
    if (without.has(zone.name) || withoutIds.has(zone.id)) return false;
    if (args.state !== undefined && args.state !== null && args.state !== "available") return false;
    return filtersOf(args).every(({ name, values }) => {
      const value = fields(zone)[name];
      if (value === undefined) throw invalid(`The filter '${name}' is invalid`);
      return values.includes(value);
    });
  });
  return {
    ...args,
    id: region,
    region,
    names: zones.map(({ name }) => name),
    zoneIds: zones.map(({ id }) => id),
    groupNames: [region],
  };
}

function getRegion(region: string, args: PlainMap): PlainMap {
  const asked = args.region ?? args.name ?? args.id ?? region;
  if (typeof asked !== "string") throw invalid("the region's name must be a string");
  checkRegion(asked);
  if (args.endpoint !== undefined && args.endpoint !== null) {
    throw notInTheLab("looking regions up by endpoint", "Give the region's name.");
  }
  return {
    id: asked,
    name: asked,
    region: asked,
    description: regionDescription(asked),
    endpoint: `ec2.${asked}.amazonaws.com`,
  };
}

/** Every function by its token. */
export const FUNCTIONS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ["aws:ec2/getAmi:getAmi", getAmi],
  ["aws:ec2/getAmiIds:getAmiIds", getAmiIds],
  ["aws:index/getAvailabilityZones:getAvailabilityZones", getAvailabilityZones],
  ["aws:index/getRegion:getRegion", getRegion],
  [
    "aws:index/getCallerIdentity:getCallerIdentity",
    (_region, _args, { accountId, arn, userId }) => ({ id: accountId, accountId, arn, userId }),
  ],
]);
