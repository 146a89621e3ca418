// What a device's configuration is told of tunnels: which are protected here, and every name that one of the program has or had.
import { type ComponentResourceOptions, type Input, output } from "@pulumi/pulumi";
import { Construct } from "constructs";
import {
  DynamicEndpointGateway,
  Gateway,
  type NodeOptions,
  RouteBasedVpn,
  VpnStack,
} from "../../lib";
import { recorded } from "./mocks";

recorded();

interface Told {
  readonly protects?: readonly string[];
  readonly tunnels: readonly string[];
}

const device = (scope: Construct, id: string, number: number): Gateway =>
  new Gateway(scope, id, {
    existing: { address: `192.0.2.${number}`, user: "net" },
    external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
    internal: { interface: "ge-0/0/1", address: `10.9.${number}.1/24` },
  });

/** Two VPNs of one gateway, one inside another construct, and a hub with a branch; by device, what its Configuration is told. */
async function told(
  options: { readonly vpn?: NodeOptions; readonly hub?: NodeOptions },
  stackOptions: ComponentResourceOptions = {},
): Promise<Readonly<Record<string, Told>>> {
  const seen: [string, Input<readonly string[]> | undefined, Input<string>][] = [];
  const stack = new VpnStack(
    "shop",
    (scope) => {
      const [head, one, two, three] = ["head", "one", "two", "three"].map((id, index) =>
        device(scope, id, index + 1),
      ) as [Gateway, Gateway, Gateway, Gateway];
      const vpn = (within: Construct, peer: Gateway, more: NodeOptions = {}): RouteBasedVpn =>
        new RouteBasedVpn(within, "vpn", {
          initiator: { gateway: peer, identity: `${peer.name}.example.net` },
          responder: { gateway: head, identity: "head.example.net" },
          presharedKey: "k",
          ...more,
        });
      vpn(scope, one);
      vpn(new Construct(scope, "inner"), two, options.vpn);
      const hub = new DynamicEndpointGateway(scope, "hub", { gateway: head, ...options.hub });
      hub.connect(three, { presharedKey: "k3" });
    },
    {
      ...stackOptions,
      transformations: [
        ({ type, props }) => {
          if (type === "vsrx:index:Configuration")
            seen.push([
              props["name"] as string,
              props["protects"] as Input<readonly string[]> | undefined,
              props["tunnels"] as Input<string>,
            ]);
          return undefined;
        },
      ],
    },
  );
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  return await new Promise((resolve) =>
    output(seen).apply((all) =>
      resolve(
        Object.fromEntries(
          all.map(([name, protects, tunnels]) => [
            name,
            { ...(protects === undefined ? {} : { protects }), tunnels: tunnels.split("\n") },
          ]),
        ),
      ),
    ),
  );
}

const ALL = ["shop-hub-three", "shop-inner-vpn", "shop-vpn"];

test("without protection every device is told all tunnels, and protects none", async () => {
  for (const { protects, tunnels } of Object.values(await told({}))) {
    expect(protects).toBeUndefined();
    expect([...tunnels].sort()).toEqual(ALL);
  }
});

test("a protected VPN, and each branch of a protected hub, is kept by the devices that it ends on", async () => {
  const devices = await told({ vpn: { protect: true }, hub: { protect: true } });
  const protects = (name: string): readonly string[] => [...(devices[name]?.protects ?? [])].sort();
  expect(protects("head")).toEqual(["shop-hub-three", "shop-inner-vpn"]);
  expect(protects("one")).toEqual([]);
  expect(protects("two")).toEqual(["shop-inner-vpn"]);
  expect(protects("three")).toEqual(["shop-hub-three"]);
});

test("a protected stack keeps all of them, but for what isn't protected by its own word", async () => {
  const devices = await told({ vpn: { protect: false } }, { protect: true });
  expect([...(devices["head"]?.protects ?? [])].sort()).toEqual(["shop-hub-three", "shop-vpn"]);
  expect(devices["two"]?.protects).toBeUndefined();
});

test("former names are those of the VPN's aliases and of the stack's", async () => {
  const devices = await told(
    { vpn: { aliases: ["shop-old"] }, hub: { aliases: ["shop-centre"] } },
    { aliases: [{ name: "store" }] },
  );
  expect(devices["one"]?.tunnels).toEqual(
    expect.arrayContaining([
      ...ALL,
      "shop-old",
      "shop-centre-three",
      "store-vpn",
      "store-hub-three",
    ]),
  );
});
