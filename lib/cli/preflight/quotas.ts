// Quotas of a region against what stands there, what of that is the stack's own, and what a program wants.
import type { Account, UsedAnswer } from "./account";
import { asked, type Finding } from "./findings";
import type { RegionPlan } from "./plan";

/** What a stack that is up has in the region. */
export type Held = Pick<
  RegionPlan,
  "vpcs" | "internetGateways" | "elasticIps" | "interfaces" | "groups" | "natGateways" | "instances"
>;

/**
 * A quota by its code in Service Quotas, and what a new account has (VPC user guide, "Amazon VPC quotas"; EC2 user guide,
 * "On-Demand Instance quotas": a new account's virtual CPUs are few, and not said).
 */
interface Quota {
  readonly what: string;
  readonly service: "vpc" | "ec2";
  readonly code: string;
  readonly fresh: number | undefined;
  readonly wanted: number;
  readonly used: number;
}

function quotasOf(plan: RegionPlan, used: UsedAnswer, vcpus: number): readonly Quota[] {
  const each = (
    what: string,
    [service, code, fresh]: readonly [Quota["service"], string, number | undefined],
    wanted: number,
    standing: number,
  ): Quota => ({ what, service, code, fresh, wanted, used: standing });
  const nat = Object.entries(plan.natGateways).map(([zone, count]) =>
    each(
      zone === "" ? "NAT gateways in a zone that AWS chooses" : `NAT gateways in ${zone}`,
      ["vpc", "L-FE5A380F", 5],
      count,
      used.natGateways[zone] ?? 0,
    ),
  );
  const list = [
    each("VPCs", ["vpc", "L-F678F1CE", 5], plan.vpcs, used.vpcs),
    each(
      "internet gateways",
      ["vpc", "L-A4707A72", 5],
      plan.internetGateways,
      used.internetGateways,
    ),
    each("elastic IPs", ["ec2", "L-0263D0A3", 5], plan.elasticIps, used.elasticIps),
    each("network interfaces", ["vpc", "L-DF5E4CA3", 5000], plan.interfaces, used.interfaces),
    each("security groups", ["vpc", "L-E79EC296", 2500], plan.groups, used.groups),
    each("virtual CPUs of standard machines", ["ec2", "L-1216C47A", undefined], vcpus, used.vcpus),
    each(
      `rules of one direction in ${plan.rules.group}`,
      ["vpc", "L-0EA8095F", 60],
      plan.rules.count,
      0,
    ),
    ...nat,
  ];
  return list.filter(({ wanted }) => wanted > 0);
}

/** What each quota leaves. What the stack has is wanted already, and counts once. */
export async function quotaFindings(
  plan: RegionPlan,
  account: Account,
  held: Held | undefined,
): Promise<readonly Finding[]> {
  return await asked("quota", `what stands in ${plan.region} already`, async () => {
    const used = await account.used();
    const others = held === undefined ? used : withoutHeld(used, held, await cpusOf(held, account));
    const findings = await Promise.all(
      quotasOf(plan, others, await cpusOf(plan, account)).map((quota) =>
        judged(quota, account, held === undefined ? "there" : "there beside the stack's own"),
      ),
    );
    return findings.flat();
  });
}

async function cpusOf(
  { instances }: Pick<RegionPlan, "instances">,
  account: Account,
): Promise<number> {
  const each = await Promise.all(instances.map(({ type }) => account.vcpusOf(type)));
  return each.reduce((all, one) => all + one, 0);
}

/** What others have. What a person took away past the stack is in its state and not there any more: never less than nothing. */
function withoutHeld(used: UsedAnswer, held: Held, vcpus: number): UsedAnswer {
  const less = (there: number, ours: number): number => Math.max(0, there - ours);
  return {
    vpcs: less(used.vpcs, held.vpcs),
    internetGateways: less(used.internetGateways, held.internetGateways),
    elasticIps: less(used.elasticIps, held.elasticIps),
    interfaces: less(used.interfaces, held.interfaces),
    groups: less(used.groups, held.groups),
    vcpus: less(used.vcpus, vcpus),
    natGateways: Object.fromEntries(
      Object.entries(used.natGateways).map(([zone, count]) => [
        zone,
        less(count, held.natGateways[zone] ?? 0),
      ]),
    ),
  };
}

async function judged(quota: Quota, account: Account, there: string): Promise<readonly Finding[]> {
  const { what, service, code, fresh, wanted, used } = quota;
  const sum = used === 0 ? `${wanted} wanted` : `${used} ${there}, ${wanted} more wanted`;
  const hint = fresh === undefined ? "" : `; a new account has ${fresh}`;
  return await asked("quota", `${what}: ${sum}${hint} (quota ${code})`, async () => {
    const limit = await account.quota(service, code);
    if (used + wanted <= limit)
      return [{ check: "quota", state: "ok", what: `${what}: ${sum} of ${limit}` }];
    return [
      {
        check: "quota",
        state: "blocked",
        what: `${what}: ${sum}, and the quota is ${limit}`,
        fix: `ask for more: aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${used + wanted}`,
      },
    ];
  });
}
