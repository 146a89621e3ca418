// How devices in AWS are managed: by a public address, by their private one, or by something in between.
import type { ExistingDevice } from "../topology";

/** By a host that this program reaches. */
export interface ManagementJump {
  readonly jump: ExistingDevice;
}

/** By a command. */
export interface ManagementCommand {
  /**
   * Program and arguments, as of OpenSSH's `ProxyCommand`, run without a shell: what it writes and reads is the
   * connection. `%h` stands for the device's address, `%p` for its port, `%%` for a per cent sign.
   */
  readonly proxyCommand: readonly string[];
}

export type ManagementWay = "public" | "private" | ManagementJump | ManagementCommand;

/** Whether devices get a public address for their management. */
export const isPublic = (way: ManagementWay | undefined): boolean =>
  way === undefined || way === "public";
