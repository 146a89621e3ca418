// What a stack is, for whoever looks at it later: gateways, NAT between them, tunnels and networks; versioned, and without a secret.
import type { Synthesis } from "./synthesize";

/** How a description is written; a newer one may have more. */
const NETWORK_VERSION = 1;

/** One tunnel as the program means it. */
export interface DescribedTunnel {
  readonly name: string;
  readonly kind: "route-based" | "policy-based";
  /** Names of its gateways, the initiator first. */
  readonly gateways: readonly [string, string];
  /** Whether a NAT lies between them. */
  readonly nat: boolean;
  /** NAT devices of the stack on the way, from the responder's side to the initiator's. */
  readonly natDevices: readonly string[];
  readonly pairs: readonly { readonly initiator: string; readonly responder: string }[];
}

/** The network of a stack. */
export interface NetworkDescription {
  readonly version: number;
  readonly gateways: readonly {
    readonly name: string;
    readonly role: string;
    /** False for one that somebody else runs. */
    readonly managed: boolean;
    readonly interfaces: readonly {
      readonly name: string;
      readonly zone: string;
      readonly network: string;
    }[];
  }[];
  readonly tunnels: readonly DescribedTunnel[];
}

/** Describes a synthesis. Addresses that are known later are left to the tunnels' endpoints. */
export function describeNetwork({ scope, tunnels }: Synthesis): NetworkDescription {
  return {
    version: NETWORK_VERSION,
    gateways: scope.devices.map((device) => ({
      name: device.name,
      role: device.role,
      managed: !device.unmanaged,
      interfaces: device.attachments().map(({ logical, zone, network }) => ({
        name: logical,
        zone,
        network: network.cidr,
      })),
    })),
    tunnels: tunnels.map(({ tunnel }) => ({
      name: tunnel.name,
      kind: tunnel.carried.kind,
      gateways: [tunnel.ends[0].view.gateway.name, tunnel.ends[1].view.gateway.name],
      nat: tunnel.path.nat,
      natDevices: tunnel.path.devices.map(({ name }) => name),
      pairs: tunnel.carried.pairs.map(({ initiator, responder }) => ({ initiator, responder })),
    })),
  };
}
