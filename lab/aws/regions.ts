// Regions and their availability zones, as far as the lab plays them.

import { AwsError, invalid } from "./errors";

const REGIONS: Readonly<Record<string, { place: string; zonePrefix: string; zones: string }>> = {
  "us-east-1": { place: "US East (N. Virginia)", zonePrefix: "use1", zones: "abcdef" },
  "us-east-2": { place: "US East (Ohio)", zonePrefix: "use2", zones: "abc" },
  "us-west-1": { place: "US West (N. California)", zonePrefix: "usw1", zones: "ac" },
  "us-west-2": { place: "US West (Oregon)", zonePrefix: "usw2", zones: "abcd" },
  "ca-central-1": { place: "Canada (Central)", zonePrefix: "cac1", zones: "abd" },
  "sa-east-1": { place: "South America (Sao Paulo)", zonePrefix: "sae1", zones: "abc" },
  "eu-central-1": { place: "Europe (Frankfurt)", zonePrefix: "euc1", zones: "abc" },
  "eu-central-2": { place: "Europe (Zurich)", zonePrefix: "euc2", zones: "abc" },
  "eu-west-1": { place: "Europe (Ireland)", zonePrefix: "euw1", zones: "abc" },
  "eu-west-2": { place: "Europe (London)", zonePrefix: "euw2", zones: "abc" },
  "eu-west-3": { place: "Europe (Paris)", zonePrefix: "euw3", zones: "abc" },
  "eu-north-1": { place: "Europe (Stockholm)", zonePrefix: "eun1", zones: "abc" },
  "eu-south-1": { place: "Europe (Milan)", zonePrefix: "eus1", zones: "abc" },
  "ap-south-1": { place: "Asia Pacific (Mumbai)", zonePrefix: "aps1", zones: "abc" },
  "ap-northeast-1": { place: "Asia Pacific (Tokyo)", zonePrefix: "apne1", zones: "acd" },
  "ap-southeast-1": { place: "Asia Pacific (Singapore)", zonePrefix: "apse1", zones: "abc" },
  "ap-southeast-2": { place: "Asia Pacific (Sydney)", zonePrefix: "apse2", zones: "abc" },
};

/** One availability zone. */
export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Refuses a region that does not exist. */
export function checkRegion(region: string): void {
  if (REGIONS[region] === undefined) {
    throw new AwsError(
      "InvalidRegion",
      `invalid AWS Region: ${region}. The lab has ${Object.keys(REGIONS).join(", ")}`,
    );
  }
}

/** What a region is called in prose. */
export function regionDescription(region: string): string {
  checkRegion(region);
  return REGIONS[region]?.place ?? "";
}

/** The zones of a region in the order of their letters. */
export function zonesOf(region: string): readonly Zone[] {
  checkRegion(region);
  const { zones = "", zonePrefix = "" } = REGIONS[region] ?? {};
  return [...zones].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${zonePrefix}-az${index + 1}`,
  }));
}

/** A region's second zone by letter; what is no region is for the provider to refuse. */
export function secondZoneOf(region: string): string {
  return `${region}${REGIONS[region]?.zones[1] ?? "b"}`;
}

/** The zone with this name in the region, or EC2's refusal. */
export function zoneOf(region: string, name: string): Zone {
  const zones = zonesOf(region);
  const zone = zones.find((candidate) => candidate.name === name);
  if (zone !== undefined) return zone;
  throw invalid(
    `Value (${name}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.map((known) => known.name).join(", ")}.`,
  );
}
