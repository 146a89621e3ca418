// All traffic by way of headquarters: what a program has to say beside 0.0.0.0/0.
import type { Mistake } from "../diagnostics";
import { contains, familyOf, isEverything, overlaps } from "../net";
import { type Gateway, isManagedBy } from "../topology";

/** An end, and whether its peer sends everything there. */
export interface Way {
  readonly gateway: Gateway;
  readonly peer: Gateway;
  readonly isWay: boolean;
}

/** Whether two ends claim the same addresses; everything at one end beside a part of it at the other is a way, and no clash. */
export const isClash = (mine: string, theirs: string): boolean =>
  overlaps(mine, theirs) && isEverything(mine) === isEverything(theirs);

/**
 * Networks of the peer that a gateway takes for its own: one of its interfaces is on the very same, whatever its VPN carries.
 * @param shown the peer's networks as this gateway sees them
 */
export const ownInPlace = (
  { internals }: Gateway,
  shown: readonly string[],
): readonly (readonly [own: string, theirs: string])[] =>
  internals.flatMap(({ network }) =>
    shown
      .filter((theirs) => contains(network.cidr, theirs) && contains(theirs, network.cidr))
      .map((theirs) => [network.cidr, theirs] as const),
  );

/** Who manages a gateway from outside gets no answer where everything goes into the tunnel. */
function managementRemarks(branch: Gateway): readonly Mistake[] {
  const port = branch.outsides.find(
    ({ address, instance }) =>
      isManagedBy(branch, address) && branch.yieldsDefault(familyOf(address), instance),
  );
  const { routes = {} } = branch.props;
  const isLed = Object.keys(routes).some((prefix) => !isEverything(prefix));
  if (port === undefined || isLed) return [];
  return [
    {
      rule: "management-in-tunnel",
      severity: "warning",
      subject: branch.name,
      what: `${branch.name} is managed by its address outside and leads everything into a tunnel, its answers to whoever manages it too: the device would undo the commit`,
      found: `${port.address} on ${port.logical}, and no route but the default one`,
      allowed: "a route to those who manage it, or management from behind the tunnel",
      fix: `give ${branch.name} routes: { "MANAGERS/24": NEXT-HOP }, or as existing.address the one of an internal interface`,
    },
  ];
}

export function everythingRemarks(ways: readonly Way[]): readonly Mistake[] {
  return ways
    .filter(({ isWay }) => isWay)
    .flatMap(({ gateway, peer }): readonly Mistake[] => [
      ...(gateway.internet === undefined
        ? [
            {
              rule: "everything-untranslated" as const,
              severity: "warning" as const,
              subject: gateway.name,
              what: `everything that ${peer.name} sends comes to ${gateway.name}, which lets none of it on to the internet`,
              found: `${gateway.name} without internet`,
              allowed:
                "internet: {}, which translates and permits it; or another way on from the protected side",
              fix: `give ${gateway.name} internet: {}, unless the internet lies behind its internal interface`,
            },
          ]
        : []),
      ...managementRemarks(peer),
      ...(peer.internet === undefined
        ? []
        : [
            {
              rule: "internet-twice" as const,
              subject: peer.name,
              what: `${peer.name} leads everything into a tunnel, and is to let its hosts go to the internet by itself`,
              found: `internet of ${peer.name}, and everything behind ${gateway.name}`,
              allowed: "one way to the internet",
              fix: `leave internet of ${peer.name} out, or 0.0.0.0/0 out of what the VPN carries of ${gateway.name}`,
            },
          ]),
    ]);
}
