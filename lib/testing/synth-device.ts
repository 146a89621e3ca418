// A device as a test sees it, and which ones there are.
import type { ConfigTree } from "../junos";

/** One device's configuration. */
export interface SynthDevice {
  readonly name: string;
  readonly kind: "gateway" | "nat";
  /** One set line per statement. */
  readonly set: readonly string[];
  readonly xml: string;
  readonly curly: string;
  readonly tree: ConfigTree;
  /** What a person has to type on the device, once, before it can be configured. */
  readonly commands: readonly string[];
}

/** Devices that this test file has seen, to tell which there are when it asks for another. */
const seen = new Set<string>();

export function remember(names: readonly string[]): void {
  for (const name of names) seen.add(name);
}

/** @throws TypeError when what was given is no device of a synth */
export function checked(device: SynthDevice | undefined): SynthDevice {
  if (typeof device === "object" && device !== null && "tree" in device) return device;
  throw new TypeError(
    `there is no such device: found ${device === undefined ? "undefined" : typeof device}; ` +
      `allowed: a device that synth returned: ${[...seen].join(", ") || "none so far"}; ` +
      "fix: take it from devices by its name",
  );
}
