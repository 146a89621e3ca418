// What a program says of a site in AWS: its VPC, who manages its devices, and what everything in it has in common.
import type { Input, ProviderResource } from "@pulumi/pulumi";
import type { NodeOptions } from "../topology";
import type { ExistingVpc } from "./existing-vpc";
import type { SiteTransforms } from "./transforms";
import type { Operators } from "./operators";
import type { ManagementSource } from "./management-from";
import type { ManagementWay } from "./management-way";

/** Who may reach the devices' management interfaces, how, and with which key. */
export interface Management {
  /**
   * Prefixes from which SSH and NETCONF are allowed; also who has a security group, by private addresses, and prefix lists.
   * A list counts with all the entries that it may have against the 60 rules of a group. Never everywhere: 0.0.0.0/0 is refused.
   */
  readonly from: string | readonly ManagementSource[];
  /**
   * Prefixes to which devices may open connections by their management interface: servers of licences, time, signatures,
   * logs. @default none: they answer, and ask nobody
   */
  readonly to?: string | readonly string[];
  /**
   * How this program reaches the devices: `public`, by an elastic IP of each; `private`, by its address in the VPC;
   * or that by way of a jump host, whose own address belongs into {@link from}. @default "public"
   */
  readonly via?: ManagementWay;
  /**
   * The public key of {@link privateKey}, in OpenSSH form: `ssh-ed25519 AAAA…` or `ssh-rsa AAAA…`. Instances boot with the first
   * one that a stack has had (without a private key: with a pair that the stack makes for it); another one is committed, and
   * takes its place once it has let us in. Hosts keep the key that they booted with. People get theirs from {@link operators}.
   */
  readonly publicKey: Input<string>;
  /**
   * The private key that commits configurations, in OpenSSH or PEM form. The first one stays in the state, sealed: an instance that
   * is replaced boots with its public key. @default the running SSH agent, which needs the key of {@link publicKey} and no earlier one
   */
  readonly privateKey?: Input<string>;
  /** A key pair of EC2 that is there: what the image's own user and hosts are reached with. @default one of the first {@link publicKey} is made */
  readonly keyName?: Input<string>;
  /** The user created on each device. @default "pulumi" */
  readonly user?: string;
  /**
   * People who may log in, with class super-user: login name → public key or keys, in OpenSSH form. They are committed like any
   * other statement: a key that comes or goes replaces no instance, and an instance that is replaced gets them again.
   * @default none
   */
  readonly operators?: Operators;
  /**
   * Subnet of the management interfaces, and of a NAT gateway; several, where devices are in several zones: each takes
   * the one in its own. @default the VPC's first /24
   */
  readonly subnet?: string | readonly string[];
  /** Security groups that are there, beside the one that is made for each management interface. @default none */
  readonly securityGroupIds?: readonly Input<string>[];
}

/** What a program says of a site in AWS. The stack makes its VPC, unless {@link vpc} names one that is there. */
export interface AwsSiteProps extends NodeOptions {
  /** The VPC's prefix, /16 to /28. */
  readonly cidr: string;
  /** A VPC that is there: see {@link AwsSite.existing}. @default one is made */
  readonly vpc?: ExistingVpc;
  /** Machine image of the vSRX. There is no default: images age, and a new one replaces instances. */
  readonly ami: Input<string>;
  /** Who may reach the devices' management interfaces (fxp0), how, and with which key. */
  readonly management: Management;
  /** The zone of all subnets that name none: an instance and its interfaces live in one. */
  readonly availabilityZone: Input<string>;
  /** The region of everything in it. @default the provider's */
  readonly region?: Input<string>;
  /** The provider of `@pulumi/aws`, such as one for another account. @default the program's */
  readonly provider?: ProviderResource;
  /** EC2 instance type of the devices. @default "c5.large", which carries fxp0 and two data interfaces */
  readonly instanceType?: string;
  /**
   * Whether instances ask for a token at the metadata service (IMDSv2). Accounts that enforce it take `required`
   * alone; that every vSRX release reads its user data then is not documented. @default "optional"
   */
  readonly metadata?: "optional" | "required";
  /** The disks of devices and hosts. @default as the account has it */
  readonly volumes?: VolumeProps;
  /** Tags on everything, over the names that things have otherwise. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Change the resources made for the site itself. @default as they are */
  readonly transform?: SiteTransforms;
}

/** How disks are made. */
export interface VolumeProps {
  /** @default as the account has it */
  readonly encrypted?: boolean;
  /** A key of KMS. @default the account's own for volumes */
  readonly kmsKeyId?: Input<string>;
}

/** A site in a VPC that is there: the same, and what is there of it. Subnets that are there name their zone, if they need one. */
export interface ExistingAwsSiteProps
  extends Omit<AwsSiteProps, "vpc" | "availabilityZone">, ExistingVpc {
  /** The zone of subnets that name none. @default unknown, which subnets that are there may leave so */
  readonly availabilityZone?: Input<string>;
}
