// Public addresses: which one is next, and what it may stand for.

import { type Ec2, type PublicAddress } from "./ec2";
import { AwsError, invalid } from "./errors";
import { newId } from "./ids";

const POOL = "203.0.113.";
const FIRST = 10;
const LAST = 250;

/** The lowest public address that nobody has, in whichever account and region. */
export function nextPublicIp(ec2: Ec2): string {
  const used = new Set(ec2.addresses.everyones().map(({ publicIp }) => publicIp));
  for (let host = FIRST; host <= LAST; host += 1) {
    if (!used.has(`${POOL}${host}`)) return `${POOL}${host}`;
  }
  throw new AwsError(
    "InsufficientAddressCapacity",
    `The lab's pool of public addresses is used up: ${POOL}${FIRST} to ${POOL}${LAST}.`,
  );
}

/** A private address at an interface. */
export interface PrivateEnd {
  readonly interfaceId: string;
  readonly privateIp: string;
}

/** Finds the private end that a program means. */
export function resolveTarget(
  ec2: Ec2,
  region: string,
  asked: { interfaceId?: string; instanceId?: string; privateIp?: string },
): PrivateEnd {
  const instance =
    asked.instanceId === undefined ? undefined : ec2.instances.get(region, asked.instanceId);
  if (
    instance !== undefined &&
    asked.interfaceId === undefined &&
    instance.interfaceIds.length > 1
  ) {
    throw new AwsError(
      "InvalidInstanceID",
      `There are multiple interfaces attached to instance '${instance.id}'. Please specify an interface ID for the operation instead.`,
    );
  }
  const interfaceId = asked.interfaceId ?? instance?.interfaceIds[0];
  if (interfaceId === undefined) {
    throw new AwsError(
      "MissingParameter",
      "The request must contain a network interface or an instance.",
    );
  }
  const row = ec2.interfaces.get(region, interfaceId);
  const privateIp = asked.privateIp ?? row.addresses[0] ?? "";
  if (!row.addresses.includes(privateIp)) {
    throw invalid(`Address ${privateIp} does not belong to network interface ${row.id}.`);
  }
  return { interfaceId: row.id, privateIp };
}

/** Maps a public address to a private end; answers the association's id. */
export function associate(
  ec2: Ec2,
  row: PublicAddress,
  target: PrivateEnd,
  allowReassociation: boolean,
): string {
  const { vpcId } = ec2.interfaces.known(target.interfaceId);
  if (ec2.internetGatewayOf(vpcId) === undefined) {
    throw new AwsError(
      "Gateway.NotAttached",
      `Network ${vpcId} is not attached to any internet gateway. Make the association depend on the internet gateway.`,
    );
  }
  const rival = ec2.publicAddressOf(target.interfaceId, target.privateIp);
  if (!allowReassociation && row.association !== undefined) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${row.id} is already associated with associate-id ${row.association.id}`,
    );
  }
  if (!allowReassociation && rival !== undefined && rival !== row) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `resource ${target.interfaceId} is already associated with associate-id ${rival.association?.id ?? ""}`,
    );
  }
  if (rival !== undefined) rival.association = undefined;
  const id = newId("eipassoc");
  row.association = { id, ...target };
  return id;
}
