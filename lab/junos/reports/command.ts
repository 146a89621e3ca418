// What an operational command is: its words on the command line, its RPC, and the report that both give.

import { type ConfigTree } from "../../../lib/junos";
import { type ClusterControl } from "../cluster/control";
import { type Database } from "../configuration/database";
import { type ForwardingPlane } from "../dataplane";
import { type Content } from "../markup";
import { type DeviceSpec } from "../spec";

/** A report in both forms. */
export interface Report {
  /** What stands inside `rpc-reply`. */
  readonly xml: Content;
  readonly text: string;
}

/** The device as reports see it. */
export interface Device {
  readonly spec: DeviceSpec;
  /** What runs, and what was committed. */
  readonly database: Pick<Database, "active" | "history" | "undoneAt">;
  readonly plane: Pick<ForwardingPlane, "state" | "ping" | "clear">;
  /** The two nodes; none on a device that is no cluster. */
  readonly cluster?: ClusterControl | undefined;
  /** Milliseconds since 1970. */
  readonly bootedAt: number;
  /** Whether packets are forwarded yet. */
  isForwarding(): boolean;
  hostName(): string;
  /** Off and on again. */
  restart(): void;
}

/** Values by RPC element; a word without value has an empty text. */
export type Arguments = Readonly<Record<string, string | undefined>>;

/** One word or value that a command takes. */
export interface Option {
  /** On the command line; none for a value that stands alone. */
  readonly word?: string;
  /** In the RPC. */
  readonly element: string;
  /** What the value is; none for a word without one. */
  readonly value?: string;
  readonly help: string;
}

/** One operational command. */
export interface Command {
  /** Words on the command line. */
  readonly words: string;
  readonly help: string;
  /** Names of its RPC, the usual one first. */
  readonly rpc: readonly string[];
  readonly options?: readonly Option[];
  /** In a cluster: which nodes answer with something. @default the device answers as one */
  readonly nodes?: "both" | "active";
  run(device: Device, given: Arguments): Promise<Report> | Report;
}

/** The first part of a namespace; the release belongs to it. */
export function namespace(device: Device, area: string): { xmlns: string } {
  return { xmlns: `http://xml.juniper.net/junos/${shortRelease(device)}/junos-${area}` };
}

/** The release as namespaces have it. */
export function shortRelease(device: Device): string {
  return shortened(device.spec.release);
}

/** `24.4R1` of `24.4R1.9`. */
export function shortened(release: string): string {
  return release.replace(/(R\d+(?:-S\d+)?)\.\d+$/, "$1");
}

/** The VPNs of the active configuration, in its order. */
export function vpnNames(device: Device): string[] {
  return inForce(device).root.names("security ipsec vpn");
}

const effective = new WeakMap<ConfigTree, ConfigTree>();

/** The active configuration with groups applied. Worked out once, as nobody changes an active configuration. */
export function inForce(device: Device): ConfigTree {
  const { active } = device.database;
  let tree = effective.get(active);
  if (tree === undefined) {
    tree = active.effective();
    effective.set(active, tree);
  }
  return tree;
}
