// Numbers of tunnel networks, by name, across all hubs of a stack that share one prefix.
import { type StackScope } from "../topology";
import { type NumberTable, NumberTables } from "./number-table";

const linksOf = (scope: StackScope, network: string): NumberTable =>
  NumberTables.of(scope, "tunnel-links").at(network);

export const tunnelLink = {
  /** A tunnel wants a number in this network, or a certain one. */
  claim(scope: StackScope, network: string, name: string, number?: number): void {
    linksOf(scope, network).claim(name, number);
  },

  /** Its number, below `size`; undefined when more tunnels want one than there are. */
  of(scope: StackScope, network: string, name: string, size: number): number | undefined {
    return linksOf(scope, network).of(name, size);
  },

  /** How many tunnels want a number in this network. */
  claims(scope: StackScope, network: string): number {
    return linksOf(scope, network).count;
  },
} as const;
