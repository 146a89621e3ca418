// Traffic selectors make routes of their own: each is there as long as its SA is.

import type { JunosConfig } from "../../lib/junos";
import { type Instance, instanceAt } from "./instances";
import { entries } from "./lists";
import { STATIC_METRIC, tableText } from "./routes";
import type { IpsecSa } from "./types";
import type { Wiring } from "./wiring";

/** A VPN with traffic selectors and its tunnel interface. */
export interface SelectorTunnel {
  readonly vpn: string;
  readonly link: string;
  /** The routing instance that the interface stands in; undefined for the main one. */
  readonly instance: Instance | undefined;
}

export function selectorTunnels(
  config: JunosConfig,
  wiring: Wiring,
  instances: readonly Instance[],
): readonly SelectorTunnel[] {
  return entries(config.security?.ipsec?.vpn).flatMap(
    ([vpn, { bindInterface, trafficSelector }]) => {
      const link = bindInterface === undefined ? undefined : wiring.link(bindInterface);
      if (trafficSelector === undefined || link === undefined) return [];
      return [{ vpn, link, instance: instanceAt(instances, bindInterface ?? "") }];
    },
  );
}

/** The routes of the SAs that are up, in the words of `ip route`. */
export function selectorRoutes(
  tunnels: readonly SelectorTunnel[],
  sas: readonly IpsecSa[],
): readonly string[] {
  const texts = tunnels.flatMap(({ vpn, link, instance }) =>
    sas
      .filter((sa) => sa.vpn === vpn && sa.state === "UP")
      .flatMap((sa) => sa.remoteSelector.split(" "))
      .map((selector) => selector.replace(/\[.*\]$/, ""))
      .filter((prefix) => /^[\d.]+(\/\d+)?$|^[\da-f:]+(\/\d+)?$/i.test(prefix))
      .map(
        (prefix) =>
          `${prefix} dev ${link}${tableText(instance)} proto static metric ${STATIC_METRIC}`,
      ),
  );
  return [...new Set(texts)];
}
