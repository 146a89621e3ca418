// Rules for security ipsec: references, what excludes what, and what a VPN needs.
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";
import { isCombined } from "./ike";

const BASE = ["security", "ipsec"];

function checkProposal(context: Context, proposal: ConfigNode): void {
  const where = [...BASE, "proposal", proposal.name];
  const encryption = proposal.text("encryption-algorithm");
  const integrity = proposal.text("authentication-algorithm");
  if (isCombined(encryption) && integrity !== undefined) {
    context.error(
      "combined-cipher",
      [...where, "authentication-algorithm"],
      `${encryption ?? ""} authenticates by itself and excludes an authentication-algorithm`,
      "delete the authentication-algorithm",
    );
  }
  if (proposal.text("protocol") === "ah" && encryption !== undefined) {
    context.error(
      "ah-encryption",
      [...where, "encryption-algorithm"],
      "AH doesn't encrypt",
      "use protocol esp, or take the encryption-algorithm away",
    );
  }
  if (
    proposal.text("protocol") !== "ah" &&
    encryption !== undefined &&
    !isCombined(encryption) &&
    integrity === undefined
  ) {
    context.warn(
      "incomplete-proposal",
      where,
      `${encryption} without an authentication-algorithm`,
      "add one, such as hmac-sha-256-128",
    );
  }
}

function checkPolicy(context: Context, policy: ConfigNode): void {
  const where = [...BASE, "policy", policy.name];
  const proposals = policy.names("proposals");
  for (const name of proposals)
    context.reference(
      name,
      context.names("security ipsec proposal"),
      "IPsec proposal",
      [...where, "proposals", name],
      "undefined-ipsec-proposal",
    );
  if (proposals.length > 0 && policy.has("proposal-set"))
    context.error(
      "proposals-and-set",
      where,
      "proposals and proposal-set exclude each other",
      "keep one of them",
    );
  else if (proposals.length === 0 && !policy.has("proposal-set"))
    context.error(
      "incomplete-ipsec-policy",
      where,
      "no proposals",
      "name a proposal or a proposal-set",
    );
}

function checkSelector(
  context: Context,
  selector: ConfigNode,
  at: readonly string[],
  gateway: ConfigNode | undefined,
): void {
  const terms = selector.entries("term");
  if (terms.length > 0 && ["local-ip", "remote-ip"].some((name) => selector.has(name))) {
    context.error(
      "selector-terms",
      at,
      "networks and terms exclude each other",
      "put all networks into terms",
    );
  }
  for (const [part, place] of terms.length > 0
    ? terms.map((term) => [term, [...at, "term", term.name]] as const)
    : [[selector, at] as const]) {
    for (const side of ["local-ip", "remote-ip"])
      if (!part.has(side))
        context.warn("incomplete-selector", place, `no ${side}`, "say both networks");
    if (part.has("protocol") && !part.has("local-ip") && !part.has("remote-ip"))
      context.error(
        "selector-port",
        [...place, "protocol"],
        "a protocol needs a network",
        "add local-ip or remote-ip",
      );
    for (const [port, side] of [
      ["source-port", "local-ip"],
      ["destination-port", "remote-ip"],
    ] as const) {
      if (part.has(port) && !(part.has("protocol") && part.has(side)))
        context.error(
          "selector-port",
          [...place, port],
          `a port needs a protocol and ${side}`,
          "add them",
        );
    }
  }
  if (
    selector.text("remote-ip") === "0.0.0.0/0" &&
    gateway !== undefined &&
    gateway.names("address").length > 0
  ) {
    context.error(
      "selector-default",
      [...at, "remote-ip"],
      "0.0.0.0/0 would route the peer's own address into the tunnel, and Junos refuses it while the gateway has an address",
      "name the networks behind the peer",
    );
  }
}

function checkSelectors(context: Context, vpn: ConfigNode, gateway: ConfigNode | undefined): void {
  const where = [...BASE, "vpn", vpn.name];
  const selectors = vpn.entries("traffic-selector");
  if (selectors.length === 0) return;
  if (vpn.has("ike proxy-identity"))
    context.error(
      "selector-proxy",
      [...where, "traffic-selector"],
      "traffic-selector and proxy-identity exclude each other",
      "keep the traffic selectors",
    );
  if (!vpn.has("bind-interface"))
    context.error(
      "selector-unbound",
      [...where, "traffic-selector"],
      "traffic selectors need a bind-interface",
      "bind the VPN to an st0 unit",
    );
  if (vpn.has("vpn-monitor"))
    context.error(
      "selector-monitor",
      [...where, "vpn-monitor"],
      "traffic selectors and vpn-monitor exclude each other",
      "use dead-peer-detection",
    );
  if (vpn.has("manual"))
    context.error(
      "selector-manual",
      [...where, "manual"],
      "traffic selectors need IKE",
      "use ike in place of manual",
    );
  for (const selector of selectors)
    checkSelector(context, selector, [...where, "traffic-selector", selector.name], gateway);
}

/** What a VPN statement says of IKE. */
function checkIkePart(context: Context, ike: ConfigNode, where: readonly string[]): void {
  const gatewayName = ike.text("gateway");
  if (gatewayName === undefined)
    context.error("incomplete-vpn", [...where, "ike"], "no gateway", "name an IKE gateway");
  else
    context.reference(
      gatewayName,
      context.names("security ike gateway"),
      "IKE gateway",
      [...where, "ike", "gateway"],
      "undefined-gateway",
    );
  const policy = ike.text("ipsec-policy");
  if (policy === undefined)
    context.error("incomplete-vpn", [...where, "ike"], "no ipsec-policy", "name an IPsec policy");
  else
    context.reference(
      policy,
      context.names("security ipsec policy"),
      "IPsec policy",
      [...where, "ike", "ipsec-policy"],
      "undefined-ipsec-policy",
    );
  if (ike.has("anti-replay-window-size") && ike.has("no-anti-replay")) {
    context.error(
      "anti-replay",
      [...where, "ike"],
      "a replay window and no-anti-replay exclude each other",
      "keep the window",
    );
  }
  const proxy = ike.get("proxy-identity");
  if (proxy)
    for (const side of ["local", "remote"])
      if (!proxy.has(side))
        context.warn(
          "incomplete-proxy-identity",
          [...where, "ike", "proxy-identity"],
          `no ${side} network: 0.0.0.0/0 is used`,
          "say both",
        );
}

/** Whether a VPN leads into a tunnel interface, or is chosen by policies. */
function checkKind(context: Context, vpn: ConfigNode, gateway: ConfigNode | undefined): void {
  const where = [...BASE, "vpn", vpn.name];
  const bound = vpn.text("bind-interface");
  if (bound !== undefined) checkBinding(context, vpn, bound);
  else if (!vpn.has("ha-link-encryption")) {
    if (gateway?.text("version") === "v2-only") {
      context.error(
        "policy-based-v2",
        where,
        `gateway "${gateway.name}" uses IKEv2, which a VPN without bind-interface cannot`,
        "bind it to an st0 unit, or use version v1-only",
      );
    }
    if (context.daemon === "iked" && vpn.has("ike"))
      context.error(
        "policy-based-iked",
        where,
        "a device that runs iked has no policy-based VPNs",
        "bind it to an st0 unit",
      );
  }
}

/** Who begins. */
function checkEstablish(context: Context, vpn: ConfigNode, gateway: ConfigNode | undefined): void {
  const where = [...BASE, "vpn", vpn.name];
  const establish = vpn.text("establish-tunnels");
  if (establish?.startsWith("responder-only")) {
    if (!context.since("23.2R1"))
      context.error(
        "release",
        [...where, "establish-tunnels"],
        `${establish} needs Junos 23.2R1`,
        "use on-traffic",
      );
    else if (context.daemon === "kmd")
      context.warn(
        "needs-iked",
        [...where, "establish-tunnels"],
        `${establish} may need iked`,
        "use on-traffic, which works everywhere",
      );
  }
  if (
    establish === "immediately" &&
    gateway?.has("dynamic") &&
    gateway.names("address").length === 0
  ) {
    context.warn(
      "cannot-initiate",
      [...where, "establish-tunnels"],
      "this end cannot initiate: it doesn't know the peer's address",
      "use on-traffic here, and immediately at the peer",
    );
  }
}

function checkVpn(context: Context, vpn: ConfigNode): void {
  const where = [...BASE, "vpn", vpn.name];
  const ike = vpn.get("ike");
  if (ike === undefined && !vpn.has("manual"))
    context.error(
      "incomplete-vpn",
      where,
      "neither ike nor manual",
      "name an IKE gateway and an IPsec policy",
    );
  const gatewayName = ike?.text("gateway");
  const gateway =
    gatewayName === undefined
      ? undefined
      : context.root.get(["security", "ike", "gateway", gatewayName]);
  if (ike !== undefined) checkIkePart(context, ike, where);
  checkKind(context, vpn, gateway);
  checkSelectors(context, vpn, gateway);
  if (vpn.has("vpn-monitor destination-ip") && gateway?.has("dynamic ike-user-type")) {
    context.error(
      "monitor-group",
      [...where, "vpn-monitor", "destination-ip"],
      "cannot be monitored: many peers share the gateway",
      "take destination-ip away",
    );
  }
  checkEstablish(context, vpn, gateway);
  if (vpn.has("udp-encapsulate") && !context.since("18.3R1"))
    context.error("release", [...where, "udp-encapsulate"], "needs Junos 18.3R1", "take it away");
}

function checkBinding(context: Context, vpn: ConfigNode, bound: string): void {
  const where = [...BASE, "vpn", vpn.name, "bind-interface"];
  if (hasPlaceholder(bound)) return;
  if (!/^st0(\.\d+)?$/.test(bound)) {
    context.error(
      "bind-st0",
      where,
      `${bound} is not a tunnel interface`,
      "use an st0 unit, such as st0.0",
    );
    return;
  }
  if (Number(bound.split(".")[1] ?? 0) > 15999)
    context.error("bind-st0", where, `${bound} is reserved`, "use a unit from 0 to 15999");
  if (!context.whole) return;
  const unit = context.unit(bound);
  if (unit === undefined) {
    const units = context.once("tunnel interfaces", () =>
      context.unitNames.filter((name) => name.startsWith("st0.")),
    );
    context.reference(
      context.logical(bound),
      units,
      "tunnel interface",
      where,
      "undefined-interface",
    );
  } else if (!unit.has("family inet") && !unit.has("family inet6")) {
    context.error(
      "bind-family",
      where,
      `${bound} has neither family inet nor family inet6`,
      `set interfaces st0 unit ${unit.name} family inet`,
    );
  }
}

/** One st0 unit leads into one tunnel, unless it is multipoint. */
function checkSharing(context: Context): void {
  const users = new Map<string, string>();
  for (const vpn of context.entries("security ipsec vpn")) {
    const bound = vpn.text("bind-interface");
    if (bound === undefined || hasPlaceholder(bound)) continue;
    const name = context.logical(bound);
    const first = users.get(name);
    if (first === undefined) users.set(name, vpn.name);
    else if (context.unit(name)?.has("multipoint") !== true) {
      context.error(
        "st0-shared",
        [...BASE, "vpn", vpn.name, "bind-interface"],
        `${name} is already bound to VPN "${first}"`,
        "give each VPN an st0 unit of its own, or make the unit multipoint",
      );
    }
  }
}

export function checkIpsec(context: Context): void {
  for (const proposal of context.entries("security ipsec proposal"))
    checkProposal(context, proposal);
  for (const policy of context.entries("security ipsec policy")) checkPolicy(context, policy);
  for (const vpn of context.entries("security ipsec vpn")) checkVpn(context, vpn);
  checkSharing(context);
}
