// All traffic by way of headquarters: what a program has to say beside 0.0.0.0/0.
import type { Mistake } from "../diagnostics";
import { contains, isEverything, overlaps } from "../net";
import type { Gateway } from "../topology";

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
