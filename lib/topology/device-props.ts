// What a program says of a device: where it stands, how it is reached, what it has beside its VPNs.
import type { Input } from "@pulumi/pulumi";
import type { JunosConfig } from "../junos";
import type { ClusterProps } from "./cluster";
import type { NatKind } from "./nat-kinds";
import type { NodeOptions } from "./node-options";
import type { Site } from "./site";

/** A program and its arguments. */
export type ProxyCommand = readonly [string, ...string[]];

/**
 * How to reach a device that exists already, and what to leave alone on it.
 *
 * @example
 * ```ts
 * new Gateway(stack, "branch", {
 *   existing: {
 *     address: "192.0.2.10",
 *     user: "pulumi",
 *     privateKey: config.requireSecret("privateKey"),
 *     hostKey: config.require("branchHostKey"),
 *     deviceId: "CW1234AB0567",
 *   },
 *   external: { interface: "ge-0/0/0", address: "198.51.100.10/24" },
 *   internal: { interface: "ge-0/0/1", address: "10.3.0.1/24" },
 *   routes: { "0.0.0.0/0": "198.51.100.254" },
 * });
 * ```
 */
export interface ExistingDevice {
  /** Address or name of its management interface. */
  readonly address: Input<string>;
  /**
   * Which box this is, such as its serial number: its configuration is called after it in Pulumi, so that neither
   * another address nor another name of a construct changes anything. @default its address
   */
  readonly deviceId?: string;
  /** Which part of a box this is, where several constructs or stacks configure one. @default all of it */
  readonly part?: string;
  /**
   * Write on the box which statements are this stack's (`apply-macro` at the root): another stack that wants one of
   * them meets an error, and under another name in Pulumi they stay ours. @default true where neither `deviceId` nor
   * an address that is known beforehand names the box
   */
  readonly mark?: boolean;
  /** SSH port. @default 22 */
  readonly port?: number;
  /** Login name. */
  readonly user: string;
  /** Private key, in OpenSSH or PEM form without a passphrase. Kept secret. @default none */
  readonly privateKey?: Input<string>;
  /** Password. Kept secret. @default none */
  readonly password?: Input<string>;
  /** Use the running SSH agent. @default false */
  readonly agent?: boolean;
  /**
   * The device's host key, as `ssh-keyscan` prints it or as `SHA256:…`; or the text of a known_hosts file, of which the
   * lines about this address and port count.
   */
  readonly hostKey?: Input<string>;
  /** Trust the key seen at first contact, and only that one from then on. @default false */
  readonly acceptFirstHostKey?: boolean;
  /** A host to go through. */
  readonly jump?: ExistingDevice;
  /**
   * A program that carries the connection on its input and output, what OpenSSH calls `ProxyCommand`, such as AWS's own
   * tunnels: an argument list without a shell, in which `%h` is the address, `%p` the port, `%r` the user and `%%` a per
   * cent sign. It runs where Pulumi runs. Not beside `jump`.
   */
  readonly proxyCommand?: ProxyCommand;
  /**
   * Who speaks SSH: our own client, or the OpenSSH of the machine that Pulumi runs on, with that user's configuration,
   * known_hosts, jump hosts (`ProxyJump`) and agents. OpenSSH takes no password. @default "builtin"
   */
  readonly transport?: "builtin" | "openssh";
  /** Path of the configuration file for OpenSSH. @default the user's own */
  readonly sshConfig?: string;
  /**
   * Also key exchange with SHA-1 and ciphers in CBC mode, for a device that offers nothing better (Junos before
   * 15.1X49). The preview warns of it. @default false
   */
  readonly legacyAlgorithms?: boolean;
  /**
   * Also configure its interfaces' addresses and zones. When false, they are taken to be as this program says, and
   * only the VPN's own statements are set. @default false
   */
  readonly configureInterfaces?: boolean;
}

/** The IKE daemon: `kmd` is what a vSRX starts with, `iked` comes with the optional package `junos-ike`. */
export type IkeDaemon = "kmd" | "iked";

/** Bounds of the commit recipe. */
export interface CommitSettings {
  /** Seconds until a device that was just created must be ready. @default 1200 */
  readonly readyTimeoutSeconds?: number;
  /** Seconds until a device must answer at all. @default 15 */
  readonly connectTimeoutSeconds?: number;
  /** Seconds to wait for somebody else's lock. @default 60 */
  readonly lockTimeoutSeconds?: number;
  /** Seconds a commit may take before its outcome is looked up in the commit log. @default 180 */
  readonly commitTimeoutSeconds?: number;
  /** Minutes after which an unconfirmed commit undoes itself, 1–65535. @default 5 */
  readonly confirmMinutes?: number;
  /** Devices to configure at once. @default 8 */
  readonly concurrency?: number;
  /** VPNs that must be up before a commit is confirmed, by their names on the device. @default none */
  readonly probeVpns?: readonly string[];
  /**
   * Security policies of somebody else, by name, that new ones of ours go ahead of. One of ours always goes ahead of one
   * that denies everything; one that denies something in particular stays first and is told, unless it is named here.
   * @default none
   */
  readonly policiesBefore?: readonly string[];
  /**
   * Replace values that somebody else has set. Without it such a value stops the update; one of ours that somebody has
   * changed by hand doesn't. @default false
   */
  readonly takeOver?: boolean;
  /**
   * What proves a commit good, so that it is confirmed and stays. `reachable`: the device still lets us in.
   * `tunnels-up`: its tunnels with other gateways of the stack have IPsec associations too; when one has none by the end
   * of the window, the device takes its commit back by itself, and the update fails. Counts what comes up without
   * traffic; that traffic goes through is verified afterwards, and takes nothing back. Both ends' windows must overlap:
   * give instances of one update `confirmMinutes` for the difference between their boots, and don't run with
   * `--parallel 1`. @default "reachable"
   */
  readonly confirmWhen?: "reachable" | "tunnels-up";
  /** List statements that are not ours, on update and refresh. @default false */
  readonly showForeign?: boolean;
  /**
   * `device`: a preview asks the device too. It loads the changes into the candidate, lets the device check them, and
   * discards them; what the device refuses fails the preview. One that can't be reached is a warning. @default none
   */
  readonly check?: "device";
}

/**
 * What a program may change on the resources made for a device, each by the child's name. A function gets the
 * arguments and returns those to use. The rooms that make resources add their children here.
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface GatewayTransforms {}

/** The same for a host. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface HostTransforms {}

/** What gateways and NAT devices have in common. */
export interface DeviceProps extends NodeOptions {
  /** Where it stands. @default a site of its own, for a device that exists */
  readonly site?: Site;
  /** Set for a device that exists already: nothing is created for it. @default created in `site` */
  readonly existing?: ExistingDevice;
  /**
   * A device that somebody else runs: nothing is sent to it, its half is put out as set lines. Its tunnels are judged
   * from their other end; one that is not up yet is a warning, and each update looks again. @default false
   */
  readonly unmanaged?: boolean;
  /** What translates its address on the way to the internet. @default nothing */
  readonly nat?: NatKind;
  /** Static routes: prefix → next hop, interface, `discard` or `reject`. @default a default route to the outer subnet's router, in AWS */
  readonly routes?: Readonly<Record<string, string>>;
  /**
   * The IKE daemon that the device runs: rules and statements depend on it. Where it is given, a device that says otherwise
   * gets no commit. @default "kmd"
   */
  readonly daemon?: IkeDaemon;
  /** Junos release such as "24.4R1", for rules that depend on it. @default none of them is applied */
  readonly release?: string;
  /** Hardware or virtual model, such as "SRX5800", for limits that depend on it. @default "vSRX" */
  readonly model?: string;
  /** Two nodes that act as one: for SRX pairs that exist already. @default a single device */
  readonly cluster?: ClusterProps;
  /** How carefully, and how patiently, its configuration is committed. */
  readonly commit?: CommitSettings;
  /**
   * `statements`: only what this stack says is ours, everything else is left alone. `device`: the whole configuration
   * except login, root authentication, the management interface and the cloud's own group. @default "statements"
   */
  readonly ownership?: "statements" | "device";
  /**
   * More statements for this device, typed. They must not contradict what the constructs say. Security policies stand
   * behind those that lead into tunnels; `override` may insert one ahead of them.
   */
  readonly config?: JunosConfig;
  /** More statements for this device as set lines; those outside the schema are not checked. */
  readonly raw?: readonly string[];
  /** Set and delete lines applied last: they win over what the constructs say. */
  readonly override?: readonly string[];
  /**
   * Licence key, in one line: of a vSRX with a licence of your own (BYOL). Committed as a secret like any other statement,
   * and so again after the instance is replaced. @default none, as for images that bring their licence (PAYG)
   */
  readonly license?: Input<string>;
  /** Change the resources made for it. @default as they are */
  readonly transform?: GatewayTransforms;
  /** EC2 instance type. @default the site's */
  readonly instanceType?: string;
}
