// What is wrong with the rules of a NAT device, once the tree is finished.
import { contains, isHost, parsePrefix } from "../net";
import type { Mistake } from "../diagnostics";
import { UNPLACED } from "./address-plan";
import { rangeWithoutHosts } from "./no-hosts";
import type { SourceRule, StaticRule } from "./nat-rules";
import type { Site } from "./site";

/** A rule that names no address, where nobody hands one out. */
export function translateWithoutAddress({ name }: StaticRule["target"]): Mistake {
  return {
    rule: "nat-address",
    what: `what ${name} is translated to is not said`,
    found: "to missing",
    allowed:
      "one IP address; none for a NAT device that is made in AWS, whose outside interface gets a further one",
    fix: "give to: the address that others see",
  };
}

/** @param further rules whose address is a further one of the outside interface */
export function translateMistakes(
  site: Site,
  rules: readonly StaticRule[],
  further: ReadonlySet<StaticRule>,
): readonly Mistake[] {
  const owners = new Map<string, StaticRule["target"]>();
  const twins: Mistake[] = [];
  for (const { to, target } of rules) {
    const twin = owners.get(to);
    if (twin !== undefined) {
      twins.push({
        rule: "nat-address-twice",
        what: "two gateways are translated to one address",
        found: `${twin.name} and ${target.name} both to ${to}`,
        allowed: "an address of its own for each (static NAT is one to one)",
        fix: "choose another address, or hide() them behind one",
        related: [twin, target].map(({ node }) => ({
          construct: node.path,
          what: `is translated to ${to}`,
        })),
      });
    }
    owners.set(to, target);
  }
  const given = rules.filter((rule) => rule.to !== UNPLACED);
  return [
    ...given.flatMap((rule) => addressMistakes(site, rule, further.has(rule))),
    ...given.flatMap((rule) => (further.has(rule) ? [] : elasticMistakes(rule))),
    ...twins,
  ];
}

/** AWS maps an elastic IP to an address of an interface alone. */
function elasticMistakes({ to, nat, target }: StaticRule): readonly Mistake[] {
  if (nat?.kind !== "elastic-ip") return [];
  return [
    {
      rule: "nat-elastic-ip",
      what: `the address that ${target.name} is translated to can't have an elastic IP: no interface has it`,
      found: to,
      allowed:
        "an address of the outside interface's subnet, on a NAT device that this stack makes in AWS",
      fix: "leave to out: the outside interface then gets a further address",
    },
  ];
}

function addressMistakes(
  site: Site,
  { to, target }: StaticRule,
  isFurther: boolean,
): readonly Mistake[] {
  const own = target.external.network.cidr;
  if (!isHost(to)) {
    return [
      {
        rule: "nat-address",
        what: `what ${target.name} is translated to is not an IP address`,
        found: `"${to}"`,
        allowed: "one IP address, without a length",
        fix: "write an address such as 172.16.21.1",
      },
    ];
  }
  const range = rangeWithoutHosts(to);
  if (range !== undefined) {
    return [
      {
        rule: "nat-address",
        what: `what ${target.name} is translated to is an address that no route leads to`,
        found: to,
        allowed: `a unicast address; nothing in ${range} is one`,
        fix: "write an address such as 172.16.21.1",
      },
    ];
  }
  if (contains(own, to)) {
    return [
      {
        rule: "nat-address-own-subnet",
        what: `the NAT address of ${target.name} lies in the gateway's own subnet`,
        found: to,
        allowed: `an address outside ${own}`,
        fix: "translate to an address that only the outside knows",
      },
    ];
  }
  if (isFurther) return [];
  const vpc = "cidr" in site && typeof site.cidr === "string" ? site.cidr : own;
  if (site.kind !== "aws" || site.networks().length === 0 || !contains(vpc, to)) return [];
  return [
    {
      rule: "nat-address-in-vpc",
      what: `the NAT address of ${target.name} lies in the VPC, whose local route would carry it past the NAT device`,
      found: to,
      allowed: `an address outside ${vpc}, or one of the outside interface's own subnet`,
      fix: "translate to an address outside the VPC, such as 172.16.21.1 here, or leave to out",
    },
  ];
}

export function hideMistakes(rules: readonly SourceRule[], site: Site): readonly Mistake[] {
  const vpc = site.kind === "aws" && "cidr" in site ? String(site.cidr) : undefined;
  return rules.flatMap(({ to, persistent }): readonly Mistake[] => {
    if (to === undefined) return [];
    const pool = parsePrefix(to);
    if (pool === undefined) {
      return [
        {
          rule: "hide-address",
          what: "what the inside is to hide behind is not an IP address",
          found: `"${to}"`,
          allowed: "one IP address, or a prefix",
          fix: "write an address such as 203.0.113.9",
        },
      ];
    }
    const range = rangeWithoutHosts(to);
    if (range !== undefined) {
      return [
        {
          rule: "hide-address",
          what: "no route leads to what the inside is to hide behind",
          found: to,
          allowed: `unicast addresses; nothing in ${range} is one`,
          fix: "leave to out, or write an address such as 203.0.113.9",
        },
      ];
    }
    // No table of AWS leads a part of the VPC elsewhere, and which address of a pool is used nobody can tell it.
    const isPool = pool.first !== pool.last;
    if (vpc !== undefined && (contains(vpc, to) || (isPool && persistent))) {
      return [
        {
          rule: "hide-in-vpc",
          what: "answers to what the inside hides behind would not find their way back",
          found: to,
          allowed: `the outside interface's own address, or one address outside ${vpc}`,
          fix: "leave to out",
        },
      ];
    }
    if (!isPool || persistent) return [];
    return [
      {
        rule: "hide-not-persistent",
        what: "IKE on port 500 and on port 4500 may leave under two addresses",
        found: `a pool of several addresses, ${to}, without persistence`,
        allowed: "one address, or persistent: true",
        fix: "leave persistent out",
      },
    ];
  });
}
