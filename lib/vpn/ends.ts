// The two ends of a tunnel against each other, as their finished configurations have them: what `override`, `raw` and `config` change by hand counts too.
import { type ConfigNode, type ConfigTree, hasPlaceholder, sameSecret } from "../junos";
import type { Related } from "../diagnostics";
import { parsePrefix } from "../net";
import { explain, type Tunnel, type TunnelEnd } from "../topology";
import type { EndConfig, EndMistake } from "./end-config";
import { reachMistakes } from "./end-reach";
import { networksOf, type Pair, pairsOf } from "./end-selectors";

/**
 * Compare the two ends of a tunnel by meaning. Ends whose devices are not ours to configure are compared too: their
 * half is put out for somebody to enter.
 * @param configs what counts on each end's device, groups applied and inactive statements left out
 */
export function endMistakes(
  tunnel: Tunnel,
  configs: readonly [ConfigTree, ConfigTree],
): readonly EndMistake[] {
  const missing: EndMistake[] = [];
  const [a, b] = [
    read(tunnel.ends[0], configs[0], missing),
    read(tunnel.ends[1], configs[1], missing),
  ];
  if (a === undefined || b === undefined) return missing;
  const found: readonly EndMistake[] = [
    ...versions(a, b, tunnel),
    ...modes(a, b),
    ...proposals(a, b),
    ...ipsecProposals(a, b),
    ...secrecy(a, b),
    ...identities(a, b),
    ...keys(a, b),
    ...initiative(a, b),
    ...[a, b].flatMap((each) => [...keepalives(each, tunnel), ...reachMistakes(each)]),
    ...selectors(a, b),
  ];
  return found.map((each) => ({ ...each, related: otherEnds(each, a, b) }));
}

/** The ends that a mistake is about beside the one that it names. */
const otherEnds = ({ device }: EndMistake, ...ends: readonly EndConfig[]): readonly Related[] =>
  ends
    .filter(({ name }) => name !== device)
    .map(({ end, name }) => ({
      construct: end.view.gateway.node.path,
      device: name,
      what: device === undefined ? "an end of the tunnel" : "the other end of the tunnel",
    }));

function read(end: TunnelEnd, tree: ConfigTree, missing: EndMistake[]): EndConfig | undefined {
  const name = end.view.gateway.name;
  const find = (...path: readonly string[]): ConfigNode | undefined => {
    const node = tree.get(path);
    if (node === undefined) {
      missing.push({
        rule: "end-statement-missing",
        severity: "error",
        device: name,
        what: `a statement that the tunnel rests on is not in force on ${name}`,
        found: `no active ${path.join(" ")}`,
        allowed: "the statements that the VPN's construct says",
        fix: "take the override that deletes or deactivates it away, or remove the VPN",
      });
    }
    return node;
  };
  const gateway = find("security", "ike", "gateway", end.ikeGateway);
  const vpn = find("security", "ipsec", "vpn", end.vpn);
  if (gateway === undefined || vpn === undefined) return undefined;
  const named = (path: string, policy: string | undefined): ConfigNode | undefined =>
    policy === undefined ? undefined : tree.get(["security", path, "policy", policy]);
  return {
    end,
    tree,
    name,
    gateway,
    vpn,
    ikePolicy: named("ike", gateway.text("ike-policy")),
    ipsecPolicy: named("ipsec", vpn.text("ike ipsec-policy")),
  };
}

/** Junos speaks version 1 unless it is told otherwise (ike gateway, version). */
const versionOf = ({ gateway }: EndConfig): string => gateway.text("version") ?? "v1-only";

function versions(a: EndConfig, b: EndConfig, { ikeVersion }: Tunnel): readonly EndMistake[] {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (left !== right) {
    return [
      {
        rule: "ends-version",
        severity: "error",
        what: "the two ends speak different versions of IKE",
        found: `${left} on ${a.name}, ${right} on ${b.name}`,
        allowed: "one version",
        fix: "change the override at one end, or choose the version with the VPN's ike",
      },
    ];
  }
  if (ikeVersion === undefined || ikeVersion === left) return [];
  return [
    {
      rule: "suite-version",
      severity: "error",
      what: "the two ends speak another version of IKE than the suite says",
      found: `${left} on ${a.name} and ${b.name}, a suite for ${ikeVersion}`,
      allowed: "the suite's version: without a version statement Junos speaks IKEv1",
      fix: 'leave "version" out of without, or take an IKEv1 suite such as suites.modernV1',
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
      fix: "change the override at one end, or choose the mode with the VPN's ike",
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
      fix: "change the override at one end, or choose the algorithms with the VPN's ike",
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
      fix: "change the override at one end, or choose pfs with the VPN's ike",
    },
  ];
}

/** A kind of identity and its value, as `local-identity` and `remote-identity` have it. */
interface Name {
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
function ownName({ gateway, end }: EndConfig): Name | "unknown" {
  const own = gateway.get("local-identity");
  if (own === undefined) {
    const { address } = end.view.gateway.external;
    return { type: address.includes(":") ? "inet6" : "inet", value: address };
  }
  return nameIn(own) ?? "unknown";
}

/** How an end expects its peer to be named: as it says, or by the address that it dials. */
function expectedName({ gateway }: EndConfig): Name | "unknown" {
  // Several peers, or any, behind one statement.
  if (gateway.has("dynamic ike-user-type") || gateway.has("general-ikeid")) return "unknown";
  const said = gateway.get("remote-identity") ?? gateway.get("dynamic");
  if (said !== undefined) return nameIn(said) ?? "unknown";
  const [address] = gateway.names("address");
  if (address === undefined) return "unknown";
  return { type: address.includes(":") ? "inet6" : "inet", value: address };
}

function identities(a: EndConfig, b: EndConfig): readonly EndMistake[] {
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]): readonly EndMistake[] => {
    if (from === undefined || to === undefined) return [];
    const [own, expected] = [ownName(from), expectedName(to)];
    if (own === "unknown" || expected === "unknown" || isSame(own, expected)) return [];
    return [
      {
        rule: "ends-identity",
        severity: "error",
        device: to.name,
        what: `${to.name} expects another identity of ${from.name} than the one it presents`,
        found: `${named(own, from, "local-identity")} presented, ${named(expected, to, "remote-identity")} expected`,
        allowed: "the same kind and value at both ends",
        fix: "change identity of the VPN's end, which writes both, in place of an override at one",
      },
    ];
  });
}

function isSame(one: Name, other: Name): boolean {
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
        fix: "take the override that deletes it away",
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
      fix: "give the key to the VPN alone, which writes it at both ends",
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
      fix: "change the override at one end",
    },
  ];
}

/** Seconds between keepalives unless the device is told otherwise (ike gateway, nat-keepalive). */
const DEFAULT_KEEPALIVE = 20;

function keepalives(config: EndConfig, tunnel: Tunnel): readonly EndMistake[] {
  const { idleSeconds } = tunnel.path;
  const { gateway, end, name } = config;
  if (idleSeconds === undefined || !end.view.hidden || gateway.has("no-nat-traversal")) return [];
  const written = gateway.text("nat-keepalive");
  const seconds = Number(written ?? DEFAULT_KEEPALIVE);
  if (seconds < idleSeconds) return [];
  return [
    {
      rule: "keepalive-too-slow",
      severity: "error",
      device: name,
      what: `the keepalives of ${name} are too slow for the NAT in front of it, which forgets an idle tunnel`,
      found: `one every ${seconds} s${written === undefined ? ", Junos's own default" : ""}`,
      allowed: `less than ${idleSeconds} s (${explain(end.view)})`,
      fix: `set natKeepaliveSeconds to ${Math.max(1, Math.min(20, Math.floor(idleSeconds / 2)))}`,
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
      fix: "give selectors to the VPN, which mirrors them, in place of an override at one end",
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
