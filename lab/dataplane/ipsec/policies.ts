// A policy-based VPN's selectors: what its tunnel policies match, by the address books. Pure.
import type { JunosConfig } from "../../../lib/junos";
import { type Family, familyOf } from "../prefixes";
import { entry } from "../lists";
import type { Warning } from "../types";
import type { Selector } from "./plan";

type Book = Readonly<Record<string, unknown>>;

/** Names that stand for everything, or for everything of one family. */
const ANY: Readonly<Record<string, readonly string[]>> = {
  any: ["0.0.0.0/0", "::/0"],
  "any-ipv4": ["0.0.0.0/0"],
  "any-ipv6": ["::/0"],
};

/** Prefixes that an address-book name stands for; `any` is everything. */
function prefixes(config: JunosConfig, zone: string, name: string): readonly string[] {
  const any = ANY[name];
  if (any !== undefined) return any;
  const books = Object.values(config.security?.addressBook ?? {}).filter((book) => book !== true);
  const attached = books.filter((book) => Object.hasOwn(book.attach?.zone ?? {}, zone));
  const all: readonly (object | undefined)[] = [
    ...attached,
    entry(config.security?.zones?.securityZone, zone)?.addressBook,
    entry(config.security?.addressBook, "global"),
  ];
  for (const book of all) {
    const { address, addressSet } = (book ?? {}) as {
      readonly address?: Book;
      readonly addressSet?: Book;
    };
    const found = address?.[name];
    if (typeof found === "object" && found !== null && "ipPrefix" in found) {
      return [String(found.ipPrefix)];
    }
    const set = addressSet?.[name];
    if (typeof set === "object" && set !== null) {
      const members = "address" in set ? Object.keys(set.address as object) : [];
      const inner = "addressSet" in set ? Object.keys(set.addressSet as object) : [];
      return [...members, ...inner].flatMap((member) => prefixes(config, zone, member));
    }
  }
  return [];
}

interface TunnelPolicy {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly source: readonly string[];
  readonly destination: readonly string[];
}

/** The policies that send traffic into a VPN, in their order. */
function tunnelPolicies(config: JunosConfig, vpn: string): readonly TunnelPolicy[] {
  const policies = config.security?.policies;
  const zones = policies === true ? undefined : policies?.fromZone;
  const found: TunnelPolicy[] = [];
  for (const from of Object.keys(zones ?? {})) {
    const pairs = entry(zones, from)?.toZone;
    for (const to of Object.keys(pairs ?? {})) {
      const list = entry(pairs, to)?.policy;
      for (const name of Object.keys(list ?? {})) {
        const policy = entry(list, name);
        const permit = policy?.then?.permit;
        if (typeof permit !== "object" || permit.tunnel?.ipsecVpn !== vpn) continue;
        const { sourceAddress = [], destinationAddress = [] } = policy?.match ?? {};
        found.push({ name, from, to, source: sourceAddress, destination: destinationAddress });
      }
    }
  }
  return found;
}

/**
 * One selector for each pair of policies that sends traffic into the VPN, as Junos derives its proxy identities.
 * @param family of the outer addresses, and so of everything inside: Junos puts no family into the other here
 */
export function policySelectors(
  config: JunosConfig,
  vpn: string,
  family: Family,
): { readonly selectors: readonly Selector[]; readonly warnings: readonly Warning[] } {
  const all = tunnelPolicies(config, vpn);
  // A policy and its counterpart in the other direction describe one SA: keep the one that leads out.
  const outer = outerZone(config, vpn);
  const outward = all.filter(({ to }) => to === outer);
  const kept = outward.length > 0 ? outward : all.slice(0, 1);
  const warnings: Warning[] = [];
  const selectors = kept.flatMap(({ name, from, to, source, destination }): readonly Selector[] => {
    const side = (zone: string, names: readonly string[]): readonly string[] =>
      names.flatMap((address) => prefixes(config, zone, address));
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
