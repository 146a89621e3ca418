// The resources of the provider `vsrx`, as a program sees them.
import {
  CustomResource,
  type CustomResourceOptions,
  type Input,
  type Output,
} from "@pulumi/pulumi";
import type { CommitSettings, IkeDaemon, Placed } from "../topology";
import { packageVersion } from "../version";

/** The engine asks for a provider of this version, and the provider refuses to serve a newer package. */
export function versioned(opts: CustomResourceOptions | undefined): CustomResourceOptions {
  const version = packageVersion();
  return { ...(version === undefined ? {} : { version }), ...opts };
}

/** How the provider reaches a device. */
export interface ConnectionArgs {
  /** Address or name of the management interface. */
  readonly host: Input<string>;
  /** TCP port of SSH. @default 22 */
  readonly port?: Input<number>;
  /** Login name. */
  readonly user: Input<string>;
  /** Private key, in OpenSSH or PEM form. Kept secret. */
  readonly privateKey?: Input<string>;
  /** Password, tried after the keys. Kept secret. */
  readonly password?: Input<string>;
  /** Use the running SSH agent. @default false */
  readonly agent?: Input<boolean>;
  /** The key to expect: what `ssh-keyscan` prints, `SHA256:…`, or the text of a known_hosts file. */
  readonly hostKey?: Input<string>;
  /** Take the key seen at first contact, and only that one from then on. @default false */
  readonly acceptFirstHostKey?: Input<boolean>;
  /** Which box this is: another one has another host key, and nothing of ours on it. */
  readonly instance?: Input<string>;
  /** A host to go through. */
  readonly jump?: Input<ConnectionArgs>;
  /** A program that carries the connection on its input and output: words without a shell, with `%h`, `%p`, `%r`. */
  readonly proxyCommand?: Input<Input<string>[]>;
  /** Who speaks SSH: our own client, or the OpenSSH of this machine. @default "builtin" */
  readonly transport?: Input<"builtin" | "openssh">;
  /** Path of the configuration file for OpenSSH. @default the user's own */
  readonly sshConfig?: Input<string>;
  /** Also key exchange with SHA-1 and ciphers in CBC mode. @default false */
  readonly legacyAlgorithms?: Input<boolean>;
}

/** The management key of an instance that we made, and the pair that it booted with. */
export interface LoginArgs {
  /** The management key that counts, in OpenSSH form. */
  readonly publicKey: Input<string>;
  /** The public key in the instance's user data, in OpenSSH form. */
  readonly bootPublicKey: Input<string>;
  /** The private key that belongs to it: what lets us in until the management key is committed. Kept secret. */
  readonly bootPrivateKey?: Input<string | undefined>;
}

/** Tunnels that are not to go while they are protected. */
export interface TunnelsToKeep {
  /** Those that are protected, by their names in Pulumi: an update that finds one gone from `tunnels` is refused. @default none */
  readonly protects?: Input<string[]>;
  /** Names in Pulumi, and former ones, of all tunnels of the stack, one a line. The state doesn't hold them. @default none */
  readonly tunnels?: Input<string>;
}

/** What one device is to be configured with, and how it is reached. */
export interface ConfigurationArgs extends TunnelsToKeep {
  /** The device's name, for messages. */
  readonly name: Input<string>;
  /** How to reach the device. */
  readonly connection: Input<ConnectionArgs>;
  /** The management key of an instance that we made, and the one it booted with. */
  readonly login?: Input<LoginArgs>;
  /** Statement without its value → value; the empty text for a statement without one. */
  readonly statements: Input<Record<string, Input<string>>>;
  /** What placeholders inside statement names stand for. */
  readonly placeholders?: Input<Record<string, Input<string>>>;
  /** Statement names in the order of the program, for lists whose order means something. */
  readonly sequence?: Input<string[]>;
  /** `statements`: only ours; `device`: the whole configuration except protected parts. @default "statements" */
  readonly ownership?: Input<"statements" | "device">;
  /** Set lines as they are: the same preview, commit and ownership as `statements`. Those that hold a secret are kept secret whole. */
  readonly raw?: Input<Input<string>[]>;
  /** How carefully, and how patiently, it is committed. @default as each setting has it */
  readonly settings?: Input<Omit<CommitSettings, "confirmWhen">>;
  /** What the program takes the device for: one that says otherwise gets nothing. @default nothing */
  readonly claims?: Input<{
    /** Its IKE daemon, which its packages tell. */
    readonly daemon?: Input<IkeDaemon>;
    /** How its Junos release begins: `24.4R1` holds for `24.4R1-S2.9` too. */
    readonly release?: Input<string>;
  }>;
  /** Write on the device which statements are ours, as `apply-macro` at the root. @default false */
  readonly mark?: Input<boolean>;
}

/** The statements that a stack owns on one device, committed together. */
export class Configuration extends CustomResource {
  /** The host key that is pinned. */
  declare readonly hostKey: Output<string>;
  /** Changes with every commit that changed the device. */
  declare readonly revision: Output<string>;
  /** Model, as the device reports it. */
  declare readonly model: Output<string>;
  /** Junos release, as the device reports it. */
  declare readonly release: Output<string>;

  constructor(name: string, args: ConfigurationArgs, opts?: CustomResourceOptions) {
    super(
      "vsrx:index:Configuration",
      name,
      { ...args, hostKey: undefined, revision: undefined, model: undefined, release: undefined },
      versioned(opts),
    );
  }
}

export interface BootKeyArgs {
  readonly publicKey: Input<string>;
  readonly privateKey?: Input<string>;
}

/** The key that a site's instances boot with: the first management key, or a pair of the stack's own; later ones are committed. */
export class BootKey extends CustomResource {
  declare readonly bootPublicKey: Output<string>;
  declare readonly bootPrivateKey: Output<string | undefined>;
  /** The first management key, which the key pair holds. */
  declare readonly firstPublicKey: Output<string | undefined>;

  constructor(name: string, args: BootKeyArgs, opts?: CustomResourceOptions) {
    super(
      "vsrx:index:BootKey",
      name,
      {
        ...args,
        bootPublicKey: undefined,
        bootPrivateKey: undefined,
        firstPublicKey: undefined,
      },
      versioned(opts),
    );
  }
}

export interface ImageArgs {
  readonly release: string;
  readonly license: "payg" | "byol";
  readonly productCode?: string;
  readonly choice?: string;
  /** The newest image there is. */
  readonly newest: Input<string>;
}

/** An image that was looked up: the first answer stays until something else is asked for. */
export class Image extends CustomResource {
  declare readonly imageId: Output<string>;

  constructor(name: string, args: ImageArgs, opts?: CustomResourceOptions) {
    super("vsrx:index:Image", name, { ...args, imageId: undefined }, versioned(opts));
  }
}

export interface PlacementArgs extends TunnelsToKeep {
  /** By place, name and number or address. */
  readonly placed: Placed;
}

/**
 * The numbers and addresses that a stack's names have. Where a newcomer would move one, or a protected tunnel has left the
 * program, it is refused in the preview.
 */
export class Placement extends CustomResource {
  constructor(name: string, args: PlacementArgs, opts?: CustomResourceOptions) {
    super("vsrx:index:Placement", name, { ...args }, versioned(opts));
  }
}

/** One end of a tunnel to verify. */
export interface TunnelEndpointArgs {
  /** The gateway's name. */
  readonly gateway: Input<string>;
  /** Left out for a gateway that somebody else runs. */
  readonly connection?: Input<ConnectionArgs>;
  /** Name of `security ipsec vpn` in the device's configuration. */
  readonly vpn: Input<string>;
  /** Name of `security ike gateway` there. */
  readonly ikeGateway: Input<string>;
  /** `initiator` or `responder`. */
  readonly role: Input<string>;
  /** Address of the interface that IKE ends on, without a length. */
  readonly privateAddress: Input<string>;
  /** What the peer sees. */
  readonly publicAddress?: Input<string>;
  /** Where this end finds its peer. */
  readonly peerAddress?: Input<string>;
  /** The name under which this end proves itself. */
  readonly identity: Input<IdentityArgs>;
  /** The name that it expects of its peer. */
  readonly peerIdentity: Input<IdentityArgs>;
  /** Tunnel interface, such as `st0.0`; left out for a policy-based VPN. */
  readonly bindInterface?: Input<string>;
  /** Routing instance of the tunnel interface, from which the device's own packets are sent. @default the main one */
  readonly instance?: Input<string>;
  /** Address of the tunnel interface, from which pings go out; left out for an unnumbered one. */
  readonly pingSource?: Input<string>;
  /** Address of the peer's tunnel interface. */
  readonly pingTarget?: Input<string>;
}

/** An IKE identity. */
export interface IdentityArgs {
  /** Its kind, in Junos's words, such as `hostname` or `inet`. */
  type: Input<string>;
  /** The name or address itself. */
  value: Input<string>;
}

/** A rule of NAT that the tunnel's packets go through: its counter helps to tell why a tunnel is not up. */
export interface NatRuleArgs {
  /** Name of the device that has it. */
  readonly device: Input<string>;
  /** How to reach that device. */
  readonly connection: Input<ConnectionArgs>;
  /** `static` or `source`. */
  readonly kind: Input<string>;
  /** Name of its rule set. */
  readonly ruleSet: Input<string>;
  /** Its own name. */
  readonly rule: Input<string>;
}

/** What goes through a tunnel, as far as its devices can be asked about it. */
export interface CarriedArgs {
  /** `route-based` or `policy-based`. */
  readonly kind: Input<string>;
  /** Selectors decide: one pair of networks says nothing about another. */
  readonly isNarrow: Input<boolean>;
  /** Neither end sets it up unasked. */
  readonly isOnTraffic: Input<boolean>;
  /** Another VPN carries the same traffic for as long as that one is up. @default false */
  readonly isStandby?: Input<boolean>;
  /** Networks between which it carries traffic, two by two. */
  readonly pairs: Input<Input<CarriedPairArgs>[]>;
  /** What is behind each end, in the order of the endpoints. */
  readonly ends: Input<Input<CarriedEndArgs>[]>;
  /** Largest TCP segment that the ends let through. */
  readonly tcpMss?: Input<number>;
  /** Traffic that the policies permit, where they don't permit any: number of the IP protocol, 0–255. */
  readonly protocol?: Input<number>;
  /** Destination port of that traffic, where it has ports. */
  readonly port?: Input<number>;
}

/** Two networks between which a tunnel carries traffic, as prefixes. */
export interface CarriedPairArgs {
  /** Behind the initiator. */
  initiator: Input<string>;
  /** Behind the responder. */
  responder: Input<string>;
}

/** One end's side of what a tunnel carries. */
export interface CarriedEndArgs {
  /** Zone by which the peer's networks are reached: that of the tunnel interface, or of the outside. */
  zone: Input<string>;
  /** The gateway's own addresses on the networks behind it: pings can go out from them. */
  inner: Input<Input<InnerAddressArgs>[]>;
  /** Addresses of hosts behind it that the stack makes, in networks that the gateway isn't in: somebody to ping. @default none */
  hosts?: Input<Input<string>[]>;
}

/** An address of a gateway on a network behind it. */
export interface InnerAddressArgs {
  /** Without a length. */
  address: Input<string>;
  /** Prefix of the network. */
  network: Input<string>;
  /** Security zone of the interface. */
  zone: Input<string>;
}

/** What of a tunnel is verified, and how. */
export interface TunnelArgs {
  /** The tunnel's name, for messages and outputs. */
  readonly name: Input<string>;
  /** Its two ends, the initiator first. */
  readonly endpoints: Input<Input<TunnelEndpointArgs>[]>;
  /** A NAT lies in between: IKE must have moved to UDP 4500. */
  readonly expectNat: Input<boolean>;
  /** Rules of the stack's NAT devices that translate it on its way. @default none */
  readonly natRules?: Input<Input<NatRuleArgs>[]>;
  /** Whatever the tunnel rests on: when one changes, the tunnel is verified again. */
  readonly revisions: Input<Input<string>[]>;
  /** Seconds until the tunnel must be up. @default 180, and 30 where somebody else runs one end */
  readonly timeoutSeconds?: Input<number>;
  /** What it carries; without it, only pings between tunnel interfaces count. */
  readonly carries?: Input<CarriedArgs>;
  /** `traffic` or `associations`. @default traffic counts; where none could be sent, that is a warning */
  readonly require?: Input<string>;
  /** A host behind one end that pings an address behind the other one. */
  readonly probe?: Input<{
    /** How to log in to that host. */
    readonly connection: Input<ConnectionArgs>;
    /** The address that it pings. */
    readonly target: Input<string>;
  }>;
}

/** Whether IKE and IPsec are up at both ends. */
export interface AssociationsOutput {
  /** `idle`: nothing has asked for the tunnel yet, which is no failure. */
  readonly state: "up" | "down" | "idle";
  /** When this was first seen, as ISO 8601 text. */
  readonly since: string;
  /** Why they are not up. */
  readonly reason?: string;
}

/** Whether traffic went through, for all and for each pair of networks. */
export interface TrafficOutput {
  /** Of all pairs together. */
  readonly verdict: TrafficVerdict;
  /** When this verdict was first reached, as ISO 8601 text. */
  readonly since: string;
  /** Why it isn't `passed`. */
  readonly reason?: string;
  /** Each pair of networks by itself. */
  readonly pairs: readonly PairOutput[];
}

/** Whether traffic went through between two networks. */
export interface PairOutput {
  /** Prefix behind the initiator. */
  readonly initiator: string;
  /** Prefix behind the responder. */
  readonly responder: string;
  /** What was found for this pair. */
  readonly verdict: TrafficVerdict;
  /** Why it isn't `passed`. */
  readonly reason?: string;
}

/** `not proven`: none could be sent or counted, which says nothing against the tunnel. */
export type TrafficVerdict = "passed" | "failed" | "not proven";

/** One end of a verified tunnel. */
export interface TunnelEndpoint {
  /** The gateway's name. */
  readonly gateway: string;
  /** Which end it is. */
  readonly role: "initiator" | "responder";
  /** Address of the interface that IKE ends on, without a length. */
  readonly privateAddress: string;
  /** What the peer sees; absent where nobody knows it beforehand. */
  readonly publicAddress?: string;
  /** The name under which this end proves itself. */
  readonly identity: {
    /** Its kind, in Junos's words, such as `hostname` or `inet`. */
    readonly type: string;
    /** The name or address itself. */
    readonly value: string;
  };
  /** UDP port of IKE: 4500 behind NAT, else 500. */
  readonly port: number;
  /** `up` or `down`: IKE and IPsec, looked at from both ends. */
  readonly state: string;
}

/**
 * A tunnel that was seen to be up, at both ends.
 *
 * An end without a connection is run by somebody else: the other one alone is asked. Such a tunnel may still wait for
 * its peer; it then is a warning and not a failure, `verified` is false, and each update looks again until it is up.
 */
export class Tunnel extends CustomResource {
  /** True when traffic passed, or where the program takes associations for enough. */
  declare readonly verified: Output<boolean>;
  /** Whether IKE and IPsec are up at both ends. */
  declare readonly associations: Output<AssociationsOutput>;
  /** Whether traffic went through, for all and for each pair of networks. */
  declare readonly traffic: Output<TrafficOutput>;
  /** Whether IKE found a NAT between the ends. */
  declare readonly natFound: Output<boolean>;
  /** Its two ends, the initiator first, without the connections that they were given. */
  declare readonly endpoints: Output<TunnelEndpoint[]>;

  constructor(name: string, args: TunnelArgs, opts?: CustomResourceOptions) {
    super(
      "vsrx:index:Tunnel",
      name,
      {
        natRules: [],
        ...args,
        verified: undefined,
        natFound: undefined,
        associations: undefined,
        traffic: undefined,
      },
      versioned(opts),
    );
  }
}
