// Everything that exists in the lab's AWS, account by account, as data: the one thing that network and answers derive from.

import { type AccountSettings, FRESH } from "./account";
import { type Cidr, formatCidr } from "./addresses";
import { AwsError } from "./errors";
import { ACCOUNT_ID } from "./ids";
import { type PlainMap } from "./schema";

/** What every object has. */
export interface Owned {
  readonly id: string;
  readonly region: string;
  /** What the program asked for last. */
  inputs: PlainMap;
}

/** A virtual private cloud. */
export interface Vpc extends Owned {
  readonly cidr: Cidr;
  readonly secondary: Map<string, Cidr>;
  readonly mainRouteTableId: string;
  readonly defaultGroupId: string;
}

/** A subnet. */
export interface Subnet extends Owned {
  readonly vpcId: string;
  readonly cidr: Cidr;
  readonly zone: string;
}

/** An internet gateway; without a VPC it is detached. */
export interface InternetGateway extends Owned {
  vpcId?: string;
}

/** Where a route sends its packets. */
export type RouteTarget =
  | { readonly kind: "gateway"; readonly id: string }
  | { readonly kind: "interface"; readonly id: string }
  | { readonly kind: "natGateway"; readonly id: string };

/** One route beside the VPC's local one. */
export interface Route extends Owned {
  readonly routeTableId: string;
  readonly destination: Cidr;
  target: RouteTarget;
}

/** A route table. Main tables come with their VPC and serve subnets that have no other. */
export interface RouteTable extends Owned {
  readonly vpcId: string;
  readonly main: boolean;
  /** Numbers the table inside the VPC router's kernel. */
  readonly number: number;
}

/** A subnet's choice of a route table. */
export interface RouteTableAssociation extends Owned {
  routeTableId: string;
  readonly subnetId: string;
}

/** A security group. */
export interface SecurityGroup extends Owned {
  readonly vpcId: string;
  readonly name: string;
  readonly isDefault: boolean;
}

/** One permission of a security group. */
export interface SecurityGroupRule extends Owned {
  readonly groupId: string;
  readonly direction: "ingress" | "egress";
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidr?: Cidr;
  readonly peerGroupId?: string;
}

/** An elastic network interface. */
export interface NetworkInterface extends Owned {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly mac: string;
  readonly kind: "interface" | "nat_gateway";
  /** The first address is the primary one. */
  addresses: readonly string[];
  groups: readonly string[];
  sourceDestCheck: boolean;
  attachment?: {
    readonly id: string;
    readonly instanceId: string;
    readonly index: number;
    readonly deleteOnTermination: boolean;
    /** False until the next start of a vSRX to which the interface was attached while it ran. */
    seen: boolean;
  };
}

/** A public address: an elastic one, or one lent to an instance until it ends. */
export interface PublicAddress extends Owned {
  readonly publicIp: string;
  readonly elastic: boolean;
  association?: { readonly id: string; readonly interfaceId: string; readonly privateIp: string };
}

/** A NAT gateway. */
export interface NatGateway extends Owned {
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly allocationId?: string;
  /** "pending" passes nothing yet, "deleting" nothing more. */
  state: "pending" | "available" | "deleting";
}

/** A public key under a name. */
export interface KeyPair extends Owned {
  readonly name: string;
  readonly publicKey: string;
}

/** A launch template with all its versions; version N is at index N - 1. */
export interface LaunchTemplate extends Owned {
  readonly name: string;
  readonly versions: PlainMap[];
  defaultVersion: number;
}

/** What an instance does; what has ended is not there any more. */
export type InstanceState = "running" | "stopped" | "shutting-down";

/** An instance. */
export interface Instance extends Owned {
  readonly imageId: string;
  readonly zone: string;
  /** By device index. */
  interfaceIds: readonly string[];
  readonly keyName?: string;
  readonly launchedWith?: { readonly templateId: string; readonly version: number };
  /** What the first boot reads, already decoded. */
  userData: string;
  instanceType: string;
  /** Name and role as tagged; the lab names nodes by them. */
  name: string | undefined;
  role: string | undefined;
  state: InstanceState;
  /** Grows with every start: a node that runs an older one has to be restarted. */
  starts: number;
}

/** An object and the account that it belongs to. */
interface Belonging<T> {
  readonly ownerId: string;
  readonly row: T;
}

/** One kind of object, by id; another region's objects are not found, nor are another account's. */
class Table<T extends Owned> {
  private rows = new Map<string, Belonging<T>>();
  /** Whose objects are seen; everyone's where nobody is named. */
  private viewer: string | undefined;

  constructor(
    private readonly code: string,
    private readonly missing: (id: string) => string,
  ) {}

  /** From now on this is the other table as one account sees it. */
  viewAs(viewer: string, whole: Table<T>): void {
    this.viewer = viewer;
    this.rows = whole.rows;
  }

  /** The object, or undefined when the region has none with this id. */
  find(region: string, id: string | undefined): T | undefined {
    const found = id === undefined ? undefined : this.rows.get(id);
    return found !== undefined && this.sees(found) && found.row.region === region
      ? found.row
      : undefined;
  }

  /** The object, or EC2's refusal. */
  get(region: string, id: string): T {
    const row = this.find(region, id);
    if (row === undefined) throw new AwsError(this.code, this.missing(id));
    return row;
  }

  /** The object, which must exist because another one refers to it. */
  known(id: string): T {
    const found = this.rows.get(id);
    if (found === undefined) throw new AwsError("InternalError", this.missing(id));
    return found.row;
  }

  add(row: T): T {
    this.rows.set(row.id, { ownerId: this.viewer ?? ACCOUNT_ID, row });
    return row;
  }

  /** The account that an object belongs to, whoever looks. */
  ownerOf(id: string): string | undefined {
    return this.rows.get(id)?.ownerId;
  }

  remove(id: string): void {
    this.rows.delete(id);
  }

  /** Those of the account that looks. */
  all(): T[] {
    return [...this.rows.values()].filter((each) => this.sees(each)).map(({ row }) => row);
  }

  /** Those of every account. */
  everyones(): T[] {
    return [...this.rows.values()].map(({ row }) => row);
  }

  private sees({ ownerId }: Belonging<T>): boolean {
    return this.viewer === undefined || this.viewer === ownerId;
  }
}

const isCidr = (value: unknown): value is Cidr =>
  typeof value === "object" && value !== null && "network" in value && "length" in value;

function named(kind: string): (id: string) => string {
  return (id) => `The ${kind} '${id}' does not exist`;
}

/** What all accounts share. */
interface Shared {
  account: AccountSettings;
  launchesRefused: number;
  lastTableNumber: number;
}

/** Every account, or what one of them sees. */
export class Ec2 {
  readonly vpcs = new Table<Vpc>("InvalidVpcID.NotFound", named("vpc ID"));
  readonly subnets = new Table<Subnet>("InvalidSubnetID.NotFound", named("subnet ID"));
  readonly internetGateways = new Table<InternetGateway>(
    "InvalidInternetGatewayID.NotFound",
    named("internetGateway ID"),
  );
  readonly routeTables = new Table<RouteTable>(
    "InvalidRouteTableID.NotFound",
    named("routeTable ID"),
  );
  readonly routes = new Table<Route>("InvalidRoute.NotFound", named("route"));
  readonly associations = new Table<RouteTableAssociation>(
    "InvalidAssociationID.NotFound",
    named("association ID"),
  );
  readonly groups = new Table<SecurityGroup>("InvalidGroup.NotFound", named("security group"));
  readonly rules = new Table<SecurityGroupRule>(
    "InvalidSecurityGroupRuleId.NotFound",
    named("security group rule ID"),
  );
  readonly interfaces = new Table<NetworkInterface>(
    "InvalidNetworkInterfaceID.NotFound",
    named("networkInterface ID"),
  );
  readonly addresses = new Table<PublicAddress>(
    "InvalidAllocationID.NotFound",
    named("allocation ID"),
  );
  readonly natGateways = new Table<NatGateway>(
    "NatGatewayNotFound",
    (id) => `The Nat Gateway ${id} was not found`,
  );
  readonly keyPairs = new Table<KeyPair>("InvalidKeyPair.NotFound", named("key pair"));
  readonly launchTemplates = new Table<LaunchTemplate>(
    "InvalidLaunchTemplateId.NotFound",
    named("launch template ID"),
  );
  readonly instances = new Table<Instance>("InvalidInstanceID.NotFound", named("instance ID"));

  private readonly shared: Shared;
  private readonly views = new Map<string, Ec2>();

  /**
   * @param ownerId whose things are made here
   * @param whole what is seen of it is this account's alone; where there is none, everything is
   */
  constructor(
    account: AccountSettings = FRESH,
    readonly ownerId: string = ACCOUNT_ID,
    whole?: Ec2,
  ) {
    this.shared = whole?.shared ?? {
      ...{ account, launchesRefused: account.refuses.launches, lastTableNumber: 99 },
    };
    const those = new Map(whole?.tables());
    for (const [kind, table] of this.tables()) {
      const other = those.get(kind);
      if (other !== undefined) table.viewAs(ownerId, other);
    }
  }

  /** What each account is like. */
  get account(): AccountSettings {
    return this.shared.account;
  }

  set account(account: AccountSettings) {
    this.shared.account = account;
  }

  /** Launches that still find no capacity. */
  get launchesRefused(): number {
    return this.shared.launchesRefused;
  }

  set launchesRefused(count: number) {
    this.shared.launchesRefused = count;
  }

  /** What one account sees: nothing of another one's. */
  seenBy(ownerId: string): Ec2 {
    const view = this.views.get(ownerId) ?? new Ec2(this.account, ownerId, this);
    this.views.set(ownerId, view);
    return view;
  }

  /** The account that an object belongs to. */
  ownerOf(id: string): string | undefined {
    return this.tables()
      .map(([, table]) => table.ownerOf(id))
      .find((ownerId) => ownerId !== undefined);
  }

  /** The Amazon resource name of an object of this account. */
  arn(region: string, kind: string, id: string): string {
    return `arn:aws:ec2:${region}:${this.ownerId}:${kind}/${id}`;
  }

  /** A number for one more route table in the kernel. */
  nextTableNumber(): number {
    this.shared.lastTableNumber += 1;
    return this.shared.lastTableNumber;
  }

  /** The route table that serves a subnet. */
  routeTableOf(subnet: Subnet): RouteTable {
    const chosen = this.associations.all().find(({ subnetId }) => subnetId === subnet.id);
    return this.routeTables.known(
      chosen?.routeTableId ?? this.vpcs.known(subnet.vpcId).mainRouteTableId,
    );
  }

  /** The internet gateway of a VPC. */
  internetGatewayOf(vpcId: string): InternetGateway | undefined {
    return this.internetGateways.all().find((gateway) => gateway.vpcId === vpcId);
  }

  /** The public address that stands for a private one of this interface. */
  publicAddressOf(interfaceId: string, privateIp?: string): PublicAddress | undefined {
    return this.addresses
      .all()
      .find(
        ({ association }) =>
          association?.interfaceId === interfaceId &&
          (privateIp === undefined || association.privateIp === privateIp),
      );
  }

  /** Everything there is, whoever made it: each kind's objects in the order of their ids, as plain data. */
  describe(): Record<string, readonly unknown[]> {
    const sorted = this.tables().map(([kind, table]): [string, readonly unknown[]] => [
      kind,
      table
        .all()
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => ({ ...row, ownerId: table.ownerOf(row.id) })),
    ]);
    const text = JSON.stringify(Object.fromEntries(sorted), (_, value: unknown) => {
      if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
      return isCidr(value) ? formatCidr(value) : value;
    });
    return JSON.parse(text) as Record<string, readonly unknown[]>;
  }

  /** Every block of a VPC. */
  blocksOf(vpc: Vpc): readonly Cidr[] {
    return [vpc.cidr, ...vpc.secondary.values()];
  }

  private tables(): [string, Table<Owned>][] {
    return Object.entries(this).filter((entry): entry is [string, Table<Owned>] => {
      return entry[1] instanceof Table;
    });
  }
}
