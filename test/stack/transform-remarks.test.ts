// A transform that takes from a resource what the tunnel rests on is warned of when the resource is declared.
import { log } from "@pulumi/pulumi";
import { type GatewayProps, RouteBasedVpn, VpnStack } from "../../lib";
import { ends, twoGateways } from "../lab-site";
import { recorded } from "./mocks";

recorded();

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  jest.spyOn(log, "warn").mockImplementation(async (text) => void said.push(text));
});
afterEach(() => jest.restoreAllMocks());

async function warnings(change: Partial<GatewayProps>): Promise<readonly string[]> {
  const stack = new VpnStack("natt", (scope) => {
    new RouteBasedVpn(scope, "vpn1", {
      ...ends(twoGateways(scope, { right: change })),
      presharedKey: "a key of no importance",
    });
  });
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  return said.filter((text) => text.includes("transform"));
}

it("nothing is said of a transform that leaves both alone", async () => {
  const transform: GatewayProps["transform"] = {
    networkInterface: (args) => ({ ...args, description: "changed" }),
    securityGroupRule: (args) => ({ ...args, description: "changed" }),
  };
  expect(await warnings({ transform })).toEqual([]);
});

it("the source/destination check on an interface that forwards", async () => {
  const transform: GatewayProps["transform"] = {
    networkInterface: (args) => ({ ...args, sourceDestCheck: true }),
  };
  const told = await warnings({ transform });
  expect(told).toHaveLength(2);
  expect(told[0]).toMatch(
    /^\[natt\/right\] .*found sourceDestCheck: true on right ge-0\/0\/0; .*\[transform-source-check\]/,
  );
});

it("a rule that is left out, unless that is acknowledged", async () => {
  const transform: GatewayProps["transform"] = {
    securityGroupRule: (args) => (args.fromPort === 4500 ? undefined : args),
  };
  const told = await warnings({ transform });
  expect(told.length).toBeGreaterThan(0);
  expect(told.every((text) => /udp port 4500, .*\[transform-dropped-rule\]/.test(text))).toBe(true);
  said.length = 0;
  const acknowledge = { "transform-dropped-rule": "another group permits it" };
  expect(await warnings({ transform, acknowledge })).toEqual([]);
});

it("a transform that throws is told with its construct and the place in the program", async () => {
  const transform: GatewayProps["transform"] = {
    instance: () => {
      throw new TypeError("no such tag");
    },
  };
  await expect(warnings({ transform })).rejects.toThrow(
    /^\[natt\/right\] transform\.instance of the program fails: found TypeError: no such tag; .*\[transform-failed\] at .*transform-remarks\.test\.ts:\d+$/,
  );
});

it.each([
  ["nothing", undefined, "found undefined"],
  ["a promise", Promise.resolve({}), "found a value that is known only later"],
  ["a text", "t3.micro", "found a value of type string"],
])("a transform that returns %s", async (_, result, found) => {
  const transform = { networkInterface: () => result } as never;
  await expect(warnings({ transform })).rejects.toThrow(
    `[natt/right] transform.networkInterface of the program returns no arguments: ${found}`,
  );
});
