// What the properties of a hub and of its connections to branches have to be.
import {
  flag,
  list,
  NODE_OPTIONS,
  number,
  object,
  oneOf,
  optional,
  prefix,
  text,
  whole,
} from "../../topology";
import {
  DPD,
  GATEWAY,
  IDENTITY,
  KEY,
  STATEMENT_NAMES,
  SUITE,
  type Table,
  TRANSLATE_AS,
  VERIFY,
  WITHOUT,
  ZONE,
} from "../vpn-shape";
import type { ConnectOptions, DynamicEndpointProps, HubCertificates } from "./props";

const CERTIFICATES = {
  hub: text(),
  branch: text(),
  trustedCa: optional(text()),
  method: optional(
    oneOf("rsa-signatures", "ecdsa-signatures-256", "ecdsa-signatures-384", "ecdsa-signatures-521"),
  ),
} satisfies Table<HubCertificates>;

const AS_NUMBER = optional(whole(1, 4_294_967_295));

const HUB: Table<DynamicEndpointProps> = {
  ...NODE_OPTIONS,
  gateway: GATEWAY,
  identity: optional(IDENTITY),
  identifyByAddress: optional(flag),
  presharedKey: KEY,
  certificates: optional(object(CERTIFICATES, "{ hub, branch, … }")),
  groupIdentity: optional(IDENTITY),
  duplicates: optional(oneOf("replace", "reject")),
  ike: optional(SUITE),
  routing: optional(oneOf("selectors", "static", "bgp", "ospf")),
  tunnelInterfaces: optional(oneOf("per-branch", "multipoint")),
  reach: optional(list(prefix(), "prefixes")),
  branchToBranch: optional(flag),
  tunnelNetwork: optional(text("an IPv4 prefix such as 169.254.64.0/18")),
  connectionsLimit: optional(whole(1, 4_294_967_295)),
  responderOnly: optional(flag),
  autonomousSystem: AS_NUMBER,
  dpd: optional(DPD),
  natKeepaliveSeconds: optional(number),
  tcpMss: optional(number),
  zone: optional(ZONE),
  policies: optional(flag),
  verify: optional(VERIFY),
  without: optional(WITHOUT),
  names: optional(STATEMENT_NAMES),
};

const CONNECT: Table<ConnectOptions> = {
  identity: optional(IDENTITY),
  networks: optional(list(prefix(), "prefixes")),
  reach: optional(list(prefix(), "prefixes")),
  translateAs: optional(TRANSLATE_AS),
  presharedKey: KEY,
  preference: optional(number),
  tunnelAddress: optional(object({ hub: text(), branch: text() })),
  tunnelUnit: optional(object({ hub: optional(number), branch: optional(number) })),
  names: optional(object({ hub: optional(STATEMENT_NAMES), branch: optional(STATEMENT_NAMES) })),
  autonomousSystem: AS_NUMBER,
  dpd: optional(DPD),
};

export const HUB_SHAPE = object(HUB, "the hub's properties");
export const CONNECT_SHAPE = object(CONNECT, "the connection's options");
