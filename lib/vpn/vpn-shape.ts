// What the properties of VPNs have to be, one by one.
import { complete } from "../junos";
import { isHost } from "../net";
import {
  either,
  flag,
  Gateway,
  isLate,
  list,
  NODE_OPTIONS,
  number,
  object,
  oneOf,
  optional,
  prefix,
  PROBE_HOST,
  record,
  type Shape,
  text,
  thing,
  type VerifyProps,
  whole,
} from "../topology";
import type { DefaultStatement } from "./site-to-site";
import type { DeadPeerDetection, Names, TrafficSelector } from "./statements";
import type { IkeProposal, IpsecProposal, Suite } from "./suites";

export type Table<T> = Readonly<Record<keyof T, Shape>>;

export const GATEWAY = thing(
  "a Gateway",
  (value) => Gateway.isDevice(value) && value.role === "gateway",
);

const isRouteBased = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "tunnelInterface" in value;

/** A name of Junos's own language, of 1 to 63 characters. */
const NAME = text("1 to 63 letters, digits, points, hyphens, underscores", (name) =>
  /^[A-Za-z0-9][\w.:/-]{0,62}$|⟨/.test(name),
);

const RESERVED_ZONES = ["junos-host", "junos-global", "null"];

export const ZONE = text(
  "1 to 63 letters, digits, points, hyphens, underscores; none of Junos's own zones",
  (name) => /^[A-Za-z0-9_][\w.-]{0,62}$/.test(name) && !RESERVED_ZONES.includes(name),
);

const IDENTITY_TYPES = [
  "hostname",
  "user-at-hostname",
  "inet",
  "inet6",
  "distinguished-name",
  "key-id",
];

/** A text, or a kind and a value; what the text says is judged apart. */
export const IDENTITY: Shape = (value, where) => {
  if (typeof value === "object" && value !== null && !isLate(value)) {
    return object({ type: oneOf(...IDENTITY_TYPES), value: text() })(value, where);
  }
  return text("the name of this end as text, or { type, value }")(value, where);
};

/** A key as text, as { hex }, or two of them. What it holds is judged apart, and never shown. */
export const KEY: Shape = () => [];

export const DPD = object({
  mode: optional(oneOf("optimized", "probe-idle-tunnel", "always-send")),
  intervalSeconds: optional(whole(2, 60)),
  threshold: optional(whole(1, 5)),
} satisfies Table<DeadPeerDetection>);

const DEFAULTS: readonly DefaultStatement[] = [
  "version",
  "nat-keepalive",
  "dead-peer-detection",
  "df-bit",
  "tcp-mss",
  "establish-tunnels",
];

export const WITHOUT = list(oneOf(...DEFAULTS), "names of default statements");

/** The words that the schema has for a statement's value. */
const wordsOf = (statement: string): readonly string[] =>
  (complete(statement.split(" ")) ?? [])
    .filter(({ kind }) => kind === "value")
    .map(({ word }) => word);

const IKE = "security ike proposal any";
const IPSEC = "security ipsec proposal any";
const GROUPS = wordsOf(`${IKE} dh-group`);
const ESP_CIPHERS = wordsOf(`${IPSEC} encryption-algorithm`);
const LIFETIME = optional(whole(180, 86_400));

const IKE_PROPOSAL: Table<IkeProposal> = {
  dhGroup: oneOf(...GROUPS),
  authenticationAlgorithm: optional(oneOf(...wordsOf(`${IKE} authentication-algorithm`))),
  // An algorithm that IPsec alone knows is told with that reason.
  encryptionAlgorithm: oneOf(...ESP_CIPHERS),
  lifetimeSeconds: LIFETIME,
};

const IPSEC_PROPOSAL: Table<IpsecProposal> = {
  authenticationAlgorithm: optional(oneOf(...wordsOf(`${IPSEC} authentication-algorithm`))),
  encryptionAlgorithm: oneOf(...ESP_CIPHERS),
  lifetimeSeconds: LIFETIME,
  lifetimeKilobytes: optional(whole(64, 4_294_967_294)),
};

export const SUITE = object(
  {
    name: text(),
    version: oneOf("v1-only", "v2-only"),
    mode: optional(oneOf("main", "aggressive")),
    ike: object(IKE_PROPOSAL),
    ipsec: object(IPSEC_PROPOSAL),
    pfs: optional(oneOf(...GROUPS)),
  } satisfies Table<Suite>,
  "a suite, such as suites.modern",
);

const NAMES: Table<Names> = {
  ikeProposal: optional(text()),
  ikePolicy: optional(text()),
  ikeGateway: optional(text()),
  ipsecProposal: optional(text()),
  ipsecPolicy: optional(text()),
  vpn: optional(text()),
};

export const STATEMENT_NAMES = object(NAMES, "names by statement: { vpn, ikeGateway, … }");

/** One prefix, or one for each network. */
export const TRANSLATE_AS: Shape = either(
  prefix("a prefix of the network's length, such as 10.10.1.0/24"),
  record(prefix(), "prefixes by network"),
);

export const END = {
  gateway: GATEWAY,
  identity: IDENTITY,
  externalInterface: optional(text("a logical interface, such as ge-0/0/0.0")),
  networks: optional(list(prefix("a network with its length, such as 10.1.0.0/24"), "networks")),
  translateAs: optional(TRANSLATE_AS),
  addressNames: optional(record(NAME, "names by prefix")),
  policyNames: optional(object({ to: optional(NAME), from: optional(NAME) })),
};

export const ROUTE_BASED_END = {
  ...END,
  tunnelAddress: optional(text("an address with its length, such as 10.1.100.1/24")),
  tunnelUnit: optional(number),
};

export const VERIFY = object({
  timeoutSeconds: optional(whole(1, 86_400)),
  require: optional(oneOf("traffic", "associations")),
  probe: optional(object({ host: PROBE_HOST, target: text("an IP address", isHost) })),
} satisfies Table<VerifyProps>);

const SITE_TO_SITE = {
  ...NODE_OPTIONS,
  presharedKey: KEY,
  establish: optional(oneOf("initiator", "both", "on-traffic")),
  natKeepaliveSeconds: optional(number),
  dpd: optional(object({ initiator: optional(DPD), responder: optional(DPD) })),
  tcpMss: optional(number),
  names: optional(STATEMENT_NAMES),
  without: optional(WITHOUT),
  ike: optional(SUITE),
  verify: optional(VERIFY),
  addressBooks: optional(object({ local: optional(NAME), remote: optional(NAME) })),
};

/** One application or more. */
const APPLICATIONS: Shape = (value, where) => {
  const flaws = list(NAME, "names of applications")(value, where);
  if (flaws.length > 0 || !Array.isArray(value) || value.length > 0) return flaws;
  return [
    {
      rule: "property-value",
      where,
      found: "an empty list: nothing would be permitted",
      allowed: "one application or more, such as junos-https",
      fix: "leave it out to permit any",
    },
  ];
};

const SELECTOR = object({
  local: prefix("a network with its length, such as 10.1.0.0/24"),
  remote: prefix("a network with its length, such as 10.2.0.0/24"),
} satisfies Table<TrafficSelector>);

export const ROUTE_BASED = {
  ...SITE_TO_SITE,
  initiator: object(ROUTE_BASED_END, "{ gateway, identity, … }"),
  responder: object(ROUTE_BASED_END, "{ gateway, identity, … }"),
  zone: optional(ZONE),
  selectors: optional(record(SELECTOR, "selectors by name")),
  backupOf: optional(thing("another RouteBasedVpn", isRouteBased)),
  applications: optional(APPLICATIONS),
};

export const POLICY_BASED = {
  ...SITE_TO_SITE,
  initiator: object(END, "{ gateway, identity, … }"),
  responder: object(END, "{ gateway, identity, … }"),
  traffic: optional(oneOf("networks", "any")),
  pairPolicies: optional(flag),
  applications: optional(APPLICATIONS),
};
