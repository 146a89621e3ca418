// One tunnel with the devices that it needs, as the rules look at it.
import { type ConfigNode, type FoundTunnel, type GivenDevice, tunnelFor } from "../junos";
import { TraceDevice, Tracer } from "../trace";
import type { Cause, Evidence } from "./cause";
import { takingPart, type WantedEnd, type WantedTunnel } from "./network";

/** One end with what its device says. */
export interface SceneEnd {
  readonly wanted: WantedEnd;
  readonly device: TraceDevice;
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
  const devices = takingPart(tunnel, given).map(({ name, tree }) => new TraceDevice(name, tree));
  const ends = tunnel.ends.flatMap((wanted): readonly SceneEnd[] => {
    const device = devices.find(({ name }) => name === wanted.device);
    if (device === undefined) return [];
    return [
      {
        wanted,
        device,
        gateway: device.tree.get(["security", "ike", "gateway", wanted.ikeGateway]),
        vpn: device.vpnNamed(wanted.vpn)?.node,
        external: device.externalOf(wanted.ikeGateway),
      },
    ];
  });
  const found = tunnelFor(devices, tunnel.ends);
  // Whether the tunnel itself comes up is judged before: what goes through it is followed as if it did.
  const tunnels = found === undefined ? [] : [{ ...found, mistakes: [] }];
  return { tunnel, ends, devices, found, tracer: new Tracer(devices, tunnels) };
}

/** The other end. */
export const peerOf = ({ ends }: Scene, end: SceneEnd): SceneEnd | undefined =>
  ends.find((other) => other !== end);

/** The address of its external interface. */
export const outerAddress = ({ device, external }: SceneEnd): string | undefined =>
  external === undefined ? undefined : device.addressOn(external);

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
