// What a program says about a hub and about each of its branches.
import type { Gateway, NodeOptions, VerifyProps } from "../../topology";
import type { IdentityLike } from "../identity";
import type { PresharedKey } from "../preshared-key";
import type { DefaultStatement } from "../site-to-site";
import type { DeadPeerDetection, Names } from "../statements";
import type { Suite } from "../suites";
import type { TranslateAs } from "../translated";

/**
 * How routes get to the branches:
 * `selectors` by traffic selectors, from which the hub makes a route while the tunnel is up;
 * `static` by static routes into the tunnel interfaces;
 * `bgp` and `ospf` by these protocols, over numbered tunnel interfaces.
 */
export type HubRouting = "selectors" | "static" | "bgp" | "ospf";

/** Certificates in place of pre-shared keys. The devices hold them already: `request security pki` puts them there. */
export interface HubCertificates {
  /** Name of the hub's local certificate, 1–32 characters. */
  readonly hub: string;
  /** Name of each branch's local certificate, the same on all of them, 1–32 characters. */
  readonly branch: string;
  /**
   * CA profile that the other end's certificate must come from. Devices whose whole configuration comes from the
   * stack need it in their `config` too. @default any profile of the device
   */
  readonly trustedCa?: string;
  /** How they sign. @default "rsa-signatures" */
  readonly method?:
    "rsa-signatures" | "ecdsa-signatures-256" | "ecdsa-signatures-384" | "ecdsa-signatures-521";
}

/** What a program says of a hub: whom it answers, and what all its branches have in common. */
export interface DynamicEndpointProps extends NodeOptions {
  /** The gateway that answers. It must be reachable from outside. */
  readonly gateway: Gateway;
  /** The hub's name to its branches. @default the construct's id, as a host name */
  readonly identity?: IdentityLike;
  /** Leave the hub's identity to its address, as where it is reached without NAT. @default false */
  readonly identifyByAddress?: boolean;
  /** Key of every branch that brings none of its own. A branch that leaks it opens the door to all. @default none */
  readonly presharedKey?: PresharedKey;
  /** Certificates in place of keys. Distinguished names and group identities need them. @default pre-shared keys */
  readonly certificates?: HubCertificates;
  /**
   * One identity that all branches have in common, in place of a gateway statement for each: a domain that every
   * branch's host name ends in, or a part of every branch's distinguished name. Needs certificates and one multipoint
   * tunnel interface. @default a gateway statement for each branch
   */
  readonly groupIdentity?: IdentityLike;
  /**
   * A second connection under an identity that is connected already: it takes the first one's place, or it is turned
   * away. Turning away needs a group identity. @default "replace"
   */
  readonly duplicates?: "replace" | "reject";
  /** Algorithms, and the version of IKE. IKEv1 must be aggressive with keys: main mode needs addresses. @default suites.modern */
  readonly ike?: Suite;
  /** @default "selectors"; "static" where the tunnel interface is one for all, or `reach` has 0.0.0.0/0 */
  readonly routing?: HubRouting;
  /** One tunnel interface for each branch, or one for all (as AutoVPN has it). @default "per-branch" */
  readonly tunnelInterfaces?: "per-branch" | "multipoint";
  /**
   * Prefixes that branches reach through the hub. One that is wider than a branch's network is announced as a whole.
   * @default those the hub protects
   */
  readonly reach?: readonly string[];
  /** Let branches reach each other through the hub; `reach` must then contain their networks. @default false */
  readonly branchToBranch?: boolean;
  /** Where tunnel interfaces get addresses, where they need any: an IPv4 prefix of its own. @default "169.254.64.0/18" */
  readonly tunnelNetwork?: string;
  /** Most branches that may be connected at once under one gateway statement, 1–4294967295. @default unlimited */
  readonly connectionsLimit?: number;
  /** The hub never begins: needs Junos 23.2 or iked. @default true where `release` says so, else on-traffic */
  readonly responderOnly?: boolean;
  /** AS number of the hub, for BGP, 1–4294967295. @default 64512 */
  readonly autonomousSystem?: number;
  /** Probes of silent branches. @default optimized, every 10 s, dead after 5 */
  readonly dpd?: DeadPeerDetection;
  /** Seconds between keepalives that hold a NAT translation open, 1–300. @default 20 */
  readonly natKeepaliveSeconds?: number;
  /** Largest TCP segment through the tunnels, 64–65535. @default 1350 */
  readonly tcpMss?: number;
  /** Security zone of the tunnel interfaces, at both ends. @default "vpn" */
  readonly zone?: string;
  /** Permit traffic between protected networks. False leaves policies to the program. @default true */
  readonly policies?: boolean;
  /** Defaults of the library to leave out, by name. @default none */
  readonly without?: readonly DefaultStatement[];
  /** How each branch's tunnel is verified. @default by traffic, for 180 s */
  readonly verify?: VerifyProps;
  /** Names of the statements that branches share. @default the construct's id */
  readonly names?: Partial<Pick<Names, "ikeProposal" | "ipsecProposal" | "ipsecPolicy">>;
}

/** What a program says of a branch, or of several that are connected at once. */
export interface ConnectOptions {
  /** The branch's name to the hub. @default the branch gateway's id, as a host name */
  readonly identity?: IdentityLike;
  /**
   * Networks behind the branch that this VPN carries, each of them one that the branch protects or a part of one. Not with
   * OSPF, which announces whole interfaces. @default what the branch protects
   */
  readonly networks?: readonly string[];
  /**
   * What this branch reaches through the hub, each of them one of the hub's `reach` or a part of one: two branches may get
   * two different things. Not with BGP and OSPF, by which a hub tells all branches the same. @default the hub's `reach`
   */
  readonly reach?: readonly string[];
  /**
   * What the hub sees in place of the branch's networks, where several branches have the same: a prefix of the same length,
   * or several as `{ network: prefix }`. Static NAT at the branch's tunnel interface, both ways. With routing "selectors" or
   * "static". @default the networks themselves
   */
  readonly translateAs?: TranslateAs;
  /** The branch's own key. @default the hub's */
  readonly presharedKey?: PresharedKey;
  /**
   * Preference of its routes to this hub: the smaller wins, a backup hub has a greater one, 1–4294967295; with BGP
   * 1–1000, and for the way back too. @default 5
   */
  readonly preference?: number;
  /** Addresses of the two tunnel interfaces, with their length. @default by name, out of tunnelNetwork, where needed */
  readonly tunnelAddress?: {
    /** On the hub, such as `10.1.100.1/30`. */
    readonly hub: string;
    /** On the branch, in the same network. */
    readonly branch: string;
  };
  /** Units of st0, 0–15999. @default by name */
  readonly tunnelUnit?: {
    /** On the hub. Without effect where all branches share one multipoint interface. */
    readonly hub?: number;
    /** On the branch. */
    readonly branch?: number;
  };
  /** Names of the statements. @default HUB-BRANCH on the hub, HUB on the branch */
  readonly names?: {
    /** On the hub, for this branch. */
    readonly hub?: Partial<Names>;
    /** On the branch. */
    readonly branch?: Partial<Names>;
  };
  /** AS number of the branch, for BGP, 1–4294967295. @default by name, 64513–65534 */
  readonly autonomousSystem?: number;
  /** @default probe when idle, every 10 s, dead after 5: a branch whose address changed has to notice by itself */
  readonly dpd?: DeadPeerDetection;
}

/** One admitted branch. */
export interface Branch {
  readonly gateway: Gateway;
  readonly options: ConnectOptions;
  /** Under which name its key is kept; undefined with certificates. */
  readonly keyName: string | undefined;
}
