// Addresses that a site hands out to interfaces which name none.
import type { Network, Site } from "./site";

/** Gives static addresses to interfaces that name none. */
export interface AddressPlan {
  /** The member's address; undefined where the network has none left. */
  addressOf(network: Network, member: string): string | undefined;
  join(network: Network, member: string, address?: string): void;
}

/** Stands for an address that there is none of: which mistake led to it is told elsewhere. */
export const UNPLACED = "0.0.0.0";

/** The plan of a site that hands out addresses; undefined where they exist already. */
export function addressPlan(site: Site): AddressPlan | undefined {
  return "addressOf" in site ? (site as Site & AddressPlan) : undefined;
}
