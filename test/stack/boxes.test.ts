// An existing device's configuration is its box's: whatever its construct or its stack is called.
import { Gateway, RouteBasedVpn, VpnStack } from "../../lib";
import { recorded } from "./mocks";

const registered = recorded();

interface Place {
  readonly address: string;
  readonly part?: string;
  readonly deviceId?: string;
  readonly proxyCommand?: readonly [string, ...string[]];
}

/** Two devices that exist, and a VPN between them. */
const stack = (name: string, left: readonly [string, Place], right: readonly [string, Place]) =>
  new VpnStack(name, (scope) => {
    const device = ([id, place]: readonly [string, Place], number: number): Gateway =>
      new Gateway(scope, id, {
        existing: { user: "net", ...place },
        external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
        internal: { interface: "ge-0/0/1", address: `10.1.${number}.1/24` },
      });
    new RouteBasedVpn(scope, "vpn", {
      initiator: { gateway: device(left, 1), identity: "a.example.net" },
      responder: { gateway: device(right, 2), identity: "b.example.net" },
      presharedKey: "key",
    });
  });

async function namesOf(one: VpnStack): Promise<readonly string[]> {
  await new Promise((resolve) => one.endpoints.apply(resolve));
  return registered
    .of("vsrx:index:Configuration")
    .map(({ name }) => name)
    .sort();
}

const one = { address: "192.0.2.1" };
const two = { address: "192.0.2.2" };

test.each([
  ["s", "ga", "gb"],
  ["renamed", "zebra", "gb"],
])("in %s, the devices %s and %s are called after their addresses", async (name, a, b) => {
  expect(await namesOf(stack(name, [a, one], [b, two]))).toEqual(["192.0.2.1", "192.0.2.2"]);
});

test("a deviceId takes the address's place, and a part tells apart who shares a box", async () => {
  const shared = { ...one, deviceId: "JN123" };
  const parts = stack("s", ["a", { ...shared, part: "a" }], ["b", { ...shared, part: "b" }]);
  expect(await namesOf(parts)).toEqual(["JN123/a", "JN123/b"]);
});

test("one address behind two programs to go through is two boxes", async () => {
  const by = (site: string): Place => ({ ...one, proxyCommand: ["tunnel", site, "%h"] });
  expect(await namesOf(stack("s", ["a", by("north")], ["b", by("south")]))).toEqual([
    "192.0.2.1 via tunnel north %h",
    "192.0.2.1 via tunnel south %h",
  ]);
});

test("two constructs for one box are an error that names both", () => {
  // Told by the rule box-twice.
  expect(() => stack("s", ["one", one], ["two", one])).toThrow(
    /\[s\/two\] two constructs configure one box.*192\.0\.2\.1 of s\/one too/,
  );
});
