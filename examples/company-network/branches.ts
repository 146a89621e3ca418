// The company's branches: where each is, and the network that it has.

/** The regions that the company uses. */
export const REGIONS = ["eu-central-1", "us-east-2"] as const;
export type Region = (typeof REGIONS)[number];

export interface BranchPlace {
  readonly name: string;
  readonly region: Region;
  /** The second octet of its network, 10.N.0.0/16. It stays with the branch for good. */
  readonly number: number;
}

const IN: Readonly<Record<Region, readonly string[]>> = {
  "eu-central-1": [
    "berlin",
    "bern",
    "brno",
    "cork",
    "gent",
    "lyon",
    "oslo",
    "porto",
    "turin",
    "vaduz",
  ],
  "us-east-2": [
    "akron",
    "boise",
    "dover",
    "elgin",
    "flint",
    "miami",
    "omaha",
    "provo",
    "salem",
    "tampa",
  ],
};

/** The number of the first branch of a region. */
const FIRST = { "eu-central-1": 101, "us-east-2": 151 } as const;

/** All of them, region by region. A new one comes last in its region, so that no other's network moves. */
export const BRANCHES: readonly BranchPlace[] = REGIONS.flatMap((region) =>
  IN[region].map((name, index) => ({ name, region, number: FIRST[region] + index })),
);
