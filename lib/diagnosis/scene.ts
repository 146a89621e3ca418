// One tunnel with the devices that it needs, as the rules look at it.
import {
  type ConfigNode,
  type ConfigTree,
  type FoundTunnel,
  type GivenDevice,
  tunnelFor,
} from "../junos";
import { TraceDevice, Tracer } from "../trace";
import type { Cause, Evidence } from "./cause";
import type { WantedEnd, WantedTunnel } from "./network";

/** One end with what its device says. */
export interface SceneEnd {
  readonly wanted: WantedEnd;
  readonly device: TraceDevice;
  /** As it counts: groups applied, and inactive statements left out. */
  readonly tree: ConfigTree;
  readonly gateway: ConfigNode | undefined;
  readonly vpn: ConfigNode | undefined;
  /** `ge-0/0/1.0` */
  readonly external: string | undefined;
}

export interface Scene {
  readonly tunnel: WantedTunnel;
  /** Those whose devices are given. */
  readonly ends: readonly SceneEnd[];
  readonly devices: readonly TraceDevice[];
  /** What the two ends say against each other; undefined where one is not there. */
  readonly found: FoundTunnel | undefined;
  readonly tracer: Tracer;
}

/** Tunnel and devices. */
export function sceneOf(tunnel: WantedTunnel, given: readonly GivenDevice[]): Scene {
  // Others' gateways take no part in this tunnel; what has no VPN may translate between its ends.
  const effective = given
    .filter(
      ({ name, tree }) =>
        tunnel.ends.some(({ device }) => device === name) || !tree.root.has("security ipsec vpn"),
    )
    .map(({ name, tree }) => ({ name, tree: tree.effective() }));
  const devices = effective.map(({ name, tree }) => new TraceDevice(name, tree));
  const ends = tunnel.ends.flatMap((wanted): readonly SceneEnd[] => {
    const tree = effective.find(({ name }) => name === wanted.device)?.tree;
    const device = devices.find(({ name }) => name === wanted.device);
    if (tree === undefined || device === undefined) return [];
    const gateway = tree.get(["security", "ike", "gateway", wanted.ikeGateway]);
    const external = gateway?.text("external-interface");
    return [
      {
        wanted,
        device,
        tree,
        gateway,
        vpn: tree.get(["security", "ipsec", "vpn", wanted.vpn]),
        external: external === undefined || external.includes(".") ? external : `${external}.0`,
      },
    ];
  });
  const found = tunnelFor(effective, tunnel.ends);
  // Whether the tunnel itself comes up is judged before: what goes through it is followed as if it did.
  const tunnels = found === undefined ? [] : [{ ...found, mistakes: [] }];
  return { tunnel, ends, devices, found, tracer: new Tracer(effective, tunnels) };
}

/** Whether this end may begin (ipsec vpn, establish-tunnels). */
export const mayInitiate = ({ vpn }: SceneEnd): boolean =>
  !(vpn?.text("establish-tunnels") ?? "").startsWith("responder-only");

/** A cause of one device, named by what it is and not by values. */
export function causeAt(
  { tunnel }: Scene,
  device: string,
  cause: Pick<Cause, "layer" | "what" | "fix"> & {
    readonly place: string;
    readonly value?: string;
    readonly also?: readonly Evidence[];
    readonly code: string;
    readonly isGuess?: boolean;
  },
): Cause {
  const { layer, what, fix, place, value, also = [], code, isGuess } = cause;
  return {
    layer,
    tunnel: tunnel.name,
    device,
    what,
    evidence: [{ device, place, ...(value === undefined ? {} : { value }) }, ...also],
    fix,
    key: [layer, device, code].join(" "),
    ...(isGuess === true ? { isGuess } : {}),
  };
}
