// Networks that nobody drew: sites of every kind, VPNs of every kind between them, and what their program wants to pass, worked out from the drawing alone.
import { DynamicEndpointGateway, Gateway, Nat, PolicyBasedVpn, RouteBasedVpn } from "../../lib";
import { contains, movedTo } from "../../lib/net";
import type { StackScope } from "../../lib/topology";
import { fc } from "../random";

type SiteNat = "none" | "static" | "source" | "unknown";
type Part = "all" | "first" | "half";
type Kind = "route-based" | "selectors" | "policy-based" | "hub-selectors" | "hub-static";

export interface DrawnSite {
  /** It has the network that other sites have too. */
  readonly alike: boolean;
  /** A second network behind it, in a zone of its own. */
  readonly second: boolean;
  /** Its hosts go to the internet by its own translation. */
  readonly internet: boolean;
  readonly routed: boolean;
  readonly nat: SiteNat;
}

export interface DrawnVpn {
  readonly from: number;
  /** The other end is so many sites further on: at times the same one. */
  readonly onward: number;
  readonly kind: Kind;
  /** The beginning end sends everything there. */
  readonly everything: boolean;
  /** Both ends show their networks as others. */
  readonly translated: boolean;
  readonly parts: readonly [Part, Part];
}

export interface DrawnNetwork {
  readonly sites: readonly DrawnSite[];
  readonly vpns: readonly DrawnVpn[];
}

/** True once in so many. */
const once = (outOf: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 1, max: outOf }).map((n) => n === outOf);

const PART = fc.constantFrom<Part>("all", "all", "first", "half");

export const DRAWN: fc.Arbitrary<DrawnNetwork> = fc.record({
  sites: fc.array(
    fc.record<DrawnSite>({
      alike: once(6),
      second: once(3),
      internet: once(3),
      routed: once(9).map((not) => !not),
      nat: fc.constantFrom(
        ...Array.from({ length: 7 }, () => "none" as const),
        "static",
        "source",
        "unknown",
      ),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  vpns: fc.array(
    fc.record<DrawnVpn>({
      from: fc.nat(5),
      onward: fc.integer({ min: 1, max: 5 }),
      kind: fc.constantFrom(
        "route-based",
        "route-based",
        "selectors",
        "policy-based",
        "hub-selectors",
        "hub-static",
      ),
      everything: once(8),
      translated: once(3),
      parts: fc.tuple(PART, PART),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

/** Whom everybody on the internet reaches. */
export const SERVER = "203.0.113.200";

export const nameOfSite = (n: number): string => `site${n}`;
const outsideOf = (n: number): { readonly own: string; readonly router: string } => ({
  own: `198.18.${n}.2`,
  router: `198.18.${n}.1`,
});
/** What a site's NAT shows. */
const shownOutside = (n: number): string => `203.0.113.${n + 10}`;

/** Networks behind a site; the second has a zone of its own. */
const networksOf = ({ alike, second }: DrawnSite, n: number): readonly string[] => [
  alike ? "192.168.1.0/24" : `10.${n + 1}.0.0/24`,
  ...(second ? [`10.${n + 1}.1.0/24`] : []),
];

const FIRST_HALF = "/25";

function partOf(networks: readonly string[], part: Part): readonly string[] {
  const [first = ""] = networks;
  if (part === "all") return networks;
  return [part === "first" ? first : first.replace("/24", FIRST_HALF)];
}

/** One end of a VPN as it is drawn. */
interface DrawnEnd {
  readonly site: number;
  /** What the VPN carries of it, and what the other end sees in its place. */
  readonly networks: readonly string[];
  readonly shown: readonly string[];
}

/** One VPN with its ends; its sites are numbers of the drawing. */
interface DrawnTunnel extends DrawnVpn {
  readonly index: number;
  readonly begins: DrawnEnd;
  readonly answers: DrawnEnd;
}

/** Only a route-based VPN takes everything, and each end of a translated one has addresses of its own. */
function tunnelsOf({ sites, vpns }: DrawnNetwork): readonly DrawnTunnel[] {
  return vpns.map((vpn, index) => {
    const isHub = vpn.kind.startsWith("hub");
    const isTranslated = vpn.translated && vpn.kind !== "policy-based";
    const end = (drawn: number, part: Part, isHead: boolean): DrawnEnd => {
      const site = drawn % sites.length;
      const own = sites[site];
      if (own === undefined) throw new RangeError("no such site");
      const networks =
        isHead && vpn.everything ? ["0.0.0.0/0"] : partOf(networksOf(own, site), part);
      const isShown = isTranslated && !(isHead && (vpn.everything || isHub));
      const shown = isShown
        ? networks.map(
            (each, n) => `10.10${index}.${site * 4 + n}.0${each.slice(each.indexOf("/"))}`,
          )
        : networks;
      return { site, networks, shown };
    };
    return {
      ...vpn,
      index,
      begins: end(vpn.from, vpn.parts[0], false),
      answers: end(vpn.from + vpn.onward, vpn.parts[1], true),
    };
  });
}

const natOf = (kind: SiteNat, n: number): object => {
  if (kind === "none") return {};
  if (kind === "static") return { nat: Nat.static(shownOutside(n)) };
  return { nat: Nat.source(kind === "unknown" ? {} : { address: shownOutside(n) }) };
};

const firstHost = (network: string): string => network.replace(/0\/(\d+)$/, "1/$1");

function gatewayOf(scope: StackScope, site: DrawnSite, n: number, isHead: boolean): Gateway {
  const { own, router } = outsideOf(n);
  const internal = networksOf(site, n).map((network, index) => ({
    interface: `ge-0/0/${index === 0 ? 0 : 2}`,
    address: firstHost(network),
    ...(index === 0 ? {} : { zone: "second" }),
  }));
  return new Gateway(scope, nameOfSite(n), {
    existing: { address: `192.0.2.${n + 1}`, user: "lab", configureInterfaces: true },
    external: { interface: "ge-0/0/1", address: `${own}/24` },
    internal,
    ...(site.routed ? { routes: { "0.0.0.0/0": router } } : {}),
    ...(isHead ? { protects: ["0.0.0.0/0"] } : {}),
    ...(site.internet ? { internet: {} } : {}),
    ...natOf(site.nat, n),
  });
}

const KEY = "a key for tests";

/** What an end shows, as a program says it. */
const shownAs = ({ networks, shown }: DrawnEnd): object =>
  networks.some((each, n) => each !== shown[n])
    ? { translateAs: Object.fromEntries(networks.map((each, n) => [each, shown[n] ?? each])) }
    : {};

/** The program. */
export function build(drawn: DrawnNetwork): (scope: StackScope) => void {
  return (scope) => {
    const tunnels = tunnelsOf(drawn);
    const gateways = drawn.sites.map((site, n) =>
      gatewayOf(
        scope,
        site,
        n,
        tunnels.some(({ everything, answers }) => everything && answers.site === n),
      ),
    );
    const at = (n: number): Gateway => {
      const found = gateways[n];
      if (found === undefined) throw new RangeError("no such site");
      return found;
    };
    const hubs = new Map<string, DynamicEndpointGateway>();
    for (const tunnel of tunnels) {
      if (tunnel.kind === "hub-selectors" || tunnel.kind === "hub-static")
        connect(hubs, at, tunnel);
      else join(scope, at, tunnel);
    }
  };
}

/** A branch of the one hub of its routing that the other site is. */
function connect(
  hubs: Map<string, DynamicEndpointGateway>,
  at: (n: number) => Gateway,
  { kind, begins, answers }: DrawnTunnel,
): void {
  const gateway = at(answers.site);
  const id = `${kind}-${answers.site}`;
  const routing = kind === "hub-static" ? ("static" as const) : ("selectors" as const);
  const reach = [...gateway.protects, ...answers.networks];
  const hub =
    hubs.get(id) ??
    new DynamicEndpointGateway(gateway.node.root, id, {
      gateway,
      presharedKey: KEY,
      routing,
      reach: [...new Set(reach)],
    });
  hubs.set(id, hub);
  hub.connect(at(begins.site), {
    networks: begins.networks,
    reach: answers.networks,
    ...shownAs(begins),
  });
}

/** A VPN between two that know each other. */
function join(
  scope: StackScope,
  at: (n: number) => Gateway,
  { kind, index, begins, answers }: DrawnTunnel,
): void {
  const end = (
    given: DrawnEnd,
  ): { gateway: Gateway; identity: string; networks: readonly string[] } => ({
    gateway: at(given.site),
    identity: `${nameOfSite(given.site)}.example.net`,
    networks: given.networks,
    ...shownAs(given),
  });
  const pairs = begins.shown.flatMap((local) => answers.shown.map((remote) => ({ local, remote })));
  const selectors = Object.fromEntries(pairs.map((pair, n) => [`pair${n}`, pair]));
  new (kind === "policy-based" ? PolicyBasedVpn : RouteBasedVpn)(scope, `vpn${index}`, {
    initiator: end(begins),
    responder: end(answers),
    presharedKey: KEY,
    ...(kind === "selectors" ? { selectors } : {}),
  });
}

/** Two hosts behind one site's networks: in each half of each. */
export const hostsOf = (site: DrawnSite, n: number): readonly string[] =>
  networksOf(site, n).flatMap((network) =>
    ["9", "209"].map((last) => network.replace(/0\/\d+$/, last)),
  );

/** A packet that some host could send, and what the drawing says of it. */
export interface Probe {
  readonly from: number;
  readonly source: string;
  readonly destination: string;
  /** The site whose host is to get it, and the host's own address there; undefined where none is. */
  readonly arrives: { readonly site: number; readonly host: string } | undefined;
}

/** From every host to every address under which any host could be meant. */
export function probesOf(drawn: DrawnNetwork): readonly Probe[] {
  const tunnels = tunnelsOf(drawn);
  const ends = tunnels.flatMap(({ begins, answers }) => [begins, answers]);
  const own = drawn.sites.flatMap((site, n) => hostsOf(site, n));
  const shown = ends.flatMap(({ networks, shown: as }) =>
    networks.flatMap((network, n) =>
      own.flatMap((host) => movedTo(host, network, as[n] ?? network) ?? []),
    ),
  );
  const addresses = [...new Set([...own, ...shown])];
  return drawn.sites.flatMap((site, from) =>
    hostsOf(site, from).flatMap((source) =>
      addresses
        .filter(
          (destination) => !networksOf(site, from).some((each) => contains(each, destination)),
        )
        .map((destination) => ({
          from,
          source,
          destination,
          arrives: arrival(drawn, tunnels, { from, source, destination }),
        })),
    ),
  );
}

/** Where a packet comes out by one of the VPNs, each in both directions. */
function arrival(
  { sites }: DrawnNetwork,
  tunnels: readonly DrawnTunnel[],
  { from, source, destination }: Omit<Probe, "arrives">,
): Probe["arrives"] {
  for (const { begins, answers } of tunnels) {
    for (const [near, far] of [
      [begins, answers],
      [answers, begins],
    ] as const) {
      if (near.site !== from || !near.networks.some((each) => contains(each, source))) continue;
      const host = far.shown
        .map((as, n) => movedTo(destination, as, far.networks[n] ?? as))
        .find((each) => each !== undefined);
      const site = sites[far.site];
      // Everything at the far end is what is behind it, as far as hosts are meant.
      if (host !== undefined && site !== undefined && hostsOf(site, far.site).includes(host))
        return { site: far.site, host };
    }
  }
  return undefined;
}

/** The site by which a site's first host reaches the internet: itself, or the head of all that it sends. */
export function internetBy(drawn: DrawnNetwork, from: number): number | undefined {
  const own = drawn.sites[from];
  const [source = ""] = own === undefined ? [] : hostsOf(own, from);
  const head = tunnelsOf(drawn).find(
    ({ everything, begins }) =>
      everything && begins.site === from && begins.networks.some((each) => contains(each, source)),
  );
  const by = head === undefined ? from : head.answers.site;
  const site = drawn.sites[by];
  return site?.internet === true && site.routed ? by : undefined;
}
