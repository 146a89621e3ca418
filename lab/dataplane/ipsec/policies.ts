// A policy-based VPN's selectors: what its tunnel policies match, by the address books. Pure.
import { type Family, familyOf, prefixesOf } from "../../../lib/net";
import type { JunosConfig } from "../../../lib/junos";
import type { KnownAddresses } from "../books";
import { contents, entries, entry } from "../lists";
import type { Warning } from "../types";
import type { Selector } from "./plan";

interface TunnelPolicy {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly source: readonly string[];
  readonly destination: readonly string[];
}

/** The policies that send traffic into a VPN, in their order. */
function tunnelPolicies(config: JunosConfig, vpn: string): readonly TunnelPolicy[] {
  const pairs = entries(contents(config.security?.policies)?.fromZone).flatMap(
    ([from, { toZone }]) => entries(toZone).map(([to, { policy }]) => ({ from, to, policy })),
  );
  return pairs.flatMap(({ from, to, policy: list }) =>
    entries(list)
      .filter(([, { then }]) => contents(then?.permit)?.tunnel?.ipsecVpn === vpn)
      .map(([name, { match }]) => ({
        name,
        from,
        to,
        source: match?.sourceAddress ?? [],
        destination: match?.destinationAddress ?? [],
      })),
  );
}

/**
 * One selector for each pair of policies that sends traffic into the VPN, as Junos derives its proxy identities.
 * @param family of the outer addresses, and so of everything inside: Junos puts no family into the other here
 */
export function policySelectors(
  config: JunosConfig,
  vpn: string,
  family: Family,
  books: KnownAddresses,
): { readonly selectors: readonly Selector[]; readonly warnings: readonly Warning[] } {
  const all = tunnelPolicies(config, vpn);
  // A policy and its counterpart in the other direction describe one SA: keep the one that leads out.
  const outer = outerZone(config, vpn);
  const outward = all.filter(({ to }) => to === outer);
  const kept = outward.length > 0 ? outward : all.slice(0, 1);
  const warnings: Warning[] = [];
  const selectors = kept.flatMap(({ name, from, to, source, destination }): readonly Selector[] => {
    // Assumed: a range of addresses is offered as the prefixes that make it up.
    const side = (zone: string, names: readonly string[]): readonly string[] =>
      names.flatMap((address) => books.ranges(address, zone)).flatMap(prefixesOf);
    const [local, remote] = [side(from, source), side(to, destination)];
    const own = (list: readonly string[]): readonly string[] =>
      list.filter((prefix) => familyOf(prefix) === family);
    // A policy that names nothing is no concern of families: the commit check speaks of it.
    const isForeign = [local, remote].some((list) => list.length > 0 && own(list).length === 0);
    if (isForeign) {
      const [inside, outside] = family === "inet6" ? ["IPv4", "IPv6"] : ["IPv6", "IPv4"];
      warnings.push({
        path: `security policies from-zone ${from} to-zone ${to} policy ${name}`,
        message: `a policy-based VPN between ${outside} addresses carries no ${inside}: what this policy matches is dropped`,
      });
      return [];
    }
    return [
      {
        name: kept.length === 1 ? vpn : `${vpn}-${name}`,
        local: own(local),
        remote: own(remote),
      },
    ];
  });
  return { selectors, warnings };
}

/** The zone of the VPN's external interface. */
function outerZone(config: JunosConfig, vpn: string): string | undefined {
  const gateway = entry(config.security?.ipsec?.vpn, vpn)?.ike?.gateway;
  const external = entry(config.security?.ike?.gateway, gateway)?.externalInterface ?? "";
  const zones = config.security?.zones?.securityZone ?? {};
  return Object.keys(zones).find((zone) =>
    Object.hasOwn(entry(zones, zone)?.interfaces ?? {}, external),
  );
}
