// What a failed tunnel's diagnosis takes once its failure is certain: configurations of three devices, and their replies twice.
import { causesOf } from "../lib/provider/causes";
import { DevicePool } from "../lib/device";
import { TunnelReads } from "../lib/provider/tunnel-reads";
import type { TunnelSpec } from "../lib/provider/tunnel-spec";
import { connectionTo } from "../test/cli/exporter/stack";
import { built } from "../test/diagnosis/random-stack";
import { devicesOf, type Entered, type World, worldOfProgram } from "../test/diagnosis/world";
import { FakeDevice } from "../test/device/fake-device";
import { type Print } from "./print";

const NOTHING = {
  "get-ike-security-associations-information": "<ike-security-associations-information/>",
  "get-security-associations-information": "<ipsec-security-associations-information/>",
  "get-inactive-tunnels": "<ipsec-unestablished-tunnel-information/>",
};

const wing = (direction: string, from: string, to: string, packets: number): string =>
  `<flow-information><direction>${direction}</direction><source-address>${from}</source-address><source-port>500</source-port>` +
  `<destination-address>${to}</destination-address><destination-port>500</destination-port><pkt-cnt>${packets}</pkt-cnt></flow-information>`;

/** An initiator that sends and gets no answer. */
const silent = (from: string, to: string): string =>
  `<flow-session-information><flow-session>${wing("In", from, to, 5)}${wing("Out", to, from, 0)}</flow-session></flow-session-information>`;

function specOf(world: World, ports: ReadonlyMap<string, number>): TunnelSpec {
  const [tunnel] = world.tunnels;
  if (tunnel === undefined) throw new Error("the program has no tunnel");
  const [one, other] = tunnel.ends.map(({ device, address, ...end }, index) => ({
    gateway: device,
    connection: connectionTo(ports.get(device) ?? 9),
    role: index === 0 ? ("initiator" as const) : ("responder" as const),
    ...(address === undefined ? {} : { privateAddress: address }),
    ...end,
  }));
  if (one === undefined || other === undefined) throw new Error("a tunnel has two ends");
  const nat = {
    device: "nat",
    connection: connectionTo(ports.get("nat") ?? 9),
    kind: "static" as const,
    ruleSet: "static",
    rule: "hub",
  };
  return {
    name: tunnel.name,
    endpoints: [one, other],
    expectNat: true,
    natRules: [nat],
    timeoutSeconds: 1,
  };
}

/** Seconds from the certain failure to the words, and the first cause. */
async function diagnosisOf(
  world: World,
  entered: Entered,
  isSilent: boolean,
): Promise<[number, string]> {
  const fakes = new Map<string, FakeDevice>();
  const [first] = world.tunnels[0]?.ends ?? [];
  for (const { name, tree } of devicesOf(world, entered)) {
    const sessions =
      name === first?.device && isSilent
        ? silent(first.address ?? "", first.peerAddress ?? "")
        : "<flow-session-information/>";
    const operational = { ...NOTHING, "get-flow-session-information": sessions };
    const fake = await FakeDevice.start({ operational });
    fake.active = tree;
    fakes.set(name, fake);
  }
  const pool = new DevicePool();
  const spec = specOf(world, new Map([...fakes].map(([name, { port }]) => [name, port])));
  const views = spec.endpoints.map((end) => ({ spec: end, tunnels: [], events: [], faults: [] }));
  const traffic = { verdict: "not proven", pairs: [], counted: [], isLasting: false } as const;
  const begin = performance.now();
  const lines = await causesOf(new TunnelReads(pool), spec, { first: views, views, traffic });
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  await Promise.all([...fakes.values()].map((fake) => fake.stop()));
  return [seconds, lines[0] ?? ""];
}

/** A fault that configurations show, and one that only replies do. */
export async function diagnosisBench(print: Print): Promise<void> {
  const spoke = {
    nat: "elastic",
    kind: "RouteBasedVpn",
    suite: "default",
    onTraffic: false,
    selectors: false,
    tunnelAddresses: true,
  } as const;
  const world = worldOfProgram(built({ hub: "nat-device", form: "spokes", spokes: [spoke] }));
  const initiator = world.tunnels[0]?.ends[0].device ?? "";
  const key = `set security ike policy ${world.tunnels[0]?.name} pre-shared-key ascii-text another-one`;
  for (const [what, entered, isSilent, said] of [
    ["another key", { [initiator]: [key] }, false, /pre-shared keys/],
    ["a closed port", {}, true, /UDP 500 from/],
  ] as const) {
    const [seconds, cause] = await diagnosisOf(world, entered, isSilent);
    if (!said.test(cause)) throw new Error(`${what}: ${cause}`);
    print(
      `diagnosis of a failed tunnel, ${what}: logins, three configurations, replies twice`,
      `${seconds.toFixed(2)} s`,
      "5 s after the failure is certain",
    );
  }
}
