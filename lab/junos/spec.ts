// What a device is told when it starts.

import { type BootDelays, type DeviceOrder } from "../topology";
import { type Quirks } from "./netconf/quirks";

export type { BootDelays };

/** One device: who it is, where it lives, and what it boots with. */
export interface DeviceSpec extends Omit<DeviceOrder, "dhcp"> {
  readonly dhcp?: DeviceOrder["dhcp"];
  /** Seconds of one of the device's minutes, for tests of commits that wait to be confirmed. @default 60 */
  readonly minuteSeconds?: number;
  /** Seconds between looks at a cluster's links. @default 1 */
  readonly linkSeconds?: number;
  /** Which of the two IKE daemons its replies look like. @default "kmd" */
  readonly ikeDaemon?: "kmd" | "iked";
  /** A file of `vsrx doctor --capture` whose reports it gives in place of its own. @default none */
  readonly capture?: string;
  /** Habits of some real devices. @default none */
  readonly quirks?: Quirks;
}

/** What the process behind a device can be asked by the lab, beside what its management offers. */
export type QueryKind = "tunnels" | "configuration" | "nat" | "fault" | "memory";
