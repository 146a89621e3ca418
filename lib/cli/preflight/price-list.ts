// Reads AWS's price list: which products are meant, and what one costs on demand.
import type { PricedThing } from "./account";

/** Whose price it is in the list: the service, and what its attributes have to be. */
export function priceFilters(
  region: string,
  thing: PricedThing,
): { readonly service: string; readonly fields: readonly (readonly [string, string])[] } {
  const here = ["regionCode", region] as const;
  switch (thing.kind) {
    case "instance":
      return {
        service: "AmazonEC2",
        fields: [
          here,
          ["instanceType", thing.type],
          ["operatingSystem", "Linux"],
          ["tenancy", "Shared"],
          ["preInstalledSw", "NA"],
          ["capacitystatus", "Used"],
          ["licenseModel", "No License required"],
        ],
      };
    case "nat-gateway":
      return { service: "AmazonEC2", fields: [here, ["productFamily", "NAT Gateway"]] };
    case "public-address":
      return { service: "AmazonVPC", fields: [here] };
    case "disk":
      return {
        service: "AmazonEC2",
        fields: [here, ["productFamily", "Storage"], ["volumeApiName", thing.volume]],
      };
  }
}

/** The usage that is meant, which begins with a region's short name in most regions. */
export function usageOf(thing: PricedThing): RegExp {
  switch (thing.kind) {
    case "instance":
      return /(?:^|-)BoxUsage/;
    case "nat-gateway":
      return /(?:^|-)NatGateway-Hours$/;
    case "public-address":
      return /(?:^|-)PublicIPv4:InUseAddress$/;
    case "disk":
      return /(?:^|-)EBS:VolumeUsage/;
  }
}

interface PriceListEntry {
  readonly product?: { readonly attributes?: Readonly<Record<string, string>> };
  readonly terms?: {
    readonly OnDemand?: Readonly<
      Record<
        string,
        {
          readonly priceDimensions?: Readonly<
            Record<
              string,
              { readonly beginRange?: string; readonly pricePerUnit?: { readonly USD?: string } }
            >
          >;
        }
      >
    >;
  };
}

/**
 * The price of the one product with that usage; undefined where there is none.
 * @throws Error where several have different prices: none of them is taken for the right one
 */
export function onDemandPrice(list: readonly string[], usage: RegExp): number | undefined {
  const prices = list.flatMap((text) => {
    const { product, terms } = JSON.parse(text) as PriceListEntry;
    if (!usage.test(product?.attributes?.["usagetype"] ?? "")) return [];
    return Object.values(terms?.OnDemand ?? {}).flatMap(({ priceDimensions = {} }) =>
      Object.values(priceDimensions)
        .filter(({ beginRange = "0" }) => beginRange === "0")
        .flatMap(({ pricePerUnit }) =>
          pricePerUnit?.USD === undefined ? [] : Number(pricePerUnit.USD),
        ),
    );
  });
  const different = [...new Set(prices.filter((price) => Number.isFinite(price)))];
  if (different.length > 1) throw new Error("the price list has several prices for it");
  return different[0];
}
