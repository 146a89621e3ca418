// Static NAT by hand on what comes out of a tunnel: Junos translates it before it looks for routes and policies.
import type { ConfigTree, EndMistake } from "../junos";
import { overlaps, parsePrefix } from "../net";

/** What comes out of one end's tunnel, and for whom. */
export interface OutOfTunnel {
  readonly name: string;
  readonly tree: ConfigTree;
  /** Zone and interface by which it comes; a policy-based VPN has no interface. */
  readonly zone: string | undefined;
  readonly interface: string | undefined;
  /** Networks behind this end that policies name. */
  readonly local: readonly string[];
}

/** Rules that translate a network which the policies name as it was before. */
export function staticNatMistakes(traffic: OutOfTunnel): readonly EndMistake[] {
  const { name, tree, zone, local } = traffic;
  return (tree.get("security nat static")?.entries("rule-set") ?? [])
    .filter(
      (set) =>
        (zone !== undefined && set.names("from zone").includes(zone)) ||
        (traffic.interface !== undefined &&
          set.names("from interface").includes(traffic.interface)),
    )
    .flatMap((set) =>
      set.entries("rule").flatMap((rule): readonly EndMistake[] => {
        const shown = rule.text("match destination-address") ?? "";
        const network =
          parsePrefix(shown) && local.find((each) => parsePrefix(each) && overlaps(each, shown));
        if (network === undefined) return [];
        const statement = `security nat static rule-set ${set.name} rule ${rule.name}`;
        return [
          {
            rule: "static-nat-in-tunnel",
            severity: "warning",
            device: name,
            statement,
            subject: network,
            what: `${name} translates what comes out of the tunnel before it looks for a policy, and the policies name it as it was before: it is dropped`,
            found: `${shown} for ${network} of what the VPN carries`,
            allowed:
              "translateAs at the VPN's end, which writes the rule and policies with the real network",
            fix: `take ${statement} away, protect the real network, and give the end translateAs: "${shown}"`,
          },
        ];
      }),
    );
}
