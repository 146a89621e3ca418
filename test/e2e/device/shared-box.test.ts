// Two stacks on one box, as docs/fleets.md divides a fleet: a region's own, and one with the tunnels between regions.
import { Gateway, RouteBasedVpn, VpnStack } from "../../../lib";
import { FakeDevice } from "../../device/fake-device";
import { Engine } from "./engine";

jest.setTimeout(120_000);

/** What another tool has set; it stays in all of them. */
const BEFORE = ["set system host-name hub"];
/** The partner never answers. */
const DOWN = {
  "get-ike-security-associations-information": "<ike-security-associations-information/>",
  "get-security-associations-information": "<ipsec-security-associations-information/>",
  "get-inactive-tunnels": "<ipsec-unestablished-tunnel-information/>",
};

let fake: FakeDevice;
let region: Engine;
let backbone: Engine;

beforeAll(async () => {
  fake = await FakeDevice.start({ operational: DOWN, configuration: `${BEFORE.join("\n")}\n` });
  [region, backbone] = await Promise.all([
    Engine.start({}, "region"),
    Engine.start({}, "backbone"),
  ]);
});

afterAll(async () => {
  region.stop();
  backbone.stop();
  await fake.stop();
});

type Part = "region" | "backbone";

/** Networks and addresses of the partner that a stack's tunnel leads to. */
const PARTNERS = {
  region: { outside: "203.0.113.1/24", inside: "10.2.1.1/24" },
  backbone: { outside: "192.0.2.1/24", inside: "10.3.1.1/24" },
} as const;

/** A stack with the hub as one part of its box, and a tunnel to somebody. Zones and the default route are the same in each. */
const stackOf = (part: Part) => (): object => {
  new VpnStack(
    part,
    (scope) => {
      const hub = new Gateway(scope, "hub", {
        existing: {
          address: "127.0.0.1",
          deviceId: "hub-1",
          part,
          port: fake.port,
          user: "lab",
          password: "lab123",
          acceptFirstHostKey: true,
          configureInterfaces: part === "region",
        },
        external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
        internal: { interface: "ge-0/0/1", address: "10.1.1.1/24" },
        routes: { "0.0.0.0/0": "198.51.100.254" },
        commit: { confirmMinutes: 1, readyTimeoutSeconds: 5 },
      });
      const partner = new Gateway(scope, `${part}-partner`, {
        unmanaged: true,
        external: { interface: "ge-0/0/0", address: PARTNERS[part].outside },
        internal: { interface: "ge-0/0/1", address: PARTNERS[part].inside },
      });
      new RouteBasedVpn(scope, `to-${part}`, {
        initiator: { gateway: hub, identity: "hub.example.net" },
        responder: { gateway: partner, identity: `${part}.example.net` },
        presharedKey: "a-key-of-nobody",
      });
    },
    {
      transforms: [
        // Nobody waits for the tunnel.
        ({ type, props, opts }) =>
          type === "vsrx:index:Tunnel"
            ? { props, opts: { ...opts, customTimeouts: { create: "1s", update: "1s" } } }
            : undefined,
      ],
    },
  );
  return {};
};

/** The device's lines; a key is scrambled anew each time. */
const lines = (): readonly string[] =>
  fake
    .text()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/"\$9\$.*"/, "KEY"))
    .sort();

async function run(
  engine: Engine,
  operation: "up" | "destroy",
  program: () => object = () => ({}),
  refresh = false,
): Promise<string> {
  const { text, error } = await engine.run(operation, program, { refresh });
  expect(error === undefined ? "" : text).toBe("");
  return text;
}

/** What both stacks say. */
const SHARED = [
  "set routing-options static route 0.0.0.0/0 next-hop 198.51.100.254",
  "set security zones security-zone vpn host-inbound-traffic system-services ping",
];

test("what both say is set once, and goes with the stack that came first; `up --refresh` of the other one brings it back", async () => {
  await run(region, "up", stackOf("region"));
  const ofRegion = lines();
  await run(backbone, "up", stackOf("backbone"));
  const ofBoth = lines();
  expect(ofBoth).toEqual(expect.arrayContaining([...ofRegion, ...SHARED]));

  await run(backbone, "destroy");
  expect(lines()).toEqual(ofRegion);

  await run(backbone, "up", stackOf("backbone"));
  expect(lines()).toEqual(ofBoth);
  await run(region, "destroy");
  expect(SHARED.filter((line) => lines().includes(line))).toEqual([]);
  await run(backbone, "up", stackOf("backbone"), true);
  expect(lines()).toEqual(expect.arrayContaining(SHARED));
});
