// Numbers of tunnel networks, by name, across all hubs of a stack that share one prefix.
import { type StackScope } from "../topology";
import { Numbers } from "./numbers";

const tables = new WeakMap<StackScope, Map<string, Numbers>>();

function tableOf(scope: StackScope, network: string): Numbers {
  const all = tables.get(scope) ?? new Map<string, Numbers>();
  tables.set(scope, all);
  const table = all.get(network) ?? new Numbers();
  all.set(network, table);
  return table;
}

export const tunnelLink = {
  /** A tunnel wants a number in this network, or a certain one. */
  claim(scope: StackScope, network: string, name: string, number?: number): void {
    tableOf(scope, network).claim(name, number);
  },

  /** Its number, below `size`; undefined when more tunnels want one than there are. */
  of(scope: StackScope, network: string, name: string, size: number): number | undefined {
    return tableOf(scope, network).of(name, size);
  },

  /** How many tunnels want a number in this network. */
  claims(scope: StackScope, network: string): number {
    return tableOf(scope, network).count;
  },
} as const;
