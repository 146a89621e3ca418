// A tunnel that did not come up: the error of the update names the cause, as the configurations in force show it.

import { DevicePool } from "../../lib/device";
import { TunnelHandler } from "../../lib/provider/tunnel";
import { type PropertyMap, Secret } from "../../lib/rpc";
import { FAULTS } from "../diagnosis/faults";
import { devicesOf, example, type World } from "../diagnosis/world";
import { FakeDevice } from "../device/fake-device";
import { context } from "./harness";

const TYPE = "vsrx:index:Tunnel";
const NO_TUNNEL = {
  "get-ike-security-associations-information": "<ike-security-associations-information/>",
  "get-security-associations-information": "<ipsec-security-associations-information/>",
  "get-inactive-tunnels": "<ipsec-unestablished-tunnel-information/>",
};

let world: World;
let pool: DevicePool;
let handler: TunnelHandler;
const fakes = new Map<string, FakeDevice>();

beforeAll(async () => {
  world = await example("route-based");
  for (const name of world.planned.keys())
    fakes.set(name, await FakeDevice.start({ operational: NO_TUNNEL }));
  pool = new DevicePool();
}, 60_000);

beforeEach(() => {
  handler = new TunnelHandler(pool);
});

afterAll(async () => {
  await pool.close();
  await Promise.all([...fakes.values()].map((fake) => fake.stop()));
});

const connection = (name: string): PropertyMap => ({
  host: "127.0.0.1",
  port: fakes.get(name)?.port ?? 9,
  user: "lab",
  password: new Secret("lab123"),
  acceptFirstHostKey: true,
});

function inputs(): PropertyMap {
  const [tunnel] = world.tunnels;
  if (tunnel === undefined) throw new Error("the example has no tunnel");
  const { name, ends, pairs } = tunnel;
  return {
    name,
    endpoints: ends.map(({ device, address, vpn, ikeGateway, peerAddress, bindInterface }, at) => ({
      gateway: device,
      connection: connection(device),
      role: at === 0 ? "initiator" : "responder",
      vpn,
      ikeGateway,
      ...(address === undefined ? {} : { privateAddress: address }),
      ...(peerAddress === undefined ? {} : { peerAddress }),
      ...(bindInterface === undefined ? {} : { bindInterface }),
    })),
    expectNat: true,
    natRules: [
      {
        device: "nat",
        connection: connection("nat"),
        kind: "static",
        ruleSet: "static",
        rule: "srx2",
      },
    ],
    carries: {
      kind: "route-based",
      pairs: pairs.map(([initiator, responder]) => ({ initiator, responder })),
      ends: [
        { zone: "vpn", inner: [] },
        { zone: "vpn", inner: [] },
      ],
    },
    revisions: [],
    timeoutSeconds: 1,
  };
}

/** Puts these configurations into force, and tells what an update's error says. */
async function errorWith(entered: Readonly<Record<string, readonly string[]>>): Promise<string> {
  for (const { name, tree } of devicesOf(world, entered)) {
    const fake = fakes.get(name);
    if (fake !== undefined) fake.active = tree;
  }
  const request = { ...context(TYPE, "vpn1"), inputs: inputs(), preview: false };
  return await handler.create({ ...request, timeoutSeconds: 0 }).then(
    () => "no error",
    (error: unknown) => String(error),
  );
}

/** The kinds of fault that two configurations show without the program, the first of each row. */
const ROWS = FAULTS.filter(
  ({ world: name, isProgramOnly, row }, index) =>
    name === "route-based" &&
    isProgramOnly !== true &&
    FAULTS.findIndex((each) => each.row === row && each.isProgramOnly !== true) === index,
);

test.each(ROWS)(
  "row $row: $name",
  async ({ entered, said }) => {
    const text = await errorWith(entered);
    expect(text).toMatch(
      /^TunnelError: Tunnel vpn1 is not up after 1 s:\n {2}srx1 \(initiator\): /,
    );
    const [first = ""] = /(?<=\n {2}cause, ).*/.exec(text) ?? [];
    expect(first).toMatch(said);
    expect(text).toMatch(
      /\n {4}\S.*: .+\n(.*\n)*? {4}fix: \S.*\n(.*\n)*? {2}`npx vsrx diagnose vpn1`/,
    );
  },
  20_000,
);

test("where the configurations are right, no cause is made up", async () => {
  const text = await errorWith({});
  expect(text).toMatch(/ is not up after 1 s:\n/);
  expect(text).not.toContain("cause, ");
  expect(text).toMatch(/\n {2}`npx vsrx diagnose vpn1` looks again/);
}, 20_000);

test("of many tunnels that fail together, ten are diagnosed: a hub that lost its way has one cause", async () => {
  const entered = { srx1: ["set security ike gateway vpn1 version v2-only"] };
  const texts = await Promise.all(Array.from({ length: 12 }, () => errorWith(entered)));
  expect(texts.filter((text) => text.includes("cause, IKE: "))).toHaveLength(10);
  expect(texts.filter((text) => text.includes("`npx vsrx diagnose vpn1`"))).toHaveLength(12);
}, 20_000);

test("a device that does not show its configuration is told, and the other's is judged", async () => {
  const fake = fakes.get("nat");
  if (fake === undefined) throw new Error("the example has no NAT device");
  fake.answerOf = (operation) =>
    operation === "get-configuration"
      ? "<rpc-error><error-severity>error</error-severity><error-message>permission denied</error-message></rpc-error>"
      : undefined;
  const text = await errorWith({ srx1: ["set security ike gateway vpn1 version v2-only"] });
  expect(text).toContain("not known: nat does not show its configuration");
  expect(text).toMatch(/cause, IKE: .*versions of IKE/);
}, 20_000);
