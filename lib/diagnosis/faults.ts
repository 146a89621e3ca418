// All rules on one state of the network, layer by layer.
import type { GivenDevice } from "../junos";
import { type Cause, ordered } from "./cause";
import { endCauses, tunnelInterfaceCauses } from "./ends";
import { trafficCauses } from "./inner";
import type { WantedTunnel } from "./network";
import { pathCauses } from "./path";
import { type Scene, sceneOf } from "./scene";
import { statementCauses } from "./statements";

const RULES: readonly {
  readonly causes: (scene: Scene) => readonly Cause[];
  /** What is right when it finds nothing. */
  readonly subject: string;
}[] = [
  { causes: statementCauses, subject: "the gateway, VPN and policy statements of both ends" },
  {
    causes: pathCauses,
    subject: "external interfaces, zones, host-inbound ike, routes to the peer and NAT between",
  },
  {
    causes: endCauses,
    subject: "version, algorithms, identities, keys and selectors of both ends",
  },
  { causes: tunnelInterfaceCauses, subject: "tunnel interfaces" },
  { causes: trafficCauses, subject: "routes, policies and translations of what it carries" },
];

/** What stands against a tunnel in these configurations, and what was found right. */
export function faultsOf(
  tunnel: WantedTunnel,
  devices: readonly GivenDevice[],
): { readonly causes: readonly Cause[]; readonly right: readonly string[] } {
  const scene = sceneOf(tunnel, devices);
  const all = RULES.map(({ causes, subject }) => ({ subject, causes: causes(scene) }));
  return {
    causes: ordered(all.flatMap(({ causes }) => causes)),
    right: all.filter(({ causes }) => causes.length === 0).map(({ subject }) => subject),
  };
}
