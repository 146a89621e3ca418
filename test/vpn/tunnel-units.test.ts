// Units of st0 on one gateway: there are 16000, one for each of its VPNs.
import { RouteBasedVpn } from "../../lib";
import { StackScope } from "../../lib/topology";
import { tunnelUnit } from "../../lib/vpn/tunnel-units";
import { synthesize } from "../../lib/stack";
import { ends, KEY, twoGateways } from "../lab-site";

const UNITS = 16_000;

function stackWith(others: number, pinned: boolean) {
  const scope = new StackScope("stack");
  const { left, right } = twoGateways(scope);
  for (let unit = 0; unit < others; unit += 1) {
    tunnelUnit.claim(left, `stack/other-${unit}`, pinned ? unit : undefined);
  }
  new RouteBasedVpn(scope, "vpn", { ...ends({ left, right }), presharedKey: KEY });
  return synthesize(scope).diagnostics.filter(({ severity }) => severity === "error");
}

it("one VPN more than there are units is an error of that VPN, told once", () => {
  expect(stackWith(UNITS, false)).toMatchObject([
    {
      rule: "tunnel-interfaces-exhausted",
      construct: "stack/vpn",
      found: "16001 on left",
      allowed: "16000, as st0.0 to st0.15999",
    },
  ]);
});

it("so it is when every unit was asked for by number", () => {
  expect(stackWith(UNITS, true).map(({ rule }) => rule)).toEqual(["tunnel-interfaces-exhausted"]);
});

it("the last unit is used", () => {
  expect(stackWith(UNITS - 1, true)).toEqual([]);
});
