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
function versioned(opts: CustomResourceOptions | undefined): CustomResourceOptions {
  const version = packageVersion();
  return { ...(version === undefined ? {} : { version }), ...opts };
}

/** How the provider reaches a device. */
export interface ConnectionArgs {
  /** Address or name of the management interface. */
  readonly host: Input<string>;
  /** @default 22 */
  readonly port?: Input<number>;
  readonly user: Input<string>;
  /** OpenSSH or PEM form. Kept secret. */
  readonly privateKey?: Input<string>;
  /** Kept secret. */
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

/** The management key of an instance that we made (`publicKey`, OpenSSH form), and the pair that it booted with. */
export interface LoginArgs {
  readonly publicKey: Input<string>;
  readonly bootPublicKey: Input<string>;
  readonly bootPrivateKey?: Input<string | undefined>;
}

/** Tunnels that are not to go while they are protected. */
export interface TunnelsToKeep {
  /** Those that are protected, by their names in Pulumi: an update that finds one gone from `tunnels` is refused. @default none */
  readonly protects?: Input<string[]>;
  /** Names in Pulumi, and former ones, of all tunnels of the stack, one a line. The state doesn't hold them. @default none */
  readonly tunnels?: Input<string>;
}

export interface ConfigurationArgs extends TunnelsToKeep {
  /** The device's name, for messages. */
  readonly name: Input<string>;
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
  readonly settings?: Input<Omit<CommitSettings, "confirmWhen">>;
  /** What the program takes the device for: one that says otherwise gets nothing. @default nothing */
  readonly claims?: Input<{ readonly daemon?: Input<IkeDaemon>; readonly release?: Input<string> }>;
  /** Write on the device which statements are ours, as `apply-macro` at the root. @default false */
  readonly mark?: Input<boolean>;
}

/** The statements that a stack owns on one device, committed together. */
export class Configuration extends CustomResource {
  /** The host key that is pinned. */
  declare readonly hostKey: Output<string>;
  /** Changes with every commit that changed the device. */
  declare readonly revision: Output<string>;
  /** Model and Junos release, as the device reports them. */
  declare readonly model: Output<string>;
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
  readonly gateway: Input<string>;
  /** Left out for a gateway that somebody else runs. */
  readonly connection?: Input<ConnectionArgs>;
  /** Names in the device's configuration. */
  readonly vpn: Input<string>;
  readonly ikeGateway: Input<string>;
  readonly role: Input<string>;
  readonly privateAddress: Input<string>;
  /** What the peer sees. */
  readonly publicAddress?: Input<string>;
  /** Where this end finds its peer. */
  readonly peerAddress?: Input<string>;
  readonly identity: Input<{ type: Input<string>; value: Input<string> }>;
  readonly peerIdentity: Input<{ type: Input<string>; value: Input<string> }>;
  readonly bindInterface?: Input<string>;
  /** Routing instance of the tunnel interface, from which the device's own packets are sent. @default the main one */
  readonly instance?: Input<string>;
  readonly pingSource?: Input<string>;
  readonly pingTarget?: Input<string>;
}

export interface NatRuleArgs {
  readonly device: Input<string>;
  readonly connection: Input<ConnectionArgs>;
  readonly kind: Input<string>;
  readonly ruleSet: Input<string>;
  readonly rule: Input<string>;
}

/** What goes through a tunnel, as far as its devices can be asked about it. */
export interface CarriedArgs {
  readonly kind: Input<string>;
  /** Selectors decide: one pair of networks says nothing about another. */
  readonly isNarrow: Input<boolean>;
  /** Neither end sets it up unasked. */
  readonly isOnTraffic: Input<boolean>;
  readonly pairs: Input<Input<{ initiator: Input<string>; responder: Input<string> }>[]>;
  /** Zone of the tunnel, and the gateway's own addresses behind it, in the order of the endpoints. */
  readonly ends: Input<
    Input<{
      zone: Input<string>;
      inner: Input<
        Input<{ address: Input<string>; network: Input<string>; zone: Input<string> }>[]
      >;
      /** Hosts behind it that the stack makes: somebody to ping in networks that the gateway isn't in. */
      hosts?: Input<Input<{ address: Input<string> }>[]>;
    }>[]
  >;
  /** Largest TCP segment that the ends let through. */
  readonly tcpMss?: Input<number>;
  /** Traffic that the policies permit, where they don't permit any. */
  readonly protocol?: Input<number>;
  readonly port?: Input<number>;
}

export interface TunnelArgs {
  readonly name: Input<string>;
  readonly endpoints: Input<Input<TunnelEndpointArgs>[]>;
  /** A NAT lies in between: IKE must have moved to UDP 4500. */
  readonly expectNat: Input<boolean>;
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
    readonly connection: Input<ConnectionArgs>;
    readonly target: Input<string>;
  }>;
}

/** Whether IKE and IPsec are up at both ends. */
export interface AssociationsOutput {
  /** `idle`: nothing has asked for the tunnel yet, which is no failure. */
  readonly state: "up" | "down" | "idle";
  /** When this was first seen, as ISO 8601 text. */
  readonly since: string;
  readonly reason?: string;
}

/** Whether traffic went through, for all and for each pair of networks. */
export interface TrafficOutput {
  readonly verdict: TrafficVerdict;
  /** When this verdict was first reached, as ISO 8601 text. */
  readonly since: string;
  readonly reason?: string;
  readonly pairs: readonly {
    readonly initiator: string;
    readonly responder: string;
    readonly verdict: TrafficVerdict;
    readonly reason?: string;
  }[];
}

export type TrafficVerdict = "passed" | "failed" | "not proven";

/** One end of a verified tunnel. */
export interface TunnelEndpoint {
  readonly gateway: string;
  readonly role: "initiator" | "responder";
  readonly privateAddress: string;
  readonly publicAddress?: string;
  readonly identity: { readonly type: string; readonly value: string };
  /** UDP port of IKE: 4500 behind NAT, else 500. */
  readonly port: number;
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
  declare readonly associations: Output<AssociationsOutput>;
  declare readonly traffic: Output<TrafficOutput>;
  /** Whether IKE found a NAT between the ends. */
  declare readonly natFound: Output<boolean>;
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
