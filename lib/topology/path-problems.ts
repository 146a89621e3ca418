// Paths on which no tunnel can come up, and how what hides an end is told.
import type { Mistake } from "../diagnostics";
import { type Family, parsePrefix } from "../net";
import type { View } from "./paths";

/** How a gateway is hidden, for an error text: "NAT device nat (source)". */
export function explain(seen: View): string {
  return seen.crossings.map((crossing) => `${crossing.by} (${crossing.kind})`).join(", ");
}

/** Reasons why `initiator` cannot open a tunnel to `responder`. */
export function pathProblems(initiator: View, responder: View): readonly Mistake[] {
  const ofEnds = [
    ...[initiator, responder].flatMap((end) => wayOut(end)),
    ...[initiator, responder].flatMap((end) => families(end)),
  ];
  return ofEnds.length > 0 ? ofEnds : reachability(initiator, responder);
}

function wayOut({ connected, gateway, crossings }: View): readonly Mistake[] {
  if (connected) return [];
  const box = crossings.at(-1)?.device;
  if (box !== undefined) {
    return [
      {
        rule: "no-way-out",
        what: `${gateway.name} is translated by ${box.name}, which shows that address to nobody on the internet`,
        found: `${crossings.at(-1)?.address ?? "an address of a pool"}, without an elastic IP`,
        allowed:
          "nat of the NAT device for what it hides behind its own address; nat of translate() for each gateway of its own",
        fix: `write translate(${gateway.name}, { nat: Nat.elasticIp() }), or give ${box.name} nat: Nat.elasticIp() and hide() it`,
      },
    ];
  }
  return [
    {
      rule: "no-way-out",
      what: `${gateway.name} has no way to the internet, and its peer is not in the same VPC`,
      found: "nat: nothing",
      allowed: "Nat.elasticIp(), or Nat.gateway() for an end that only initiates",
      fix: `give ${gateway.name} nat: Nat.elasticIp()`,
    },
  ];
}

const FAMILY: Readonly<Record<Family, string>> = { inet: "IPv4", inet6: "IPv6" };

function families({ gateway, external, address, crossings }: View): readonly Mistake[] {
  const own = parsePrefix(external.address);
  const shown = address === undefined ? undefined : parsePrefix(address);
  if (own === undefined || shown === undefined || own.family === shown.family) return [];
  const family = FAMILY[own.family];
  return [
    {
      rule: "path-family",
      what: `the address that others see of ${gateway.name} is of another family than its own`,
      found: `${external.address}, shown as ${shown.address} by ${crossings.map(({ by }) => by).join(", ")}`,
      allowed: `an ${family} address: IKE does not cross from one family to the other`,
      fix: `translate ${gateway.name} to an ${family} address, or give it an external address of the other family`,
    },
  ];
}

function reachability(initiator: View, responder: View): readonly Mistake[] {
  const { name } = responder.gateway;
  if (!responder.reachable) {
    const both = !initiator.reachable;
    return [
      {
        rule: "responder-unreachable",
        what: both
          ? "both ends are behind NAT that lets nobody in, so neither can initiate"
          : `the responder ${name} cannot be reached: its NAT is open outward only`,
        found: both ? `${explain(initiator)}; ${explain(responder)}` : explain(responder),
        allowed: "static (one-to-one) NAT or an elastic IP in front of the responder",
        fix: both
          ? "give one of them a static translation or an elastic IP, and make it the responder"
          : `translate ${name} statically, or swap initiator and responder`,
      },
    ];
  }
  return [];
}
