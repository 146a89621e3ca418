// What a region's plan costs an hour, by kind: AWS's price list, else a dated table, else unknown and no number.
import type { Account, ImageAnswer, PricedThing } from "./account";
import { reasonOf } from "./findings";
import type { RegionPlan } from "./plan";
import { tablePrice } from "./price-table";

/** One kind of thing. */
export interface CostLine {
  readonly kind: string;
  readonly count: number;
  /** US dollars an hour, of all of them; undefined where nobody says. */
  readonly hourly: number | undefined;
  /** Where the price is from, or why there is none. */
  readonly from: string;
}

/** Hours of a month, as AWS counts them. */
const MONTH = 730;

/** Every kind that costs by the hour. Traffic is not in it: nobody knows how much there will be. */
export async function costsOf(
  plan: RegionPlan,
  account: Account,
  images: ReadonlyMap<string, ImageAnswer>,
): Promise<readonly CostLine[]> {
  const priced = async (kind: string, count: number, thing: PricedThing): Promise<CostLine> => {
    const { dollars, from } = await priceOf(plan.region, account, thing);
    return { kind, count, hourly: dollars === undefined ? undefined : dollars * count, from };
  };
  const machines = [...countBy(plan.instances.map(({ type }) => type))].map(([type, count]) =>
    priced(`machine ${type}`, count, { kind: "instance", type }),
  );
  const gateways = Object.values(plan.natGateways).reduce((sum, each) => sum + each, 0);
  const lines = await Promise.all([
    ...machines,
    ...(gateways === 0 ? [] : [priced("NAT gateway", gateways, { kind: "nat-gateway" } as const)]),
    ...(plan.elasticIps === 0
      ? []
      : [priced("public IPv4 address", plan.elasticIps, { kind: "public-address" } as const)]),
    ...disks(plan, account, images),
  ]);
  return [...lines, ...fees(plan, images)];
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

interface Price {
  readonly dollars: number | undefined;
  readonly from: string;
}

async function priceOf(region: string, account: Account, thing: PricedThing): Promise<Price> {
  let why = "AWS's price list has none";
  try {
    const dollars = await account.price(thing);
    if (dollars !== undefined) return { dollars, from: "AWS's price list" };
  } catch (error) {
    why = `AWS's price list can't be asked (${reasonOf(error)})`;
  }
  const known = tablePrice(region, thing);
  return known ?? { dollars: undefined, from: `${why}, and there is no table for it` };
}

/** Root disks, as the images have them. */
function disks(
  { instances, region }: RegionPlan,
  account: Account,
  images: ReadonlyMap<string, ImageAnswer>,
): readonly Promise<CostLine>[] {
  const lines = [...countBy(instances.map(({ image }) => image))];
  return lines.map(async ([id, count]) => {
    const disk = images.get(id)?.disk;
    if (disk === undefined) {
      const from = "the image that says its size and kind is not known";
      return { kind: `root disk of ${id}`, count, hourly: undefined, from };
    }
    const { gigabytes, kind } = disk;
    const { dollars, from } = await priceOf(region, account, { kind: "disk", volume: kind });
    return {
      kind: `root disk of ${gigabytes} GB ${kind}`,
      count,
      hourly: dollars === undefined ? undefined : (dollars * gigabytes * count) / MONTH,
      from,
    };
  });
}

/** What the marketplace takes for a product: the price list of AWS does not have it. */
function fees(
  { instances }: RegionPlan,
  images: ReadonlyMap<string, ImageAnswer>,
): readonly CostLine[] {
  const vsrx = instances.filter(({ kind }) => kind === "vsrx");
  if (vsrx.length === 0) return [];
  const known = vsrx.map(({ image }) => images.get(image));
  const kind = "vSRX fee, beside the machine's";
  if (known.every((image) => image?.productCodes.length === 0)) {
    return [
      { kind, count: vsrx.length, hourly: 0, from: "the image is no product of the marketplace" },
    ];
  }
  const from =
    "the marketplace's page of the product says it; bring-your-own-licence has none an hour";
  return [{ kind, count: vsrx.length, hourly: undefined, from }];
}
