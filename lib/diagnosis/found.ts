// A tunnel as two configurations alone show that it is wanted: its ends, and the networks that each sends into it.
import { type FoundTunnel, type GivenDevice, pairsOf } from "../junos";
import { contains, familyOf, hostOf, isEverything, parsePrefix } from "../net";
import { TraceDevice } from "../trace";
import type { WantedEnd, WantedPair, WantedTunnel } from "./network";

/** What is wanted of a tunnel that was found between configurations. */
export function wantedOf(found: FoundTunnel, devices: readonly GivenDevice[]): WantedTunnel {
  const ends = found.sides.map(({ device, vpn, gateway }) => {
    const tree = devices.find(({ name }) => name === device)?.tree.effective();
    const bindInterface = tree?.get(["security", "ipsec", "vpn", vpn])?.text("bind-interface");
    const wanted: WantedEnd = {
      device,
      vpn,
      ikeGateway: gateway,
      ...(bindInterface === undefined ? {} : { bindInterface }),
    };
    return { wanted, tree, device: tree === undefined ? undefined : new TraceDevice(device, tree) };
  });
  const [one, other] = ends;
  if (one === undefined || other === undefined) throw new RangeError("a tunnel has two ends");
  return {
    name: found.sides.map(({ device, vpn }) => `${device} ${vpn}`).join(" - "),
    ends: [one.wanted, other.wanted],
    pairs: pairsBetween(one, other),
  };
}

interface End {
  readonly wanted: WantedEnd;
  readonly device: TraceDevice | undefined;
}

/** Networks behind the ends of which one sends the other's into the tunnel, by route or selector. */
function pairsBetween(one: End, other: End): readonly WantedPair[] {
  return inside(one).flatMap((near) =>
    inside(other)
      .filter((far) => sends(one, near, far) || sends(other, far, near))
      .map((far): WantedPair => [near, far]),
  );
}

/** Networks of interfaces behind the device: not the tunnel's, and not where its peer is. */
function inside({ device, wanted }: End): readonly string[] {
  const outer = device?.externalOf(wanted.ikeGateway);
  return (device?.addresses ?? [])
    .filter(({ logical }) => logical !== outer && !/^(?:st0|lo0|fxp0)\./.test(logical))
    .map(({ network }) => network)
    .filter((network) => parsePrefix(network) !== undefined);
}

/** Whether an end sends a network into this tunnel: by a route of its own, or a selector. */
function sends({ device, wanted }: End, near: string, far: string): boolean {
  const vpn = device?.vpnNamed(wanted.vpn);
  if (device === undefined || vpn === undefined) return false;
  const selected = pairsOf(vpn.node).some(
    ({ local, remote }) =>
      [local, remote].every((each) => parsePrefix(each) !== undefined && !isEverything(each)) &&
      contains(local, near) &&
      contains(remote, far),
  );
  if (selected) return true;
  if (wanted.bindInterface === undefined) return permitsInto(device, wanted, near, far);
  const way = device.routesAt(wanted.bindInterface).to(far);
  return (
    way?.hops.some(({ via }) => via === wanted.bindInterface) === true && !isEverything(way.prefix)
  );
}

/** Whether a policy of a policy-based VPN sends a network into it. */
function permitsInto(
  device: TraceDevice,
  { vpn, ikeGateway }: WantedEnd,
  near: string,
  far: string,
): boolean {
  const from = device.addresses.find(({ network }) => network === near)?.logical;
  const zones = [from, device.externalOf(ikeGateway)].map((logical) =>
    logical === undefined ? undefined : device.zoneOf(logical),
  );
  const [inner, outer] = zones;
  if (inner === undefined || outer === undefined || familyOf(near) !== familyOf(far)) return false;
  const packet = { source: hostOf(near), destination: hostOf(far), protocol: 6 };
  return device.policies.verdict(inner, outer, packet).tunnel === vpn;
}
