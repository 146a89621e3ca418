// What the lab takes from a deployed stack about its tunnels: names and addresses, never a secret.

export interface IdentityFacts {
  readonly type: string;
  readonly value: string;
}

export interface EndpointFacts {
  readonly gateway: string;
  /** False for a peer that the stack does not configure. */
  readonly managed: boolean;
  /** The names of the VPN and of the IKE gateway in this device's configuration. */
  readonly vpn: string;
  readonly ikeGateway: string;
  readonly role: "initiator" | "responder";
  readonly privateAddress: string;
  readonly publicAddress: string;
  readonly peerAddress: string;
  readonly identity: IdentityFacts;
  readonly peerIdentity: IdentityFacts;
  readonly pingSource?: string;
  readonly pingTarget?: string;
  /** Hosts in networks that the gateway protects and isn't in, by address. */
  readonly hosts: readonly string[];
}

export interface NatRuleFacts {
  readonly device: string;
  readonly kind: string;
  readonly ruleSet: string;
  readonly rule: string;
}

export interface TunnelFacts {
  readonly name: string;
  readonly endpoints: readonly EndpointFacts[];
  readonly expectNat: boolean;
  readonly natRules: readonly NatRuleFacts[];
  /** Why no traffic need be seen in it: the stack could not prove any and went on, or another VPN carries it. */
  readonly unproven?: string;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

/** A secret in an exported stack is a wrapper around its plain text. */
function unwrap(value: unknown): unknown {
  if (!isTree(value)) return value;
  const signature = value["4dabf18193072939515e22adb298388d"];
  if (signature === undefined) return value;
  const plain = value["plaintext"];
  return typeof plain === "string" ? (JSON.parse(plain) as unknown) : undefined;
}

function field(tree: unknown, name: string): unknown {
  const plain = unwrap(tree);
  return isTree(plain) ? unwrap(plain[name]) : undefined;
}

function text(tree: unknown, name: string): string {
  const value = field(tree, name);
  return typeof value === "string" ? value : "";
}

function optionalText(tree: unknown, name: string): string | undefined {
  const value = field(tree, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function list(tree: unknown, name: string): readonly unknown[] {
  const value = field(tree, name);
  return Array.isArray(value) ? value.map(unwrap) : [];
}

function identity(tree: unknown, name: string): IdentityFacts {
  const value = field(tree, name);
  return { type: text(value, "type"), value: text(value, "value") };
}

function endpoint(value: unknown, carried: unknown): EndpointFacts {
  const pingSource = optionalText(value, "pingSource");
  const pingTarget = optionalText(value, "pingTarget");
  const connection = field(value, "connection");
  return {
    gateway: text(value, "gateway"),
    managed: isTree(connection),
    vpn: text(value, "vpn"),
    ikeGateway: text(value, "ikeGateway"),
    role: text(value, "role") === "initiator" ? "initiator" : "responder",
    privateAddress: text(value, "privateAddress"),
    publicAddress: text(value, "publicAddress"),
    peerAddress: text(value, "peerAddress"),
    identity: identity(value, "identity"),
    peerIdentity: identity(value, "peerIdentity"),
    ...(pingSource === undefined ? {} : { pingSource }),
    ...(pingTarget === undefined ? {} : { pingTarget }),
    hosts: list(carried, "hosts").filter((host) => typeof host === "string"),
  };
}

/** Why no traffic need be seen in a tunnel, if so. */
function excuse(carries: unknown, traffic: unknown): Pick<TunnelFacts, "unproven"> {
  if (text(traffic, "verdict") === "not proven") return { unproven: text(traffic, "reason") };
  // It may have been verified before the one that it is the backup of was up.
  return field(carries, "isStandby") === true
    ? { unproven: "the VPN that this one is the backup of is up" }
    : {};
}

/** The tunnels among a stack's exported resources, by name, with what was asked of them. */
export function tunnelsOf(resources: readonly unknown[]): TunnelFacts[] {
  return resources
    .filter((resource) => text(resource, "type") === "vsrx:index:Tunnel")
    .map((resource) => {
      const inputs = field(resource, "inputs");
      const ends = list(field(inputs, "carries"), "ends");
      const traffic = field(field(resource, "outputs"), "traffic");
      return {
        name: text(inputs, "name"),
        endpoints: list(inputs, "endpoints").map((each, index) => endpoint(each, ends[index])),
        expectNat: field(inputs, "expectNat") === true,
        natRules: list(inputs, "natRules").map((rule) => ({
          device: text(rule, "device"),
          kind: text(rule, "kind"),
          ruleSet: text(rule, "ruleSet"),
          rule: text(rule, "rule"),
        })),
        ...excuse(field(inputs, "carries"), traffic),
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}
