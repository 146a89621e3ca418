// Policies between the networks behind a device and those behind its tunnels, both ways.
import type { JunosConfig } from "../../junos";
import type { Gateway } from "../../topology";
import { policyNames } from "../policy-names";
import { policyConfig } from "../statements";
import { innerZones } from "./names";

/** What may pass at one end. */
interface Passage {
  readonly device: Gateway;
  /** Zone of the tunnel interfaces. */
  readonly zone: string;
  /** Whom the policies are named after, and whose they are. */
  readonly peer: string;
  readonly owner: string;
  /** Names in the address books of the two zones. */
  readonly local: readonly string[];
  readonly remote: readonly string[];
}

export function passageConfig({
  device,
  zone,
  peer,
  owner,
  local,
  remote,
}: Passage): readonly JunosConfig[] {
  const application = ["any"];
  const names = policyNames.of({ device, zone, peer }, owner);
  return innerZones(device).flatMap((inner) => [
    policyConfig({
      from: inner,
      to: zone,
      name: names.to,
      source: local,
      destination: remote,
      application,
    }),
    policyConfig({
      from: zone,
      to: inner,
      name: names.from,
      source: remote,
      destination: local,
      application,
    }),
  ]);
}
