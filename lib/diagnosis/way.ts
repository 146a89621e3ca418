// The way of IKE between the two ends, hop by hop, as the configurations have it.
import type { DiagnosedDevice, WantedTunnel } from "./network";
import { mayInitiate, sceneOf } from "./scene";

/** IKE of one end. */
export interface IkeWay {
  readonly from: string;
  readonly own: string | undefined;
  readonly dials: readonly string[];
  /** What is met on the way: each translation and policy, with the line that decides. */
  readonly hops: readonly {
    readonly device: string;
    readonly text: string;
    readonly statement?: string;
  }[];
  /** Where the configurations say no more. */
  readonly end?: string;
  readonly mayInitiate: boolean;
  /** Seconds between NAT keepalives, where the configuration says so. */
  readonly keepalive: string | undefined;
  /** Whether it begins by itself: `immediately`, `on-traffic`, `responder-only`. */
  readonly establish: string | undefined;
}

export function waysOfIke(
  tunnel: WantedTunnel,
  devices: readonly DiagnosedDevice[],
): readonly IkeWay[] {
  const scene = sceneOf(tunnel, devices);
  return scene.ends.map((end): IkeWay => {
    const { wanted, gateway, vpn } = end;
    const shown = end.external === undefined ? undefined : end.device.addressOn(end.external);
    const own = shown ?? wanted.address;
    const dials = gateway?.names("address") ?? [];
    const [address] = dials;
    const trace =
      own === undefined || address === undefined
        ? undefined
        : scene.tracer.traceIke(wanted.device, own, address).at(-1);
    return {
      from: wanted.device,
      own,
      dials,
      hops: (trace?.hops ?? []).map(({ device, text, statement }) => ({
        device,
        text,
        ...(statement === undefined ? {} : { statement }),
      })),
      ...(trace?.end === undefined ? {} : { end: trace.end.reason }),
      mayInitiate: address !== undefined && mayInitiate(end),
      keepalive: gateway?.text("nat-keepalive"),
      establish: vpn?.text("establish-tunnels"),
    };
  });
}
