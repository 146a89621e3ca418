// What the properties of devices have to be, one by one.
import type { HostInbound, InterfaceSpec } from "./attachment";
import type {
  CommitSettings,
  DeviceProps,
  ExistingDevice,
  GatewayTransforms,
  HostTransforms,
} from "./device-props";
import { NAT_KINDS, natRow } from "./nat-kinds";
import {
  anyObject,
  flag,
  lateForm,
  lateSecret,
  list,
  number,
  object,
  oneOf,
  optional,
  record,
  type Shape,
  show,
  text,
  thing,
  whole,
} from "./shape";
import { NODE_OPTIONS } from "./node-options";
import { PPPOE } from "./pppoe";
import { isNatKind } from "./outward-nat";
import { TEXT_FORMS } from "./text-forms";

/** Properties of `T`, each with what it has to be. */
export type Table<T> = Readonly<Record<keyof T, Shape>>;

export const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === "object" && value !== null && keys.every((key) => key in value);

const NETWORK = thing("a network: site.subnet(…)", (value) => has(value, "cidr", "site"));
export const JUNOS_NAME = text(
  "a Junos name: 1 to 63 letters, digits, points, hyphens, underscores",
  (name) => /^(?:[A-Za-z0-9][\w.-]{0,62}|⟨.*⟩)$/.test(name),
);

/** Instances of Junos's own, which no interface of ours joins. */
const OWN_INSTANCES = ["default", "master", "mgmt_junos"];

const INSTANCE_NAME = text(
  "a name of a routing instance: 1 to 63 letters, digits, hyphens, underscores; none of Junos's own",
  (name) => /^[A-Za-z0-9][\w-]{0,62}$/.test(name) && !OWN_INSTANCES.includes(name),
);

const HOST_INBOUND: Table<HostInbound> = {
  systemServices: optional(list(text(), "Junos system services")),
  protocols: optional(list(text(), "Junos protocols")),
};

export const INTERFACE: Table<InterfaceSpec> = {
  network: optional(NETWORK),
  interface: optional(text("a Junos interface name, such as ge-0/0/1")),
  unit: optional(number),
  address: optional(text("an address with its length, such as 172.16.11.1/24")),
  dhcp: optional(flag),
  pppoe: optional(PPPOE),
  zone: optional(JUNOS_NAME),
  instance: optional(INSTANCE_NAME),
  hostInbound: optional(object(HOST_INBOUND)),
  securityGroupIds: optional(list(lateForm(TEXT_FORMS.securityGroup), "ids of security groups")),
};

/** A network, the interface of another device, or an object about an interface. */
export const PORT: Shape = (value, where) =>
  has(value, "cidr", "site") || has(value, "device", "network")
    ? []
    : object(INTERFACE, "a subnet, another interface's network, or { interface, address, … }")(
        value,
        where,
      );

const PLAIN_NAME = text("letters, digits, dot, hyphen and underscore", (name) =>
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name),
);

const PROXY_TOKEN = text("a word; of per cent signs %h, %p, %r and %%", (word) =>
  /^(?:[^%]|%[hpr%])+$/s.test(word),
);

/** A program and its arguments, as OpenSSH's ProxyCommand without its shell. */
export const PROXY_COMMAND: Shape = (value, where) =>
  Array.isArray(value) && value.length === 0
    ? [
        {
          rule: "property-type",
          where,
          found: "an empty list",
          allowed: "a program and its arguments",
          fix: 'name the program, such as ["ssh", "-W", "%h:%p", "bastion"]',
        },
      ]
    : list(PROXY_TOKEN, "a program and its arguments")(value, where);

const EXISTING: Table<ExistingDevice> = {
  address: lateForm(TEXT_FORMS.host),
  deviceId: optional(PLAIN_NAME),
  part: optional(PLAIN_NAME),
  mark: optional(flag),
  port: optional(whole(1, 65535)),
  user: text("a login name", (name) => name !== ""),
  privateKey: optional(lateSecret(TEXT_FORMS.privateKey)),
  password: optional(lateSecret(TEXT_FORMS.password)),
  agent: optional(flag),
  hostKey: optional(lateForm(TEXT_FORMS.hostKey)),
  acceptFirstHostKey: optional(flag),
  jump: optional((value, where) => EXISTING_DEVICE(value, where)),
  proxyCommand: optional(PROXY_COMMAND),
  transport: optional(oneOf("builtin", "openssh")),
  sshConfig: optional(text("the path of a file")),
  legacyAlgorithms: optional(flag),
  configureInterfaces: optional(flag),
};

/** How to reach a device, by one way. */
export const EXISTING_DEVICE: Shape = (value, where) =>
  has(value, "jump", "proxyCommand")
    ? [
        {
          rule: "property-type",
          where,
          found: "both jump and proxyCommand",
          allowed: "one way to the device",
          fix: "take one of them away; a program may go through a host by itself",
        },
      ]
    : object(EXISTING)(value, where);

const { address, port, user, privateKey, password, agent, hostKey, acceptFirstHostKey, jump } =
  EXISTING;

/** How to log in to a host that is no device. */
export const PROBE_HOST = object({
  ...{ address, port, user, privateKey, password, agent, hostKey, acceptFirstHostKey, jump },
});

const SECONDS = optional(whole(1, 86_400));

const COMMIT: Table<CommitSettings> = {
  readyTimeoutSeconds: SECONDS,
  connectTimeoutSeconds: SECONDS,
  lockTimeoutSeconds: optional(whole(0, 86_400)),
  commitTimeoutSeconds: SECONDS,
  confirmMinutes: optional(whole(1, 65_535)),
  concurrency: optional(whole(1, 1000)),
  probeVpns: optional(list(text(), "names of VPNs")),
  policiesBefore: optional(list(text(), "names of policies")),
  takeOver: optional(flag),
  confirmWhen: optional(oneOf("reachable", "tunnels-up")),
  showForeign: optional(flag),
  check: optional(oneOf("device")),
};

const HOST_ADDRESS = lateForm(TEXT_FORMS.address);

/** One of what `Nat` returns; a function of it that was not called is the likeliest mistake. */
export const NAT: Shape = (value, where) => {
  const written = Object.values(NAT_KINDS).filter(({ shows }) => shows !== "rule");
  const allowed = written.map((row) => row.written.replace("nat: ", "")).join(", ");
  if (typeof value === "function") {
    const fix = "call it, such as Nat.elasticIp()";
    return [
      { rule: "property-type", where, found: "a function that was not called", allowed, fix },
    ];
  }
  if (!isNatKind(value)) {
    const flaws = anyObject(allowed)(value, where);
    const found = has(value, "kind") ? show((value as { readonly kind: unknown }).kind) : "nothing";
    if (flaws.length > 0) return flaws;
    return [{ rule: "property-value", where: `${where}.kind`, found, allowed }];
  }
  const { shows, forgetsAfter } = natRow(value);
  const isGiven = shows === "given" || shows === "given-or-unknown";
  return object({
    kind: text(),
    ...(shows === "elastic-ip" ? { allocationId: optional(lateForm(TEXT_FORMS.allocation)) } : {}),
    ...(isGiven ? { address: shows === "given" ? HOST_ADDRESS : optional(HOST_ADDRESS) } : {}),
    ...(isGiven && forgetsAfter !== undefined ? { idleSeconds: optional(whole(1, 86_400)) } : {}),
  })(value, where);
};

const RELEASE = text('a Junos release such as "24.4R1"', (release) =>
  /^\d\d\.\d+(?:[A-Z]\d|$)/.test(release),
);

export const FUNCTION = optional(
  thing("a function that returns the arguments to use", (value) => typeof value === "function"),
);

const TRANSFORM: Table<GatewayTransforms> = {
  instance: FUNCTION,
  launchTemplate: FUNCTION,
  networkInterface: FUNCTION,
  elasticIp: FUNCTION,
  elasticIpAssociation: FUNCTION,
  securityGroup: FUNCTION,
  securityGroupRule: FUNCTION,
  route: FUNCTION,
};

export const HOST_TRANSFORM: Table<HostTransforms> = {
  instance: FUNCTION,
  securityGroup: FUNCTION,
  securityGroupRule: FUNCTION,
};

export const DEVICE: Table<DeviceProps> = {
  ...NODE_OPTIONS,
  site: optional(thing("an AwsSite or an ExistingSite", (value) => has(value, "network", "kind"))),
  existing: optional(EXISTING_DEVICE),
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
  license: optional(lateSecret(TEXT_FORMS.licenseKey)),
  transform: optional(object(TRANSFORM, "functions, by the resource they change")),
  instanceType: optional(text()),
};
