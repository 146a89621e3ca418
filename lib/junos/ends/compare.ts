// The two ends of a tunnel against each other, as their configurations have them: what one says and what the other says.
import type { Mistake } from "../../diagnostics";
import { parsePrefix } from "../../net";
import { hasPlaceholder } from "../placeholder";
import { sameSecret } from "../dollar9";
import type { ConfigNode } from "../tree/node";
import type { ConfigTree } from "../tree/tree";
import { networksOf, type Pair, pairsOf } from "./selectors";

/** What one end's device says about the tunnel. */
export interface EndConfig {
  /** Name of the device, for messages. */
  readonly name: string;
  /** Its configuration as it counts: groups applied, inactive statements left out. */
  readonly tree: ConfigTree;
  /** Its `security ike gateway`. */
  readonly gateway: ConfigNode;
  /** The IKE policy that the gateway names; undefined where there is none of that name. */
  readonly ikePolicy: ConfigNode | undefined;
  /** Its `security ipsec vpn`. */
  readonly vpn: ConfigNode;
  /** The IPsec policy that the VPN names; undefined where there is none of that name. */
  readonly ipsecPolicy: ConfigNode | undefined;
  /** Of its external interface, without the length; an end that says no identity goes by it. */
  readonly address: string | undefined;
}

/** A mistake with its weight. */
export type EndMistake = Mistake & {
  /** `error`: the tunnel cannot come up. `warning`: it may. */
  readonly severity: "error" | "warning";
  /** The device whose statement it is about. */
  readonly device?: string;
};

/** What doesn't match between two ends. */
export const mismatches = (a: EndConfig, b: EndConfig): readonly EndMistake[] => [
  ...versions(a, b),
  ...modes(a, b),
  ...proposals(a, b),
  ...ipsecProposals(a, b),
  ...secrecy(a, b),
  ...identities(a, b),
  ...keys(a, b),
  ...initiative(a, b),
  ...selectors(a, b),
];

/** Junos speaks version 1 unless it is told otherwise (ike gateway, version). */
export const versionOf = ({ gateway }: EndConfig): string => gateway.text("version") ?? "v1-only";

function versions(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (left === right) return [];
  return [
    {
      rule: "ends-version",
      severity: "error",
      what: "the two ends speak different versions of IKE",
      found: `${left} on ${a.name}, ${right} on ${b.name}`,
      allowed: "one version",
      fix: "set one version at both ends",
    },
  ];
}

function modes(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  if (versionOf(a) !== "v1-only") return [];
  const mode = ({ ikePolicy }: EndConfig): string => ikePolicy?.text("mode") ?? "main";
  if (mode(a) === mode(b)) return [];
  return [
    {
      rule: "ends-mode",
      severity: "error",
      what: "the two ends use different modes of IKEv1",
      found: `${mode(a)} on ${a.name}, ${mode(b)} on ${b.name}`,
      allowed: "one mode",
      fix: "set one mode at both ends",
    },
  ];
}

/** Junos's words for the parts of a proposal, and what each is called. */
const IKE_PARTS = {
  "authentication-method": "authentication method",
  "dh-group": "Diffie-Hellman group",
  "encryption-algorithm": "encryption",
  "authentication-algorithm": "integrity",
} as const;

const IPSEC_PARTS = {
  protocol: "protocol",
  "encryption-algorithm": "encryption",
  "authentication-algorithm": "integrity",
} as const;

type Parts = Readonly<Record<string, string>>;

/** The proposals of a policy, each as its parts; undefined where one is not defined here: a set of Junos's own, or a mistake that the check tells. */
function proposalsOf(
  { tree }: EndConfig,
  kind: "ike" | "ipsec",
  policy: ConfigNode | undefined,
  parts: Parts,
): readonly Parts[] | undefined {
  const names = policy?.names("proposals") ?? [];
  const nodes = names.map((name) => tree.get(["security", kind, "proposal", name]));
  if (names.length === 0 || nodes.includes(undefined)) return undefined;
  return nodes.map((node) =>
    Object.fromEntries(Object.keys(parts).map((part) => [part, node?.text(part) ?? "none"])),
  );
}

function compared(
  a: EndConfig,
  b: EndConfig,
  kind: "ike" | "ipsec",
  parts: Parts,
): readonly EndMistake[] {
  const policy = (end: EndConfig): ConfigNode | undefined =>
    kind === "ike" ? end.ikePolicy : end.ipsecPolicy;
  const mine = proposalsOf(a, kind, policy(a), parts);
  const theirs = proposalsOf(b, kind, policy(b), parts);
  if (mine === undefined || theirs === undefined) return [];
  const same = (one: Parts, other: Parts): boolean =>
    Object.keys(parts).every((part) => one[part] === other[part]);
  if (mine.some((one) => theirs.some((other) => same(one, other)))) return [];
  const [one = {}, other = {}] = [mine[0], theirs[0]];
  const differing = Object.entries(parts).filter(([part]) => one[part] !== other[part]);
  return [
    {
      rule: kind === "ike" ? "ends-ike-proposal" : "ends-ipsec-proposal",
      severity: "error",
      what: `the two ends have no ${kind === "ike" ? "IKE" : "IPsec"} proposal in common`,
      found: differing
        .map(([part, called]) => `${called} ${one[part]} on ${a.name}, ${other[part]} on ${b.name}`)
        .join("; "),
      allowed: "one proposal that both ends have",
      fix: "add to one end a proposal that the other has",
    },
  ];
}

const proposals = (a: EndConfig, b: EndConfig): readonly EndMistake[] =>
  compared(a, b, "ike", IKE_PARTS);

const ipsecProposals = (a: EndConfig, b: EndConfig): readonly EndMistake[] =>
  compared(a, b, "ipsec", IPSEC_PARTS);

function secrecy(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  const group = ({ ipsecPolicy }: EndConfig): string =>
    ipsecPolicy?.text("perfect-forward-secrecy keys") ?? "none";
  const isKnown = (end: EndConfig): boolean =>
    end.ipsecPolicy !== undefined && !end.ipsecPolicy.has("proposal-set");
  if (!isKnown(a) || !isKnown(b) || group(a) === group(b)) return [];
  return [
    {
      rule: "ends-pfs",
      severity: "error",
      what:
        "the two ends want different groups for perfect forward secrecy" +
        (versionOf(a) === "v2-only"
          ? ": with IKEv2 the tunnel comes up, and dies at its first new key"
          : ""),
      found: `${group(a)} on ${a.name}, ${group(b)} on ${b.name}`,
      allowed: "one group",
      fix: "set one group at both ends",
    },
  ];
}

/** A kind of identity and its value, as `local-identity` and `remote-identity` have it. */
export interface Name {
  readonly type: string;
  readonly value: string;
}

const TYPES = ["hostname", "user-at-hostname", "inet", "inet6", "key-id"] as const;

function nameIn(node: ConfigNode | undefined): Name | undefined {
  for (const type of TYPES) {
    const value = node?.text(type);
    if (value !== undefined) return { type, value };
  }
  return undefined;
}

/** How an end names itself: as it says, or by the address of its external interface. */
export function ownName({ gateway, address }: EndConfig): Name | "unknown" {
  const own = gateway.get("local-identity");
  if (own !== undefined) return nameIn(own) ?? "unknown";
  return address === undefined ? "unknown" : addressName(address);
}

const addressName = (address: string): Name => ({
  type: address.includes(":") ? "inet6" : "inet",
  value: address,
});

/** How an end expects its peer to be named: as it says, or by the address that it dials. */
export function expectedName({ gateway }: EndConfig): Name | "unknown" {
  // Several peers, or any, behind one statement.
  if (gateway.has("dynamic ike-user-type") || gateway.has("general-ikeid")) return "unknown";
  const said = gateway.get("remote-identity") ?? gateway.get("dynamic");
  if (said !== undefined) return nameIn(said) ?? "unknown";
  const [address] = gateway.names("address");
  if (address === undefined) return "unknown";
  return addressName(address);
}

function identities(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]): readonly EndMistake[] => {
    if (from === undefined || to === undefined) return [];
    const [own, expected] = [ownName(from), expectedName(to)];
    if (own === "unknown" || expected === "unknown" || isSameName(own, expected)) return [];
    return [
      {
        rule: "ends-identity",
        severity: "error",
        device: to.name,
        what: `${to.name} expects another identity of ${from.name} than the one it presents`,
        found: `${named(own, from, "local-identity")} presented, ${named(expected, to, "remote-identity")} expected`,
        allowed: "the same kind and value at both ends",
        fix: "set local-identity at one end to what remote-identity says at the other",
      },
    ];
  });
}

export function isSameName(one: Name, other: Name): boolean {
  if (one.type !== other.type) return false;
  // An address that AWS allocates is known to neither of us yet.
  if (hasPlaceholder(one.value) || hasPlaceholder(other.value)) {
    return one.value === other.value || (hasPlaceholder(one.value) && hasPlaceholder(other.value));
  }
  return one.value.toLowerCase() === other.value.toLowerCase();
}

/** An identity, and that nobody said it when that is so. */
function named({ type, value }: Name, { gateway }: EndConfig, statement: string): string {
  const isSaid =
    gateway.has(statement) || (statement === "remote-identity" && gateway.has("dynamic"));
  return `${type} ${value}${isSaid ? "" : ` (there is no ${statement})`}`;
}

function keys(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  const key = ({ ikePolicy }: EndConfig): string | undefined => {
    const text = ikePolicy?.text("pre-shared-key ascii-text");
    const digits = ikePolicy?.text("pre-shared-key hexadecimal");
    return text ?? (digits === undefined ? undefined : `0x${digits}`);
  };
  const [mine, theirs] = [key(a), key(b)];
  if (mine === theirs || sameSecret(mine, theirs)) return [];
  if (mine === undefined || theirs === undefined) {
    const without = mine === undefined ? a : b;
    const isUsed = [a, b].every(
      (end) => end.ikePolicy !== undefined && !end.ikePolicy.has("certificate"),
    );
    if (!isUsed) return [];
    return [
      {
        rule: "ends-key",
        severity: "error",
        device: without.name,
        what: `${without.name} has no pre-shared key for the tunnel, and its peer has one`,
        found: "a policy without pre-shared-key",
        allowed: "one key at both ends",
        fix: "set the key that its peer has",
      },
    ];
  }
  const isUnknown = hasPlaceholder(mine) || hasPlaceholder(theirs);
  return [
    {
      rule: "ends-key",
      severity: isUnknown ? "warning" : "error",
      what: isUnknown
        ? "the pre-shared key is said by hand at one end: whether it is the other end's is known only to the devices"
        : "the two ends have different pre-shared keys",
      found: `another key on ${a.name} than on ${b.name}`,
      allowed: "one key at both ends",
      fix: "set one key at both ends",
    },
  ];
}

function initiative(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  const answers = ({ vpn }: EndConfig): boolean =>
    (vpn.text("establish-tunnels") ?? "").startsWith("responder-only");
  if (!answers(a) || !answers(b)) return [];
  return [
    {
      rule: "ends-responders",
      severity: "error",
      what: "both ends only respond, so neither initiates",
      found: `establish-tunnels responder-only on ${a.name} and ${b.name}`,
      allowed: "immediately or on-traffic at one end",
      fix: "set establish-tunnels immediately or on-traffic at one end",
    },
  ];
}

function selectors(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  // A policy-based VPN takes its proxy identity from its policies, unless it is told one.
  const isFromPolicies = ({ vpn }: EndConfig): boolean =>
    !vpn.has("bind-interface") && !vpn.has("ike proxy-identity");
  if (isFromPolicies(a) || isFromPolicies(b)) return [];
  const [mine, theirs] = [pairsOf(a.vpn), pairsOf(b.vpn)];
  // Any to any, at an end that says nothing, takes what the other narrows it to with IKEv2 alone.
  const mirrored = theirs.map((pair): Pair => ({ local: pair.remote, remote: pair.local }));
  const only = (from: readonly Pair[], others: readonly Pair[]): readonly Pair[] =>
    from.filter((pair) => !others.some((other) => isSamePair(pair, other)));
  const [left, right] = [only(mine, mirrored), only(mirrored, mine)];
  if (left.length === 0 && right.length === 0) return [];
  const narrows =
    versionOf(a) === "v2-only" && left.every((pair) => right.some((other) => meets(pair, other)));
  const text = (pairs: readonly Pair[]): string =>
    pairs.length === 0
      ? "none"
      : pairs.map(({ local, remote }) => `${local} to ${remote}`).join(", ");
  return [
    {
      rule: "ends-selectors",
      severity: narrows ? "warning" : "error",
      what: narrows
        ? "the two ends' traffic selectors differ: IKEv2 narrows them to what both hold, and the rest finds no way"
        : "the two ends' traffic selectors or proxy identities do not mirror each other",
      found: `${text(left)} on ${a.name} alone, ${text(right)} on ${b.name} alone, both as ${a.name} sees them`,
      allowed: "at one end what the other has, local and remote changed about",
      fix: "mirror them: local-ip at one end is remote-ip at the other",
    },
  ];
}

function isSamePair(one: Pair, other: Pair): boolean {
  return (
    networksOf(one.local) === networksOf(other.local) &&
    networksOf(one.remote) === networksOf(other.remote)
  );
}

function meets(one: Pair, other: Pair): boolean {
  const common = (left: string, right: string): boolean => {
    const [mine, theirs] = [parsePrefix(left), parsePrefix(right)];
    if (mine === undefined || theirs === undefined) return left === right;
    return mine.family === theirs.family && mine.first <= theirs.last && theirs.first <= mine.last;
  };
  return common(one.local, other.local) && common(one.remote, other.remote);
}
