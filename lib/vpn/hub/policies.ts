// Policies between the networks behind a device and those behind its tunnels, both ways.
import type { JunosConfig } from "../../junos";
import type { Gateway } from "../../topology";
import { junosName } from "../names";
import { policyConfig } from "../statements";
import { innerZones } from "./names";

/** What may pass at one end. */
interface Passage {
  readonly device: Gateway;
  /** Zone of the tunnel interfaces. */
  readonly zone: string;
  /** Whom the policies are named after. */
  readonly peer: string;
  /** Names in the address books of the two zones. */
  readonly local: readonly string[];
  readonly remote: readonly string[];
}

export function passageConfig({
  device,
  zone,
  peer,
  local,
  remote,
}: Passage): readonly JunosConfig[] {
  const application = ["any"];
  return innerZones(device).flatMap((inner) => [
    policyConfig({
      from: inner,
      to: zone,
      name: junosName(`to-${peer}`, 63),
      source: local,
      destination: remote,
      application,
    }),
    policyConfig({
      from: zone,
      to: inner,
      name: junosName(`from-${peer}`, 63),
      source: remote,
      destination: local,
      application,
    }),
  ]);
}
