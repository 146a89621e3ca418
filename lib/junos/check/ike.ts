// Rules for security ike: references, what excludes what, and what a gateway needs.
import { hostOf, sameHost } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";

const BASE = ["security", "ike"];
const COMBINED = /gcm|chacha20/;
const CERTIFICATE_SETS = ["suiteb-gcm-128", "suiteb-gcm-256", "prime-128", "prime-256"];

/** Whether an algorithm authenticates as it encrypts. */
export const isCombined = (algorithm: string | undefined): boolean =>
  algorithm !== undefined && COMBINED.test(algorithm);

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
  if (encryption !== undefined && !isCombined(encryption) && integrity === undefined) {
    context.warn(
      "incomplete-proposal",
      where,
      `${encryption} without an authentication-algorithm`,
      "add one, such as sha-256",
    );
  }
  if (proposal.text("dh-group") === undefined)
    context.warn("incomplete-proposal", where, "no dh-group", "add one, such as group19");
}

/** How the proposals of a policy authenticate. */
function methodsOf(context: Context, policy: ConfigNode): Set<string> {
  const methods = policy.names("proposals").flatMap((name) => {
    const proposal = context.root.get([...BASE, "proposal", name]);
    return proposal ? [proposal.text("authentication-method") ?? "pre-shared-keys"] : [];
  });
  const set = policy.text("proposal-set");
  if (set !== undefined)
    methods.push(CERTIFICATE_SETS.includes(set) ? "certificates" : "pre-shared-keys");
  return new Set(methods);
}

function checkPolicy(context: Context, policy: ConfigNode): void {
  const where = [...BASE, "policy", policy.name];
  const proposals = policy.names("proposals");
  const set = policy.text("proposal-set");
  for (const name of proposals)
    context.reference(
      name,
      context.names("security ike proposal"),
      "IKE proposal",
      [...where, "proposals", name],
      "undefined-ike-proposal",
    );
  if (proposals.length > 0 && set !== undefined) {
    context.error(
      "proposals-and-set",
      where,
      "proposals and proposal-set exclude each other",
      "keep one of them",
    );
  } else if (proposals.length === 0 && set === undefined) {
    context.error(
      "incomplete-ike-policy",
      where,
      "no proposals",
      "name a proposal or a proposal-set",
    );
  }
  checkCredentials(context, policy, where);
  const blocklist = policy.text("blocklist");
  if (blocklist !== undefined)
    context.reference(
      blocklist,
      context.names("security ike blocklists"),
      "blocklist",
      [...where, "blocklist"],
      "undefined-blocklist",
    );
}

/** What an end proves itself by, and whether its proposals use it. */
function checkCredentials(context: Context, policy: ConfigNode, where: readonly string[]): void {
  const psk = policy.get("pre-shared-key");
  const seeded = policy.get("seeded-pre-shared-key");
  const certificate = policy.text("certificate local-certificate");
  if (psk && seeded)
    context.error(
      "psk-and-seeded",
      where,
      "pre-shared-key and seeded-pre-shared-key exclude each other",
      "keep one of them",
    );
  if ((psk ?? seeded) && certificate !== undefined) {
    context.error(
      "psk-and-certificate",
      where,
      "a pre-shared key and a certificate exclude each other",
      "keep the one that the proposals use",
    );
  }
  const methods = methodsOf(context, policy);
  if (!psk && !seeded && certificate === undefined) {
    context.error(
      "no-credentials",
      where,
      "neither a pre-shared key nor a certificate",
      "set pre-shared-key ascii-text",
    );
  } else if (methods.has("pre-shared-keys") && !psk && !seeded) {
    context.error(
      "no-credentials",
      where,
      "its proposals use pre-shared keys, and it has none",
      "set pre-shared-key ascii-text",
    );
  } else if (methods.size > 0 && !methods.has("pre-shared-keys") && certificate === undefined) {
    context.error(
      "no-credentials",
      where,
      "its proposals use certificates, and it has none",
      "set certificate local-certificate",
    );
  }
  if (seeded && context.daemon === "kmd")
    context.error(
      "needs-iked",
      [...where, "seeded-pre-shared-key"],
      "seeded keys need iked",
      "install junos-ike, or use a pre-shared-key",
    );
}

const IDENTITIES = [
  "distinguished-name",
  "general-ikeid",
  "hostname",
  "inet",
  "inet6",
  "user-at-hostname",
];

/** Several peers behind one statement. */
function checkUserType(
  context: Context,
  gateway: ConfigNode,
  dynamic: ConfigNode,
  policy: ConfigNode | undefined,
): void {
  const where = [...BASE, "gateway", gateway.name];
  const type = dynamic.text("ike-user-type");
  if (type === "shared-ike-id" && !gateway.has("aaa") && !gateway.has("xauth")) {
    context.error(
      "shared-ike-id",
      [...where, "dynamic", "ike-user-type"],
      "shared-ike-id needs aaa or xauth, which tell the users apart",
      "add one of them, or use group-ike-id",
    );
  }
  if (dynamic.has("reject-duplicate-connection") && (type === undefined || gateway.has("aaa"))) {
    context.error(
      "reject-duplicate",
      [...where, "dynamic", "reject-duplicate-connection"],
      "needs an ike-user-type and no aaa",
      "add ike-user-type, or take it away",
    );
  }
  if (
    gateway.text("version") === "v2-only" &&
    type !== undefined &&
    policy?.has("pre-shared-key")
  ) {
    // Junos with iked takes it since 21.2R1: AutoVPN with pre-shared keys.
    const report = context.options.ikeDaemon === "kmd" ? "error" : "warn";
    if (context.options.ikeDaemon !== "iked" || !context.since("21.2R1"))
      context[report](
        "v2-group-psk",
        [...where, "dynamic", "ike-user-type"],
        "with kmd and IKEv2 a group of peers cannot share a pre-shared key",
        "use iked, certificates, or a gateway for each peer",
      );
  }
}

function checkDynamic(
  context: Context,
  gateway: ConfigNode,
  dynamic: ConfigNode,
  policy: ConfigNode | undefined,
): void {
  const where = [...BASE, "gateway", gateway.name];
  const type = dynamic.text("ike-user-type");
  if (
    policy?.text("mode") === "main" &&
    (policy.has("pre-shared-key") || policy.has("seeded-pre-shared-key"))
  ) {
    context.error(
      "main-mode-dynamic",
      [...where, "dynamic"],
      "main mode cannot find the pre-shared key of a peer whose address isn't known",
      "leave mode out with IKEv2, or use aggressive mode with IKEv1",
    );
  }
  if (gateway.has("remote-identity")) {
    context.error(
      "remote-identity-dynamic",
      [...where, "remote-identity"],
      "remote-identity and dynamic exclude each other",
      "put the identity under dynamic",
    );
  }
  if (gateway.has("general-ikeid"))
    context.error(
      "general-ikeid",
      [...where, "general-ikeid"],
      "general-ikeid and dynamic exclude each other",
      "use dynamic general-ikeid",
    );
  if (dynamic.has("general-ikeid") && type !== "group-ike-id") {
    context.error(
      "general-ikeid",
      [...where, "dynamic", "general-ikeid"],
      "needs ike-user-type group-ike-id",
      "add it",
    );
  }
  checkUserType(context, gateway, dynamic, policy);
  if (!IDENTITIES.some((each) => dynamic.has(each))) {
    context.error(
      "incomplete-gateway",
      [...where, "dynamic"],
      "says nothing that the peer could be recognised by",
      `add one of ${IDENTITIES.join(", ")}`,
    );
  }
}

/** Gateways for the link between the nodes of a high-availability pair. */
const nodeLinks = (context: Context): ReadonlySet<string | undefined> =>
  context.once("gateways between nodes", () => {
    const links = context
      .entries("security ipsec vpn")
      .filter((vpn) => vpn.has("ha-link-encryption"));
    return new Set(links.map((vpn) => vpn.text("ike gateway")));
  });

function checkGateway(context: Context, gateway: ConfigNode): void {
  const where = [...BASE, "gateway", gateway.name];
  const policyName = gateway.text("ike-policy");
  const policy =
    policyName === undefined ? undefined : context.root.get([...BASE, "policy", policyName]);
  if (policyName === undefined)
    context.error("incomplete-gateway", where, "no ike-policy", "name one");
  else
    context.reference(
      policyName,
      context.names("security ike policy"),
      "IKE policy",
      [...where, "ike-policy"],
      "undefined-ike-policy",
    );
  // The encrypted link between the nodes of a chassis cluster says no more: the chassis knows its ends.
  if (nodeLinks(context).has(gateway.name)) return;
  const external = gateway.text("external-interface");
  if (external === undefined)
    context.error(
      "incomplete-gateway",
      where,
      "no external-interface",
      "name the logical interface that faces the peer",
    );
  else if (context.whole && !hasPlaceholder(external)) checkExternal(context, gateway, external);
  const dynamic = gateway.get("dynamic");
  const addresses = gateway.names("address");
  if (dynamic === undefined && addresses.length === 0)
    context.error(
      "incomplete-gateway",
      where,
      "neither address nor dynamic",
      "say where the peer is, or how it is recognised",
    );
  if (addresses.length > 5)
    context.error(
      "too-many",
      [...where, "address"],
      `${addresses.length} addresses: one and at most four backups`,
      "take some away",
    );
  if (dynamic !== undefined) checkDynamic(context, gateway, dynamic, policy);
  checkVersionOf(context, gateway, where);
  const profile = gateway.names("aaa access-profile")[0] ?? gateway.text("xauth access-profile");
  if (profile !== undefined && context.whole)
    context.reference(
      profile,
      context.names("access profile"),
      "access profile",
      [...where, gateway.has("aaa") ? "aaa" : "xauth"],
      "undefined-access-profile",
    );
}

/** What depends on the version of IKE, and identities that exclude each other. */
function checkVersionOf(context: Context, gateway: ConfigNode, where: readonly string[]): void {
  if (gateway.has("general-ikeid") && gateway.has("remote-identity")) {
    context.error(
      "general-ikeid",
      [...where, "general-ikeid"],
      "general-ikeid and remote-identity exclude each other",
      "keep remote-identity, which is safer",
    );
  }
  const v2 = gateway.text("version") === "v2-only";
  if (gateway.has("fragmentation") && !v2)
    context.error(
      "fragmentation-v1",
      [...where, "fragmentation"],
      "fragmentation needs IKEv2",
      "set version v2-only, or take it away",
    );
  if (gateway.has("advpn") && !v2)
    context.error("advpn-v1", [...where, "advpn"], "shortcuts need IKEv2", "set version v2-only");
}

function checkExternal(context: Context, gateway: ConfigNode, external: string): void {
  const where = [...BASE, "gateway", gateway.name, "external-interface"];
  if (context.unit(external) === undefined) {
    context.reference(
      context.logical(external),
      context.unitNames,
      "external interface",
      where,
      "undefined-interface",
    );
    return;
  }
  const local = gateway.text("local-address");
  const addresses = [
    ...(context.unit(external)?.names("family inet address") ?? []),
    ...(context.unit(external)?.names("family inet6 address") ?? []),
  ];
  if (
    local !== undefined &&
    !hasPlaceholder(local) &&
    addresses.length > 0 &&
    !addresses.some((each) => hasPlaceholder(each) || sameHost(each, local))
  ) {
    context.error(
      "local-address",
      [...where.slice(0, -1), "local-address"],
      `${local} is not an address of ${external}`,
      `use one of ${addresses.map(hostOf).join(", ")}`,
    );
  }
}

export function checkIke(context: Context): void {
  for (const proposal of context.entries("security ike proposal")) checkProposal(context, proposal);
  for (const policy of context.entries("security ike policy")) checkPolicy(context, policy);
  for (const gateway of context.entries("security ike gateway")) checkGateway(context, gateway);
}
