// What replies say where configurations don't: which packets are lost, in which direction, and between which two devices.
import type { Cause, Evidence, Layer } from "./cause";
import type { WantedEnd, WantedTunnel } from "./network";
import type {
  Observed,
  ObservedDevice,
  ObservedEnd,
  SeenEvent,
  SeenRoute,
  SeenSession,
} from "./observed";

const SESSIONS = "show security flow session";
const STATISTICS = "show security ipsec statistics";
const HITS = "show security policies hit-count";
const LOG = "show log kmd";
const EVENTS = "show security ipsec inactive-tunnels detail";

/** Causes that replies show, the lowest layer first. */
export function wireCauses(tunnel: WantedTunnel, observed: Observed): readonly Cause[] {
  const at = (cause: Omit<Cause, "tunnel" | "key"> & { readonly code: string }): Cause => {
    const { code, ...rest } = cause;
    return { ...rest, tunnel: tunnel.name, key: `${cause.layer} wire ${code}` };
  };
  const lost = unrouted(tunnel, observed);
  if (lost.length > 0) return lost.map(at);
  const silent = silence(tunnel, observed);
  const silences = silent === undefined ? [] : [at(silent)];
  // A peer that gets everything and answers nothing often says why.
  const negotiations =
    silent?.layer === "path" ? silences : [...refusals(observed).map(at), ...silences];
  return [...negotiations, ...espLosses(observed).map(at), ...sizes(observed).map(at)];
}

type Told = Omit<Cause, "tunnel" | "key"> & { readonly code: string };

/** The later one in the negotiation first: who uses it had answers on the other. */
const IKE_PORTS = [4500, 500] as const;

const keyOf = ({ source, sourcePort, destination, destinationPort }: SeenSession): string =>
  [source, sourcePort, destination, destinationPort].join(" ");

/** A session with what has passed since the first look at it. */
interface Growth {
  readonly session: SeenSession;
  readonly sent: number;
  readonly answered: number;
}

/** Sessions to one port; undefined where the device did not list or count them. */
function growthOn(device: ObservedDevice, port: number): readonly Growth[] | undefined {
  const { before, after } = device;
  if (before === undefined || after === undefined) return undefined;
  const was = new Map(before.map((session) => [keyOf(session), session]));
  const all: Growth[] = [];
  for (const session of after) {
    if (session.destinationPort !== port) continue;
    const { sent, answered } = session;
    if (sent === undefined || answered === undefined) return undefined;
    // What never had an answer tells as much as what gets none now, and counts from its beginning.
    const old = answered === 0 ? undefined : was.get(keyOf(session));
    all.push({ session, sent: sent - (old?.sent ?? 0), answered: answered - (old?.answered ?? 0) });
  }
  return all;
}

const growthText = ({ session, sent, answered }: Growth): string =>
  `${session.source}/${session.sourcePort} --> ${session.destination}/${session.destinationPort}, ${sent} packets out, ${answered} back`;

const listed = (seen: readonly Growth[], port: number): string =>
  seen.length === 0
    ? `no session of this tunnel to UDP ${port}`
    : seen.map(growthText).slice(0, 3).join("; ");

/** An end that has no way to its peer now, or one that leads into the tunnel: routes of neighbours and links come and go. */
function unrouted({ ends }: WantedTunnel, { ends: seen }: Observed): readonly Told[] {
  if (seen.some((end) => end?.isIkeUp === true)) return [];
  return seen.flatMap((end, side): readonly Told[] => {
    const { route } = end ?? {};
    const { device, bindInterface } = ends[side === 0 ? 0 : 1];
    if (route === undefined) return [];
    const isInside =
      bindInterface !== undefined && route.hops.some(({ via }) => via === bindInterface);
    if (route.hops.some(({ via }) => via !== undefined) && !isInside) return [];
    return [
      {
        layer: "path",
        device,
        what: isInside
          ? `${device} sends what is for its peer ${route.address} into the tunnel itself`
          : `${device} has no way to its peer ${route.address}`,
        evidence: [routeEvidence(device, route)],
        fix: isInside
          ? `give ${device} a route to ${route.address} by its external interface that is longer than that into the tunnel`
          : `give ${device} a route to ${route.address}, and bring up the interface that it leaves by`,
        code: `unrouted ${device}`,
      },
    ];
  });
}

const routeEvidence = (device: string, { address, hops }: SeenRoute): Evidence => ({
  device,
  place: `show route ${address}`,
  value:
    hops.length === 0
      ? "no route"
      : hops
          .map(
            ({ prefix, via, to }) =>
              `${prefix} ${to === undefined ? "" : `to ${to} `}via ${via ?? "nothing"}`,
          )
          .join("; "),
});

/** IKE that the initiator sends and that gets no answer: how far it comes, and where the answer ends. */
function silence({ ends }: WantedTunnel, { ends: seen, between }: Observed): Told | undefined {
  const [from, to] = seen;
  const [initiator, responder] = ends;
  if (from === undefined || from.isIkeUp || to?.isIkeUp === true) return undefined;
  for (const port of IKE_PORTS) {
    const own = growthOn(from, port)?.find(
      ({ session, sent, answered }) => isDialled(initiator, session) && sent > 0 && answered <= 0,
    );
    if (own === undefined) continue;
    const middle = between.map((device) => ({
      device,
      growth: growthOn(device, port)?.filter(({ session }) => isOnWay(initiator, session)),
    }));
    const there = to === undefined ? undefined : arrivals(initiator, responder, growthOn(to, port));
    const evidence: Evidence[] = [
      { device: initiator.device, place: SESSIONS, value: growthText(own) },
      ...(from.route === undefined ? [] : [routeEvidence(initiator.device, from.route)]),
      ...logEvidence(from),
      ...middle.flatMap(({ device, growth }): readonly Evidence[] => [
        ...(growth === undefined
          ? []
          : [{ device: device.name, place: SESSIONS, value: listed(growth, port) }]),
        ...ruleEvidence(device),
      ]),
      ...(there === undefined
        ? []
        : [{ device: responder.device, place: SESSIONS, value: listed(there, port) }]),
    ];
    const known = middle.flatMap(({ device, growth }) =>
      growth === undefined ? [] : [{ name: device.name, growth }],
    );
    return { ...lostBetween(ends, port, known, there), evidence };
  }
  return undefined;
}

const isDialled = ({ address, peerAddress }: WantedEnd, session: SeenSession): boolean =>
  (address === undefined || session.source === address) &&
  (peerAddress === undefined || session.destination === peerAddress);

const isOnWay = ({ address, peerAddress }: WantedEnd, session: SeenSession): boolean =>
  session.source === address || session.destination === peerAddress;

/** What comes from the peer; undefined where nobody knows under which address it would come. */
function arrivals(
  initiator: WantedEnd,
  responder: WantedEnd,
  growth: readonly Growth[] | undefined,
): readonly Growth[] | undefined {
  const sources = [initiator.address, responder.peerAddress];
  const found = growth?.filter(({ session }) => sources.includes(session.source));
  return found?.length === 0 && responder.peerAddress === undefined ? undefined : found;
}

const ruleEvidence = ({ name, rules = [] }: ObservedDevice): readonly Evidence[] =>
  rules.map(({ kind, ruleSet, rule, before, after }) => ({
    device: name,
    place: `show security nat ${kind} rule ${rule}, rule set ${ruleSet}`,
    value:
      before === undefined || after === undefined
        ? "it does not say how often it was used"
        : `${before} hits before, ${after} after`,
  }));

/** Between which two devices it is lost, and in which direction. */
function lostBetween(
  [initiator, responder]: WantedTunnel["ends"],
  port: number,
  middle: readonly { readonly name: string; readonly growth: readonly Growth[] }[],
  there: readonly Growth[] | undefined,
): Pick<Told, "what" | "fix" | "code" | "device" | "layer"> {
  const udp = `UDP ${port}`;
  const [from, to] = [initiator.device, responder.device];
  const arrived = there?.some(({ sent }) => sent > 0);
  const told = (
    what: string,
    near: string,
    far: string,
  ): Pick<Told, "what" | "fix" | "code" | "layer"> => ({
    layer: "path",
    what,
    fix: `let ${udp} pass from ${near} to ${far}: in AWS the security groups, network ACLs and route tables on that way, elsewhere the firewalls`,
    code: `silent ${near} ${far} ${port}`,
  });
  if (arrived === true && there?.every(({ answered }) => answered <= 0) === true)
    return {
      layer: "IKE",
      what: `${to} gets what ${from} sends to ${udp}, and does not answer it`,
      fix: `let ${to} accept IKE from the address under which ${from} comes: its IKE gateway's address or dynamic hostname, and host-inbound-traffic ike`,
      code: `unanswered ${to} ${port}`,
      device: to,
    };
  if (arrived === true)
    return told(`the answers of ${to} on ${udp} do not reach ${from}`, to, from);
  // The first that has seen nothing; before it, the last that has.
  const stops = [
    ...middle.map(({ name, growth }) => ({ name, has: growth.some(({ sent }) => sent > 0) })),
    ...(arrived === undefined ? [] : [{ name: to, has: false }]),
  ];
  const first = stops.find(({ has }) => !has);
  if (first === undefined)
    return told(`${udp} from ${from} to ${to} is lost on the way, or not answered`, from, to);
  const passed = stops.filter(({ has }) => has).at(-1)?.name ?? from;
  return told(
    `${udp} from ${from} leaves ${passed} and does not arrive at ${first.name}`,
    passed,
    first.name,
  );
}

/** Words of a failure that the other end's configuration explains, and what then has to be alike. */
const FAILURES: readonly (readonly [RegExp, Layer, string])[] = [
  [/no[ _-]?proposal/i, "IKE", "make proposals alike at both ends: algorithms, DH group, PFS"],
  [
    /ts[ _-]?unacceptable|traffic selector/i,
    "IPsec",
    "let traffic selectors or proxy identities mirror each other",
  ],
  [/ike[- _]?id|identity/i, "IKE", "let each end expect the identity that the other one has"],
  [/auth|pre-?shared|decrypt/i, "IKE", "set the same pre-shared key at both ends"],
  [/version/i, "IKE", "set the same version of IKE at both ends"],
];

/** What devices say of negotiations that have failed since the question. */
function refusals({ ends }: Observed): readonly Told[] {
  if (ends.every((end) => end === undefined || end.isIpsecUp)) return [];
  return ends.flatMap((end): readonly Told[] => {
    const said = end?.events.flatMap((event) => failureOf(event)) ?? [];
    const [first] = said;
    if (end === undefined || first === undefined) return [];
    return [
      {
        layer: first.layer,
        device: end.name,
        what: `${end.name} says why its negotiations fail: ${first.event.text}`,
        evidence: [
          ...said.map(({ event }) => ({
            device: end.name,
            place: EVENTS,
            value: `${event.text}, ${event.times} times${event.time === undefined ? "" : `, last at ${event.time}`}`,
          })),
          ...logEvidence(end),
        ],
        fix: first.fix,
        code: `refused ${end.name}`,
      },
    ];
  });
}

/** Whether a device's words about a negotiation name what one of the two configurations has to explain. */
export const tellsCause = (text: string): boolean => failureOf({ text, times: 1 }).length > 0;

function failureOf(
  event: SeenEvent,
): readonly { readonly event: SeenEvent; readonly layer: Layer; readonly fix: string }[] {
  if (/succe|complete|no response/i.test(event.text)) return [];
  const found = FAILURES.find(([words]) => words.test(event.text));
  return found === undefined ? [] : [{ event, layer: found[1], fix: found[2] }];
}

/** More lines say nothing more. */
const MOST_LINES = 3;

/** What the IKE daemon wrote since the question. */
const logEvidence = ({ name, log = [] }: ObservedEnd): Evidence[] =>
  log.slice(-MOST_LINES).map((value) => ({ device: name, place: LOG, value }));

/** Policies that let something through or stopped it while pings went. */
const hitEvidence = (ends: Observed["ends"]): readonly Evidence[] =>
  ends.flatMap((end) =>
    (end?.hits ?? []).slice(0, MOST_LINES).map(({ from, to, policy, before, after }) => ({
      device: end?.name ?? "",
      place: `${HITS} of ${policy}, ${from} to ${to}`,
      value: `${before} hits before, ${after} after`,
    })),
  );

/** ESP that is encrypted at one end and never decrypted at the other. */
const espLosses = ({ lost, ends }: Observed): readonly Told[] =>
  lost.map(({ from, to, encrypted, decrypted }) => ({
    layer: "IPsec",
    what: `ESP from ${from} to ${to} is lost on the way: the associations are up, and what ${from} encrypts does not arrive`,
    evidence: [
      { device: from, place: STATISTICS, value: `${encrypted} packets encrypted while it pinged` },
      { device: to, place: STATISTICS, value: `${decrypted} packets decrypted meanwhile` },
      ...hitEvidence(ends),
    ],
    fix: `let ESP pass from ${from} to ${to}: UDP 4500 where a NAT lies between, protocol 50 without one; a NAT device on the way may have forgotten the flow`,
    code: `esp ${from} ${to}`,
  }));

const sizes = ({ tooLong }: Observed): readonly Told[] =>
  tooLong === undefined
    ? []
    : [
        {
          layer: "traffic",
          device: tooLong.from,
          what: `the path from ${tooLong.from} takes no packets as long as the tunnel makes them`,
          evidence: [
            {
              device: tooLong.from,
              place: `ping ${tooLong.target} do-not-fragment`,
              value: `${tooLong.size} bytes get no answer, ${tooLong.passed} do`,
            },
          ],
          fix: `make TCP's segments shorter than the path (tcpMss in the program: at most ${tooLong.size - 100}), or let the path take longer packets`,
          code: `size ${tooLong.from}`,
        },
      ];
