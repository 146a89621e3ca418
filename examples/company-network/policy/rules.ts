// What no stack of the company may have, by a resource's type and inputs. Pure: tests call it, and so does the policy pack.
// In a preview some inputs are not known yet, and reading one ends a rule: each reads only what it judges.

/** A resource as Pulumi is asked for it. */
export interface Asked {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Rule {
  /** Its name in the policy pack. */
  readonly name: string;
  readonly description: string;
  /** What is wrong with a resource, a sentence each. No secret is quoted. */
  readonly faults: (resource: Asked) => readonly string[];
}

interface Statement {
  /** The statement without its value, such as `security ike proposal p dh-group`. */
  readonly path: string;
  readonly value: () => unknown;
}

/** Statements of a device: those that the library made, and those that a program wrote by hand (`raw`). */
function statementsOf({ type, inputs }: Asked): readonly Statement[] {
  if (type !== "vsrx:index:Configuration") return [];
  const made = (inputs["statements"] ?? {}) as Readonly<Record<string, unknown>>;
  const raw = (inputs["raw"] ?? []) as readonly string[];
  return [
    ...Object.keys(made).map((path) => ({ path, value: () => made[path] })),
    ...raw.flatMap((line) => {
      const [, path, value] = /^set (.+) (\S+)$/.exec(line) ?? [];
      return path === undefined ? [] : [{ path, value: () => value }];
    }),
  ];
}

const SUITE =
  /^security (?:ike|ipsec) (?:proposal|policy) (\S+) (?:.* )?(encryption-algorithm|authentication-algorithm|dh-group|keys)$/;
const WEAK = /^(?:des-cbc|3des-cbc|md5|hmac-md5-96|sha1|hmac-sha1-96|group(?:1|2|5))$/;

const noWeakSuite: Rule = {
  name: "no-weak-suite",
  description: "IKE and IPsec use no cipher, hash or group that is given up.",
  faults: (resource) =>
    statementsOf(resource).flatMap(({ path, value }) => {
      const [, name, word] = SUITE.exec(path) ?? [];
      if (name === undefined) return [];
      const used = String(value());
      return WEAK.test(used) ? [`${name} has ${word} ${used}`] : [];
    }),
};

/** Seconds that keys of a layer may live. */
const LIFETIMES = { ike: [3_600, 86_400], ipsec: [900, 28_800] } as const;

const lifetimes: Rule = {
  name: "lifetimes",
  description: "Keys of IKE live 1 to 24 hours, those of IPsec 15 minutes to 8 hours.",
  faults: (resource) =>
    statementsOf(resource).flatMap(({ path, value }) => {
      const [, layer, name] =
        /^security (ike|ipsec) proposal (\S+) lifetime-seconds$/.exec(path) ?? [];
      if (layer !== "ike" && layer !== "ipsec") return [];
      const [least, most] = LIFETIMES[layer];
      const seconds = Number(value());
      return seconds >= least && seconds <= most
        ? []
        : [`${layer} proposal ${name} lives ${seconds} s; allowed: ${least} to ${most}`];
    }),
};

const identities: Rule = {
  name: "identities",
  description: "Every IKE gateway says who it is and whom it expects.",
  faults: (resource) => {
    const paths = statementsOf(resource).map(({ path }) => path.split(" "));
    const gateways = paths.filter(([a, b, c]) => `${a} ${b} ${c}` === "security ike gateway");
    const names = [...new Set(gateways.map((path) => path[3] ?? ""))];
    return names.flatMap((name) => {
      const own = gateways.filter((path) => path[3] === name);
      const has = (word: string): boolean => own.some((path) => path[4] === word);
      const expects = has("remote-identity") || has("dynamic");
      return [
        ...(has("local-identity") ? [] : [`IKE gateway ${name} has no local-identity`]),
        ...(expects ? [] : [`IKE gateway ${name} expects no identity`]),
      ];
    });
  },
};

const SHORTEST_KEY = 32;

const keys: Rule = {
  name: "keys",
  description: `A pre-shared key has at least ${SHORTEST_KEY} characters.`,
  faults: (resource) =>
    statementsOf(resource).flatMap(({ path, value }) => {
      const [, name] = /^security ike policy (\S+) pre-shared-key ascii-text$/.exec(path) ?? [];
      if (name === undefined) return [];
      const { length } = String(value());
      return length >= SHORTEST_KEY
        ? []
        : [`the key of IKE policy ${name} has fewer than ${SHORTEST_KEY} characters`];
    }),
};

/** Ports of SSH, HTTPS and NETCONF. */
const MANAGEMENT_PORTS = [22, 443, 830];

interface Ingress {
  readonly protocol: unknown;
  readonly from: unknown;
  readonly to: unknown;
  /** Prefixes that it is open to. */
  readonly open: () => readonly unknown[];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The classic form, in a group or beside one. */
const classic = (rule: Readonly<Record<string, unknown>>): Ingress => ({
  protocol: rule["protocol"],
  from: rule["fromPort"],
  to: rule["toPort"],
  open: () => [...listOf(rule["cidrBlocks"]), ...listOf(rule["ipv6CidrBlocks"])],
});

/** What a resource lets into machines, in each of the forms that AWS's provider has for it. */
function ingressOf({ type, inputs }: Asked): readonly Ingress[] {
  switch (type) {
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
      return [
        {
          protocol: inputs["ipProtocol"],
          from: inputs["fromPort"],
          to: inputs["toPort"],
          open: () => [inputs["cidrIpv4"], inputs["cidrIpv6"]],
        },
      ];
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return inputs["type"] === "ingress" ? [classic(inputs)] : [];
    case "aws:ec2/securityGroup:SecurityGroup":
      return listOf(inputs["ingress"]).map((rule) => classic(rule as Record<string, unknown>));
    default:
      return [];
  }
}

/** By AWS's names and by IANA's number; -1 is all protocols, and then no port counts. */
const isTcp = (protocol: unknown): boolean => ["tcp", "6"].includes(String(protocol));
const isAll = (protocol: unknown): boolean => ["-1", "all"].includes(String(protocol));

const noOpenManagement: Rule = {
  name: "no-open-management",
  description: "SSH, HTTPS and NETCONF are not open to the internet.",
  faults: (resource) =>
    ingressOf(resource).flatMap(({ protocol, from, to, open }) => {
      const within = (port: number): boolean => Number(from) <= port && port <= Number(to);
      const ports = MANAGEMENT_PORTS.filter(
        (port) => isAll(protocol) || (isTcp(protocol) && within(port)),
      );
      if (ports.length === 0) return [];
      const isOpen = open().some((cidr) => cidr === "0.0.0.0/0" || cidr === "::/0");
      return isOpen ? [`TCP ${ports.join(", ")} is open to everybody`] : [];
    }),
};

export const RULES: readonly Rule[] = [noWeakSuite, lifetimes, identities, keys, noOpenManagement];
