// The two ends of a tunnel against each other, as their finished configurations have them: what `override`, `raw` and `config` change by hand counts too.
import { type ConfigNode, type ConfigTree, type EndMistake, mismatches, versionOf } from "../junos";
import type { Mistake, Related } from "../diagnostics";
import { explain, type Tunnel, type TunnelEnd } from "../topology";
import type { TunnelEndConfig } from "./end-config";
import { fragmentationMistakes, overheadMistakes, waitingMistakes } from "./end-overhead";
import { probeMistakes } from "./end-probe";
import { reachMistakes } from "./end-reach";

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
    ...mismatches(a, b).map(mended),
    ...suiteVersion(a, b, tunnel),
    ...waitingMistakes(a, b, tunnel),
    ...probeMistakes(tunnel),
    ...[a, b].flatMap((each) => [
      ...keepalives(each, tunnel),
      ...overheadMistakes(each, tunnel),
      ...fragmentationMistakes(each, tunnel),
      ...reachMistakes(each),
    ]),
  ];
  return found.map((each) => ({ ...each, related: otherEnds(each, a, b) }));
}

const ALGORITHMS = "change the override at one end, or choose the algorithms with the VPN's ike";

/** How a program mends what doesn't match: a VPN writes both ends, so somebody has changed one by hand. */
const MENDED: Readonly<Partial<Record<Mistake["rule"], string>>> = {
  "ends-version": "change the override at one end, or choose the version with the VPN's ike",
  "ends-mode": "change the override at one end, or choose the mode with the VPN's ike",
  "ends-ike-proposal": ALGORITHMS,
  "ends-ipsec-proposal": ALGORITHMS,
  "ends-pfs": "change the override at one end, or choose pfs with the VPN's ike",
  "ends-identity":
    "change identity of the VPN's end, which writes both, in place of an override at one",
  "ends-key":
    "give the key to the VPN alone, which writes it at both ends, and take an override of it away",
  "ends-responders": "change the override at one end",
  "ends-selectors":
    "give selectors to the VPN, which mirrors them, in place of an override at one end",
};

const mended = (mistake: EndMistake): EndMistake => ({
  ...mistake,
  fix: MENDED[mistake.rule] ?? mistake.fix,
});

/** The ends that a mistake is about beside the one that it names. */
const otherEnds = (
  { device }: EndMistake,
  ...ends: readonly TunnelEndConfig[]
): readonly Related[] =>
  ends
    .filter(({ name }) => name !== device)
    .map(({ end, name }) => ({
      construct: end.view.gateway.node.path,
      device: name,
      what: device === undefined ? "an end of the tunnel" : "the other end of the tunnel",
    }));

function read(
  end: TunnelEnd,
  tree: ConfigTree,
  missing: EndMistake[],
): TunnelEndConfig | undefined {
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
    address: end.view.external.address,
  };
}

function suiteVersion(
  a: TunnelEndConfig,
  b: TunnelEndConfig,
  { ikeVersion }: Tunnel,
): readonly EndMistake[] {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (left !== right || ikeVersion === undefined || ikeVersion === left) return [];
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

/** Seconds between keepalives unless the device is told otherwise (ike gateway, nat-keepalive). */
const DEFAULT_KEEPALIVE = 20;

function keepalives(config: TunnelEndConfig, tunnel: Tunnel): readonly EndMistake[] {
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
