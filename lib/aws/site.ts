// A VPC: subnets, the way management reaches its devices, and addresses for their interfaces.
import { addressAt, contains, overlaps, parsePrefix } from "../net";
import type { Input } from "@pulumi/pulumi";
import type { Construct } from "constructs";
import type { Mistake } from "../diagnostics";
import { managementMistakes, managementPrefixes } from "./management-from";
import { publicKeyMistake } from "./public-key";
import { MANAGEMENT, SITE } from "./site-shape";
import {
  type AddressPlan,
  allocate,
  type Gateway,
  type NatDevice,
  type Network,
  type NodeOptions,
  object,
  type Shape,
  Site,
  StackScope,
  type Token,
} from "../topology";
import { sizeMistakes } from "./instance-size";

/** Who may reach the devices' management interfaces, and with which key. */
export interface Management {
  /** Prefixes from which SSH and NETCONF are allowed. Never everywhere: 0.0.0.0/0 is refused. */
  readonly from: string | readonly string[];
  /** The public key of {@link privateKey}, in OpenSSH form: `ssh-ed25519 AAAA…` or `ssh-rsa AAAA…`. */
  readonly publicKey: Input<string>;
  /** The private key that commits configurations, in OpenSSH or PEM form. @default the running SSH agent */
  readonly privateKey?: Input<string>;
  /** The user created on each device. @default "pulumi" */
  readonly user?: string;
  /** Subnet of the management interfaces, and of a NAT gateway. @default the VPC's first /24 */
  readonly subnet?: string;
}

export interface AwsSiteProps extends NodeOptions {
  /** The VPC's prefix, /16 to /28. */
  readonly cidr: string;
  /** Machine image of the vSRX. There is no default: images age, and a new one replaces instances. */
  readonly ami: Input<string>;
  readonly management: Management;
  /** The zone of all subnets: an instance and its interfaces live in one. */
  readonly availabilityZone: Input<string>;
  /** EC2 instance type of the devices. @default "c5.large", which carries fxp0 and two data interfaces */
  readonly instanceType?: string;
  /** Tags on everything. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

const AWS_SITE = Symbol.for("vsrx.AwsSite");

/** A property without a shape, or a shape without a property, does not compile. */
type Table<T> = Readonly<Record<keyof T, Shape>>;
MANAGEMENT satisfies Table<Management>;
const SITE_SHAPE = object(SITE satisfies Table<AwsSiteProps>, "the site's properties");

/** What AWS keeps of each subnet: its first four addresses and its last. */
const RESERVED_FIRST = 4n;

/** A VPC with what a stack puts in it. */
export class AwsSite extends Site {
  /** @internal */
  readonly token: Token = "vsrx:index:AwsSite";
  readonly kind = "aws";
  readonly cidr: string;
  private readonly members = new Map<Network, Map<string, string | undefined>>();

  constructor(
    scope: Construct,
    id: string,
    readonly props: AwsSiteProps,
  ) {
    super(scope, id, props);
    Object.defineProperty(this, AWS_SITE, { value: true });
    this.accepts(SITE_SHAPE, props);
    this.cidr = typeof props.cidr === "string" ? props.cidr : "";
    this.judgeKey();
  }

  /** Not `instanceof`: two copies of this package may be loaded. */
  static override is(value: unknown): value is AwsSite {
    return typeof value === "object" && value !== null && AWS_SITE in value;
  }

  /** A subnet of the VPC; the same object whenever it is asked for. */
  subnet(cidr: string): Network {
    return this.network(cidr);
  }

  /** A plain public key is judged at once, a late one where it is used. */
  private judgeKey(): void {
    const key: unknown = this.isWhole ? this.props.management.publicKey : undefined;
    const mistake = typeof key === "string" ? publicKeyMistake(key) : undefined;
    if (mistake !== undefined) this.problem(mistake);
  }

  /** The subnet of the management interfaces. */
  get managementSubnet(): Network {
    return this.network(this.props.management.subnet ?? this.firstSubnet());
  }

  private firstSubnet(): string {
    const vpc = parsePrefix(this.cidr);
    if (vpc === undefined) return this.cidr;
    return `${vpc.network}/${Math.max(24, vpc.length)}`;
  }

  /** @internal */
  get managementFrom(): readonly string[] {
    return managementPrefixes(this.props.management.from);
  }

  /** @internal */
  join(network: Network, member: string, address?: string): void {
    const known = this.members.get(network) ?? new Map<string, string | undefined>();
    known.set(member, address);
    this.members.set(network, known);
    const scope = StackScope.of(this);
    // Where two names want one address, one of them moves.
    scope.changed();
    if (address !== undefined) return;
    const { placement } = scope;
    placement.claim(this.placeOf(network), member, () => this.addressOf(network, member));
  }

  /** What pins call a network. */
  private placeOf(network: Network): string {
    return `${this.lastingPath}:${network.cidr}`;
  }

  /** @internal */
  addressOf(network: Network, member: string): string | undefined {
    const prefix = parsePrefix(network.cidr);
    const members = this.members.get(network) ?? new Map<string, string | undefined>();
    const size = prefix === undefined ? 0n : prefix.last - prefix.first - RESERVED_FIRST;
    if (prefix === undefined || size < BigInt(members.size)) return undefined;
    const asked = new Map<string, number>();
    const { placement } = StackScope.of(this);
    const inside = (address: string | undefined): string | undefined =>
      address !== undefined && contains(network.cidr, address) ? address : undefined;
    for (const [name, address] of members) {
      const wanted = address ?? inside(placement.pinned(this.placeOf(network), name));
      const host = wanted === undefined ? undefined : parsePrefix(wanted);
      if (host === undefined) continue;
      const number = Number(host.first - prefix.first - RESERVED_FIRST);
      if (![...asked.values()].includes(number)) asked.set(name, number);
    }
    const numbers = allocate([...members.keys()], Number(size), asked);
    return addressAt(network.cidr, RESERVED_FIRST + BigInt(numbers.get(member) ?? 0));
  }

  /** The management subnet that nobody chose may be one that a device was given for its traffic. */
  private sharedSubnet(devices: readonly (Gateway | NatDevice)[]): readonly Mistake[] {
    if (this.props.management.subnet !== undefined) return [];
    const { managementSubnet } = this;
    const port = devices
      .flatMap((device) => device.attachments())
      .find(({ network }) => network === managementSubnet);
    if (port === undefined) return [];
    return [
      {
        rule: "management-subnet-shared",
        severity: "warning",
        what: "the management interfaces share a subnet with traffic, because they get the VPC's first /24 unless told otherwise",
        found: `${managementSubnet.cidr}, which is the ${port.role} network of ${port.device.name}`,
        allowed: "a subnet of its own for management",
        fix: "give management.subnet another prefix of the VPC",
      },
    ];
  }

  /** @internal */
  protected override check(): readonly Mistake[] {
    const devices = StackScope.of(this).devices as (Gateway | NatDevice)[];
    const mine = devices.filter((device) => device.site === this);
    const problems: Mistake[] = [...sizeMistakes(mine, this.props.instanceType)];
    const vpc = parsePrefix(this.cidr);
    if (vpc?.family !== "inet" || vpc.length < 16 || vpc.length > 28) {
      problems.push({
        rule: "vpc-prefix",
        what: "AWS does not accept the VPC's prefix",
        found: `"${this.cidr}"`,
        allowed: "an IPv4 prefix from /16 to /28",
        fix: "choose a prefix such as 10.1.0.0/16",
      });
      return problems;
    }
    if (vpc.address !== vpc.network) {
      problems.push({
        rule: "vpc-prefix",
        what: "the VPC's prefix has bits set beyond its length",
        found: this.cidr,
        allowed: `${vpc.network}/${vpc.length}`,
        fix: `write ${vpc.network}/${vpc.length}`,
      });
    }
    problems.push(...managementMistakes(this.managementFrom));
    problems.push(...this.sharedSubnet(mine));
    const subnets = [...new Set([...this.networks(), this.managementSubnet])];
    for (const subnet of subnets) {
      const prefix = parsePrefix(subnet.cidr);
      if (prefix === undefined) continue;
      if (!contains(this.cidr, subnet.cidr)) {
        problems.push({
          rule: "subnet-outside-vpc",
          what: "a subnet lies outside its VPC",
          found: subnet.cidr,
          allowed: `a part of ${this.cidr}`,
          fix: "move the subnet, or widen the VPC's cidr",
        });
      } else if (prefix.length > 28) {
        problems.push({
          rule: "subnet-size",
          what: "a subnet is too small for AWS",
          found: subnet.cidr,
          allowed: "/16 to /28",
          fix: "widen it",
        });
      }
    }
    subnets.forEach((one, index) => {
      for (const other of subnets.slice(index + 1)) {
        if (!overlaps(one.cidr, other.cidr)) continue;
        problems.push({
          rule: "subnets-overlap",
          what: "two subnets of one VPC overlap",
          found: `${one.cidr} and ${other.cidr}`,
          allowed: "subnets without a common address",
          fix:
            other === this.managementSubnet || one === this.managementSubnet
              ? "give management.subnet another prefix"
              : "change one of them",
        });
      }
    });
    for (const [network, members] of this.members) {
      problems.push(...addressProblems(network, members));
    }
    return problems;
  }
}

// Not `implements`: how interfaces get their addresses is no part of the public surface.
AwsSite.prototype satisfies AddressPlan;

function addressProblems(
  network: Network,
  members: ReadonlyMap<string, string | undefined>,
): readonly Mistake[] {
  const prefix = parsePrefix(network.cidr);
  if (prefix === undefined) return [];
  const problems: Mistake[] = [];
  const owners = new Map<string, string>();
  for (const [member, address] of members) {
    const host = address === undefined ? undefined : parsePrefix(address);
    if (address === undefined || host === undefined) continue;
    if (host.first - prefix.first < RESERVED_FIRST || host.first === prefix.last) {
      problems.push({
        rule: "address-reserved",
        what: "an interface's address is one that AWS keeps for itself",
        found: `${address} for ${member}`,
        allowed: `${addressAt(network.cidr, RESERVED_FIRST)} to the last but one of ${network.cidr}`,
        fix: "take another address, or leave it out",
      });
    }
    const twin = owners.get(address);
    if (twin !== undefined) {
      problems.push({
        rule: "aws-address-twice",
        what: "two interfaces have one address",
        found: `${address} for ${twin} and ${member}`,
        allowed: "an address of its own for each interface",
        fix: "change one of them, or leave it out",
      });
    }
    owners.set(address, member);
  }
  const room = prefix.last - prefix.first - RESERVED_FIRST;
  if (BigInt(members.size) > room) {
    problems.push({
      rule: "subnet-full",
      what: "a subnet has too few addresses",
      found: `${members.size} interfaces in ${network.cidr}`,
      allowed: `${room} (AWS keeps five)`,
      fix: "widen the subnet",
    });
  }
  return problems;
}
