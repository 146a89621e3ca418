// What the tunnel carries: a packet of each pair of networks followed both ways.
import { addressAt, hostOf, isEverything, parsePrefix } from "../net";
import type { Trace } from "../trace";
import type { Cause } from "./cause";
import { causeAt, type Scene, type SceneEnd } from "./scene";

const TCP = 6;
/** A client's port, and a service that nobody's rules single out. */
const [CLIENT, SERVICE] = [40_000, 8443] as const;

/** Hosts of a network are numbered from its start; the first ones are often devices' own. */
const TRIED = [9, 5, 3, 2, 1, 0] as const;

export function trafficCauses(scene: Scene): readonly Cause[] {
  const [one, other] = scene.ends;
  if (one === undefined || other === undefined || scene.found === undefined) return [];
  return scene.tunnel.pairs.flatMap(([near, far]) => {
    const [from, to] = [hostIn(near, scene), hostIn(far, scene)];
    if (from === undefined || to === undefined) return [];
    return [...followed(scene, one, other, [from, to]), ...followed(scene, other, one, [to, from])];
  });
}

/** An address of a network that is no device's own; none where the network is everything. */
function hostIn(network: string, { devices }: Scene): string | undefined {
  const prefix = parsePrefix(network);
  if (prefix === undefined || isEverything(network)) return undefined;
  const hosts =
    prefix.first === prefix.last
      ? [hostOf(network)]
      : TRIED.filter((index) => BigInt(index) <= prefix.last - prefix.first).map((index) =>
          addressAt(network, index),
        );
  return hosts.find((host) => !devices.some((device) => device.owns(host)));
}

function followed(
  scene: Scene,
  from: SceneEnd,
  to: SceneEnd,
  [source, destination]: readonly [string, string],
): readonly Cause[] {
  const { protocol = TCP, port = SERVICE } = scene.tunnel;
  const trace = scene.tracer.traceBehind(from.wanted.device, {
    source,
    destination,
    protocol,
    ...(protocol === 6 || protocol === 17 ? { sourcePort: CLIENT, destinationPort: port } : {}),
  });
  const cause = judged(scene, [from, to], trace, [source, destination]);
  return cause === undefined ? [] : [cause];
}

function judged(
  scene: Scene,
  [from, to]: readonly [SceneEnd, SceneEnd],
  trace: Trace,
  [source, destination]: readonly [string, string],
): Cause | undefined {
  const { end } = trace;
  const what = `traffic from ${source} to ${destination}`;
  const nat = trace.isEncrypted ? translated(scene, [from, to], trace, what) : undefined;
  if (nat !== undefined) return nat;
  const route = lastRoute(trace);
  // Where neighbours announce routes, no configuration tells the way.
  const at = [from, to].find(({ wanted }) => wanted.device === (end?.device ?? route?.device));
  if (
    at?.device.routesAt(at.wanted.bindInterface).isTold === true &&
    (!trace.isEncrypted || isOfRoutes(end?.reason))
  )
    return undefined;
  const clear = inClear(scene, from, trace, { what, destination });
  if (clear !== undefined) return clear;
  if (trace.verdict === "stopped" && end?.device !== undefined) {
    return causeAt(scene, end.device, {
      layer: "traffic",
      code: end.statement ?? end.reason.replaceAll(source, "").replaceAll(destination, ""),
      what: `${what} is stopped at ${end.device}`,
      place: end.statement ?? "the way of a packet",
      value: end.reason,
      fix: fixFor(end.reason, end.device),
    });
  }
  return undefined;
}

const lastRoute = ({ hops }: Trace): Trace["hops"][number] | undefined =>
  hops.findLast((hop) => hop.what === "route");

/** Traffic that its own gateway sends elsewhere than into the tunnel. */
function inClear(
  scene: Scene,
  { wanted, external }: SceneEnd,
  trace: Trace,
  { what, destination }: { readonly what: string; readonly destination: string },
): Cause | undefined {
  const { end, verdict, isEncrypted } = trace;
  const route = lastRoute(trace);
  if (isEncrypted || route?.device !== wanted.device) return undefined;
  // The way is right, and a line further on stops it: its interface, or, for a policy-based VPN, the outside.
  const isTunnelWay = route.text.endsWith(` by ${wanted.bindInterface ?? external ?? ""}`);
  if (verdict === "stopped" && isTunnelWay) return undefined;
  return causeAt(scene, wanted.device, {
    layer: "traffic",
    code: `clear ${destination}`,
    what: `${what} does not go into the tunnel at ${wanted.device}`,
    place: route.statement ?? "routing-options static",
    value: `${route.text}${end === undefined ? "" : `; ${end.reason}`}`,
    fix:
      wanted.bindInterface === undefined
        ? `let a policy of ${wanted.device} send it into VPN ${wanted.vpn}`
        : `set a route of ${wanted.device} for it with next hop ${wanted.bindInterface}`,
  });
}

/** A translation at one of the ends: the tunnel's networks know each other by their true addresses. */
function translated(
  scene: Scene,
  ends: readonly SceneEnd[],
  { hops }: Trace,
  what: string,
): Cause | undefined {
  const nat = hops.find(
    (hop) => hop.what === "nat" && ends.some(({ wanted }) => wanted.device === hop.device),
  );
  if (nat === undefined) return undefined;
  return causeAt(scene, nat.device, {
    layer: "traffic",
    code: `nat ${nat.statement ?? ""}`,
    what: `${what} is translated at ${nat.device}, and its peer knows the true addresses only`,
    place: nat.statement ?? "security nat",
    value: nat.text,
    fix: "put a rule ahead of it that matches the tunnel's networks, with source-nat off",
  });
}

const isOfRoutes = (reason = ""): boolean => /route|leaves by|thrown away|in turn/.test(reason);

function fixFor(reason: string, device: string): string {
  if (/polic|permits|refuses/.test(reason))
    return `let a policy of ${device} permit it, ahead of what refuses it`;
  if (isOfRoutes(reason))
    return `let a route of ${device} lead it into the tunnel, and its answer back`;
  if (reason.includes("selector")) return "let the selectors of both ends hold both networks";
  if (reason.includes("no VPN is bound")) return `bind the VPN of ${device} to that interface`;
  return `mend it on ${device}`;
}
