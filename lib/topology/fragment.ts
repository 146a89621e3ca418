// Parts of devices' configurations, and the constructs that they come from.
import type { JunosConfig } from "../junos";
import type { DeviceRef } from "./device-ref";

/** One device's part of the configuration, and who says it. */
export interface Fragment {
  readonly device: DeviceRef;
  readonly config: JunosConfig;
  /** Path of the construct that says it. */
  readonly origin: string;
  readonly raw?: readonly string[];
  /** What it says stands behind what all others say in the same ordered lists. */
  readonly last?: boolean;
}

/** A construct that has statements for devices. */
export interface ConfigSource {
  fragments(): readonly Fragment[];
}

export function isConfigSource(value: unknown): value is ConfigSource {
  return typeof value === "object" && value !== null && "fragments" in value;
}
