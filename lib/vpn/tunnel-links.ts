// Numbers of tunnel networks, by name, across all hubs of a stack that share one prefix.
import { allocate, type StackScope } from "../topology";

interface Table {
  readonly names: string[];
  placed: ReadonlyMap<string, number> | undefined;
}

const tables = new WeakMap<StackScope, Map<string, Table>>();

function tableOf(scope: StackScope, network: string): Table {
  const all = tables.get(scope) ?? new Map<string, Table>();
  tables.set(scope, all);
  const table = all.get(network) ?? { names: [], placed: undefined };
  all.set(network, table);
  return table;
}

export const tunnelLink = {
  /** A tunnel wants a number in this network. */
  claim(scope: StackScope, network: string, name: string): void {
    const table = tableOf(scope, network);
    table.names.push(name);
    table.placed = undefined;
  },

  /** Its number, below `size`; undefined when more tunnels want one than there are. */
  of(scope: StackScope, network: string, name: string, size: number): number | undefined {
    const table = tableOf(scope, network);
    if (table.names.length > size) return undefined;
    table.placed ??= allocate(table.names, size);
    return table.placed.get(name);
  },

  /** How many tunnels want a number in this network. */
  claims(scope: StackScope, network: string): number {
    return tableOf(scope, network).names.length;
  },
} as const;
