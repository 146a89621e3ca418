// The AWS resources of one vSRX: interfaces with their groups, elastic IPs, launch template, instance.
import type { Eip } from "@pulumi/aws/ec2/eip";
import type { EipAssociation } from "@pulumi/aws/ec2/eipAssociation";
import { Instance } from "@pulumi/aws/ec2/instance";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { NetworkInterface } from "@pulumi/aws/ec2/networkInterface";
import { Route } from "@pulumi/aws/ec2/route";
import {
  mergeOptions,
  type Output,
  output,
  type Resource,
  rootStackResource,
} from "@pulumi/pulumi";
import {
  type Attachment,
  type DeviceRef,
  elasticIpName,
  type Gateway,
  type NatDevice,
  StackScope,
} from "../topology";
import { addressesOf, createElasticIp, elasticIpsOf } from "./elastic-ips";
import { fillIfNeeded } from "./fill";
import { createGroup, type GroupResources } from "./groups";
import { managementRules } from "./management-from";
import { isPublic } from "./management-way";
import { formerNetworkName, networkName, regional, type SiteResources } from "./network";
import type { AwsPlace } from "./place";
import { instanceTypeOf } from "./instance-size";
import type { PlannedRule } from "./planned";
import { userData } from "./user-data";
import { lateOutputs } from "./late-outputs";
import { lateSiteProps } from "./late-props";
import { deviceTags } from "./tags";
import { volumesOf } from "./volumes";
import { transformed } from "./transformed";
import { droppedRuleRemark, remark, sourceDestCheckRemark } from "./transform-remarks";
import "./transforms";

/** A route that leads through a device, and all devices that it could lead through. */
export interface LeadingRoute {
  readonly name: string;
  readonly route: Route;
  readonly candidates: readonly DeviceRef[];
}

export interface DeviceResources {
  readonly instance: Instance;
  /** Where SSH answers. */
  readonly management: Output<string>;
  /** The elastic IP of its outer interface. */
  readonly elasticIp: Output<string> | undefined;
  /** Interfaces of its attachments. */
  readonly interfaces: ReadonlyMap<Attachment, NetworkInterface>;
  /** Ids of the security rules of its traffic: they change when one is added or taken away. */
  readonly ruleIds: readonly Output<string>[];
  readonly routes: readonly LeadingRoute[];
  readonly allRules: readonly Resource[];
  /** What must exist before the device can be reached. */
  readonly reachable: readonly Resource[];
}

/** First pass: interfaces and elastic IPs, so that every address is known. Second pass: see {@link finishDevice}. */
export interface DeviceInterfaces {
  readonly device: Gateway | NatDevice;
  readonly management: NetworkInterface;
  readonly groups: ReadonlyMap<Attachment | "fxp0", GroupResources>;
  readonly interfaces: ReadonlyMap<Attachment, NetworkInterface>;
  /** Undefined where management goes by the private address. */
  readonly managementIp: Eip | undefined;
  readonly elasticIp: Eip | undefined;
  /** Those of a NAT device's static rules, by the rules' names. */
  readonly ruleIps: ReadonlyMap<string, Eip>;
  readonly associations: readonly EipAssociation[];
}

/** Interfaces, groups and elastic IPs. They outlive the instance: replacing it keeps the endpoint. */
export function createInterfaces(
  device: Gateway | NatDevice,
  { site, network, name, opts }: AwsPlace,
): DeviceInterfaces {
  const tags = deviceTags(site, device);
  const groups = new Map<Attachment | "fxp0", GroupResources>();
  const interfaces = new Map<Attachment, NetworkInterface>();
  const make = (
    key: Attachment | "fxp0",
    label: string,
    place: SiteResources["subnets"] extends ReadonlyMap<infer K, unknown> ? K : never,
    data: boolean,
  ): NetworkInterface => {
    const child = `${name}-${label.replaceAll("/", "-")}`;
    const subnet = network.subnets.get(place);
    if (subnet === undefined) throw new RangeError(`no subnet for ${place.cidr} was planned`);
    const group = createGroup(child, `${device.name} ${label}`, tags, {
      owner: device,
      site,
      vpcId: network.vpcId,
      opts,
    });
    groups.set(key, group);
    const args = {
      subnetId: subnet.id,
      ...(key === "fxp0" ? {} : { privateIps: addressesOf(device, key) }),
      securityGroups: [
        group.group.id,
        ...(key === "fxp0" ? (site.props.management.securityGroupIds ?? []) : key.securityGroupIds),
      ],
      // A gateway forwards what is not addressed to it; the management interface never does.
      sourceDestCheck: !data,
      description: `${device.name} ${label}`,
      ...regional(site),
      tags,
    };
    const wanted = transformed(device, "networkInterface", args, child);
    if (data && wanted.sourceDestCheck === true) {
      remark(device, sourceDestCheckRemark(`${device.name} ${label}`), opts.parent);
    }
    // Its address is fixed, and two interfaces cannot have one.
    return new NetworkInterface(child, wanted, mergeOptions(opts, { deleteBeforeReplace: true }));
  };
  const management = make("fxp0", "fxp0", site.managementSubnetOf(device), false);
  for (const port of device.attachments()) {
    interfaces.set(port, make(port, port.interface, port.network, true));
  }
  const place = { site, network, name, opts };
  const associations: EipAssociation[] = [];
  let managementIp: Eip | undefined;
  if (isPublic(site.props.management.via)) {
    const [eip, association] = createElasticIp(device, `${name}-fxp0`, management, place);
    managementIp = eip;
    associations.push(association);
  }
  let elasticIp: Eip | undefined;
  const outer = device.attachments()[0];
  const outerEni = outer === undefined ? undefined : interfaces.get(outer);
  const ruleIps = new Map<string, Eip>();
  for (const { nat, label, rule, privateIpAddress } of elasticIpsOf(device)) {
    if (outerEni === undefined) continue;
    const [eip, association] = createElasticIp(device, `${name}-${label}`, outerEni, place, {
      existing: nat.allocationId,
      privateIpAddress,
    });
    if (rule === undefined) elasticIp = eip;
    else ruleIps.set(rule, eip);
    associations.push(association);
    StackScope.of(device).values.bind(elasticIpName(device, rule), eip.publicIp);
  }
  return { device, management, groups, interfaces, managementIp, elasticIp, ruleIps, associations };
}

/** Rules, routes and the instance itself; every address is known by now. */
export function finishDevice(made: DeviceInterfaces, place: AwsPlace): DeviceResources {
  const ruleIds = createRules(made, place);
  const routes = createRoutes(made, place);
  const instance = createInstance(made, place, createTemplate(made, place));
  const management = made.managementIp?.publicIp ?? made.management.privateIp;
  settle(made, instance, management);
  return {
    instance,
    management,
    elasticIp: made.elasticIp?.publicIp,
    interfaces: made.interfaces,
    ruleIds,
    routes,
    allRules: [...made.groups.values()].flatMap((group) => group.rules),
    reachable: [instance, ...made.associations, ...(made.groups.get("fxp0")?.rules ?? [])],
  };
}

/** What the rest of the program may know of the device. */
function settle(
  { device, management: fxp0, groups, interfaces, elasticIp, ruleIps }: DeviceInterfaces,
  instance: Instance,
  managementAddress: Output<string>,
): void {
  const outputs = lateOutputs(StackScope.of(device));
  const publicIp = elasticIp?.publicIp;
  outputs.settle(device, { instanceId: instance.id, managementAddress, publicIp });
  for (const [rule, { publicIp: ofRule }] of ruleIps) {
    outputs.settle(device, { [`${rule} publicIp`]: ofRule });
  }
  for (const [key, { group }] of groups) {
    const eni = key === "fxp0" ? fxp0 : interfaces.get(key);
    const label = key === "fxp0" ? key : key.interface;
    outputs.settle(device, {
      [`${label} networkInterfaceId`]: eni?.id,
      [`${label} securityGroupId`]: group.id,
      [`${label} privateIp`]: eni?.privateIp,
    });
  }
}

/** What each interface lets in and out; the ids of the rules. */
function createRules(
  { device, groups }: DeviceInterfaces,
  { site, plan, opts }: AwsPlace,
): readonly Output<string>[] {
  const { values } = StackScope.of(device);
  const ruleIds: Output<string>[] = [];
  const rulesFor = (
    key: Attachment | "fxp0",
    label: string,
    rules: readonly PlannedRule[],
  ): void => {
    const group = groups.get(key);
    for (const rule of rules) {
      const cidr = fillIfNeeded(rule.cidr, values);
      const id = group?.add(rule, cidr, label);
      if (id === undefined) remark(device, droppedRuleRemark(rule), opts.parent);
      // No tunnel rests on who may manage the device.
      else if (key !== "fxp0") ruleIds.push(id);
    }
  };
  rulesFor("fxp0", "fxp0", managementRules(site.props.management.from, site.props.management.to));
  for (const port of device.attachments()) {
    rulesFor(port, port.interface, plan.rules.get(port) ?? []);
  }
  return ruleIds;
}

/** What leads through this device. */
function createRoutes(
  { device, interfaces }: DeviceInterfaces,
  { site, network, plan, name, opts }: AwsPlace,
): readonly LeadingRoute[] {
  const { values } = StackScope.of(device);
  return plan.routes
    .filter((route) => route.via.device === device)
    .flatMap((route) => {
      const tableId = network.subnets.get(route.network)?.tableId;
      const eni = interfaces.get(route.via);
      if (tableId === undefined || eni === undefined) return [];
      // AWS takes a route inside the VPC only to a whole subnet that exists.
      const target = [...network.subnets].find(([{ cidr }]) => cidr === route.destination)?.[1];
      // A route belongs to its table and destination: another gateway is another target, and no other route.
      const to = route.destination.replaceAll(/[^A-Za-z0-9]+/g, "-");
      const former = `${name}-from-${formerNetworkName(route.network)}-to-${to}`;
      const known = mergeOptions(network.opts, {
        aliases: [{ name: former, parent: opts.parent ?? rootStackResource }],
      });
      const child = `${network.name}-${networkName(route.network)}-to-${to}`;
      const args = {
        routeTableId: tableId,
        destinationCidrBlock: fillIfNeeded(route.destination, values),
        ...(route.onTo ?? { networkInterfaceId: eni.id }),
        ...regional(site),
      };
      const subnet = target?.made;
      const made = new Route(
        child,
        transformed(device, "route", args, child),
        subnet === undefined ? known : mergeOptions(known, { dependsOn: [subnet] }),
      );
      return { name: child, route: made, candidates: route.candidates };
    });
}

/** Holds the interfaces of an instance, which outlive it. */
function createTemplate(
  { device, management, interfaces }: DeviceInterfaces,
  { site, name, opts }: AwsPlace,
): LaunchTemplate {
  const enis = [management, ...interfaces.values()];
  const args = {
    networkInterfaces: enis.map((eni, deviceIndex) => ({
      deviceIndex,
      networkInterfaceId: eni.id,
    })),
    updateDefaultVersion: true,
    ...regional(site),
    tags: deviceTags(site, device),
  };
  return new LaunchTemplate(
    name,
    transformed(device, "launchTemplate", args, name),
    // Any changed tag makes its version unknown in a preview, which then announces that the instance is replaced.
    mergeOptions(opts, {
      ignoreChanges: ["tags", "tagsAll"],
      // A replaced interface ends the instance first, which holds it by this template alone.
      replaceOnChanges: ["networkInterfaces"],
    }),
  );
}

function createInstance(
  { device, associations }: DeviceInterfaces,
  { site, network, name, opts }: AwsPlace,
  template: LaunchTemplate,
): Instance {
  const late = lateSiteProps(site);
  const args = {
    ami: late.ami,
    instanceType: instanceTypeOf(device, site.props.instanceType),
    keyName: network.keyName,
    launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    userData: output(network.bootPublicKey).apply((publicKey) =>
      userData({
        hostName: device.bootName,
        user: site.login,
        publicKey,
      }),
    ),
    // A vSRX reads its user data once: another text needs another instance.
    userDataReplaceOnChange: true,
    metadataOptions: { httpTokens: site.props.metadata ?? "optional" },
    ...volumesOf(site, deviceTags(site, device)),
    ...regional(site),
    tags: deviceTags(site, device),
  };
  return new Instance(
    name,
    transformed(device, "instance", args, name),
    mergeOptions(opts, {
      // The interfaces stay, and can be in one instance only.
      deleteBeforeReplace: true,
      // With its addresses in place first, the device is reachable from its first second.
      dependsOn: [...associations],
    }),
  );
}
