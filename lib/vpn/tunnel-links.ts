// Numbers of tunnel networks, by name, across all hubs of a stack that share one prefix.
import { type StackScope } from "../topology";
import { numberOf, type NumberTable, NumberTables } from "./number-table";

const tableOf = (scope: StackScope, network: string): NumberTable =>
  NumberTables.of(scope, "tunnel-links").at(network);

/** A tunnel that wants a number in a network with room for `size`. */
export interface Link {
  readonly scope: StackScope;
  readonly network: string;
  readonly name: string;
  readonly size: number;
}

export const tunnelLink = {
  /** A tunnel wants a number in this network, or a certain one. */
  claim(link: Link, number?: number): void {
    const { scope, network, name, size } = link;
    const place = `${network} of ${size}`;
    const pinned = numberOf(scope.placement.pinned(place, name), size);
    tableOf(scope, network).claim(name, number ?? pinned);
    if (number !== undefined) return;
    scope.placement.claim(place, name, () => tunnelLink.of(link)?.toString());
  },

  /** Its number, below `size`; undefined when more tunnels want one than there are. */
  of({ scope, network, name, size }: Link): number | undefined {
    return tableOf(scope, network).of(name, size);
  },

  /** How many tunnels want a number in this network. */
  claims(scope: StackScope, network: string): number {
    return tableOf(scope, network).count;
  },
} as const;
