// Networks that a peer sees under other addresses: static NAT at the tunnel interface, for sites whose networks overlap.
import type { Mistake } from "../diagnostics";
import type { JunosConfig } from "../junos";
import { familyOf, lengthOf, overlaps } from "../net";
import { type Gateway, junosName } from "../topology";

/** What a peer sees in place of networks: each with its own, or one prefix where only one network is carried. */
export type TranslateAs = string | Readonly<Record<string, string>>;

/** A network, and what the peer sees of it. */
export interface Translated {
  readonly real: string;
  readonly shown: string;
}

/** Only networks that are shown as others. */
export function translations(
  networks: readonly string[],
  as: TranslateAs | undefined,
): readonly Translated[] {
  if (as === undefined) return [];
  const [only] = networks;
  if (typeof as === "string") return only === undefined ? [] : [{ real: only, shown: as }];
  return Object.entries(as).map(([real, shown]) => ({ real, shown }));
}

/** What the peer sees of the networks. */
export function shownNetworks(
  networks: readonly string[],
  as: TranslateAs | undefined,
): readonly string[] {
  const all = translations(networks, as);
  return networks.map((each) => all.find(({ real }) => real === each)?.shown ?? each);
}

/** Junos takes 31 characters for rule sets of NAT and their rules. */
const LIMIT = 31;

/**
 * One network for the other, both ways, for what passes the tunnel interface. The rule set names the interface, not its
 * zone: one gateway may show one network to several peers as several.
 */
export function translationConfig(
  vpn: string,
  tunnel: string,
  all: readonly Translated[],
): readonly JunosConfig[] {
  if (all.length === 0) return [];
  const name = junosName(vpn, LIMIT);
  const rule = Object.fromEntries(
    all.map(({ real, shown }, index) => [
      index === 0 ? "translate" : `translate-${index + 1}`,
      {
        match: { destinationAddress: shown },
        then: { staticNat: { prefix: { addrPrefix: real } } },
      },
    ]),
  );
  return [
    {
      security: {
        nat: { static: { ruleSet: { [name]: { from: { interface: [tunnel] }, rule } } } },
      },
    },
  ];
}

/** One end of a VPN, as far as its addresses are translated. */
export interface TranslatedEnd {
  readonly gateway: Gateway;
  readonly networks: readonly string[];
  readonly as: TranslateAs | undefined;
}

export function translationMistakes({ gateway, networks, as }: TranslatedEnd): readonly Mistake[] {
  const { name } = gateway;
  if (typeof as === "string" && networks.length !== 1) {
    return [
      {
        rule: "translate-several",
        what: "one prefix can't stand for several networks",
        found: `translateAs "${as}" for ${networks.join(", ")} of ${name}`,
        allowed: "one prefix for each network: { network: prefix }",
        fix: "give translateAs as { network: prefix }, or let the VPN carry one network",
      },
    ];
  }
  const all = translations(networks, as);
  return all.flatMap((each, index): readonly Mistake[] => {
    const { real, shown } = each;
    if (!networks.includes(real)) {
      return [
        {
          rule: "translate-uncarried",
          subject: real,
          what: "a network is translated that the VPN does not carry",
          found: `${real} of ${name}`,
          allowed: networks.join(", "),
          fix: "name a network that the VPN carries, as it is written there",
        },
      ];
    }
    if (familyOf(real) !== familyOf(shown) || lengthOf(real) !== lengthOf(shown)) {
      return [
        {
          rule: "translate-size",
          subject: real,
          what: "a network is to be shown as one of another size",
          found: `${real} of ${name} as ${shown}`,
          allowed: `a prefix of the length ${lengthOf(real)}: each address becomes one other`,
          fix: "change translateAs",
        },
      ];
    }
    const taken = [
      ...networks.filter((other) => other !== real),
      ...all.slice(0, index).map((other) => other.shown),
      ...gateway
        .attachments()
        .filter(({ leased }) => !leased)
        .map(({ network }) => network.cidr),
    ].find((other) => overlaps(other, shown));
    if (taken === undefined) return [];
    return [
      {
        rule: "translate-taken",
        subject: real,
        what: "a network is to be shown as addresses that the gateway has already",
        found: `${real} of ${name} as ${shown}, beside ${taken}`,
        allowed: "a prefix that neither end uses",
        fix: "choose another prefix",
      },
    ];
  });
}
