// Warnings: what Junos accepts although the tunnel cannot come up, or is weak.
import { contains, parsePrefix } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import { WEAK_ALGORITHMS } from "../weak-algorithms";
import type { Context } from "./context";
import { ownAddresses } from "./interfaces";

const INSTEAD: Readonly<Record<string, string>> = {
  "dh-group": "use group19, group20 or group14",
  "authentication-algorithm": "use sha-256 or better",
  "encryption-algorithm": "use aes-256-gcm or aes-256-cbc",
};

function checkWeak(context: Context): void {
  for (const phase of ["ike", "ipsec"]) {
    for (const proposal of context.entries(`security ${phase} proposal`)) {
      for (const [name, instead] of Object.entries(INSTEAD)) {
        const value = proposal.text(name);
        const why = value === undefined ? undefined : WEAK_ALGORITHMS[value];
        if (value !== undefined && why !== undefined)
          context.warn(
            "weak",
            ["security", phase, "proposal", proposal.name, name],
            `${value} is weak: ${why}`,
            instead,
            value,
          );
      }
    }
  }
  for (const policy of context.entries("security ipsec policy")) {
    const keys = policy.text("perfect-forward-secrecy keys");
    const why = keys === undefined ? undefined : WEAK_ALGORITHMS[keys];
    if (keys !== undefined && why !== undefined)
      context.warn(
        "weak",
        ["security", "ipsec", "policy", policy.name, "perfect-forward-secrecy", "keys"],
        `${keys} is weak: ${why}`,
        INSTEAD["dh-group"],
        keys,
      );
  }
  for (const policy of context.entries("security ike policy")) {
    if (policy.text("mode") === "aggressive" && policy.has("pre-shared-key")) {
      context.warn(
        "weak",
        ["security", "ike", "policy", policy.name, "mode"],
        "aggressive mode lets anyone guess the pre-shared key offline",
        "use IKEv2",
      );
    }
  }
  if (context.root.text("security policies default-policy") === "permit-all") {
    context.warn(
      "permit-all",
      ["security", "policies", "default-policy"],
      "everything that no policy names passes",
      "write policies for what may pass",
    );
  }
}

/** Whether a zone lets a service in at an interface; what the interface says counts alone when it says anything. */
function admits(context: Context, zone: ConfigNode, name: string, service: string): boolean {
  const entry = zone
    .entries("interfaces")
    .find((each) => context.logical(each.name) === context.logical(name));
  const own = entry?.get("host-inbound-traffic");
  const services = (own ?? zone.get("host-inbound-traffic"))?.entries("system-services") ?? [];
  const except = services.some((each) => each.name === service && each.has("except"));
  return (
    !except &&
    services.some(
      (each) => each.name === service || each.name === "all" || each.name === "any-service",
    )
  );
}

function checkGateways(context: Context): void {
  const own = ownAddresses(context);
  for (const gateway of context.entries("security ike gateway")) {
    const where = ["security", "ike", "gateway", gateway.name];
    const external = gateway.text("external-interface");
    if (external === undefined || hasPlaceholder(external)) continue;
    const zone = context.zoneOf(external);
    if (zone === undefined)
      context.warn(
        "external-zone",
        [...where, "external-interface"],
        `${external} is in no zone: it does not accept packets`,
        "put it into a zone",
      );
    else if (!admits(context, zone, external, "ike")) {
      context.warn(
        "external-no-ike",
        [...where, "external-interface"],
        `zone "${zone.name}" does not let IKE in at ${external}`,
        `set security zones security-zone ${zone.name} host-inbound-traffic system-services ike`,
      );
    }
    for (const address of gateway.names("address")) {
      if (hasPlaceholder(address)) continue;
      const peer = parsePrefix(address);
      if (peer === undefined) continue;
      const self = own.find(
        (each) => each.network.family === peer.family && each.network.value === peer.value,
      );
      if (self)
        context.warn(
          "peer-self",
          [...where, "address", address],
          `${address} is this device's own address (${self.interface})`,
          "name the peer's address",
        );
      else checkFacing(context, external, address, [...where, "external-interface"]);
    }
    const [local, remote] = ["local-identity", "remote-identity"].map((name) =>
      gateway
        .get(name)
        ?.children.map((kid) => `${kid.name} ${kid.text() ?? ""}`)
        .join(" "),
    );
    if (local !== undefined && local === remote)
      context.warn(
        "same-identity",
        [...where, "remote-identity"],
        "both ends have the same identity",
        "give each end its own",
      );
  }
}

/** The route to the peer leaves by the external interface. */
function checkFacing(
  context: Context,
  external: string,
  address: string,
  where: readonly string[],
): void {
  const peer = parsePrefix(address);
  if (peer === undefined) return;
  const own = ownAddresses(context);
  const linked = own
    .filter((each) => contains(each.network, peer))
    .sort((a, b) => b.network.length - a.network.length)[0];
  let way = linked?.interface;
  let via = "the link";
  if (way === undefined) {
    const routes = context
      .entries("routing-options static route")
      .flatMap((route) => {
        const network = hasPlaceholder(route.name) ? undefined : parsePrefix(route.name);
        return network && contains(network, peer) ? [{ route, network }] : [];
      })
      .sort((a, b) => b.network.length - a.network.length);
    const hop = routes[0]?.route.names("next-hop")[0];
    const target = hop === undefined || hasPlaceholder(hop) ? undefined : parsePrefix(hop);
    via = `route ${routes[0]?.route.name ?? ""}`;
    if (hop !== undefined && target === undefined && !hasPlaceholder(hop))
      way = context.logical(hop);
    else if (target)
      way = own
        .filter((each) => contains(each.network, target))
        .sort((a, b) => b.network.length - a.network.length)[0]?.interface;
  }
  if (way !== undefined && way !== context.logical(external)) {
    const loop = way.startsWith("st0.") ? " into the tunnel itself" : "";
    context.warn(
      "external-facing",
      where,
      `${external} does not face the peer: ${via} leads to ${address} by ${way}${loop}`,
      `use ${way}, or route ${address} by ${external}`,
    );
  }
}

function checkTunnels(context: Context): void {
  for (const vpn of context.entries("security ipsec vpn")) {
    const bound = vpn.text("bind-interface");
    const where = ["security", "ipsec", "vpn", vpn.name];
    if (bound === undefined) {
      const used = context.once(
        "VPNs of policies",
        () =>
          new Set(
            context
              .entries("security policies from-zone")
              .flatMap((from) =>
                from
                  .entries("to-zone")
                  .flatMap((to) =>
                    to
                      .entries("policy")
                      .map((policy) => policy.text("then permit tunnel ipsec-vpn")),
                  ),
              ),
          ),
      );
      if (!used.has(vpn.name) && !vpn.has("manual"))
        context.warn(
          "unused-vpn",
          where,
          "no bind-interface, and no policy leads into it: nothing enters this VPN",
          "bind it to an st0 unit, or write policies with then permit tunnel",
        );
      continue;
    }
    if (hasPlaceholder(bound)) continue;
    if (context.zoneOf(bound) === undefined)
      context.warn(
        "tunnel-zone",
        [...where, "bind-interface"],
        `${bound} is in no zone: no traffic passes`,
        "put it into a zone",
      );
  }
}

/** Everything that is allowed and still doubtful. What concerns interfaces and zones is judged only when all of them are here. */
export function checkWarnings(context: Context): void {
  checkWeak(context);
  if (!context.whole) return;
  checkGateways(context);
  checkTunnels(context);
}
