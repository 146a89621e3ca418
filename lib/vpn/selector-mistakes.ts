// A program's traffic selectors against the networks that a VPN carries.
import type { Mistake } from "../diagnostics";
import { contains, familyOf, overlaps } from "../net";
import type { TrafficSelector } from "./statements";

interface Protected {
  readonly name: string;
  /** What the VPN carries of the networks behind the gateway. */
  readonly protects: readonly string[];
}

/** @param selectors by name, as the initiator sees them */
export function selectorMistakes(
  selectors: Readonly<Record<string, TrafficSelector>>,
  initiator: Protected,
  responder: Protected,
): readonly Mistake[] {
  const all = Object.entries(selectors);
  const meets = (prefix: string, { protects }: Protected): boolean =>
    protects.some((each) => overlaps(each, prefix));
  const found: Mistake[] = [];
  for (const [name, { local, remote }] of all) {
    if (familyOf(local) !== familyOf(remote)) continue;
    if (meets(local, initiator) && meets(remote, responder)) continue;
    const isReversed = meets(local, responder) && meets(remote, initiator);
    found.push({
      rule: isReversed ? "selector-reversed" : "selector-unprotected",
      subject: name,
      what: isReversed
        ? "a traffic selector is the wrong way round: it is written as the initiator sees it"
        : "a traffic selector holds networks that the VPN does not carry, so that no policy permits their traffic",
      found: `${name}: ${local} to ${remote}`,
      allowed: `parts of ${initiator.protects.join(", ")} behind ${initiator.name} to parts of ${responder.protects.join(", ")} behind ${responder.name}`,
      fix: isReversed
        ? "change local and remote about"
        : "change the selector, or add the networks to protects",
    });
  }
  if (all.length === 0 || found.length > 0) return found;
  const lost = [
    ...initiator.protects.filter((each) => !all.some(([, { local }]) => covers(local, each))),
    ...responder.protects.filter((each) => !all.some(([, { remote }]) => covers(remote, each))),
  ];
  if (lost.length === 0) return found;
  return [
    {
      rule: "unselected-network",
      severity: "warning",
      what: "no traffic selector holds a protected network, so that its traffic finds no way",
      found: lost.join(", "),
      allowed: "a selector for each protected network",
      fix: "add a selector, or leave selectors out",
    },
  ];
}

/** A selector for a part of a network is taken to be meant so. */
const covers = (selector: string, network: string): boolean =>
  contains(selector, network) || contains(network, selector);
