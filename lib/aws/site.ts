// A site in AWS: a VPC with subnets, the way management reaches its devices, and addresses for their interfaces.
import { type Input, type Output } from "@pulumi/pulumi";
import type { Construct } from "constructs";
import type { Mistake } from "../diagnostics";
import { addressAt, contains, parsePrefix } from "../net";
import {
  type AddressPlan,
  type Fragment,
  allocate,
  type Gateway,
  instanceConnectMistakes,
  mistakeIn,
  type NatDevice,
  type Network,
  outputOf,
  Site,
  StackScope,
  type Token,
} from "../topology";
import { sizeMistakes } from "./instance-size";
import { lateOutputs } from "./late-outputs";
import { managementMistakes } from "./management-from";
import { proxyOf } from "./management-way";
import { sharedSubnet } from "./management-subnet";
import { addressMistakes, RESERVED_FIRST, subnetMistakes, vpcMistakes } from "./prefix-mistakes";
import { nameMistakes } from "./name-mistakes";
import { loginMistakes, operatorMistakes, operatorStatements } from "./operators";
import { publicKeyMistake } from "./public-key";
import type { AwsSiteProps, ExistingAwsSiteProps } from "./site-props";
import { SITE_SHAPE } from "./site-shape";
import { AwsSubnet, SUBNET, type SubnetProps } from "./subnet";
import { tagMistakes } from "./tags";
import { wayMistakes } from "./way-mistakes";
import { zoneMistakes } from "./zone-mistakes";

const AWS_SITE = Symbol.for("vsrx.AwsSite");

/** What is known of a site once it is made. */
export interface SiteOutputs {
  /** Id of the VPC, whether it was made or is there. */
  readonly vpcId: Output<string>;
  /** Fails where there is none, or it is there and the program does not name it. */
  readonly internetGatewayId: Output<string>;
  /** The address that peers see of gateways with `Nat.gateway()`; fails where there are none. */
  readonly natGatewayPublicIp: Output<string>;
  /** Name of the key pair in EC2 that instances boot with. */
  readonly keyName: Output<string>;
}

/**
 * A VPC with what a stack puts in it.
 *
 * @example
 * ```ts
 * const site = new AwsSite(stack, "frankfurt", {
 *   cidr: "10.1.0.0/16",
 *   availabilityZone: "eu-central-1a",
 *   ami: config.require("vsrxAmi"),
 *   management: {
 *     from: "198.51.100.0/24",
 *     publicKey: config.require("publicKey"),
 *     privateKey: config.requireSecret("privateKey"),
 *   },
 * });
 * ```
 */
export class AwsSite extends Site {
  /** @internal */
  readonly token: Token = "vsrx:index:AwsSite";
  /** Told from `existing`: devices and hosts here are made. */
  readonly kind = "aws";
  /** The VPC's prefix, as the program has it. */
  readonly cidr: string;
  private readonly members = new Map<Network, Map<string, string | undefined>>();

  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it; of a VPC that is there, in {@link AwsSiteProps.vpc}. */
    readonly props: AwsSiteProps,
  ) {
    super(scope, id, props);
    Object.defineProperty(this, AWS_SITE, { value: true });
    // So that every construct of the stack has its outputs from the first.
    lateOutputs(StackScope.of(this));
    this.accepts(SITE_SHAPE, props);
    this.cidr = typeof props.cidr === "string" ? props.cidr : "";
    this.judgeKey();
  }

  /**
   * A site in a VPC that is there. Nothing of it is changed but routes and rules that are the stack's own: subnets
   * that are there are named with {@link subnet}, others are made.
   */
  static existing(
    scope: Construct,
    id: string,
    { vpcId, internetGatewayId, natGateway, availabilityZone, ...rest }: ExistingAwsSiteProps,
  ): AwsSite {
    return new AwsSite(scope, id, {
      ...rest,
      vpc: {
        vpcId,
        ...(internetGatewayId === undefined ? {} : { internetGatewayId }),
        ...(natGateway === undefined ? {} : { natGateway }),
      },
      // A subnet that is made without a zone is a mistake of its own.
      ...({ availabilityZone } as { availabilityZone: Input<string> }),
    });
  }

  /** Not `instanceof`: two copies of this package may be loaded. */
  static override is(value: unknown): value is AwsSite {
    return typeof value === "object" && value !== null && AWS_SITE in value;
  }

  /** Known when the stack's resources are declared; usable from the first. */
  get outputs(): SiteOutputs {
    return {
      vpcId: outputOf(this, "vpcId"),
      internetGatewayId: outputOf(this, "internetGatewayId"),
      natGatewayPublicIp: outputOf(this, "natGatewayPublicIp"),
      keyName: outputOf(this, "keyName"),
    };
  }

  /**
   * A subnet of the VPC; the same object whenever it is asked for. It exists, whether or not anything stands in it.
   * @param props what is there of it already, and its zone; said once
   */
  subnet(cidr: string, props?: SubnetProps): AwsSubnet {
    const subnet = this.network(cidr) as AwsSubnet;
    if (props === undefined) return subnet;
    for (const flaw of SUBNET(props, `subnet ${subnet.cidr}`)) this.problem(mistakeIn(flaw));
    if (Object.keys(subnet.props).length > 0) {
      this.problem({
        rule: "subnet-said-twice",
        what: "what is there of a subnet is said twice",
        found: subnet.cidr,
        allowed: "the subnet's properties with its first use alone",
        fix: "keep the subnet in a variable, and use that",
      });
    }
    subnet.props = { ...props };
    return subnet;
  }

  /** @internal */
  protected override newNetwork(cidr: string, id: string): AwsSubnet {
    return new AwsSubnet(this, cidr, id);
  }

  /** @internal */
  override networks(): readonly AwsSubnet[] {
    return super.networks() as readonly AwsSubnet[];
  }

  /** @internal The zone of a subnet, as the program says it. */
  zoneOf(network: Network): Input<string> | undefined {
    const zone = AwsSubnet.is(network) ? network.props.availabilityZone : undefined;
    return zone ?? this.props.availabilityZone;
  }

  /** A plain public key is judged at once, a late one where it is used. */
  private judgeKey(): void {
    if (!this.isWhole) return;
    const { publicKey, keyName } = this.props.management as {
      readonly publicKey: unknown;
      readonly keyName?: unknown;
    };
    if (typeof publicKey !== "string") return;
    const mistake = publicKeyMistake(publicKey, { forEc2: keyName === undefined });
    if (mistake !== undefined) this.problem(mistake);
  }

  /** @internal The user that the stack commits with. */
  get login(): string {
    return this.props.management.user ?? "pulumi";
  }

  /** Devices that are made here. */
  private get mine(): readonly (Gateway | NatDevice)[] {
    const devices = StackScope.of(this).devices as (Gateway | NatDevice)[];
    return devices.filter((device) => device.site === this);
  }

  /** @internal What its devices have in common. */
  fragments(): readonly Fragment[] {
    const { operators = {} } = this.props.management;
    if (Object.keys(operators).length === 0) return [];
    if (operatorMistakes(operators, this.login).length > 0) return [];
    return this.mine
      .filter(({ existing, unmanaged }) => existing === undefined && !unmanaged)
      .map((device) => operatorStatements(device, operators, this.node.path));
  }

  /** The subnet of the management interfaces; the first, where there are several. */
  get managementSubnet(): AwsSubnet {
    return this.managementSubnets[0] ?? this.subnet(this.firstSubnet());
  }

  /** @internal */
  get managementSubnets(): readonly AwsSubnet[] {
    const { subnet } = this.props.management;
    const prefixes = typeof subnet === "string" ? [subnet] : (subnet ?? [this.firstSubnet()]);
    return prefixes.map((cidr) => this.subnet(cidr));
  }

  /** @internal The management subnet in a device's own zone; the first, where none is. */
  managementSubnetOf(device: Gateway | NatDevice): AwsSubnet {
    const outer = device.attachments()[0];
    const zone = outer === undefined ? undefined : this.zoneOf(outer.network);
    const near = this.managementSubnets.find((subnet) => this.zoneOf(subnet) === zone);
    return near ?? this.managementSubnet;
  }

  private firstSubnet(): string {
    const vpc = parsePrefix(this.cidr);
    if (vpc === undefined) return this.cidr;
    return `${vpc.network}/${Math.max(24, vpc.length)}`;
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

  /** @internal */
  protected override check(): readonly Mistake[] {
    const { mine } = this;
    const sizes = sizeMistakes(mine, this.props.instanceType);
    const ofVpc = vpcMistakes(this.cidr);
    if (parsePrefix(this.cidr) === undefined || ofVpc.length > 0) return [...sizes, ...ofVpc];
    const management = this.managementSubnets;
    const subnets = [...new Set([...this.networks(), ...management])];
    return [
      ...sizes,
      ...managementMistakes(this.props.management.from, this.props.management.via),
      ...loginMistakes(this.login),
      ...nameMistakes(StackScope.of(this).node.id, mine),
      // Instances listen at SSH's own port.
      ...instanceConnectMistakes(proxyOf(this.props.management.via), 22),
      ...operatorMistakes(this.props.management.operators ?? {}, this.login),
      ...(this.props.management.subnet === undefined
        ? sharedSubnet(this.managementSubnet, mine)
        : []),
      ...subnetMistakes(this.cidr, subnets, (subnet) => management.includes(subnet as AwsSubnet)),
      ...[...this.members].flatMap(([network, members]) => addressMistakes(network, members)),
      ...zoneMistakes(this, mine),
      ...wayMistakes(this, mine),
      ...tagMistakes(this.props.tags ?? {}),
    ];
  }
}

// Not `implements`: how interfaces get their addresses is no part of the public surface.
AwsSite.prototype satisfies AddressPlan;
