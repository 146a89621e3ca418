// What the properties of devices have to be, one by one.
import { contains, isHost, parsePrefix } from "../net";
import type {
  CommitSettings,
  DeviceProps,
  ExistingDevice,
  HostInbound,
  InterfaceSpec,
} from "./device";
import type { GatewayProps } from "./gateway";
import type { HostProps } from "./host";
import type { NatDeviceProps } from "./nat-device";
import {
  anyObject,
  either,
  flag,
  lateSecret,
  lateText,
  list,
  number,
  object,
  oneOf,
  optional,
  prefix,
  record,
  type Shape,
  text,
  thing,
  whole,
} from "./shape";
import { NODE_OPTIONS } from "./node-shape";

/** Properties of `T`, each with what it has to be. */
type Table<T> = Readonly<Record<keyof T, Shape>>;

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === "object" && value !== null && keys.every((key) => key in value);

const NETWORK = thing("a network: site.subnet(…)", (value) => has(value, "cidr", "site"));
const JUNOS_NAME = text(
  "a Junos name: 1 to 63 letters, digits, points, hyphens, underscores",
  (name) => /^(?:[A-Za-z0-9][\w.-]{0,62}|⟨.*⟩)$/.test(name),
);

const HOST_INBOUND: Table<HostInbound> = {
  systemServices: optional(list(text(), "Junos system services")),
  protocols: optional(list(text(), "Junos protocols")),
};

const INTERFACE: Table<InterfaceSpec> = {
  network: optional(NETWORK),
  interface: optional(text("a Junos interface name, such as ge-0/0/1")),
  unit: optional(number),
  address: optional(text("an address with its length, such as 172.16.11.1/24")),
  zone: optional(JUNOS_NAME),
  hostInbound: optional(object(HOST_INBOUND)),
};

/** A network, the interface of another device, or an object about an interface. */
const PORT: Shape = (value, where) =>
  has(value, "cidr", "site") || has(value, "device", "network")
    ? []
    : object(INTERFACE, "a subnet, another interface's network, or { interface, address, … }")(
        value,
        where,
      );

const PLAIN_NAME = text("letters, digits, dot, hyphen and underscore", (name) =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name),
);

const EXISTING: Table<ExistingDevice> = {
  address: lateText("the address or name of its management interface"),
  deviceId: optional(PLAIN_NAME),
  part: optional(PLAIN_NAME),
  port: optional(whole(1, 65535)),
  user: text("a login name", (name) => name !== ""),
  privateKey: optional(lateSecret()),
  password: optional(lateSecret()),
  agent: optional(flag),
  hostKey: optional(lateText("a line of ssh-keyscan, or SHA256:…")),
  acceptFirstHostKey: optional(flag),
  jump: optional((value, where) => object(EXISTING)(value, where)),
  configureInterfaces: optional(flag),
};

const SECONDS = optional(whole(1, 86_400));

const COMMIT: Table<CommitSettings> = {
  readyTimeoutSeconds: SECONDS,
  connectTimeoutSeconds: SECONDS,
  lockTimeoutSeconds: optional(whole(0, 86_400)),
  commitTimeoutSeconds: SECONDS,
  confirmMinutes: optional(whole(1, 65_535)),
  concurrency: optional(whole(1, 1000)),
  probeVpns: optional(list(text(), "names of VPNs")),
  showForeign: optional(flag),
};

/** One of what `Nat` returns; a function of it that was not called is the likeliest mistake. */
const NAT: Shape = (value, where) => {
  const allowed = "Nat.elasticIp(), Nat.gateway(), Nat.static(address) or Nat.source(…)";
  const kinds = ["elastic-ip", "nat-gateway", "static", "source"];
  if (typeof value === "function") {
    const fix = "call it, such as Nat.elasticIp()";
    return [
      { rule: "property-type", where, found: "a function that was not called", allowed, fix },
    ];
  }
  const kind = has(value, "kind") ? (value as { readonly kind: unknown }).kind : undefined;
  if (!kinds.includes(String(kind)))
    return anyObject(allowed)(value, where).length > 0
      ? anyObject(allowed)(value, where)
      : [{ rule: "property-value", where: `${where}.kind`, found: String(kind), allowed }];
  return object({
    kind: text(),
    ...(kind === "static" ? { address: HOST_ADDRESS } : {}),
    ...(kind === "source"
      ? { address: optional(HOST_ADDRESS), idleSeconds: optional(whole(1, 86_400)) }
      : {}),
  })(value, where);
};

const HOST_ADDRESS = lateText(
  "one IP address, without a length",
  (address) => isHost(address) || /⟨.*⟩/.test(address),
);

const RELEASE = text('a Junos release such as "24.4R1"', (release) =>
  /^\d\d\.\d+(?:[A-Z]\d|$)/.test(release),
);

const DEVICE: Table<DeviceProps> = {
  ...NODE_OPTIONS,
  site: optional(thing("an AwsSite or an ExistingSite", (value) => has(value, "network", "kind"))),
  existing: optional(object(EXISTING)),
  unmanaged: optional(flag),
  nat: optional(NAT),
  routes: optional(
    record(text("a next hop: an address, an interface, discard or reject"), "next hops by prefix"),
  ),
  daemon: optional(oneOf("kmd", "iked")),
  release: optional(RELEASE),
  model: optional(text()),
  cluster: optional(anyObject("{ members: { reth0: […] }, … }")),
  commit: optional(object(COMMIT)),
  ownership: optional(oneOf("statements", "device")),
  config: optional(anyObject("Junos configuration as an object")),
  raw: optional(list(text("a set line"), "set lines")),
  override: optional(list(text("a set or delete line"), "set and delete lines")),
};

/** Networks that can stand behind a gateway. */
const PROTECTED: Shape = (value, where) => {
  const flaws = prefix("a network behind the gateway, such as 10.1.0.0/16")(value, where);
  if (flaws.length > 0 || typeof value !== "string" || parsePrefix(value)?.length === 0)
    return flaws;
  const never = NEVER.find((each) => contains(each, value));
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

/** Multicast, broadcast, loopback and link-local: no hosts behind a gateway have such addresses (RFC 6890). */
const NEVER = [
  "224.0.0.0/4",
  "240.0.0.0/4",
  "127.0.0.0/8",
  "0.0.0.0/8",
  "169.254.0.0/16",
  "ff00::/8",
  "fe80::/10",
  "::1/128",
];

const GATEWAY: Table<GatewayProps> = {
  ...DEVICE,
  // Missing, it is told with what a gateway needs it for.
  external: optional(PORT),
  internal: optional(either(list(PORT, "interfaces"), PORT)),
  protects: optional(list(PROTECTED, "networks")),
  transform: optional(anyObject("functions, by the resource they change")),
  instanceType: optional(text()),
};

const NAT_DEVICE: Table<NatDeviceProps> = {
  ...DEVICE,
  outside: PORT,
  inside: PORT,
  permits: optional(oneOf("ike", "any")),
  transform: optional(anyObject("functions, by the resource they change")),
  instanceType: optional(text()),
};

const HOST: Table<HostProps> = {
  ...NODE_OPTIONS,
  network: thing(
    "a subnet, or the interface whose network it is",
    (value) => has(value, "cidr", "site") || has(value, "device", "network"),
  ),
  ami: lateText("the id of a machine image"),
  instanceType: optional(text()),
};

export const HOST_SHAPE = object(HOST, "the host's properties");
export const GATEWAY_SHAPE = object(GATEWAY, "the gateway's properties");
export const NAT_DEVICE_SHAPE = object(NAT_DEVICE, "the NAT device's properties");
