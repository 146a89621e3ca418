// What a launch asks for: the request, the template's version beneath it, and the interfaces they name.

import { type Ec2, type LaunchTemplate } from "./ec2";
import { AwsError, invalid } from "./errors";

/** What a launch may say, from the instance or from its template. */
export interface LaunchRequest {
  readonly ami?: string;
  readonly instanceType?: string;
  readonly keyName?: string;
  readonly availabilityZone?: string;
  readonly subnetId?: string;
  readonly privateIp?: string;
  readonly vpcSecurityGroupIds?: readonly string[];
  readonly sourceDestCheck?: boolean;
  readonly associatePublicIpAddress?: boolean;
  readonly userData?: string;
  readonly userDataBase64?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly launchTemplate?: {
    readonly id?: string;
    readonly name?: string;
    /** @default "$Default" */
    readonly version?: string;
  };
  readonly networkInterfaces?: readonly InterfaceRequest[];
  readonly primaryNetworkInterface?: { readonly networkInterfaceId?: string };
}

/** One interface of a launch: an existing one, or one to be made in a subnet. */
export interface InterfaceRequest {
  readonly deviceIndex?: number;
  readonly networkInterfaceId?: string;
  readonly subnetId?: string;
  readonly securityGroups?: readonly string[];
  readonly privateIpAddress?: string;
  readonly associatePublicIpAddress?: boolean | string;
  readonly deleteOnTermination?: boolean | string;
}

/** The parts of a template's version that a launch reads. */
export interface TemplateData {
  readonly imageId?: string;
  readonly instanceType?: string;
  readonly keyName?: string;
  readonly userData?: string;
  readonly vpcSecurityGroupIds?: readonly string[];
  readonly networkInterfaces?: readonly InterfaceRequest[];
  readonly placement?: { readonly availabilityZone?: string };
  readonly tagSpecifications?: readonly {
    readonly resourceType?: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
}

/** The template and the version of it that a launch means. */
export function templateOf(
  ec2: Ec2,
  region: string,
  asked: NonNullable<LaunchRequest["launchTemplate"]>,
): { template: LaunchTemplate; version: number } {
  const byName = ec2.launchTemplates
    .all()
    .find((row) => row.region === region && row.name === asked.name);
  if (asked.id === undefined && byName === undefined) {
    throw new AwsError(
      "InvalidLaunchTemplateName.NotFoundException",
      `The specified launch template, with template name ${asked.name ?? ""}, does not exist.`,
    );
  }
  const template = byName ?? ec2.launchTemplates.get(region, asked.id ?? "");
  const wish = asked.version ?? "$Default";
  const version =
    wish === "$Latest"
      ? template.versions.length
      : wish === "$Default"
        ? template.defaultVersion
        : Number(wish);
  if (template.versions[version - 1] === undefined) {
    throw new AwsError(
      "InvalidLaunchTemplateId.VersionNotFound",
      `Could not find launch template version ${wish} of ${template.id}; it has 1 to ${template.versions.length}.`,
    );
  }
  return { template, version };
}

/** Flags are text in templates. */
export const isTrue = (value: boolean | string | undefined): boolean =>
  value === true || value === "true";

/** An interface with its device index. */
export interface Planned {
  readonly index: number;
  readonly request: InterfaceRequest;
}

/** The interfaces of a launch, by device index. */
export function planInterfaces(request: LaunchRequest, data: TemplateData): readonly Planned[] {
  const primary = request.primaryNetworkInterface?.networkInterfaceId;
  const listed =
    primary === undefined
      ? (request.networkInterfaces ?? data.networkInterfaces ?? [])
      : [{ deviceIndex: 0, networkInterfaceId: primary }];
  const groups = request.vpcSecurityGroupIds ?? data.vpcSecurityGroupIds;
  if (listed.length === 0) {
    if (request.subnetId === undefined) {
      throw new AwsError(
        "VPCIdNotSpecified",
        "No default VPC for this user. Give subnetId, or network interfaces in a launch template.",
      );
    }
    const { subnetId, privateIp, associatePublicIpAddress } = request;
    const only = {
      subnetId,
      privateIpAddress: privateIp,
      securityGroups: groups,
      associatePublicIpAddress,
      deleteOnTermination: true,
    };
    return [{ index: 0, request: only }];
  }
  const forbidden = {
    "subnet ID": request.subnetId,
    "private IP address": request.privateIp,
    "security groups": groups,
  };
  for (const [what, value] of Object.entries(forbidden)) {
    if (value !== undefined) {
      throw new AwsError(
        "InvalidParameterCombination",
        `Network interfaces and an instance-level ${what} may not be specified on the same request`,
      );
    }
  }
  const planned = listed.map((each) => ({ index: each.deviceIndex ?? 0, request: each }));
  const indexes = planned.map(({ index }) => index).sort((a, b) => a - b);
  if (indexes.some((index, position) => index !== position)) {
    throw invalid(
      `Each network interface requires a unique device index, from 0 without gaps; this launch has ${indexes.join(", ")}.`,
    );
  }
  const named = planned.flatMap(({ request: { networkInterfaceId } }) => networkInterfaceId ?? []);
  const twice = named.find((id, position) => named.indexOf(id) !== position);
  if (twice !== undefined) {
    throw new AwsError("InvalidNetworkInterface.InUse", `Interface: [${twice}] in use twice.`);
  }
  return planned.sort((a, b) => a.index - b.index);
}
