// A stack of tunnels between pairs of devices, for benches that look at many of them.
import type { StackState, StackTunnel } from "../lib/cli/stack-devices";
import { branchesOf, connectionTo, stateOf } from "../test/cli/exporter/stack";

/** One of the tunnels between two devices. */
export interface PairTunnel {
  readonly pair: number;
  /** Counted within its pair. */
  readonly number: number;
  /** Where the responder finds its peer. */
  readonly address: string;
}

/** What is said of a tunnel, beside its name and its ends, and of both of its ends. */
export interface PairInputs {
  readonly tunnel: Readonly<Record<string, unknown>>;
  readonly ends?: Readonly<Record<string, unknown>>;
}

/** Device 2n and device 2n + 1 have `each` tunnels with each other. */
export function pairedStack(
  ports: readonly number[],
  { pairs, each }: { readonly pairs: number; readonly each: number },
  inputsOf: (tunnel: PairTunnel) => PairInputs,
): StackState {
  const connections = ports.map((port) => connectionTo(port));
  const tunnels = Array.from({ length: pairs }, (_, pair): readonly StackTunnel[] =>
    branchesOf(each).map(({ identity, address }, number) => {
      const name = `pair${pair}-${identity}`;
      const { tunnel, ends } = inputsOf({ pair, number, address });
      const end = (side: 0 | 1): object => ({
        gateway: `device${2 * pair + side}`,
        connection: connections[2 * pair + side],
        vpn: "hub",
        ikeGateway: "hub",
        role: side === 0 ? "initiator" : "responder",
        ...ends,
        peerIdentity: { type: "hostname", value: identity },
      });
      return {
        name,
        inputs: { name, endpoints: [end(0), end(1)], natRules: [], ...tunnel },
        outputs: {},
      };
    }),
  ).flat();
  return stateOf(
    connections.map((connection, index) => [`device${index}`, connection]),
    tunnels,
  );
}
