// Rules for security policies: complete, with names that exist, and tunnels that can be entered.
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import { checkApplication } from "./applications";
import type { Context } from "./context";
import { BUILT_IN_ZONES } from "./zones";

const BASE = ["security", "policies"];

function checkMatch(
  context: Context,
  policy: ConfigNode,
  where: readonly string[],
  from: string | undefined,
  to: string | undefined,
): void {
  const needed = ["source-address", "destination-address"];
  // The rest of the policy, or its addresses, may be on the device already.
  if (!context.whole) return;
  for (const name of needed) {
    if (!policy.has(["match", name]))
      context.error(
        "incomplete-policy",
        where,
        `no match ${name}`,
        `add one, or match ${name} any`,
      );
  }
  if (!policy.has("match application") && !policy.has("match dynamic-application"))
    context.error(
      "incomplete-policy",
      where,
      "no match application",
      "add one, or match application any",
    );
  for (const [name, zone] of [
    ["source-address", from],
    ["destination-address", to],
  ] as const) {
    const items = policy.names(["match", name]);
    if (items.length === 0) continue;
    // A zone that isn't known yet may have any book.
    if (zone !== undefined && hasPlaceholder(zone)) continue;
    // Which zones a global policy is for may be said by the device alone: its names may be of any book.
    const known = zone === undefined ? context.books.everyName() : context.books.names(zone);
    for (const item of items) {
      context.reference(
        item,
        known,
        "address",
        [...where, "match", name, item],
        "undefined-address",
      );
    }
    if (items.includes("any") && items.length > 1)
      context.warn(
        "any-and-more",
        [...where, "match", name],
        "any makes the other addresses superfluous",
        "keep one or the other",
      );
  }
  for (const name of policy.names("match application"))
    checkApplication(context, name, [...where, "match", "application", name]);
  if (
    policy.names("match application").includes("any") &&
    policy.names("match application").length > 1
  ) {
    context.warn(
      "any-and-more",
      [...where, "match", "application"],
      "any makes the other applications superfluous",
      "keep one or the other",
    );
  }
}

function checkTunnel(
  context: Context,
  policy: ConfigNode,
  where: readonly string[],
  opposite: ConfigNode | undefined,
): void {
  const tunnel = policy.get("then permit tunnel");
  if (tunnel === undefined) return;
  const at = [...where, "then", "permit", "tunnel"];
  const name = tunnel.text("ipsec-vpn");
  if (name !== undefined) {
    context.reference(
      name,
      context.names("security ipsec vpn"),
      "VPN",
      [...at, "ipsec-vpn"],
      "undefined-vpn",
    );
    if (context.root.has(["security", "ipsec", "vpn", name, "bind-interface"])) {
      context.error(
        "tunnel-route-based",
        [...at, "ipsec-vpn"],
        `VPN "${name}" has a bind-interface: traffic enters it by routes, not by policies`,
        "permit without tunnel, or take the bind-interface away",
      );
    }
    if (context.daemon === "iked")
      context.error(
        "policy-based-iked",
        [...at, "ipsec-vpn"],
        "a device that runs iked has no policy-based VPNs",
        "use a route-based VPN",
      );
  } else if (!tunnel.has("ipsec-group-vpn"))
    context.error("incomplete-tunnel", at, "no VPN", "name an ipsec-vpn");
  const pair = tunnel.text("pair-policy");
  if (pair === undefined || hasPlaceholder(pair)) return;
  if (
    !context.reference(
      pair,
      opposite?.names("policy") ?? [],
      "policy of the other direction",
      [...at, "pair-policy"],
      "undefined-pair-policy",
    )
  )
    return;
  const other = opposite?.get(["policy", pair]);
  if (other?.text("then permit tunnel pair-policy") !== policy.name) {
    context.error(
      "pair-policy",
      [...at, "pair-policy"],
      `policy "${pair}" does not name this one as its pair`,
      `set pair-policy ${policy.name} there`,
    );
  } else if (other.text("then permit tunnel ipsec-vpn") !== name) {
    context.error(
      "pair-policy",
      [...at, "pair-policy"],
      `policy "${pair}" uses another VPN`,
      "use one VPN in both directions",
    );
  }
}

/** The zones of a policy, and the policies of the other direction; a global one has neither. */
interface Direction {
  readonly from?: string;
  readonly to?: string;
  readonly opposite?: ConfigNode | undefined;
}

function checkPolicy(
  context: Context,
  policy: ConfigNode,
  where: readonly string[],
  { from, to, opposite }: Direction,
): void {
  checkMatch(context, policy, where, from, to);
  if (context.whole && !["permit", "deny", "reject"].some((action) => policy.has(["then", action])))
    context.error("incomplete-policy", where, "no action", "say then permit, deny or reject");
  checkTunnel(context, policy, where, opposite);
}

/** Policies after one that matches everything are never reached. */
function checkReach(context: Context, holder: ConfigNode, where: readonly string[]): void {
  let all: string | undefined;
  for (const policy of holder.entries("policy")) {
    if (all !== undefined)
      context.warn(
        "unreachable-policy",
        [...where, "policy", policy.name],
        `policy "${all}" before it matches everything`,
        `insert it before policy ${all}`,
        policy.name,
      );
    const any = ["source-address", "destination-address", "application"].every((name) =>
      policy.names(["match", name]).includes("any"),
    );
    const limited =
      ["source-identity", "dynamic-application", "url-category", "from-zone", "to-zone"].some(
        (name) => policy.has(["match", name]),
      ) ||
      policy.has("match source-address-excluded") ||
      policy.has("match destination-address-excluded") ||
      policy.has("scheduler-name");
    if (any && !limited) all ??= policy.name;
  }
}

export function checkPolicies(context: Context): void {
  const zones = [...context.names("security zones security-zone"), ...BUILT_IN_ZONES];
  for (const from of context.entries("security policies from-zone")) {
    for (const to of from.entries("to-zone")) {
      const where = [...BASE, "from-zone", from.name, "to-zone", to.name];
      if (context.whole) {
        context.reference(from.name, zones, "zone", where, "undefined-zone");
        if (to.name !== from.name)
          context.reference(to.name, zones, "zone", where, "undefined-zone");
      }
      const opposite = context.root.get([...BASE, "from-zone", to.name, "to-zone", from.name]);
      for (const policy of to.entries("policy"))
        checkPolicy(context, policy, [...where, "policy", policy.name], {
          from: from.name,
          to: to.name,
          opposite,
        });
      checkReach(context, to, where);
    }
  }
  const global = context.root.get([...BASE, "global"]);
  if (global === undefined) return;
  for (const policy of global.entries("policy")) {
    const where = [...BASE, "global", "policy", policy.name];
    checkPolicy(context, policy, where, {});
    for (const side of ["from-zone", "to-zone"]) {
      for (const zone of policy.names(["match", side]))
        if (context.whole)
          context.reference(
            zone,
            [...zones, "any"],
            "zone",
            [...where, "match", side, zone],
            "undefined-zone",
          );
    }
    if (policy.has("then permit tunnel"))
      context.error(
        "global-tunnel",
        [...where, "then", "permit", "tunnel"],
        "a global policy cannot lead into a tunnel",
        "use a policy between two zones",
      );
  }
  checkReach(context, global, [...BASE, "global"]);
}
