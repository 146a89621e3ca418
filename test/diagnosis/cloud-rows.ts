// What AWS alone can show, each as the table of failure modes numbers it, and what is said of it.
import type { CloudDrift } from "../../lib/diagnosis";

export const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const udp = { ipProtocol: "udp", fromPort: 4500, toPort: 4500, cidrIpv4: "0.0.0.0/0" };

export const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
export const eni = { sourceDestCheck: false, securityGroups: ["sg-1"], privateIps: ["10.1.31.4"] };

export const CLOUD_ROWS: readonly (readonly [
  row: number,
  name: string,
  drift: CloudDrift,
  said: RegExp,
])[] = [
  [
    40,
    "a rule taken away",
    { type: RULE, name: "srx2-ike", device: "srx2", planned: udp },
    /^path: AWS does not let UDP 4500 into srx2 from 0\.0\.0\.0\/0 as planned\n {2}srx2: AWS's security group rule srx2-ike: gone\n {2}fix: run `pulumi up --refresh`/,
  ],
  [
    40,
    "a rule that was narrowed",
    {
      type: RULE,
      name: "srx2-ike",
      device: "srx2",
      planned: udp,
      found: { ...udp, cidrIpv4: "192.0.2.1/32" },
    },
    /cidrIpv4 0\.0\.0\.0\/0 in the plan, 192\.0\.2\.1\/32 in AWS/,
  ],
  [
    41,
    "protocol 50 closed",
    {
      type: RULE,
      name: "esp",
      device: "srx2",
      planned: { ipProtocol: "50", cidrIpv4: "0.0.0.0/0" },
    },
    /^path: AWS does not let ESP \(protocol 50\) into srx2/,
  ],
  [
    39,
    "source/dest check",
    {
      type: INTERFACE,
      name: "srx2-ge",
      device: "srx2",
      planned: eni,
      found: { ...eni, sourceDestCheck: true },
    },
    /^path: AWS drops what srx2 forwards: the source\/dest check of its interface is on\n {2}srx2: .*sourceDestCheck false in the plan, true in AWS/,
  ],
  [
    39,
    "another security group",
    {
      type: INTERFACE,
      name: "srx2-ge",
      device: "srx2",
      planned: eni,
      found: { ...eni, securityGroups: ["sg-2"] },
    },
    /^path: a network interface of srx2 has other addresses or security groups/,
  ],
  [
    42,
    "an address that leads nowhere",
    {
      type: "aws:ec2/eipAssociation:EipAssociation",
      name: "srx1-eip",
      device: "srx1",
      planned: { publicIp: "203.0.113.9" },
    },
    /^path: the public address 203\.0\.113\.9 of srx1 leads nowhere/,
  ],
  [
    42,
    "a route to another interface",
    {
      type: "aws:ec2/route:Route",
      name: "lab-to-10-1-21-0-24",
      planned: { destinationCidrBlock: "10.1.21.0/24", networkInterfaceId: "eni-1" },
      found: { destinationCidrBlock: "10.1.21.0/24", networkInterfaceId: "eni-2" },
    },
    /^path: AWS sends 10\.1\.21\.0\/24 another way than planned\n {2}its site: .*eni-1 in the plan, eni-2 in AWS/,
  ],
  [
    42,
    "another route table",
    {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name: "lab-lan",
      planned: { routeTableId: "rtb-1", subnetId: "s" },
      found: { routeTableId: "rtb-2", subnetId: "s" },
    },
    /^path: a subnet uses another route table/,
  ],
  [
    65,
    "a stopped instance",
    {
      type: "aws:ec2/instance:Instance",
      name: "nat",
      device: "nat",
      planned: { instanceState: "running" },
      found: { instanceState: "stopped" },
    },
    /^path: the instance of nat is stopped/,
  ],
];
