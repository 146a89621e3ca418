// Entries of AWS's price list, in the form that its API gives them.
import { onDemandPrice, usageOf } from "../../../lib/cli/preflight/price-list";

const entry = (usagetype: string, ...dollars: string[]): string =>
  JSON.stringify({
    product: { attributes: { usagetype } },
    terms: {
      OnDemand: {
        "SKU.TERM": {
          priceDimensions: Object.fromEntries(
            dollars.map((USD, index) => [
              `d${index}`,
              { beginRange: index === 0 ? "0" : "100", pricePerUnit: { USD } },
            ]),
          ),
        },
      },
    },
  });

const GATEWAY = usageOf({ kind: "nat-gateway" });

it.each([
  ["a region's short name before it", [entry("EUC1-NatGateway-Hours", "0.0520000000")], 0.052],
  ["none before it", [entry("NatGateway-Hours", "0.0450000000")], 0.045],
  ["others beside it", [entry("NatGateway-Bytes", "0.1"), entry("NatGateway-Hours", "0.2")], 0.2],
  ["a regional one beside it", [entry("RegionalNatGateway-Hours", "0.1")], undefined],
  ["the first step of a scale", [entry("NatGateway-Hours", "0.2", "0.1")], 0.2],
  ["nothing", [], undefined],
])("with %s", (_, list, price) => {
  expect(onDemandPrice(list, GATEWAY)).toBe(price);
});

it("of several prices none is taken", () => {
  const list = [entry("NatGateway-Hours", "0.1"), entry("NatGateway-Hours", "0.2")];
  expect(() => onDemandPrice(list, GATEWAY)).toThrow("several prices");
});
