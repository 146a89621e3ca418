// Rules for routes and routing policy, and warnings about routes that cannot work.
import { contains, hasHostBits, hostPrefixOf, parsePrefix } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";
import { instanceOf, ownAddresses, type OwnAddress } from "./interfaces";

/** Where a route stands. */
interface Around {
  readonly instance: string;
  readonly own: readonly OwnAddress[];
  /** Whether links may be there that the configuration doesn't tell. */
  readonly dynamic: boolean;
}

function checkHop(
  context: Context,
  hop: string,
  where: readonly string[],
  { instance, own, dynamic }: Around,
): void {
  if (hasPlaceholder(hop)) return;
  const address = parsePrefix(hop);
  if (address === undefined) {
    if (!context.whole) return;
    const unit = context.unit(hop);
    if (unit === undefined) {
      context.reference(
        context.logical(hop),
        context.unitNames,
        "interface",
        where,
        "undefined-interface",
      );
      return;
    }
    const home = instanceOf(context, context.logical(hop));
    if (home !== instance)
      context.warn(
        "hop-instance",
        where,
        `${hop} belongs to ${home === "" ? "the main instance" : `routing instance "${home}"`}`,
        "use an interface of this instance",
      );
    if (!/^(st0|gr-|ip-|lt-|pp0|dl0|t1|e1|ppp|lsq|ml)/.test(hop) && !unit.has("point-to-point")) {
      context.warn(
        "hop-interface",
        where,
        `${hop} is not a point-to-point link: Junos doesn't know which neighbour is meant`,
        "name the neighbour's address",
      );
    }
    return;
  }
  const here = own.filter((each) => each.instance === instance);
  const self = here.find(
    (each) => each.network.family === address.family && each.network.value === address.value,
  );
  if (self) {
    context.warn(
      "hop-self",
      where,
      `${hop} is this device's own address (${self.interface}): the route leads nowhere`,
      "name the neighbour's address",
    );
    return;
  }
  if (!context.whole || dynamic) return;
  const links = here.filter((each) => each.network.family === address.family);
  if (!links.some((each) => contains(each.network, hostPrefixOf(address)))) {
    context.warn(
      "hop-unreachable",
      where,
      `${hop} is on none of this device's links`,
      "name an address of a connected network",
    );
  }
}

function checkStatic(
  context: Context,
  holder: ConfigNode | undefined,
  base: readonly string[],
  instance: string,
  own: readonly OwnAddress[],
): void {
  // A link whose address isn't known could be the one that a next hop is on.
  const dynamic = context.units.some(
    ({ name, unit }) =>
      instanceOf(context, name) === instance &&
      (unit.has("family inet dhcp") ||
        unit.has("family inet negotiate-address") ||
        unit.has("family inet unnumbered-address") ||
        unit.names("family inet address").some(hasPlaceholder)),
  );
  for (const route of holder?.entries("static route") ?? []) {
    const where = [...base, "static", "route", route.name];
    const actions = [
      "next-hop",
      "reject",
      "discard",
      "receive",
      "next-table",
      "qualified-next-hop",
    ];
    if (!actions.some((name) => route.has(name)))
      context.error("incomplete-route", where, "no next hop", "add next-hop, discard or reject");
    const around = { instance, own, dynamic: dynamic || route.has("resolve") };
    for (const hop of route.names("next-hop"))
      checkHop(context, hop, [...where, "next-hop", hop], around);
    for (const hop of route.names("qualified-next-hop"))
      checkHop(context, hop, [...where, "qualified-next-hop", hop], { instance, own, dynamic });
    const network = hasPlaceholder(route.name) ? undefined : parsePrefix(route.name);
    if (network && hasHostBits(network))
      context.error(
        "host-bits",
        where,
        `${route.name} has bits set beyond its length`,
        "write the network's first address",
      );
    const self =
      network &&
      own.find(
        (each) =>
          each.instance === instance &&
          each.network.family === network.family &&
          network.length === hostPrefixOf(network).length &&
          each.network.value === network.value,
      );
    if (self)
      context.warn(
        "route-self",
        where,
        `${route.name} is this device's own address (${self.interface})`,
        "take the route away",
      );
    const table = route.text("next-table");
    if (table !== undefined && context.whole && !hasPlaceholder(table)) {
      const name = /^(.+)\.inet6?\.\d+$/.exec(table)?.[1];
      if (name !== undefined)
        context.reference(
          name,
          [...context.names("routing-instances"), "mgmt_junos"],
          "routing instance",
          [...where, "next-table"],
          "undefined-instance",
        );
    }
  }
}

const POLICY_LISTS = [["bgp"], ["ospf"]] as const;

/** Policies that protocols name; expressions with operators are left alone. */
function checkPolicyNames(
  context: Context,
  protocols: ConfigNode | undefined,
  base: readonly string[],
): void {
  const defined = context.names("policy-options policy-statement");
  const visit = (node: ConfigNode, where: readonly string[]): void => {
    for (const kind of ["import", "export"]) {
      if (node.get(kind)?.schema.kind !== "leaf-list") continue;
      for (const name of node.names(kind))
        if (/^[A-Za-z0-9_.-]+$/.test(name))
          context.reference(
            name,
            defined,
            "routing policy",
            [...where, kind, name],
            "undefined-routing-policy",
          );
    }
    for (const kid of node.children)
      if (kid.kids !== undefined && kid.schema.kind !== "leaf-list")
        visit(kid, [...where, kid.name]);
  };
  for (const [name] of POLICY_LISTS) {
    const node = protocols?.get(name);
    if (node) visit(node, [...base, name]);
  }
}

function checkProtocols(
  context: Context,
  protocols: ConfigNode | undefined,
  base: readonly string[],
  number: string | undefined,
): void {
  if (protocols === undefined) return;
  checkPolicyNames(context, protocols, base);
  checkBgp(context, protocols.get("bgp"), [...base, "bgp"], number);
  checkOspf(context, protocols, base);
}

function checkBgp(
  context: Context,
  bgp: ConfigNode | undefined,
  base: readonly string[],
  number: string | undefined,
): void {
  for (const group of bgp?.entries("group") ?? []) {
    const where = [...base, "group", group.name];
    const external = group.text("type") === "external";
    for (const neighbor of group.entries("neighbor")) {
      if (
        external &&
        (neighbor.text("peer-as") ?? group.text("peer-as") ?? bgp?.text("peer-as")) === undefined
      ) {
        context.error(
          "no-peer-as",
          [...where, "neighbor", neighbor.name],
          "an external neighbour without peer-as",
          "set peer-as",
        );
      }
    }
    if (
      context.whole &&
      number === undefined &&
      !group.has("local-as") &&
      bgp?.has("local-as") !== true &&
      group.entries("neighbor").some((each) => !each.has("local-as"))
    ) {
      context.error(
        "no-as",
        where,
        "BGP without an autonomous system",
        "set routing-options autonomous-system",
      );
    }
  }
}

function checkOspf(context: Context, protocols: ConfigNode, base: readonly string[]): void {
  for (const area of protocols.entries("ospf area")) {
    for (const entry of area.entries("interface")) {
      const name = entry.name;
      if (
        !context.whole ||
        name === "all" ||
        hasPlaceholder(name) ||
        parsePrefix(name) !== undefined
      )
        continue;
      if (context.unit(name) === undefined)
        context.mayBeUnit(context.logical(name), [
          ...base,
          "ospf",
          "area",
          area.name,
          "interface",
          name,
        ]);
    }
    if (area.name === "0.0.0.0" && (area.has("stub") || area.has("nssa")))
      context.error(
        "backbone-stub",
        [...base, "ospf", "area", area.name],
        "the backbone cannot be a stub",
        "use another area",
      );
  }
}

function checkTerms(context: Context): void {
  for (const policy of context.entries("policy-options policy-statement")) {
    const places: [ConfigNode, string[]][] = [
      [policy, ["policy-options", "policy-statement", policy.name]],
    ];
    for (const term of policy.entries("term"))
      places.push([term, ["policy-options", "policy-statement", policy.name, "term", term.name]]);
    for (const [part, where] of places) {
      for (const kind of ["prefix-list", "prefix-list-filter"]) {
        for (const name of part.names(["from", kind]))
          context.reference(
            name,
            context.names("policy-options prefix-list"),
            "prefix list",
            [...where, "from", kind, name],
            "undefined-prefix-list",
          );
      }
      for (const name of part.names("from community"))
        context.reference(
          name,
          context.names("policy-options community"),
          "community",
          [...where, "from", "community", name],
          "undefined-community",
        );
      for (const change of part.entries("then community")) {
        for (const name of change.names())
          context.reference(
            name,
            context.names("policy-options community"),
            "community",
            [...where, "then", "community", change.name, name],
            "undefined-community",
          );
      }
      for (const name of part.names("from as-path"))
        context.reference(
          name,
          context.names("policy-options as-path"),
          "AS path",
          [...where, "from", "as-path", name],
          "undefined-as-path",
        );
      for (const filter of part.entries("from route-filter")) {
        if (filter.children.length === 0)
          context.error(
            "incomplete-filter",
            [...where, "from", "route-filter", filter.name],
            "no length",
            "add exact, orlonger or upto",
          );
      }
    }
  }
}

export function checkRouting(context: Context): void {
  const own = ownAddresses(context);
  const options = context.root.get("routing-options");
  const number = options?.text("autonomous-system");
  checkStatic(context, options, ["routing-options"], "", own);
  checkProtocols(context, context.root.get("protocols"), ["protocols"], number);
  for (const instance of context.entries("routing-instances")) {
    const base = ["routing-instances", instance.name];
    checkStatic(
      context,
      instance.get("routing-options"),
      [...base, "routing-options"],
      instance.name === "mgmt_junos" ? "mgmt_junos" : instance.name,
      own,
    );
    checkProtocols(
      context,
      instance.get("protocols"),
      [...base, "protocols"],
      instance.text("routing-options autonomous-system") ?? number,
    );
  }
  checkTerms(context);
}
