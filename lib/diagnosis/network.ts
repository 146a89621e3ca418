// What is diagnosed: the configurations in force, and the tunnel as it is wanted.
import type { ConfigTree, GivenDevice } from "../junos";

/** A device with its configuration in force. */
export interface DiagnosedDevice {
  readonly name: string;
  readonly tree: ConfigTree;
  /** What the program says of it; absent where only files are given. */
  readonly planned?: ConfigTree;
  /** Why the device did not show its configuration: `tree` is then what is believed of it. */
  readonly unread?: string;
}

/** One end as it is wanted. */
export interface WantedEnd {
  readonly device: string;
  /** Names of `security ipsec vpn` and `security ike gateway`. */
  readonly vpn: string;
  readonly ikeGateway: string;
  /** Of its external interface. */
  readonly address?: string;
  /** Where it finds its peer; absent when it only answers, or when nobody knows. */
  readonly peerAddress?: string;
  /** Unit of st0; absent for a policy-based VPN. */
  readonly bindInterface?: string;
}

/** Two networks that are to reach each other: behind the first end, and behind the second. */
export type WantedPair = readonly [string, string];

/** A tunnel as it is wanted, the initiator first. */
export interface WantedTunnel {
  readonly name: string;
  readonly ends: readonly [WantedEnd, WantedEnd];
  readonly pairs: readonly WantedPair[];
  /** Traffic that policies permit, where they don't permit any. */
  readonly protocol?: number;
  readonly port?: number;
}

/** A tunnel's ends and what may translate between them: others' gateways take no part in it. */
export const takingPart = <Device extends GivenDevice>(
  { ends }: WantedTunnel,
  devices: readonly Device[],
): readonly Device[] =>
  devices.filter(
    ({ name, tree }) =>
      ends.some(({ device }) => device === name) || !tree.root.has("security ipsec vpn"),
  );
