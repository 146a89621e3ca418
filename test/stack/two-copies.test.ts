// A program may meet several copies of this package: one of its own, one of a package of constructs it uses.
import type * as library from "../../lib";
import { synth } from "../../lib/testing";
import { toldBy } from "../told-by";

type Library = typeof library;

/** The library, loaded once more with everything below it. */
function copy(): Library {
  let loaded: Library | undefined;
  jest.isolateModules(() => (loaded = jest.requireActual<Library>("../../lib")));
  if (loaded === undefined) throw new Error("nothing was loaded");
  return loaded;
}

const [one, other] = [copy(), copy()];

/** Two sites with a host each; sites and gateways from one copy, hosts and the VPN from another. */
function program(places: Library, rest: Library) {
  return (scope: InstanceType<Library["StackScope"]>): void => {
    const end = (name: string, number: number) => {
      const site = new places.AwsSite(scope, `${name}-site`, {
        cidr: `10.${number}.0.0/16`,
        availabilityZone: "eu-central-1a",
        ami: "ami-0123456789abcdef0",
        management: {
          from: "198.51.100.0/24",
          publicKey: `ssh-ed25519 ${PUBLIC} operator`,
        },
      });
      const internal = site.subnet(`10.${number}.2.0/24`);
      new rest.Host(scope, `${name}-host`, { network: internal, ami: "ami-0123456789abcdef1" });
      const external = site.subnet(`10.${number}.1.0/24`);
      const nat = rest.Nat.elasticIp();
      return new places.Gateway(scope, name, { site, external, internal, nat });
    };
    new rest.RouteBasedVpn(scope, "vpn", {
      initiator: { gateway: end("left", 1), identity: "left.example.net" },
      responder: { gateway: end("right", 2), identity: "right.example.net" },
      presharedKey: "a key of no importance",
    });
  };
}

const PUBLIC = "AAAAC3NzaC1lZDI1NTE5AAAAIHVbMWJkZmdoamtsbW5vcHFyc3R1dnd4eXphYmNk";

it("they are two: a class of one is none of the other's", () => {
  expect(one.Host).not.toBe(other.Host);
});

it("constructs of two copies make one stack, the same as those of one copy", async () => {
  const mixed = await synth(program(one, other));
  const pure = await synth(program(one, one));
  const statements = (result: typeof mixed): unknown =>
    Object.entries(result.devices).map(([name, device]) => [name, device.set]);
  expect(statements(mixed)).toEqual(statements(pure));
  expect(toldBy(mixed)).toEqual(toldBy(pure));
});

it("a copy knows the other's places and hosts by what they are", async () => {
  await synth((scope) => {
    program(one, one)(scope);
    const nodes = scope.node.findAll();
    const count = (is: (node: unknown) => boolean): number => nodes.filter(is).length;
    expect(count((node) => other.AwsSite.is(node))).toBe(2);
    expect(count((node) => other.Host.is(node))).toBe(2);
    expect(count((node) => other.Gateway.isDevice(node))).toBe(2);
  });
});
