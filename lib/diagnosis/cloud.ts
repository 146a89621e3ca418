// What a cloud has otherwise than the last update left it: which of that stands against a tunnel, and in which words.
import { type Cause, type Diagnosis, type Evidence, ordered } from "./cause";
import type { WantedTunnel } from "./network";

/** A resource of AWS's that is not as the last update left it. */
export interface CloudDrift {
  /** Pulumi's type, such as `aws:ec2/route:Route`. */
  readonly type: string;
  /** Pulumi's name. */
  readonly name: string;
  /** The gateway or NAT device that it belongs to; undefined for what a site shares. */
  readonly device?: string;
  /**
   * Properties that the program gives a value. AWS fills in others as time goes by, such as the instance behind an
   * address or the rules of a group, and a refresh that finds them has found no change. @default all of them
   */
  readonly asked?: readonly string[];
  readonly planned: Properties;
  /** Undefined where it is gone. */
  readonly found?: Properties;
}

type Properties = Readonly<Record<string, unknown>>;

interface Kind {
  /** For people: what AWS calls it. */
  readonly title: string;
  /** Properties that traffic depends on; another value of any other breaks nothing. */
  readonly matters: readonly string[];
  /** What it does to packets, once changed or gone. */
  readonly says: (drift: CloudDrift) => string;
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : value === undefined || value === null
      ? "nothing"
      : JSON.stringify(value);

const PROTOCOLS: Readonly<Record<string, string>> = {
  "17": "UDP",
  "6": "TCP",
  "1": "ICMP",
  "50": "ESP (protocol 50)",
  "-1": "anything",
};

/** What a rule is about, by its plan. */
function trafficOf({ ipProtocol, fromPort, toPort }: Properties): string {
  const protocol = textOf(ipProtocol);
  const name = PROTOCOLS[protocol] ?? protocol.toUpperCase();
  if (name !== "UDP" && name !== "TCP") return name;
  return `${name} ${textOf(fromPort)}${fromPort === toPort ? "" : `-${textOf(toPort)}`}`;
}

const at = ({ device }: CloudDrift, word: string): string =>
  device === undefined ? "" : ` ${word} ${device}`;

const rule = (word: string): Kind => ({
  title: "security group rule",
  matters: ["ipProtocol", "fromPort", "toPort", "cidrIpv4", "referencedSecurityGroupId"],
  says: (drift) => {
    const peer = drift.planned["cidrIpv4"] ?? drift.planned["referencedSecurityGroupId"];
    const far = word === "into" ? "from" : "to";
    return `AWS does not let ${trafficOf(drift.planned)}${at(drift, word)} ${far} ${textOf(peer)} as planned`;
  },
});

const gone = (title: string): Kind => ({
  title,
  matters: [],
  says: (drift) => `the ${title}${at(drift, "of")} is gone from AWS`,
});

/** By Pulumi's type. Tags, descriptions, launch templates and keys are of no matter to what runs. */
const KINDS: Readonly<Record<string, Kind>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule("into"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule("out of"),
  "aws:ec2/networkInterface:NetworkInterface": {
    title: "network interface",
    matters: ["sourceDestCheck", "securityGroups", "privateIps"],
    says: (drift) => {
      if (drift.found === undefined) return gone("network interface").says(drift);
      if (drift.found["sourceDestCheck"] === true && drift.planned["sourceDestCheck"] !== true)
        return `AWS drops what ${drift.device ?? "a device"} forwards: the source/dest check of its interface is on`;
      return `a network interface${at(drift, "of")} has other addresses or security groups than planned`;
    },
  },
  "aws:ec2/route:Route": {
    title: "route",
    matters: ["gatewayId", "networkInterfaceId", "natGatewayId"],
    says: ({ planned, found }) =>
      found === undefined
        ? `AWS has no route to ${textOf(planned["destinationCidrBlock"])} any more in one of the site's route tables`
        : `AWS sends ${textOf(planned["destinationCidrBlock"])} another way than planned`,
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    title: "route table association",
    matters: ["routeTableId", "subnetId"],
    says: () => "a subnet uses another route table than planned, with other routes",
  },
  "aws:ec2/eipAssociation:EipAssociation": {
    title: "address association",
    matters: ["allocationId", "networkInterfaceId", "privateIpAddress"],
    says: (drift) =>
      `the public address ${textOf(drift.planned["publicIp"])}${at(drift, "of")} leads ${drift.found === undefined ? "nowhere" : "to another interface"}`,
  },
  "aws:ec2/instance:Instance": {
    title: "instance",
    matters: ["instanceState"],
    says: (drift) =>
      drift.found === undefined
        ? gone("instance").says(drift)
        : `the instance${at(drift, "of")} is ${textOf(drift.found["instanceState"])}`,
  },
  "aws:ec2/routeTable:RouteTable": gone("route table"),
  "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": gone("interface's attachment"),
  "aws:ec2/securityGroup:SecurityGroup": gone("security group"),
  "aws:ec2/eip:Eip": gone("elastic IP address"),
  "aws:ec2/natGateway:NatGateway": gone("NAT gateway"),
  "aws:ec2/internetGateway:InternetGateway": gone("internet gateway"),
  "aws:ec2/subnet:Subnet": gone("subnet"),
  "aws:ec2/vpc:Vpc": gone("VPC"),
};

/** What of the cloud stands against a tunnel, and what differs and doesn't. */
export interface CloudFindings {
  readonly causes: readonly Cause[];
  readonly differences: readonly Evidence[];
}

/**
 * Judges drift for one tunnel: that of its gateways and of the devices between them, and of what their sites share.
 * @param between - NAT devices of the tunnel
 */
export function cloudFindings(
  { name: tunnel, ends }: WantedTunnel,
  between: readonly string[],
  drifts: readonly CloudDrift[],
): CloudFindings {
  const own = [...ends.map(({ device }) => device), ...between];
  const causes: Cause[] = [];
  const differences: Evidence[] = [];
  for (const drift of drifts) {
    if (drift.device !== undefined && !own.includes(drift.device)) continue;
    const kind = KINDS[drift.type];
    const changed = changedIn(drift, kind?.matters ?? []);
    const place = `AWS's ${kind?.title ?? drift.type} ${drift.name}`;
    if (kind === undefined || (drift.found !== undefined && changed.length === 0)) {
      const value = othersIn(drift);
      if (value !== undefined)
        differences.push({ device: drift.device ?? "its site", place, value });
      continue;
    }
    causes.push({
      layer: "path",
      tunnel,
      ...(drift.device === undefined ? {} : { device: drift.device }),
      what: kind.says(drift),
      evidence: [
        {
          device: drift.device ?? "its site",
          place,
          value: drift.found === undefined ? "gone" : changed.join("; "),
        },
      ],
      fix: "run `pulumi up --refresh`, which gives AWS what the program says; if the change is meant, say it in the program",
      key: `path cloud ${drift.type} ${drift.name}`,
    });
  }
  return { causes, differences };
}

/** A diagnosis with the cloud's side: what a lower layer has lost shows in replies, which are its evidence then. */
export function withCloud(
  diagnosis: Diagnosis,
  { causes: [first, ...others], differences }: CloudFindings,
): Diagnosis {
  const all = [...diagnosis.differences, ...differences];
  if (first === undefined) return { ...diagnosis, differences: all };
  const isReply = ({ key }: Cause): boolean => key.includes(" wire ");
  const shown = diagnosis.causes.filter(isReply).flatMap(({ evidence }) => evidence);
  const rest = diagnosis.causes.filter((cause) => !isReply(cause));
  const own = { ...first, evidence: [...first.evidence, ...shown] };
  return { ...diagnosis, causes: ordered([...rest, own, ...others]), differences: all };
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

const changedIn = ({ planned, found }: CloudDrift, names: readonly string[]): readonly string[] =>
  found === undefined
    ? []
    : names
        .filter((name) => !isSame(planned[name], found[name]))
        .map(
          (name) => `${name} ${textOf(planned[name])} in the plan, ${textOf(found[name])} in AWS`,
        );

/** Names alone: values of what nobody knows may be secret. Undefined where only AWS's own properties differ. */
function othersIn({ planned, found, asked }: CloudDrift): string | undefined {
  if (found === undefined) return "gone";
  const names = asked ?? [...new Set([...Object.keys(planned), ...Object.keys(found)])];
  const other = names.filter((name) => !isSame(planned[name], found[name]));
  return other.length === 0 ? undefined : `other ${other.join(", ")}`;
}
