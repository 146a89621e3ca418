// The networks that devices may be managed from: what a security group's rules can say, and never everybody.
import type { Input } from "@pulumi/pulumi";
import type { Mistake } from "../diagnostics";
import { hasPlaceholder } from "../junos";
import { hostPrefix, isHost, parsePrefix } from "../net";
import { lateForm, object, type Shape, text, TEXT_FORMS } from "../topology";
import { isPublic, type ManagementWay } from "./management-way";
import type { PlannedRule } from "./planned";

/** Interfaces with a security group, such as a bastion's: AWS knows them by their private addresses alone. */
export interface SourceGroup {
  /** The group's id, such as `sg-0123456789abcdef0`. */
  readonly securityGroupId: Input<string>;
}

/** A managed prefix list. */
export interface SourceList {
  /** The list's id, such as `pl-0123456789abcdef0`. */
  readonly prefixListId: Input<string>;
}

/** From where devices may be managed: a prefix or an address, who has a security group, or a prefix list. */
export type ManagementSource = string | SourceGroup | SourceList;

const GROUP = object({ securityGroupId: lateForm(TEXT_FORMS.securityGroup) });
const LIST = object({ prefixListId: lateForm(TEXT_FORMS.prefixList) });

export const MANAGEMENT_SOURCE: Shape = (value, where) => {
  if (typeof value !== "object" || value === null) {
    return text("a prefix, { securityGroupId } or { prefixListId }")(value, where);
  }
  return ("prefixListId" in value ? LIST : GROUP)(value, where);
};

const listOf = <T>(from: string | readonly T[]): readonly (string | T)[] =>
  typeof from === "string" ? [from] : from;

/** As prefixes, each once: one address is its own, and each prefix becomes one rule. */
function managementPrefixes(from: string | readonly ManagementSource[]): readonly string[] {
  const prefixes = listOf(from).filter((each) => typeof each === "string");
  return [...new Set(prefixes.map((each) => (isHost(each) ? hostPrefix(each) : each)))];
}

/** Rules of the group of a management interface. */
export function managementRules(
  from: string | readonly ManagementSource[],
  to: string | readonly string[] = [],
): readonly PlannedRule[] {
  const inward = {
    direction: "ingress",
    protocol: "tcp",
    port: 22,
    description: "SSH and NETCONF",
  } as const;
  const sources = listOf(from).filter((each) => typeof each !== "string");
  return [
    ...managementPrefixes(from).map((cidr): PlannedRule => ({ ...inward, cidr })),
    ...sources.map((each, index): PlannedRule => {
      const isGroup = "securityGroupId" in each;
      const id = isGroup ? each.securityGroupId : each.prefixListId;
      return {
        ...inward,
        // Its name; an id that is known later has its place.
        cidr: typeof id === "string" ? id : `${isGroup ? "group" : "list"}-${index + 1}`,
        source: isGroup ? { referencedSecurityGroupId: id } : { prefixListId: id },
      };
    }),
    ...managementPrefixes(to).map((cidr): PlannedRule => ({
      direction: "egress",
      protocol: "-1",
      cidr,
      description: "what management asks for",
    })),
  ];
}

const ALLOWED = "IPv4 prefixes of your own networks";
const FIX = "name the networks you manage from, such as 198.51.100.0/24";

/** What is wrong with where devices are managed from. */
export function managementMistakes(
  from: string | readonly ManagementSource[],
  via: ManagementWay | undefined,
): readonly Mistake[] {
  const others = listOf(from).filter((each) => typeof each !== "string");
  const prefixes = managementPrefixes(from);
  if (others.length === 0) return prefixMistakes(prefixes);
  const isReached = prefixes.length > 0 || others.some((each) => "prefixListId" in each);
  const own = prefixes.length === 0 ? [] : prefixMistakes(prefixes);
  if (isReached || !isPublic(via)) return own;
  return [
    ...own,
    {
      rule: "management-from",
      what: "devices are managed by public addresses, and security groups know private ones alone",
      found: "management.from with security groups, and nothing else",
      allowed: "a prefix or a prefix list beside them; or management.via by private addresses",
      fix: "add the network that this program runs in, or change management.via",
    },
  ];
}

function prefixMistakes(prefixes: readonly string[]): readonly Mistake[] {
  const wrong = (found: string, fix = FIX): Mistake => ({
    rule: "management-from",
    what: "management.from is nothing that a security group's rule can say",
    found,
    allowed: ALLOWED,
    fix,
  });
  if (prefixes.length === 0)
    return [wrong("an empty list: nobody could reach the devices, not this program either")];
  const known = prefixes.filter((each) => !hasPlaceholder(each));
  const own = known.flatMap((each): readonly Mistake[] => {
    const prefix = parsePrefix(each);
    if (prefix === undefined) return [wrong(`"${each}"`)];
    if (prefix.family === "inet6") return [wrong(`${each}, which is IPv6`)];
    const whole = `${prefix.network}/${prefix.length}`;
    if (parsePrefix(prefix.address)?.first !== prefix.first)
      return [wrong(`${each}, with bits set beyond its length`, `write ${whole}`)];
    return [];
  });
  // Halves of everything are everything too.
  const addresses = known
    .flatMap((each) => parsePrefix(each) ?? [])
    .filter(({ family }) => family === "inet")
    .reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
  const wide = known.filter((each) => {
    const parsed = parsePrefix(each);
    return parsed?.family === "inet" && parsed.length < 8;
  });
  if (addresses < 1n << 31n) return wide.length === 0 ? own : [...own, tooWide(wide)];
  return [
    ...own,
    {
      rule: "management-open",
      what: "management must not be open to everyone",
      found: `management.from ${known.join(", ")}`,
      allowed: ALLOWED,
      fix: FIX,
    },
  ];
}

const tooWide = (prefixes: readonly string[]): Mistake => ({
  rule: "management-wide",
  severity: "warning",
  what: "management is open to more than anybody's own networks",
  found: `management.from ${prefixes.join(", ")}`,
  allowed: "prefixes of /8 or longer",
  fix: FIX,
});
