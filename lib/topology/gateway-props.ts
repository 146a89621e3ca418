// What a program says of a gateway, and what that has to be.
import { BITS, isHost, parsePrefix } from "../net";
import type { Port } from "./attachment";
import { behindShape, type Protected } from "./behind";
import type { DeviceProps } from "./device-props";
import { DEVICE, has, INTERFACE, JUNOS_NAME, NAT, PORT, type Table } from "./device-shape";
import { INTERNET, type Internet } from "./internet";
import { rangeWithoutHosts } from "./no-hosts";
import type { Loopback, Provider } from "./outsides";
import { SYSLOG, type Syslog } from "./syslog";
import {
  either,
  flag,
  isLate,
  list,
  object,
  optional,
  prefix,
  type Shape,
  text,
  whole,
} from "./shape";

/** What a program says of a gateway. */
export interface GatewayProps extends DeviceProps {
  /** The interface that faces the peers: a subnet, the network of another device's interface, or all about it. */
  readonly external: Port;
  /** The interface, or interfaces, that face the networks behind this gateway. */
  readonly internal: Port | readonly Port[];
  /**
   * Interfaces by other providers, each in a routing instance of its own. A VPN ends on one whose logical name its end gives
   * as `externalInterface`. Gateways that exist only. @default none
   */
  readonly providers?: readonly Provider[];
  /**
   * An address of `lo0` for IKE: a VPN ends there whose end gives `externalInterface: "lo0.0"`. IKE is let through from the
   * zone of the external interface to that of lo0. Gateways that exist only. @default none
   */
  readonly loopback?: Loopback;
  /**
   * Networks that its VPNs protect: prefixes, or subnets of the site. In AWS it need not stand in them, they may be of any
   * zone, and a prefix may stand for several: each one's table gets the routes. What is behind something else says so.
   * Of another prefix outside the VPC the gateway sends its packets to the inner subnet's router; the tables there are yours.
   * @default the internal networks
   */
  readonly protects?: readonly Protected[];
  /**
   * Where several gateways of an AWS site protect the same network for the same peers, tables lead to the one that leads:
   * exactly one does. Another one leads after the next `up`; nothing notices by itself that a gateway is down.
   * @default true
   */
  readonly leads?: boolean;
  /**
   * Hosts behind it go to the internet under the address of its external interface. What its VPNs carry is exempt, ahead
   * of it, and is not let out in clear while a tunnel is down. @default they don't, by this gateway
   */
  readonly internet?: Internet;
  /** Where it tells of tunnel events. `{}` keeps them in a file on the device. @default nowhere */
  readonly syslog?: Syslog;
}

/** Prefixes that can stand behind a gateway. */
const PROTECTED_PREFIX: Shape = (value, where) => {
  const flaws = prefix("a network behind the gateway, such as 10.1.0.0/16")(value, where);
  if (flaws.length > 0 || typeof value !== "string" || parsePrefix(value)?.length === 0)
    return flaws;
  const never = rangeWithoutHosts(value);
  return never === undefined
    ? []
    : [
        {
          rule: "property-value",
          where,
          found: value,
          allowed: `a network of hosts; nothing in ${never} is one`,
          fix: "take it out",
        },
      ];
};

/** A prefix, a subnet, or a prefix with what it is behind. */
const PROTECTED: Shape = (value, where) => {
  if (has(value, "cidr", "site")) return [];
  const isObject = typeof value === "object" && value !== null && !isLate(value);
  return isObject ? BEHIND(value, where) : PROTECTED_PREFIX(value, where);
};

const BEHIND = behindShape(PROTECTED_PREFIX);

const PROVIDER: Table<Provider> = {
  ...INTERFACE,
  interface: text("a Junos interface name, such as ge-0/0/2"),
  nextHop: optional(text("the address of the provider's router")),
  nat: optional(NAT),
};

const LOOPBACK: Table<Loopback> = {
  address: text(
    "an address, such as 198.51.100.9",
    (address) => isHost(address) || hostLength(address),
  ),
  unit: optional(whole(0, 16_385)),
  zone: optional(JUNOS_NAME),
};

/** `198.51.100.9/32` */
function hostLength(text: string): boolean {
  const prefix = parsePrefix(text);
  if (prefix === undefined) return false;
  return prefix.length === BITS[prefix.family];
}

const GATEWAY: Table<GatewayProps> = {
  ...DEVICE,
  // Missing, it is told with what a gateway needs it for.
  external: optional(PORT),
  internal: optional(either(list(PORT, "interfaces"), PORT)),
  providers: optional(list(object(PROVIDER, "{ interface, address, nextHop, … }"), "providers")),
  loopback: optional(object(LOOPBACK, "{ address, unit, zone }")),
  protects: optional(list(PROTECTED, "networks")),
  leads: optional(flag),
  internet: optional(INTERNET),
  syslog: optional(SYSLOG),
};

export const GATEWAY_SHAPE = object(GATEWAY, "the gateway's properties");
