// Rules for security nat: pools, zones and interfaces that exist, rules that say what they do, networks of equal size.
import { contains, hasHostBits, hostPrefixOf, overlaps, parsePrefix } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";

const BASE = ["security", "nat"];

function checkContext(
  context: Context,
  set: ConfigNode,
  where: readonly string[],
  sides: readonly string[],
): void {
  for (const side of sides) {
    const place = set.get(side);
    if (place === undefined) {
      context.error(
        "incomplete-rule-set",
        where,
        `no ${side}`,
        `say ${side} which zone, interface or routing instance`,
      );
      continue;
    }
    if (!context.whole) continue;
    for (const zone of place.names("zone"))
      context.reference(
        zone,
        [...context.names("security zones security-zone"), "junos-host"],
        "zone",
        [...where, side, "zone", zone],
        "undefined-zone",
      );
    for (const name of place.names("interface")) {
      if (!hasPlaceholder(name) && context.unit(name) === undefined)
        context.reference(
          context.logical(name),
          context.unitNames,
          "interface",
          [...where, side, "interface", name],
          "undefined-interface",
        );
    }
    for (const name of place.names("routing-instance"))
      if (name !== "default")
        context.reference(
          name,
          context.names("routing-instances"),
          "routing instance",
          [...where, side, "routing-instance", name],
          "undefined-instance",
        );
  }
}

/** Address names in NAT come from the global book. */
function checkNames(context: Context, rule: ConfigNode, where: readonly string[]): void {
  const global = context.books.globalNames();
  for (const side of ["source-address-name", "destination-address-name"]) {
    const node = rule.get(["match", side]);
    const names =
      node?.child("")?.value !== undefined ? [node.child("")?.value ?? ""] : (node?.names() ?? []);
    for (const name of names)
      context.reference(
        name,
        global,
        "address in the global address book",
        [...where, "match", side],
        "undefined-address",
      );
  }
}

function checkRules(
  context: Context,
  kind: string,
  action: string,
  sides: readonly string[],
): void {
  const pools = context.names(`security nat ${kind} pool`);
  for (const set of context.entries(`security nat ${kind} rule-set`)) {
    const where = [...BASE, kind, "rule-set", set.name];
    checkContext(context, set, where, sides);
    for (const rule of set.entries("rule")) {
      const at = [...where, "rule", rule.name];
      const then = rule.get(["then", action]);
      if (then === undefined)
        context.error("incomplete-nat-rule", at, `no then ${action}`, "say what happens");
      if (!rule.has("match"))
        context.error("incomplete-nat-rule", at, "no match", "say which traffic");
      else if (
        kind !== "source" &&
        !rule.has("match destination-address") &&
        !rule.has("match destination-address-name")
      ) {
        context.error(
          "incomplete-nat-rule",
          at,
          "no match destination-address",
          "say which address is translated",
        );
      }
      const pool = then?.text("pool");
      if (pool !== undefined)
        context.reference(pool, pools, "pool", [...at, "then", action, "pool"], "undefined-pool");
      checkNames(context, rule, at);
      if (kind === "static") checkStatic(context, rule, at);
    }
  }
}

/** A static rule maps network to network of one size. */
function checkStatic(context: Context, rule: ConfigNode, where: readonly string[]): void {
  const outer = rule.text("match destination-address");
  const inner = rule.text("then static-nat prefix");
  if (outer === undefined || inner === undefined || hasPlaceholder(outer) || hasPlaceholder(inner))
    return;
  const [a, b] = [parsePrefix(outer), parsePrefix(inner)];
  if (a === undefined || b === undefined) return;
  if (a.family === b.family && a.length !== b.length) {
    context.error(
      "static-size",
      where,
      `${outer} and ${inner} differ in size`,
      "use networks of the same length",
    );
  }
  if (hasHostBits(a))
    context.warn(
      "host-bits",
      [...where, "match", "destination-address"],
      `${outer} has bits set beyond its length`,
      "write the network's first address",
    );
  if (a.family === b.family && overlaps(a, b))
    context.warn(
      "static-self",
      where,
      `${outer} is translated to ${inner}, which overlaps it`,
      "use another outer address",
    );
}

function checkPools(context: Context): void {
  for (const kind of ["source", "destination"]) {
    const seen: {
      readonly name: string;
      readonly network: NonNullable<ReturnType<typeof parsePrefix>>;
    }[] = [];
    for (const pool of context.entries(`security nat ${kind} pool`)) {
      const where = [...BASE, kind, "pool", pool.name];
      if (!pool.has("address") && !pool.has("address-name"))
        context.error("incomplete-pool", where, "no address", "say which addresses");
      const name = pool.text("address-name");
      if (name !== undefined)
        context.reference(
          name,
          context.names("security address-book global address"),
          "address in the global address book",
          [...where, "address-name"],
          "undefined-address",
        );
      const instance = pool.text("routing-instance");
      if (instance !== undefined && instance !== "default" && context.whole)
        context.reference(
          instance,
          context.names("routing-instances"),
          "routing instance",
          [...where, "routing-instance"],
          "undefined-instance",
        );
      const overflow = pool.text("overflow-pool");
      if (overflow !== undefined)
        context.reference(
          overflow,
          context.names("security nat source pool"),
          "pool",
          [...where, "overflow-pool"],
          "undefined-pool",
        );
      if (kind !== "source" || context.root.has([...BASE, "allow-overlapping-pools"])) continue;
      for (const text of pool.names("address")) {
        const network = hasPlaceholder(text) ? undefined : parsePrefix(text);
        if (network === undefined) continue;
        const other = seen.find(
          (each) => each.name !== pool.name && overlaps(each.network, network),
        );
        if (other)
          context.error(
            "pool-overlap",
            [...where, "address", text],
            `${text} is also in pool "${other.name}"`,
            "use each address in one pool, or allow-overlapping-pools",
          );
        seen.push({ name: pool.name, network });
      }
    }
  }
}

/** Proxy ARP answers on a link for addresses that the link's network has and no interface. */
function checkProxyArp(context: Context): void {
  for (const entry of context.entries("security nat proxy-arp interface")) {
    const where = [...BASE, "proxy-arp", "interface", entry.name];
    if (!context.whole || hasPlaceholder(entry.name)) continue;
    const unit = context.unit(entry.name);
    if (unit === undefined) {
      context.reference(
        context.logical(entry.name),
        context.unitNames,
        "interface",
        where,
        "undefined-interface",
      );
      continue;
    }
    for (const text of entry.names("address")) {
      const wanted = hasPlaceholder(text) ? undefined : parsePrefix(text);
      for (const own of unit.names("family inet address")) {
        const network = hasPlaceholder(own) ? undefined : parsePrefix(own);
        if (wanted && network && contains(wanted, hostPrefixOf(network))) {
          context.warn(
            "proxy-own",
            [...where, "address", text],
            `${own} is the interface's own address`,
            "leave it out: the interface answers for it anyway",
          );
        }
      }
    }
  }
}

export function checkNat(context: Context): void {
  checkRules(context, "source", "source-nat", ["from", "to"]);
  checkRules(context, "destination", "destination-nat", ["from"]);
  checkRules(context, "static", "static-nat", ["from"]);
  checkPools(context);
  checkProxyArp(context);
}
