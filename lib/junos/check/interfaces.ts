// Rules for interfaces, routing instances and clusters: addresses used once, parents and groups that exist.
import type { ConfigNode } from "../tree/node";
import { BITS, contains, hostPrefixOf, isEdge, parsePrefix, type Prefix } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { Context } from "./context";

/** An address of the device with its interface. */
export interface OwnAddress {
  readonly interface: string;
  readonly text: string;
  readonly network: Prefix;
  readonly instance: string;
}

/** The routing instance of every logical interface that isn't in the main one. */
function instances(context: Context): Map<string, string> {
  const owner = new Map<string, string>();
  for (const instance of context.entries("routing-instances"))
    for (const name of instance.names("interface")) owner.set(context.logical(name), instance.name);
  return owner;
}

/** The routing instance of a logical interface; "" for the main one. */
export function instanceOf(context: Context, name: string): string {
  const owner = context.once("instances", () => instances(context)).get(name);
  return (
    owner ??
    (/^(fxp0|em0)/.test(name) && context.root.has("system management-instance") ? "mgmt_junos" : "")
  );
}

/** All addresses of the device that are known. */
export function ownAddresses(context: Context): readonly OwnAddress[] {
  return context.once("own addresses", () => collectAddresses(context));
}

function collectAddresses(context: Context): OwnAddress[] {
  return context.units.flatMap(({ name, unit }) =>
    ["inet", "inet6"].flatMap((family) =>
      unit.names(["family", family, "address"]).flatMap((text) => {
        const network = hasPlaceholder(text) ? undefined : parsePrefix(text);
        return network
          ? [{ interface: name, text, network, instance: instanceOf(context, name) }]
          : [];
      }),
    ),
  );
}

function checkAddresses(context: Context): void {
  const seen: OwnAddress[] = [];
  for (const own of ownAddresses(context)) {
    const where = [
      "interfaces",
      ...own.interface.split(".").flatMap((part, index) => (index === 0 ? [part] : ["unit", part])),
      "family",
      own.network.family,
      "address",
      own.text,
    ];
    const same = seen.find(
      (each) =>
        each.instance === own.instance &&
        each.network.family === own.network.family &&
        each.network.value === own.network.value,
    );
    if (same && same.interface !== own.interface)
      context.error(
        "address-twice",
        where,
        `${same.interface} has the same address`,
        "give each interface an address of its own",
      );
    const bits = BITS[own.network.family];
    const overlap = seen.find(
      (each) =>
        each.instance === own.instance &&
        each.interface !== own.interface &&
        each.network.length < bits &&
        own.network.length < bits &&
        (contains(each.network, hostPrefixOf(own.network)) ||
          contains(own.network, hostPrefixOf(each.network))),
    );
    if (overlap && !same)
      context.warn(
        "links-overlap",
        where,
        `the network overlaps that of ${overlap.interface} (${overlap.text})`,
        "use networks that don't overlap",
      );
    if (!own.text.includes("/"))
      context.warn(
        "no-length",
        where,
        "no length: Junos takes the address alone",
        `write ${own.text}/24 or what the network is`,
      );
    else if (own.network.family === "inet" && own.network.length < 31 && isEdge(own.network))
      context.error(
        "network-address",
        where,
        `${own.text} is the network's own or its broadcast address`,
        "use an address of a host",
      );
    seen.push(own);
  }
}

/** Links that are members of a redundant interface. */
function checkMember(context: Context, device: ConfigNode, where: readonly string[]): void {
  for (const kind of ["gigether-options", "fastether-options"]) {
    const parent = device.text([kind, "redundant-parent"]);
    if (parent === undefined) continue;
    if (context.whole)
      context.reference(
        parent,
        context.names("interfaces"),
        "redundant interface",
        [...where, kind, "redundant-parent"],
        "undefined-interface",
      );
    if (device.entries("unit").length > 0)
      context.error(
        "member-unit",
        where,
        `a member of ${parent} has no units of its own`,
        `move them to ${parent}`,
      );
  }
}

function checkReth(context: Context, device: ConfigNode, where: readonly string[]): void {
  if (!/^reth\d+$/.test(device.name)) return;
  const count = context.root.text("chassis cluster reth-count");
  const group = device.text("redundant-ether-options redundancy-group");
  if (context.whole && group === undefined)
    context.error(
      "reth-group",
      where,
      "no redundancy-group",
      "set redundant-ether-options redundancy-group 1",
    );
  else if (group !== undefined && context.whole)
    context.reference(
      group,
      context.names("chassis cluster redundancy-group"),
      "redundancy group",
      [...where, "redundant-ether-options", "redundancy-group"],
      "undefined-group",
    );
  if (context.whole && count !== undefined && Number(device.name.slice(4)) >= Number(count)) {
    context.error(
      "reth-count",
      where,
      `chassis cluster reth-count is ${count}: there is no ${device.name}`,
      `set reth-count ${Number(device.name.slice(4)) + 1}`,
    );
  }
}

function checkUnits(context: Context, device: ConfigNode, where: readonly string[]): void {
  const tagged = ["vlan-tagging", "flexible-vlan-tagging", "stacked-vlan-tagging"].some((name) =>
    device.has(name),
  );
  for (const unit of device.entries("unit")) {
    if (
      (unit.has("vlan-id") || unit.has("vlan-tags")) &&
      !tagged &&
      !/^(st0|lo0)/.test(device.name)
    ) {
      context.error(
        "vlan-untagged",
        [...where, "unit", unit.name],
        "a VLAN on an interface without vlan-tagging",
        `set interfaces ${device.name} vlan-tagging`,
      );
    }
    if (
      tagged &&
      !unit.has("vlan-id") &&
      !unit.has("vlan-tags") &&
      !unit.has("vlan-id-list") &&
      !unit.has("vlan-id-range") &&
      !device.has("flexible-vlan-tagging")
    ) {
      context.error(
        "vlan-missing",
        [...where, "unit", unit.name],
        "no vlan-id on an interface with vlan-tagging",
        "set vlan-id",
      );
    }
    if (!tagged && unit.name !== "0" && /^(ge|xe|et|fe|reth|ae)[-\d]/.test(device.name))
      context.error(
        "unit-number",
        [...where, "unit", unit.name],
        "without vlan-tagging there is only unit 0",
        "use unit 0",
      );
    if (unit.has("family inet dhcp") && unit.names("family inet address").length > 0) {
      context.error(
        "dhcp-and-address",
        [...where, "unit", unit.name, "family", "inet"],
        "dhcp and a fixed address exclude each other",
        "keep one of them",
      );
    }
  }
}

function checkLinks(context: Context): void {
  for (const device of context.entries("interfaces")) {
    const where = ["interfaces", device.name];
    // Links of switches have it too, by what their units are.
    if (
      device.has("native-vlan-id") &&
      !device.has("flexible-vlan-tagging") &&
      !device.entries("unit").some((unit) => unit.has("family ethernet-switching"))
    )
      context.error(
        "needed",
        [...where, "native-vlan-id"],
        "native-vlan-id needs flexible-vlan-tagging",
        "add it",
      );
    checkMember(context, device, where);
    checkReth(context, device, where);
    checkUnits(context, device, where);
  }
}

function checkInstances(context: Context): void {
  const owner = new Map<string, string>();
  for (const instance of context.entries("routing-instances")) {
    const where = ["routing-instances", instance.name];
    const type = instance.text("instance-type");
    for (const name of instance.names("interface")) {
      const at = [...where, "interface", name];
      const first = owner.get(context.logical(name));
      if (first !== undefined)
        context.error(
          "two-instances",
          at,
          `${name} is already in routing instance "${first}"`,
          "leave it in one",
        );
      else owner.set(context.logical(name), instance.name);
      if (context.whole && !hasPlaceholder(name) && context.unit(name) === undefined)
        context.mayBeUnit(context.logical(name), at);
    }
    if (
      instance.has("vrf-target auto") &&
      !["evpn", "virtual-switch", "mac-vrf"].includes(type ?? "")
    ) {
      context.error(
        "vrf-target-auto",
        [...where, "vrf-target", "auto"],
        `not for an instance of type ${type ?? "none"}`,
        "name a community",
      );
    }
    if (type === "vrf" && !instance.has("route-distinguisher"))
      context.error("incomplete-instance", where, "a vrf without route-distinguisher", "set one");
    if (
      type === "vrf" &&
      !instance.has("vrf-target") &&
      !(instance.has("vrf-import") && instance.has("vrf-export"))
    )
      context.error(
        "incomplete-instance",
        where,
        "a vrf without vrf-target",
        "set one, or vrf-import and vrf-export",
      );
  }
}

function checkCluster(context: Context): void {
  const groups = context.entries("chassis cluster redundancy-group");
  for (const group of groups) {
    const where = ["chassis", "cluster", "redundancy-group", group.name];
    for (const node of group.entries("node"))
      if (!node.has("priority"))
        context.warn("no-priority", [...where, "node", node.name], "no priority", "set one");
    if (group.name === "0" && group.has("preempt"))
      context.error("preempt-0", [...where, "preempt"], "group 0 cannot preempt", "take it away");
  }
  if (
    context.root.has("chassis cluster") &&
    groups.length > 0 &&
    context.whole &&
    !groups.some((group) => group.name === "0")
  ) {
    context.warn(
      "no-group-0",
      ["chassis", "cluster"],
      "no redundancy-group 0",
      "set one: it decides which routing engine is active",
    );
  }
}

export function checkInterfaces(context: Context): void {
  checkAddresses(context);
  checkLinks(context);
  checkInstances(context);
  checkCluster(context);
}
