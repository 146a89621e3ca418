// What a program wants of each region of AWS, counted: what quotas, offerings and prices are asked for.
import type { ProgramResource } from "../../program";

/** A machine. */
export interface PlannedInstance {
  readonly name: string;
  readonly type: string;
  /** Its image's id; `⟨…⟩` where the program knows it only later. */
  readonly image: string;
  /** Undefined where AWS chooses it, or where only AWS knows it. */
  readonly zone: string | undefined;
  readonly subnetId: string | undefined;
  readonly kind: "vsrx" | "host";
  /** Whether it has to ask for a token at the metadata service; undefined: as the account has it. */
  readonly httpTokens: string | undefined;
  /** Whether its disk is said to be encrypted; undefined: as the account has it. */
  readonly encrypted: boolean | undefined;
}

/** How much of what has a quota a region is to have, or has. */
export interface RegionCounts {
  readonly vpcs: number;
  readonly internetGateways: number;
  readonly elasticIps: number;
  readonly interfaces: number;
  readonly groups: number;
  /** NAT gateways by zone; of those whose zone only AWS knows by "". */
  readonly natGateways: Readonly<Record<string, number>>;
}

/** What one region is to have. */
export interface RegionPlan extends RegionCounts {
  readonly region: string;
  readonly instances: readonly PlannedInstance[];
  /** The group with most rules in one direction. */
  readonly rules: { readonly group: string; readonly count: number };
  /** Providers with credentials of their own, whose account is not asked. */
  readonly otherAccounts: readonly string[];
}

type Inputs = ProgramResource["inputs"];

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const isKnown = (value: string | undefined): value is string =>
  value !== undefined && !value.includes("⟨");

/** A record below an input, or an empty one. */
const within = (value: unknown): Inputs =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Inputs) : {};

/** Finds the resource that a value refers to, such as `⟨aws:ec2/subnet:Subnet::lab-10-1-2-0.id⟩`. */
class References {
  private readonly known: ReadonlyMap<string, ProgramResource>;

  constructor(resources: readonly ProgramResource[]) {
    this.known = new Map(resources.map((each) => [`${each.type}::${each.name}`, each]));
  }

  of(value: unknown): ProgramResource | undefined {
    const [, thing] = /^⟨(.+)\.\w+⟩$/.exec(textOf(value) ?? "") ?? [];
    return thing === undefined ? undefined : this.known.get(thing);
  }

  /** The zone of a subnet that the program makes. */
  zoneOf(subnetId: unknown): string | undefined {
    const zone = textOf(this.of(subnetId)?.inputs["availabilityZone"]);
    return isKnown(zone) ? zone : undefined;
  }

  /** The subnet of a machine: its own, or that of its template's first interface. */
  subnetOf({ subnetId, launchTemplate }: Inputs): unknown {
    if (subnetId !== undefined) return subnetId;
    const enis = this.of(within(launchTemplate)["id"])?.inputs["networkInterfaces"];
    const [first] = Array.isArray(enis) ? (enis as unknown[]) : [];
    return this.of(within(first)["networkInterfaceId"])?.inputs["subnetId"];
  }
}

/**
 * Counts what a program wants.
 * @param own the region of the program's own provider, where it is known
 */
export function plansOf(
  resources: readonly ProgramResource[],
  own: string | undefined,
): readonly RegionPlan[] {
  const references = new References(resources);
  const providers = providersOf(resources);
  const byRegion = new Map<string, ProgramResource[]>();
  for (const each of resources) {
    if (each.isRead || !each.type.startsWith("aws:")) continue;
    const region =
      textOf(each.inputs["region"]) ?? providers.get(nameOf(each.provider))?.region ?? own ?? "";
    byRegion.set(region, [...(byRegion.get(region) ?? []), each]);
  }
  return [...byRegion].map(([region, list]) => planOf(region, list, references, providers));
}

interface Provider {
  readonly region: string | undefined;
  readonly otherCredentials: boolean;
}

/** `urn:…::NAME::ID` → NAME. */
const nameOf = (provider: string | undefined): string => provider?.split("::").at(-2) ?? "";

function providersOf(resources: readonly ProgramResource[]): ReadonlyMap<string, Provider> {
  const found = resources.filter(({ type }) => type === "pulumi:providers:aws");
  return new Map(
    found.map(({ name, inputs }) => {
      const others = inputs["otherCredentials"];
      return [
        name,
        {
          region: textOf(inputs["region"]),
          otherCredentials: Array.isArray(others) && others.length > 0,
        },
      ];
    }),
  );
}

function planOf(
  region: string,
  list: readonly ProgramResource[],
  references: References,
  providers: ReadonlyMap<string, Provider>,
): RegionPlan {
  const of = (kind: string): readonly ProgramResource[] =>
    list.filter(({ type }) => type.endsWith(`:${kind}`));
  const natGateways: Record<string, number> = {};
  for (const { inputs } of of("NatGateway")) {
    const zone = references.zoneOf(inputs["subnetId"]) ?? "";
    natGateways[zone] = (natGateways[zone] ?? 0) + 1;
  }
  const named = new Set(list.map(({ provider }) => nameOf(provider)));
  return {
    region,
    instances: of("Instance").map((each) => instanceOf(each, references)),
    vpcs: of("Vpc").length,
    internetGateways: of("InternetGateway").length,
    elasticIps: of("Eip").length,
    // Each machine without a template of its own has one more.
    interfaces:
      of("NetworkInterface").length +
      of("Instance").filter(({ inputs }) => inputs["subnetId"] !== undefined).length,
    groups: of("SecurityGroup").length,
    natGateways,
    rules: mostRules(
      [...of("SecurityGroupIngressRule"), ...of("SecurityGroupEgressRule")],
      references,
    ),
    otherAccounts: [...named].filter((name) => providers.get(name)?.otherCredentials === true),
  };
}

function instanceOf({ name, inputs }: ProgramResource, references: References): PlannedInstance {
  const subnet = references.subnetOf(inputs);
  const subnetId = textOf(subnet);
  const encrypted = within(inputs["rootBlockDevice"])["encrypted"];
  return {
    name,
    type: textOf(inputs["instanceType"]) ?? "",
    image: textOf(inputs["ami"]) ?? "",
    zone: references.zoneOf(subnet),
    subnetId: isKnown(subnetId) ? subnetId : undefined,
    kind: textOf(inputs["userData"])?.startsWith("#junos-config") === true ? "vsrx" : "host",
    httpTokens: textOf(within(inputs["metadataOptions"])["httpTokens"]),
    encrypted: typeof encrypted === "boolean" ? encrypted : undefined,
  };
}

function mostRules(rules: readonly ProgramResource[], references: References): RegionPlan["rules"] {
  const counts = new Map<string, number>();
  for (const { type, inputs } of rules) {
    const id = inputs["securityGroupId"];
    const group = references.of(id)?.name ?? textOf(id) ?? "";
    const key = `${group}\n${type}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [[key, count] = ["", 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  return { group: key.split("\n")[0] ?? "", count };
}
