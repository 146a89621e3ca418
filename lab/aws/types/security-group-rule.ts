// aws.vpc.SecurityGroupIngressRule and …EgressRule: one permission each.

import { cidrProblem, formatCidr, parseCidr } from "../addresses";
import { type Ec2, type SecurityGroupRule } from "../ec2";
import { AwsError, invalid } from "../errors";
import { newId } from "../ids";
import { checkQuota } from "../quotas";
import { commonOutputs, resourceType, type ResourceType } from "../resource-type";
import { number, requiredText, text, unsupported } from "../schema";
import { anchor, descriptionProblem, tagged } from "./common";

const NUMBERS: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
};
const WITH_PORTS = ["tcp", "udp"];
const ICMP = ["icmp", "icmpv6"];
const SOURCES = ["cidrIpv4", "referencedSecurityGroupId"];

/** A protocol by EC2's name where it has one, else by number; `-1` is every protocol. */
function protocolName(given: string): string {
  const lower = given.toLowerCase();
  return lower === "all" ? "-1" : (NUMBERS[lower] ?? lower);
}

function protocolProblem(given: string): string | undefined {
  const name = protocolName(given);
  if (name === "-1" || WITH_PORTS.includes(name) || ICMP.includes(name)) return undefined;
  return /^\d{1,3}$/.test(name) && Number(name) < 256
    ? undefined
    : `"${given}" is not a protocol: give tcp, udp, icmp, a number up to 255 (ESP is 50), or -1 for all`;
}

function portProblem(port: number): string | undefined {
  return Number.isInteger(port) && port >= -1 && port <= 65535
    ? undefined
    : `${port} is not a port: 0 to 65535`;
}

interface RuleInputs {
  readonly ipProtocol?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly cidrIpv4?: string;
  readonly referencedSecurityGroupId?: string;
}

/** What is wrong with ports and source taken together. */
function ruleProblems(inputs: RuleInputs): string[] {
  const found: string[] = [];
  const given = [inputs.cidrIpv4, inputs.referencedSecurityGroupId].filter(
    (value) => value !== undefined,
  );
  if (given.length !== 1) {
    found.push(
      `a rule needs exactly one of cidrIpv4 and referencedSecurityGroupId; ${given.length === 0 ? "none" : "both"} given`,
    );
  }
  const protocol = protocolName(inputs.ipProtocol ?? "-1");
  const { fromPort, toPort } = inputs;
  if (WITH_PORTS.includes(protocol)) {
    if (fromPort === undefined || toPort === undefined) {
      found.push("Invalid value for portRange. Must specify both from and to ports with TCP/UDP.");
    } else if (fromPort < 0 || toPort < fromPort) {
      found.push(`Invalid TCP/UDP port range (${fromPort}-${toPort})`);
    }
  } else if (!ICMP.includes(protocol) && ![fromPort, toPort].every((port) => (port ?? -1) === -1)) {
    found.push(`fromPort and toPort mean nothing with protocol ${protocol}: leave them out`);
  }
  return found;
}

function endOf(rule: SecurityGroupRule): string {
  return JSON.stringify([
    rule.protocol,
    rule.fromPort,
    rule.toPort,
    rule.cidr === undefined ? undefined : formatCidr(rule.cidr),
    rule.peerGroupId,
  ]);
}

function build(
  ec2: Ec2,
  region: string,
  direction: "ingress" | "egress",
  values: RuleInputs & { readonly securityGroupId: string; readonly ipProtocol: string },
): Omit<SecurityGroupRule, "id" | "inputs"> {
  const group = ec2.groups.get(region, values.securityGroupId);
  const problem = ruleProblems(values)[0];
  if (problem !== undefined) throw invalid(problem);
  const peerGroupId = values.referencedSecurityGroupId?.split("/").at(-1);
  if (peerGroupId !== undefined && ec2.groups.get(region, peerGroupId).vpcId !== group.vpcId) {
    throw invalid(`You have specified two resources that belong to different networks.`);
  }
  const protocol = protocolName(values.ipProtocol);
  const ports = WITH_PORTS.includes(protocol) || ICMP.includes(protocol);
  return {
    region,
    groupId: group.id,
    direction,
    protocol,
    fromPort: ports ? values.fromPort : undefined,
    toPort: ports ? values.toPort : undefined,
    cidr: values.cidrIpv4 === undefined ? undefined : parseCidr(values.cidrIpv4),
    peerGroupId,
  };
}

function place(ec2: Ec2, rule: SecurityGroupRule): void {
  const others = ec2.rules
    .all()
    .filter(
      (other) =>
        other.id !== rule.id &&
        other.groupId === rule.groupId &&
        other.direction === rule.direction,
    );
  if (others.some((other) => endOf(other) === endOf(rule))) {
    const asked = rule.inputs as unknown as RuleInputs;
    const peer = asked.cidrIpv4 ?? asked.referencedSecurityGroupId ?? "";
    const protocol = asked.ipProtocol?.toUpperCase() ?? "";
    throw new AwsError(
      "InvalidPermission.Duplicate",
      `the specified rule "peer: ${peer}, ${protocol}, from port: ${asked.fromPort ?? "all"}, to port: ${asked.toPort ?? "all"}, ALLOW" already exists`,
    );
  }
  checkQuota(ec2, "rulesPerGroup", others.length + 1);
  ec2.rules.add(rule);
}

function ruleType(direction: "ingress" | "egress"): ResourceType {
  const word = direction === "ingress" ? "Ingress" : "Egress";
  return resourceType({
    token: `aws:vpc/securityGroup${word}Rule:SecurityGroup${word}Rule`,
    title: `VPC Security Group ${word} Rule`,
    inputs: {
      ...tagged,
      securityGroupId: anchor,
      ipProtocol: requiredText({ rule: protocolProblem }),
      fromPort: number({ rule: portProblem }),
      toPort: number({ rule: portProblem }),
      cidrIpv4: text({ rule: cidrProblem }),
      referencedSecurityGroupId: text(),
      description: text({ rule: descriptionProblem }),
      cidrIpv6: unsupported("Rules of the lab are IPv4 only."),
      prefixListId: unsupported("Give cidrIpv4."),
    },
    computed: ["arn", "securityGroupRuleId", "tagsAll"],
    // A rule keeps the kind of its source for life.
    replacedBy: (olds, news) =>
      SOURCES.some((source) => (olds[source] === undefined) !== (news[source] === undefined))
        ? SOURCES
        : [],
    together: ruleProblems,
    create(ec2, region, values, inputs) {
      const id = newId("sgr");
      place(ec2, { id, inputs, ...build(ec2, region, direction, values) });
      return id;
    },
    read(ec2, region, id) {
      const row = ec2.rules.find(region, id);
      if (row?.direction !== direction) return undefined;
      return {
        ...commonOutputs(row),
        arn: ec2.arn(region, "security-group-rule", id),
        securityGroupRuleId: id,
      };
    },
    update(ec2, region, id, values, inputs) {
      ec2.rules.get(region, id);
      place(ec2, { id, inputs, ...build(ec2, region, direction, values) });
    },
    remove(ec2, region, id) {
      ec2.rules.get(region, id);
      ec2.rules.remove(id);
    },
  });
}

export const securityGroupIngressRule = ruleType("ingress");
export const securityGroupEgressRule = ruleType("egress");
