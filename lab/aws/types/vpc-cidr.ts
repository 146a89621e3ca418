// aws.ec2.VpcIpv4CidrBlockAssociation: a further range for a VPC, as far as ranges may be mixed.

import { contains, overlaps } from "../../../lib/net";
import { type Cidr, cidrProblem, formatCidr, parseCidr } from "../addresses";
import { AwsError, inUse, invalid } from "../errors";
import { newId } from "../ids";
import { resourceType } from "../resource-type";
import { requiredText } from "../schema";
import { anchor, regional } from "./common";

function block(text: string): Cidr {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw invalid(`${text} is not a block`);
  return cidr;
}

const TEN = block("10.0.0.0/8");
const ONE_SEVEN_TWO = block("172.16.0.0/12");
const ONE_NINE_TWO = block("192.168.0.0/16");
const BENCHMARK = block("198.19.0.0/16");
const SHARED = block("100.64.0.0/10");
const PRIVATE = [TEN, ONE_SEVEN_TWO, ONE_NINE_TWO, BENCHMARK, SHARED];

/** Whether a VPC whose first block is `primary` may take `more` too; the private ranges can't be mixed. */
export function mayJoin(primary: Cidr, more: Cidr): boolean {
  const home = PRIVATE.find((range) => contains(range, primary));
  const other = PRIVATE.find((range) => contains(range, more));
  if (other === undefined) return !PRIVATE.some((range) => contains(more, range));
  // The shared range goes with everything; inside the three classic ones nothing leaves its own range.
  if (other === SHARED || home === undefined || home === SHARED)
    return other === SHARED || other === home;
  return other === home;
}

export const vpcCidr = resourceType({
  token: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  title: "EC2 VPC IPv4 CIDR Block Association",
  inputs: {
    ...regional,
    vpcId: anchor,
    cidrBlock: requiredText({ change: "replace", rule: cidrProblem }),
  },
  computed: [],
  create(ec2, region, { vpcId, cidrBlock }) {
    const vpc = ec2.vpcs.get(region, vpcId);
    const cidr = block(cidrBlock);
    if (cidr.length < 16 || cidr.length > 28) {
      throw new AwsError(
        "InvalidVpc.Range",
        `The CIDR '${cidrBlock}' is invalid: a VPC takes a /16 to a /28.`,
      );
    }
    if (ec2.blocksOf(vpc).some((known) => overlaps(known, cidr))) {
      throw new AwsError(
        "InvalidVpc.Range",
        `The CIDR '${cidrBlock}' overlaps one of the VPC's own.`,
      );
    }
    if (!mayJoin(vpc.cidr, cidr)) {
      throw new AwsError(
        "InvalidVpc.Range",
        `The CIDR '${cidrBlock}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR ${formatCidr(vpc.cidr)}, or use a publicly-routable CIDR.`,
      );
    }
    const id = newId("vpc-cidr-assoc");
    vpc.secondary.set(id, cidr);
    return id;
  },
  read(ec2, region, id) {
    const vpc = ec2.vpcs.all().find((row) => row.region === region && row.secondary.has(id));
    const cidr = vpc?.secondary.get(id);
    if (vpc === undefined || cidr === undefined) return undefined;
    return { region, vpcId: vpc.id, cidrBlock: formatCidr(cidr) };
  },
  remove(ec2, _region, id) {
    const vpc = ec2.vpcs.all().find(({ secondary }) => secondary.has(id));
    const cidr = vpc?.secondary.get(id);
    if (vpc === undefined || cidr === undefined) return;
    const used = ec2.subnets.all().some((row) => row.vpcId === vpc.id && contains(cidr, row.cidr));
    if (used)
      throw inUse(`The CIDR block '${formatCidr(cidr)}' has subnets and cannot be disassociated.`);
    vpc.secondary.delete(id);
  },
});
