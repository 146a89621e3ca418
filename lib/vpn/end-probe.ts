// The host that a program lets ping through a tunnel: it has to ping something that the tunnel leads to.
import type { EndMistake } from "../junos";
import { contains, parsePrefix } from "../net";
import type { Tunnel } from "../topology";

/** A target in no network of the tunnel proves nothing about it. */
export function probeMistakes({ carried: { pairs, verify } }: Tunnel): readonly EndMistake[] {
  const target = verify?.probe?.target;
  const networks = [
    ...new Set(pairs.flatMap(({ initiator, responder }) => [initiator, responder])),
  ];
  // Networks that only a deployment knows may hold it.
  if (target === undefined || networks.some((network) => parsePrefix(network) === undefined))
    return [];
  if (networks.some((network) => contains(network, target))) return [];
  return [
    {
      rule: "probe-target",
      severity: "error",
      what: "the probe pings an address that the tunnel does not lead to",
      found: target,
      allowed: `an address in ${networks.join(" or ")}`,
      fix: "change verify.probe.target",
    },
  ];
}
