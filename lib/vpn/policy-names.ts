// Names of the policies between a device and its peers: each of several VPNs to one peer has policies of its own.
import { type Gateway, junosName, StackScope } from "../topology";

/** Junos takes 63 characters for the name of a policy. */
const LIMIT = 63;

/** Between which networks a VPN has policies on a device, and whose they are. */
export interface PolicyPlace {
  readonly device: Gateway;
  /** The zone of the tunnel's side. */
  readonly zone: string;
  /** What the policies are named after. */
  readonly peer: string;
}

/** Who has policies there, in the order of the program. */
const ownersAt = ({ device, zone, peer }: PolicyPlace): string[] =>
  StackScope.of(device).table(
    `policies of ${JSON.stringify([device.node.path, zone, peer])}`,
    (): string[] => [],
  );

export const policyNames = {
  /** A VPN has policies here. */
  claim(place: PolicyPlace, vpn: string): void {
    ownersAt(place).push(vpn);
  },

  /** Whether another VPN has policies here too. */
  isShared(place: PolicyPlace): boolean {
    return ownersAt(place).length > 1;
  },

  /** `to-paris` and `from-paris`; of every VPN to that peer but the first with its own name behind it. */
  of(place: PolicyPlace, vpn: string): { readonly to: string; readonly from: string } {
    const { peer } = place;
    const owner = ownersAt(place).indexOf(vpn) > 0 ? `-${vpn}` : "";
    return {
      to: junosName(`to-${peer}${owner}`, LIMIT),
      from: junosName(`from-${peer}${owner}`, LIMIT),
    };
  },
} as const;
