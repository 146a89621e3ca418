// How devices in AWS are managed: by a public address, by their private one, or by way of a host.
import type { ExistingDevice } from "../topology";

/** By a host that this program reaches. */
export interface ManagementJump {
  readonly jump: ExistingDevice;
}

export type ManagementWay = "public" | "private" | ManagementJump;

/** Whether devices get a public address for their management. */
export const isPublic = (way: ManagementWay | undefined): boolean =>
  way === undefined || way === "public";
