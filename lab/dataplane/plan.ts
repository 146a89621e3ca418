// What a device's configuration asks of the kernel and of its IKE daemons.

import type { BgpPlan } from "./bgp";
import type { Asking } from "./dhcp";
import type { InstanceRule } from "./instance-rules";
import type { LinkAddress } from "./interfaces";
import type { IpsecPlan } from "./ipsec";
import type { NatRule, ProxyAddress } from "./nat";
import type { PolicyCounter } from "./policies";
import type { Route } from "./routes";
import type { Ruleset } from "./ruleset";
import type { SelectorTunnel } from "./selectors";
import type { PolicyTunnel } from "./wiring";

export interface InstanceAddresses {
  readonly name: string;
  /** With their lengths. */
  readonly addresses: readonly string[];
}

export interface DataplanePlan {
  /** Links of the physical interfaces in use. */
  readonly links: readonly string[];
  /** Links that must be down. */
  readonly standby: readonly string[];
  /** Links that have a given hardware address. */
  readonly hardwareAddresses: readonly { readonly link: string; readonly address: string }[];
  readonly addresses: readonly LinkAddress[];
  /** Interfaces that ask for their address by DHCP. */
  readonly asking: readonly Asking[];
  readonly routes: readonly Route[];
  /** The device's own addresses in each routing instance but the main one. */
  readonly instances: readonly InstanceAddresses[];
  readonly instanceRules: readonly InstanceRule[];
  readonly proxies: readonly ProxyAddress[];
  readonly natRules: readonly NatRule[];
  readonly policyCounters: readonly PolicyCounter[];
  /** The translating rules alone: when they change, sessions start anew. */
  readonly natSource: readonly string[];
  readonly natDestination: readonly string[];
  readonly policyTunnels: readonly PolicyTunnel[];
  readonly selectorTunnels: readonly SelectorTunnel[];
  readonly ruleset: Ruleset;
  /** Some zone lets SSH or NETCONF in. */
  readonly isManagedInBand: boolean;
  readonly ipsec: IpsecPlan;
  /** None without BGP sessions. */
  readonly bgp?: BgpPlan;
}
