// Several VPNs between two gateways: Junos tells peers at one address from each other by nothing, so they share one IKE gateway.
import type { Mistake } from "../diagnostics";
import { StackScope } from "../topology";
import type { Gateway } from "../topology";
import { keyInForce, type PresharedKey } from "./preshared-key";

/** What an IKE gateway rests on, in the words of the program. */
export interface SharesGateway {
  /** Path of the construct. */
  readonly origin: string;
  readonly presharedKey: PresharedKey;
  /** Everything else that the IKE gateway's statements say, by the prop that says it. */
  readonly phase1: Readonly<Record<string, unknown>>;
}

/** Between which interfaces a VPN's IKE runs. */
export type IkePlace = readonly { readonly gateway: Gateway; readonly interface: string }[];

const keyOf = (place: IkePlace): string =>
  JSON.stringify(
    place.map(({ gateway, interface: name }) => `${gateway.node.path} ${name}`).sort(),
  );

const listAt = <T>(place: IkePlace): T[] => {
  const [first] = place;
  if (first === undefined) return [];
  return StackScope.of(first.gateway).table(`IKE between ${keyOf(place)}`, (): T[] => []);
};

export const sharedGateway = {
  /** A VPN runs between these interfaces. */
  claim<T>(place: IkePlace, vpn: T): void {
    listAt<T>(place).push(vpn);
  },

  /** The first VPN there, whose IKE gateway the others use. */
  ownerOf<T>(place: IkePlace): T | undefined {
    return listAt<T>(place)[0];
  },
} as const;

/** Whether devices get one key of both: a value that is known later is only the same as itself. */
function sameKey(one: PresharedKey, other: PresharedKey): boolean {
  const [own, first] = [keyInForce(one), keyInForce(other)];
  const hexOf = (key: unknown): unknown =>
    typeof key === "object" && key !== null && "hex" in key ? key.hex : undefined;
  return own === first || (hexOf(own) !== undefined && hexOf(own) === hexOf(first));
}

/** What keeps a VPN from using the IKE gateway of another one to the same peer. */
export function sharingMistakes(own: SharesGateway, first: SharesGateway): readonly Mistake[] {
  const differing = Object.keys({ ...first.phase1, ...own.phase1 }).filter(
    (prop) => JSON.stringify(own.phase1[prop]) !== JSON.stringify(first.phase1[prop]),
  );
  if (!sameKey(own.presharedKey, first.presharedKey)) differing.unshift("presharedKey");
  if (differing.length === 0) return [];
  return [
    {
      rule: "ike-gateway-shared",
      what: "two VPNs between the same interfaces share one IKE gateway, and say different things of it",
      found: `${differing.join(", ")} of ${own.origin} and ${first.origin}`,
      allowed:
        "the same key (as a secret: one Output for both), suite, identities and settings of IKE",
      fix: `give both the same ${differing.join(", ")}, put both into one VPN, or let one run by another interface`,
      related: [{ construct: first.origin, what: "the VPN that the IKE gateway is named after" }],
    },
  ];
}
