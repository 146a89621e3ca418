// What preflight may ask of AWS, in one region: questions alone. A question without an answer rejects, and is told as unknown.
import type { RegionCounts } from "./plan";

/** An image as the account sees it. */
export interface ImageAnswer {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly architecture: string;
  /** Codes of products of the marketplace. */
  readonly productCodes: readonly string[];
  /** The root disk. */
  readonly disk:
    { readonly device: string; readonly gigabytes: number; readonly kind: string } | undefined;
}

/** What stands in the region already. */
export interface UsedAnswer extends RegionCounts {
  /** Virtual CPUs of standard machines that run. */
  readonly vcpus: number;
}

/** A launch that is asked about and never made. */
export interface LaunchQuestion {
  readonly image: string;
  readonly type: string;
  readonly zone: string | undefined;
  readonly subnetId: string | undefined;
  readonly httpTokens: string | undefined;
  readonly encrypted: boolean | undefined;
  readonly disk: ImageAnswer["disk"];
}

/** What AWS says to it: `DryRunOperation` where it would be made. */
export interface LaunchAnswer {
  readonly code: string;
  readonly message: string;
}

/** Prices of the on-demand list, in US dollars an hour. */
export type PricedThing =
  | { readonly kind: "instance"; readonly type: string }
  | { readonly kind: "nat-gateway" }
  | { readonly kind: "public-address" }
  | { readonly kind: "disk"; readonly volume: string };

/** One region of one account. */
export interface Account {
  image(id: string): Promise<ImageAnswer | undefined>;
  /** Zones of the region that offer an instance type. */
  offeredZones(type: string): Promise<readonly string[]>;
  /** Virtual CPUs of an instance type. */
  vcpusOf(type: string): Promise<number>;
  quota(service: string, code: string): Promise<number>;
  used(): Promise<UsedAnswer>;
  encryptsByDefault(): Promise<boolean>;
  /** The account's defaults for the metadata service. */
  metadataDefaults(): Promise<{ readonly httpTokens?: string; readonly enforced?: string }>;
  /** A subnet that is there, in the zone where one is named. */
  someSubnet(zone: string | undefined): Promise<string | undefined>;
  dryRun(launch: LaunchQuestion): Promise<LaunchAnswer>;
  /** Whether a machine of this product is there: then its terms were accepted. */
  hasMachineOf(productCode: string): Promise<boolean>;
  /** Dollars an hour; a disk's a gigabyte and month. Undefined where the list has none. */
  price(thing: PricedThing): Promise<number | undefined>;
}
