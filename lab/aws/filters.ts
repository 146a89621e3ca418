// Security groups and source/dest check of an instance's interfaces, as one nftables table in its namespace.

import { formatCidr } from "./addresses";
import { type Ec2, type NetworkInterface, type SecurityGroupRule } from "./ec2";

/** An interface with the link it appears as. */
export interface FilteredLink {
  readonly link: string;
  readonly row: NetworkInterface;
}

/** Which packets a rule lets through, in nft's words; undefined when no packet can match. */
export function matchOf(ec2: Ec2, rule: SecurityGroupRule): string | undefined {
  const peer = rule.direction === "ingress" ? "saddr" : "daddr";
  const words: string[] = [];
  if (rule.cidr !== undefined) {
    if (rule.cidr.length > 0) words.push(`ip ${peer} ${formatCidr(rule.cidr)}`);
  } else {
    // A group stands for the private addresses of its interfaces, never for their public ones.
    const members = ec2.interfaces
      .all()
      .filter(({ groups }) => groups.includes(rule.peerGroupId ?? ""))
      .flatMap(({ addresses }) => addresses);
    if (members.length === 0) return undefined;
    words.push(`ip ${peer} { ${members.sort().join(", ")} }`);
  }
  const { fromPort = -1, toPort = -1 } = rule;
  switch (rule.protocol) {
    case "-1":
      break;
    case "tcp":
    case "udp":
      words.push(`${rule.protocol} dport ${fromPort}-${toPort}`);
      break;
    case "icmp":
      // Ports are type and code here.
      words.push(fromPort < 0 ? "ip protocol icmp" : `icmp type ${fromPort}`);
      if (fromPort >= 0 && toPort >= 0) words.push(`icmp code ${toPort}`);
      break;
    case "icmpv6":
      return undefined;
    default:
      words.push(`ip protocol ${rule.protocol}`);
  }
  return words.join(" ");
}

function chain(ec2: Ec2, row: NetworkInterface, direction: "ingress" | "egress"): string[] {
  const own = row.addresses.join(", ");
  const foreign = direction === "ingress" ? `ip daddr != { ${own} }` : `ip saddr != { ${own} }`;
  const allowed = ec2.rules
    .all()
    .filter((rule) => row.groups.includes(rule.groupId) && rule.direction === direction)
    .flatMap((rule) => matchOf(ec2, rule) ?? []);
  return [
    ...(row.sourceDestCheck ? [`${foreign} counter drop`] : []),
    // A flow once let through stays so until it ends, even when its rule is taken away. One that has had
    // no answer yet is still "new", so what counts is that its first packet got past every filter.
    "ct state established,related accept",
    "ct status confirmed accept",
    ...[...new Set(allowed)].map((match) => `${match} accept`.trim()),
    "counter drop",
  ];
}

/** The text of the table `ip aws` for a namespace with these links. */
export function filterTable(ec2: Ec2, links: readonly FilteredLink[]): string {
  const lines: string[] = [];
  const block = (name: string, body: readonly string[]): void => {
    lines.push(`chain ${name} {`, ...body, "}");
  };
  links.forEach(({ row }, index) => {
    block(`in${index}`, chain(ec2, row, "ingress"));
    block(`out${index}`, chain(ec2, row, "egress"));
  });
  // Between connection tracking and any address translation on the way in, after both on the way out: AWS
  // filters what is on the wire.
  block("ingress", [
    "type filter hook prerouting priority -150; policy accept;",
    ...links.map(({ link }, index) => `iifname "${link}" jump in${index}`),
  ]);
  block("egress", [
    "type filter hook postrouting priority 300; policy accept;",
    ...links.map(({ link }, index) => `oifname "${link}" jump out${index}`),
  ]);
  return lines.join("\n");
}
