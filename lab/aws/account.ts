// What a lab's account is like, where a program's account.json or a person says it: everything else is as a new account has it.

import { AwsError } from "./errors";

/** AWS's own limits, each in every region by itself, until AWS raises them. */
export interface Quotas {
  /** VPCs, and internet gateways with them. */
  readonly vpcs: number;
  readonly subnetsPerVpc: number;
  readonly elasticIps: number;
  readonly natGatewaysPerZone: number;
  /** Rules of a security group in each direction. */
  readonly rulesPerGroup: number;
  readonly groupsPerInterface: number;
  /** Virtual CPUs of running machines of the standard families. */
  readonly vcpus: number;
}

/**
 * What a new account has (VPC user guide, "Amazon VPC quotas"; EC2 user guide, "Elastic IP addresses"). Of virtual CPUs AWS gives
 * new accounts unlike numbers: 1, 5, 16 and 32 are published (openshift/installer 2736, gitpod-io/website 3918,
 * geoschem/integrated_methane_inversion 41); the lab takes the most common one, so that most examples fit.
 */
const NEW_ACCOUNT: Quotas = {
  vpcs: 5,
  subnetsPerVpc: 200,
  elasticIps: 5,
  natGatewaysPerZone: 5,
  rulesPerGroup: 60,
  groupsPerInterface: 5,
  vcpus: 32,
};

/** The account. */
export interface AccountSettings {
  readonly quotas: Quotas;
  readonly marketplace: Marketplace;
  readonly slow: Slow;
  readonly refuses: Refuses;
  readonly image: ImageSettings;
}

/** What the image of a vSRX brings, where nobody saw it. */
export interface ImageSettings {
  /** Whether the factory's policy, which permits everything from zone trust to zone untrust, stays beneath the user data. */
  readonly permitsOutward: boolean;
}

/** What takes AWS minutes, in seconds. */
export interface Slow {
  /** From the end of a machine to the moment when its interfaces are free. */
  readonly terminateSeconds: number;
  /** Until a NAT gateway is available, and until one is gone. */
  readonly natGatewaySeconds: number;
}

/** What AWS does on a bad day, or may do. */
export interface Refuses {
  /** So many launches of an `up` find no capacity; AWS's client tries again 25 times. */
  readonly launches: number;
  /** Whether a subnet stays while a route names its prefix: AWS's own behaviour was not found. */
  readonly subnetsThatRoutesName: boolean;
}

/** What was agreed with AWS Marketplace. */
export interface Marketplace {
  /** Whether somebody accepted the terms of the products that images are of; until then none of them is launched. */
  readonly termsAccepted: boolean;
}

/** An account as AWS makes it. */
export const FRESH: AccountSettings = {
  quotas: NEW_ACCOUNT,
  // The one thing that a person did before: without it no vSRX starts.
  marketplace: { termsAccepted: true },
  // Fast, for tests' sake.
  slow: { terminateSeconds: 0, natGatewaySeconds: 0 },
  refuses: { launches: 0, subnetsThatRoutesName: false },
  image: { permitsOutward: false },
};

/** Settings of which some are given, by name. */
type Given = Readonly<Record<string, unknown>>;

const isGiven = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One part of the settings: known names, each with a value of its default's kind. */
function part<Part extends object>(where: string, fallback: Part, given: unknown): Part {
  if (given === undefined) return fallback;
  if (!isGiven(given)) throw wrong(`${where} has to be an object`);
  const known = Object.entries(fallback);
  for (const [name, value] of Object.entries(given)) {
    const like: unknown = known.find(([each]) => each === name)?.[1];
    if (like === undefined)
      throw wrong(`${where} has no "${name}"; it has ${known.map(([each]) => each).join(", ")}`);
    if (typeof value !== typeof like)
      throw wrong(
        `${where}.${name} has to be of kind ${typeof like}, not ${JSON.stringify(value)}`,
      );
    if (typeof value === "number" && !(value >= 0))
      throw wrong(`${where}.${name} has to be 0 or more, not ${value}`);
  }
  return { ...fallback, ...given };
}

const wrong = (reason: string): AwsError => new AwsError("InvalidAccount", reason);

/**
 * Settings that were read as JSON, over those that hold.
 * @throws AwsError that names what is not known, and what is
 */
export function accountFrom(given: unknown, before: AccountSettings = FRESH): AccountSettings {
  const parts = part<Record<keyof AccountSettings, object>>("the account", before, given);
  return {
    quotas: part("quotas", before.quotas, parts.quotas),
    marketplace: part("marketplace", before.marketplace, parts.marketplace),
    slow: part("slow", before.slow, parts.slow),
    refuses: part("refuses", before.refuses, parts.refuses),
    image: part("image", before.image, parts.image),
  };
}
