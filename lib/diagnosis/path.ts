// The way between the two ends: external interfaces, zones, host-inbound traffic, routes to the peer, and the NAT in between.
import { isHost } from "../net";
import type { Trace } from "../trace";
import type { Cause } from "./cause";
import { causeAt, mayInitiate, outerAddress, peerOf, type Scene, type SceneEnd } from "./scene";

const [UDP, IKE] = [17, 500] as const;

export function pathCauses(scene: Scene): readonly Cause[] {
  const own = scene.ends.flatMap((end) => outside(scene, end));
  const dialled = scene.ends.flatMap((end) => [
    ...dialling(scene, end),
    ...(own.length === 0 || own.every(({ device }) => device !== end.wanted.device)
      ? waysOf(scene, end, addressesDialled(end))
      : []),
  ]);
  const found = [...own, ...dialled];
  // What a way lacks at an end has been said there.
  return found.length > 0 ? found : journeys(scene);
}

/** The external interface of one end. */
function outside(scene: Scene, { wanted, device, gateway, external }: SceneEnd): readonly Cause[] {
  if (gateway === undefined) return [];
  const place = `security ike gateway ${gateway.name} external-interface`;
  const at = (cause: Omit<Parameters<typeof causeAt>[2], "layer">): Cause =>
    causeAt(scene, wanted.device, { layer: "path", ...cause });
  if (external === undefined)
    return [
      at({
        code: "external-interface",
        what: `the IKE gateway of ${wanted.device} has no external interface`,
        place,
        value: "not there",
        fix: "set external-interface to the interface that faces the peer",
      }),
    ];
  const [physical = "", unit = "0"] = external.split(".");
  const interfaces = device.tree.root.entries("interfaces");
  const logical = device.unit(external);
  const off = device.offBy(external);
  const causes: Cause[] = [];
  const shown = device.addressOn(external);
  if (off !== undefined)
    causes.push(
      at({
        code: "external-disabled",
        what: `the external interface of ${wanted.device} is switched off`,
        place: off,
        fix: `delete ${off}`,
      }),
    );
  else if (
    shown === undefined &&
    interfaces.length > 0 &&
    logical?.has("family inet dhcp") !== true &&
    logical?.has("family inet negotiate-address") !== true
  )
    causes.push(
      at({
        code: "external-address",
        what: `the external interface of ${wanted.device} has no address`,
        place: `interfaces ${physical} unit ${unit}`,
        value: logical === undefined ? "not there" : "no family with an address",
        fix: `give ${external} its address, or name another external-interface`,
      }),
    );
  else if (isOther(shown, wanted.address))
    causes.push(
      at({
        code: "external-interface",
        what: `IKE of ${wanted.device} is bound to another interface than the one that faces its peer`,
        place,
        value: `${external}, which has ${shown} and not ${wanted.address}`,
        fix: `set external-interface to the interface that has ${wanted.address}`,
      }),
    );
  if (device.isFirewall) causes.push(...zoneCauses(scene, wanted.device, device, external));
  return causes;
}

const isOther = (shown: string | undefined, wanted: string | undefined): boolean =>
  shown !== undefined &&
  wanted !== undefined &&
  isHost(shown) &&
  isHost(wanted) &&
  shown !== wanted;

function zoneCauses(
  scene: Scene,
  name: string,
  device: SceneEnd["device"],
  external: string,
): readonly Cause[] {
  const zone = device.zoneOf(external);
  if (zone === undefined)
    return [
      causeAt(scene, name, {
        layer: "path",
        code: "external-zone",
        what: `the external interface of ${name} is in no zone: what comes in by it is dropped`,
        place: `security zones: ${external}`,
        value: "in none",
        fix: `put ${external} into the zone that faces the peer`,
      }),
    ];
  const ike = { source: "", destination: "", protocol: UDP, destinationPort: IKE };
  if (device.admits(external, ike)) return [];
  return [
    causeAt(scene, name, {
      layer: "path",
      code: "host-inbound",
      what: `${name} does not let IKE in from outside`,
      place: `security zones security-zone ${zone} host-inbound-traffic`,
      value: `no system service ike for ${external}`,
      fix: `set security zones security-zone ${zone} host-inbound-traffic system-services ike; in a program: "ike" in hostInbound of the external interface`,
    }),
  ];
}

const addressesDialled = ({ gateway }: SceneEnd): readonly string[] =>
  gateway?.names("address").filter(isHost) ?? [];

/** The address that an end dials, where the program says which. */
function dialling(scene: Scene, end: SceneEnd): readonly Cause[] {
  const { wanted, gateway } = end;
  const { peerAddress } = wanted;
  const dialled = addressesDialled(end);
  if (gateway === undefined || peerAddress === undefined || !isHost(peerAddress)) return [];
  if (dialled.includes(peerAddress) || gateway.names("address").some((each) => !isHost(each)))
    return [];
  return [
    causeAt(scene, wanted.device, {
      layer: "path",
      code: "peer-address",
      what: `${wanted.device} dials another address than the one its peer is reached at`,
      place: `security ike gateway ${gateway.name} address`,
      value: `${dialled.join(", ") || "none"}, where ${peerAddress} is the peer's`,
      fix: `set security ike gateway ${gateway.name} address ${peerAddress}`,
    }),
  ];
}

/** Routes to where the peer is: they have to leave by the external interface. */
function waysOf(scene: Scene, end: SceneEnd, addresses: readonly string[]): readonly Cause[] {
  const { device, external, wanted } = end;
  if (external === undefined || device.addressOn(external) === undefined) return [];
  return addresses.flatMap((address) => {
    const routes = device.routesAt(external);
    const way = routes.to(address);
    const at = (code: string, what: string, place: string, value: string, fix: string): Cause =>
      causeAt(scene, wanted.device, { layer: "path", code, what, place, value, fix });
    const route = `a route to ${address} whose next hop is on the network of ${external}`;
    if (way === undefined)
      return routes.isTold
        ? []
        : [
            at(
              "peer-route",
              `${wanted.device} has no route to its peer`,
              `routing-options: ${address}`,
              "no route that counts",
              `add ${route}`,
            ),
          ];
    // Packets of lo0 leave by whatever interface leads on.
    if (external.startsWith("lo0.")) return [];
    const vias = [...new Set(way.hops.map(({ via }) => via))];
    if (vias.length === 1 && vias[0] === external) return [];
    const value = vias.length === 0 ? "thrown away" : `by ${vias.join(" and ")}`;
    const [what, fix] =
      vias.length === 0
        ? [
            `${wanted.device} throws away what is for its peer`,
            `take the route away, or add ${route}`,
          ]
        : vias.length > 1
          ? [
              `${wanted.device} has two ways to its peer, and IKE may leave by the wrong one`,
              `leave one next hop, or add ${route}`,
            ]
          : [
              `the way of ${wanted.device} to its peer leaves by ${vias[0]}, not by the external interface`,
              `add ${route}`,
            ];
    return [at("peer-route", what, way.statement, value, fix)];
  });
}

/** IKE followed from each end that dials to the other, through what is in between. */
function journeys(scene: Scene): readonly Cause[] {
  return scene.ends.flatMap((end) => {
    const [peer, own] = [peerOf(scene, end), outerAddress(end)];
    if (own === undefined || peer === undefined || !mayInitiate(end)) return [];
    const traces = addressesDialled(end).map((address) => ({
      address,
      traces: scene.tracer.traceIke(end.wanted.device, own, address),
    }));
    // Several addresses stand for one another.
    const bad = traces.map((each) =>
      each.traces.flatMap((trace) => journey(scene, end, peer, each.address, trace)),
    );
    return bad.every((causes) => causes.length > 0) ? (bad[0] ?? []) : [];
  });
}

function journey(
  scene: Scene,
  end: SceneEnd,
  peer: SceneEnd,
  dialled: string,
  trace: Trace,
): readonly Cause[] {
  const { arrived } = trace;
  const from = end.wanted.device;
  const to = peer.wanted.device;
  if (arrived === undefined) return lost(scene, { from, to, dialled }, trace);
  const expected = outerAddress(peer);
  const { destination, source } = arrived.packet;
  if (arrived.device !== to || (expected !== undefined && destination !== expected)) {
    const nat = trace.hops.find(({ what }) => what === "nat");
    const device = nat?.device ?? from;
    return [
      causeAt(scene, device, {
        layer: "path",
        code: "ike-astray",
        what: `IKE from ${from} to ${dialled} does not arrive where ${to} listens`,
        place: nat?.statement ?? `security ike gateway ${end.gateway?.name ?? ""} address`,
        value: `it arrives at ${destination} of ${arrived.device}${expected === undefined ? "" : `; ${to} has ${expected}`}`,
        fix:
          nat === undefined
            ? `dial the address of ${to}`
            : `let the NAT rule translate to ${expected ?? to}`,
      }),
    ];
  }
  return waysOf(scene, peer, [source]);
}

/** IKE that does not arrive. */
function lost(
  scene: Scene,
  { from, to, dialled }: Readonly<Record<"from" | "to" | "dialled", string>>,
  { end: last, verdict }: Trace,
): readonly Cause[] {
  if (last?.device === undefined) return [];
  // Where it leaves the devices that are given, only who has more than configurations can tell.
  const isGuess = verdict === "unknown";
  return [
    causeAt(scene, last.device, {
      layer: "path",
      code: `ike ${last.statement ?? last.reason}`,
      what: isGuess
        ? `nothing that is given leads from ${dialled}, which ${from} dials, to ${to}`
        : `IKE from ${from} to ${to} ends at ${last.device}`,
      place: last.statement ?? "the way of a packet",
      value: last.reason,
      fix: isGuess
        ? `set the NAT rule that shows ${to} as ${dialled}, or dial the address that it shows`
        : `let ${last.device} pass UDP 500 and 4500 from ${from} to ${to}`,
      ...(isGuess ? { isGuess } : {}),
    }),
  ];
}
