// What a deployed stack's state tells of its tunnels, for a picture: the verdicts of the last update or refresh.
import type { StackTunnel } from "../stack-devices";
import type { SeenTunnel, SeenTunnels, TunnelState } from "./graph";

interface Outputs {
  readonly associations?: { readonly state?: string };
  readonly traffic?: { readonly verdict?: string };
  readonly endpoints?: readonly {
    readonly gateway?: string;
    readonly privateAddress?: string;
    readonly publicAddress?: string;
    readonly port?: number;
  }[];
}

/** By the tunnels' names. */
export const seenIn = (tunnels: readonly StackTunnel[]): SeenTunnels =>
  new Map(tunnels.map(({ name, outputs }) => [name, seenTunnel(outputs)]));

function seenTunnel({ associations, traffic, endpoints = [] }: Outputs): SeenTunnel {
  const shown = endpoints.flatMap(({ gateway, privateAddress, publicAddress }) =>
    gateway === undefined || publicAddress === undefined || publicAddress === privateAddress
      ? []
      : [[gateway, publicAddress] as const],
  );
  const state = stateOf(associations?.state, traffic?.verdict);
  const port = endpoints[0]?.port;
  const isUp = state === "passed" || state === "not proven";
  return {
    state,
    shown: Object.fromEntries(shown),
    ...(port === undefined || !isUp ? {} : { port }),
  };
}

function stateOf(associations: string | undefined, verdict: string | undefined): TunnelState {
  if (verdict === "passed") return "passed";
  if (associations === "idle") return "idle";
  if (associations === "down" || verdict === "failed") return "failed";
  return associations === undefined ? "planned" : "not proven";
}
