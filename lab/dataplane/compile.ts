// From a committed configuration to what the kernel and the IKE daemons are told. Pure.

import { familyOf, hostOf, networkOf } from "../../lib/net";
import { AddressBooks, Applications, type ConfigTree, staticTranslations } from "../../lib/junos";
import { KnownApplications } from "./applications";
import { compileBgp } from "./bgp";
import { KnownAddresses } from "./books";
import { filterRuleset } from "./filter";
import { connectedRoutes, instanceRules } from "./instance-rules";
import { instancesOf } from "./instances";
import { askingInterfaces, configuredAddresses, linkAddresses } from "./interfaces";
import { compileIpsec } from "./ipsec";
import { natPlan } from "./nat";
import type { DataplanePlan } from "./plan";
import { policyRules } from "./policies";
import { staticRoutes } from "./routes";
import type { Lease, Warning } from "./types";
import { selectorTunnels } from "./selectors";
import { unimplemented } from "./unimplemented";
import { type ActiveNode, logicalName, physicalLink, Wiring } from "./wiring";
import { letsManagementIn, zonesOf } from "./zones";

/** What the machine has, beside its configuration. */
export interface Hardware {
  /** Interfaces that exist: `ge-0/0/0`, … Its link in the data namespace has dashes for slashes. */
  readonly interfaces: readonly string[];
  /** Addresses that the machine is handed without asking, as a cloud's network does, by interface. */
  readonly dhcp?: Readonly<Record<string, Lease>>;
  /** What DHCP servers have granted, by interface. @default nothing yet */
  readonly leases?: Readonly<Record<string, Lease>>;
  /** In a chassis cluster: the node whose members a redundancy group's interfaces use. @default node 0 for all */
  readonly activeNode?: ActiveNode;
}

/** What static NAT shows in place of networks: a peer may narrow its selector to that. */
const shownNetworks = (tree: ConfigTree): readonly string[] =>
  tree.root
    .entries("security nat static rule-set")
    .flatMap((set) => set.entries("rule"))
    .flatMap((rule) => staticTranslations(rule).map(({ outside }) => networkOf(outside)));

/** Interfaces of the management instance, which is a namespace of its own. */
const MANAGEMENT = ["fxp0", "em0", "me0"];

/**
 * Reads the configuration and nothing else. What would change forwarding but is not carried out is reported.
 */
export function compile(
  tree: ConfigTree,
  hardware: Hardware,
): { readonly plan: DataplanePlan; readonly warnings: readonly Warning[] } {
  const effective = tree.effective();
  const config = effective.toObject();
  const warnings = new Map<string, Warning>();
  const warn = (path: string, message: string): void => {
    warnings.set(`${path}\n${message}`, { path, message });
  };
  const handed = hardware.dhcp ?? {};
  const dhcp = { ...hardware.leases, ...handed };
  const present = hardware.interfaces.filter((name) => !MANAGEMENT.includes(name));
  const known = configuredAddresses(config, dhcp);
  const books = new KnownAddresses(new AddressBooks(effective.root), warn);
  const ipsec = compileIpsec(config, {
    books,
    networks: [...known.map(({ address }) => networkOf(address)), ...shownNetworks(effective)],
    externalAddress: (logical, family) => {
      const name = logicalName(logical);
      const found = known.find(
        (each) =>
          each.logical === name && (family === undefined || familyOf(each.address) === family),
      );
      return found === undefined ? undefined : hostOf(found.address);
    },
  });
  for (const { path, message } of ipsec.warnings) warn(path, message);
  const bgp = compileBgp(config, known);
  for (const { path, message } of bgp.warnings) warn(path, message);
  const wiring = new Wiring(config, present, ipsec.plan, hardware.activeNode);
  const instances = instancesOf(config);
  const addresses = linkAddresses(config, wiring, dhcp, instances);
  const zones = zonesOf(config, wiring);
  const applications = new KnownApplications(new Applications(effective.root), warn);
  const nat = natPlan(config, { wiring, zones, books, applications, warn });
  const tunnels = wiring.policyTunnels;
  const policies = policyRules(config, { zones, tunnels, books, applications });
  for (const each of unimplemented(tree, config))
    warnings.set(`${each.path}\n${each.message}`, each);
  return {
    plan: {
      links: present.map(physicalLink).filter((link) => !wiring.standby.includes(link)),
      standby: wiring.standby,
      hardwareAddresses: wiring.hardwareAddresses,
      addresses,
      asking: askingInterfaces(config, wiring, handed),
      routes: [
        ...connectedRoutes(instances, addresses),
        ...staticRoutes(config, { wiring, addresses, dhcp, instances }),
      ],
      instances: instances.map(({ name, members }) => ({
        name,
        addresses: addresses.flatMap(({ logical, address }) =>
          members.includes(logical) ? [address] : [],
        ),
      })),
      instanceRules: instanceRules(instances, wiring, addresses),
      proxies: nat.proxies,
      natRules: nat.rules,
      policyCounters: policies.counters,
      natSource: nat.source,
      natDestination: nat.destination,
      policyTunnels: tunnels,
      selectorTunnels: selectorTunnels(config, wiring, instances),
      isManagedInBand: letsManagementIn(zones),
      ruleset: filterRuleset({ config, zones, policies, nat, tunnels, addresses }),
      ipsec: ipsec.plan,
      ...(bgp.plan === undefined ? {} : { bgp: bgp.plan }),
    },
    warnings: [...warnings.values()],
  };
}
