// Source NAT on a gateway itself: its hosts go to the internet, and nothing that belongs into a tunnel goes with them.
import { contains, familyOf, isEverything } from "../net";
import type { Mistake } from "../diagnostics";
import type { JunosConfig } from "../junos";
import type { Attachment } from "./attachment";
import { junosName } from "./names";
import { list, object, optional, prefix, type Shape, text } from "./shape";

/** How hosts behind a gateway go to the internet: under the gateway's own address, and only from the inside. */
export interface Internet {
  /** IPv4 networks whose hosts may. @default the IPv4 networks that the gateway protects; its internal ones, where it protects everything */
  readonly sources?: readonly string[];
  /** Applications that the policy permits, in Junos's names. @default any */
  readonly applications?: readonly string[];
}

export const INTERNET: Shape = object(
  {
    sources: optional(
      list(prefix("a network behind the gateway, such as 10.1.0.0/24"), "networks"),
    ),
    applications: optional(list(text(), "names of applications")),
  } satisfies Readonly<Record<keyof Internet, Shape>>,
  "{} or { sources, applications }",
);

/** What there is to know of a gateway that translates for its hosts. */
export interface Translating {
  readonly internet: Internet | undefined;
  readonly external: Attachment;
  readonly internals: readonly Attachment[];
  readonly protects: readonly string[];
  /** Zones of tunnels whose traffic may be for the internet. */
  readonly onwardZones: readonly string[];
}

/** Rule set, rule and policies are named so. */
const NAME = "internet";

/** Junos's limits: 31 characters for a rule of NAT, 63 for a policy, 8 addresses in one rule. */
const RULE_LENGTH = 31;
const POLICY_LENGTH = 63;
const ADDRESSES_PER_RULE = 8;

/** Whose hosts go to the internet. */
function internetSources({ internet, protects, internals }: Translating): readonly string[] {
  if (internet?.sources !== undefined) return internet.sources;
  const known = protects.filter((each) => familyOf(each) === "inet");
  const all = known.some(isEverything) ? internals.map(({ network }) => network.cidr) : known;
  return all.filter((each) => familyOf(each) === "inet");
}

const innerZonesOf = ({ internals }: Translating): readonly string[] => [
  ...new Set(internals.map((port) => port.zone)),
];

const bookName = (network: string): string => `${NAME}-${network.replace("/", "_")}`;

/** Addresses of the book that every zone reads. */
const globalBook = (networks: readonly string[]): JunosConfig => ({
  security: {
    addressBook: {
      global: {
        address: Object.fromEntries(
          networks.map((network) => [bookName(network), { ipPrefix: network }]),
        ),
      },
    },
  },
});

interface Rule {
  readonly name: string;
  readonly match: { readonly sourceAddress?: string[]; readonly destinationAddress?: string[] };
  readonly sourceNat: object;
}

/** Rules of the one set between the inner zones and the outer one. */
const ruleSet = (zones: readonly string[], outer: string, rules: readonly Rule[]): JunosConfig => ({
  security: {
    nat: {
      source: {
        ruleSet: {
          [NAME]: {
            from: { zone: [...zones] },
            to: { zone: [outer] },
            rule: Object.fromEntries(
              rules.map(({ name, match, sourceNat }) => [name, { match, then: { sourceNat } }]),
            ),
          },
        },
      },
    },
  },
});

interface PolicyOptions {
  readonly name: string;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly then: "permit" | "deny";
  /** @default any */
  readonly applications?: readonly string[] | undefined;
}

const policy = (
  from: string,
  to: string,
  { name, sources, destinations, then, applications = ["any"] }: PolicyOptions,
): JunosConfig => ({
  security: {
    policies: {
      fromZone: {
        [from]: {
          toZone: {
            [to]: {
              policy: {
                [name]: {
                  match: {
                    sourceAddress: [...sources],
                    destinationAddress: [...destinations],
                    application: [...applications],
                  },
                  then: then === "permit" ? { permit: {} } : { deny: true },
                },
              },
            },
          },
        },
      },
    },
  },
});

/** Networks in portions that one rule takes. */
function portions(networks: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(networks.length / ADDRESSES_PER_RULE);
  return Array.from({ length: count }, (_, index) =>
    networks.slice(index * ADDRESSES_PER_RULE, (index + 1) * ADDRESSES_PER_RULE),
  );
}

/** The end of a name that one of several has. */
const numbered = (name: string, index: number, length: number): string =>
  index === 0 ? junosName(name, length) : junosName(`${name}-${index + 1}`, length);

/** Translate and permit what the gateway's own hosts send to the internet: behind everything that is exempt. */
export function internetConfig(gateway: Translating): readonly JunosConfig[] {
  const { internet, external } = gateway;
  const sources = internetSources(gateway);
  if (internet === undefined || sources.length === 0) return [];
  const zones = innerZonesOf(gateway);
  return [
    globalBook(sources),
    ruleSet(zones, external.zone, translations(NAME, sources)),
    ...zones.map((zone) =>
      policy(zone, external.zone, {
        name: NAME,
        sources: sources.map(bookName),
        destinations: ["any-ipv4"],
        then: "permit",
        applications: internet.applications,
      }),
    ),
  ];
}

const translations = (name: string, sources: readonly string[]): readonly Rule[] =>
  portions(sources).map((sourceAddress, index) => ({
    name: numbered(name, index, RULE_LENGTH),
    match: { sourceAddress: [...sourceAddress], destinationAddress: ["0.0.0.0/0"] },
    sourceNat: { interface: {} },
  }));

/**
 * Keep what a VPN carries out of it: not translated, and not let out in clear while no tunnel takes it.
 * @param far networks behind the peer
 */
export function exemptionConfig(
  gateway: Translating,
  vpn: string,
  far: readonly string[],
): readonly JunosConfig[] {
  const networks = far.filter((each) => familyOf(each) === "inet" && !isEverything(each));
  if (gateway.internet === undefined || networks.length === 0) return [];
  const { external, onwardZones } = gateway;
  const zones = innerZonesOf(gateway);
  return [
    globalBook(networks),
    ruleSet(
      zones,
      external.zone,
      portions(networks).map((destinationAddress, index) => ({
        name: numbered(`no-nat-${vpn}`, index, RULE_LENGTH),
        match: { sourceAddress: ["0.0.0.0/0"], destinationAddress: [...destinationAddress] },
        sourceNat: { off: true },
      })),
    ),
    ...[...new Set([...zones, ...onwardZones])].map((zone) =>
      policy(zone, external.zone, {
        name: junosName(`tunnel-only-${vpn}`, POLICY_LENGTH),
        sources: ["any"],
        destinations: networks.map(bookName),
        then: "deny",
      }),
    ),
  ];
}

/**
 * Translate and permit what comes out of a tunnel for the internet.
 * @param zone the tunnel interface's
 * @param networks behind the peer
 */
export function throughTrafficConfig(
  gateway: Translating,
  vpn: string,
  { zone, networks }: { readonly zone: string; readonly networks: readonly string[] },
): readonly JunosConfig[] {
  const sources = networks.filter((each) => familyOf(each) === "inet");
  if (gateway.internet === undefined || sources.length === 0) return [];
  const outer = gateway.external.zone;
  return [
    globalBook(sources),
    ruleSet([zone], outer, translations(`${NAME}-${vpn}`, sources)),
    policy(zone, outer, {
      name: junosName(`${NAME}-${vpn}`, POLICY_LENGTH),
      sources: sources.map(bookName),
      destinations: ["any-ipv4"],
      then: "permit",
      applications: gateway.internet.applications,
    }),
  ];
}

/** What cannot be translated, or would not be reached. */
export function internetMistakes(gateway: Translating, isMadeInAws: boolean): readonly Mistake[] {
  const { internet, external, internals, protects } = gateway;
  if (internet === undefined) return [];
  const found: Mistake[] = [];
  const sources = internetSources(gateway);
  const six = [...sources, external.address].find((each) => familyOf(each) === "inet6");
  if (six !== undefined || sources.length === 0) {
    found.push({
      rule: "internet-family",
      what: "a gateway translates IPv4 networks to its IPv4 address only",
      found: six ?? (sources.length === 0 ? "no IPv4 network" : ""),
      allowed: "IPv4 networks behind a gateway with an IPv4 address outside",
      fix: "leave internet out, or name IPv4 networks in internet.sources",
    });
  }
  const own = [...internals.map(({ network }) => network.cidr), ...protects];
  const foreign = sources.filter((each) => !own.some((whole) => contains(whole, each)));
  if (foreign.length > 0) {
    found.push({
      rule: "internet-source",
      what: "a network that is to go to the internet is not behind the gateway",
      found: foreign.join(", "),
      allowed: `${own.join(", ")}, or parts of them`,
      fix: "change internet.sources, or leave it out",
    });
  }
  if (internals.some(({ zone }) => zone === external.zone)) {
    found.push({
      rule: "internet-zone",
      what: "hosts can't be told from the internet where both are in one zone",
      found: `zone ${external.zone} with ${[external, ...internals].map(({ logical }) => logical).join(", ")}`,
      allowed: "a zone for each side",
      fix: "give the internal interface another zone",
    });
  }
  const away = internals.filter(({ instance }) => instance !== external.instance);
  if (away.length > 0) {
    found.push({
      rule: "internet-instance",
      what: "hosts and internet stand in two routing instances, between which no route of the gateway leads",
      found: [external, ...away]
        .map(({ logical, instance }) => `${logical} in ${instance ?? "the main instance"}`)
        .join(", "),
      allowed: "external and internal interfaces in one instance",
      fix: "leave instance out, or leave internet out",
    });
  }
  if (isMadeInAws) {
    found.push({
      rule: "internet-aws",
      what: "nothing in AWS leads a host's internet traffic to a gateway that the stack creates",
      found: "internet on a gateway in an AwsSite",
      allowed: "internet on gateways that exist, or that somebody else runs",
      fix: "leave internet out: a NAT gateway of the VPC does this for its hosts",
    });
  }
  return found;
}
