// A deployed stack looked at: its stored state, and devices that answer or don't.
import { diagnosed, diagnosedText, exitCodeOfDiagnosed } from "../../lib/cli/diagnose";
import { explained, explanation } from "../../lib/cli/explain";
import { stateIn, withoutSecrets } from "../../lib/cli/stack-devices";
import { chosen, withState } from "../../lib/cli/stack-look";
import {
  exitCodeOf,
  statusesOf,
  statusText,
  type TunnelStatus,
  watched,
} from "../../lib/cli/status";
import { statementKey } from "../../lib/junos";
import type { WantedTunnel } from "../../lib/diagnosis";
import { devicesOf, type Entered, example, type World } from "../diagnosis/world";
import { FakeDevice } from "../device/fake-device";

const PASSWORD = "lab123";
const EVENT = "Peer's IKE-ID validation failed during negotiation";
const REPLIES = {
  "get-ike-security-associations-information": "<ike-security-associations-information/>",
  "get-security-associations-information": "<ipsec-security-associations-information/>",
  "get-inactive-tunnels": `<ipsec-unestablished-tunnel-information><ipsec-security-associations-block><sa-vpn-name>vpn1</sa-vpn-name><ipsec-security-associations><sa-tunnel-index>7</sa-tunnel-index>
    <sa-tunnel-event>${EVENT}</sa-tunnel-event><sa-tunnel-event-num-times>4</sa-tunnel-event-num-times></ipsec-security-associations></ipsec-security-associations-block></ipsec-unestablished-tunnel-information>`,
};

/** What the example's tunnel carries, as the stack tells the provider. */
const CARRIES = {
  kind: "route-based",
  pairs: [{ initiator: "10.1.11.0/24", responder: "10.1.21.0/24" }],
  ends: [
    { zone: "vpn", inner: [] },
    { zone: "vpn", inner: [] },
  ],
};

let world: World;
let tunnel: WantedTunnel;
const fakes = new Map<string, FakeDevice>();

beforeAll(async () => {
  world = await example("route-based");
  const [first] = world.tunnels;
  if (first === undefined) throw new Error("the example has no tunnel");
  tunnel = first;
}, 60_000);

afterEach(async () => {
  await Promise.all([...fakes.values()].map((fake) => fake.stop()));
  fakes.clear();
});

const secret = (value: unknown): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const connectionTo = (device: string): object => ({
  host: "127.0.0.1",
  port: fakes.get(device)?.port ?? 9,
  user: "lab",
  password: secret(PASSWORD),
  acceptFirstHostKey: true,
});

/** The state as `pulumi stack export --show-secrets` has it. */
function exported(): object {
  const configurations = [...world.planned].map(([name, tree]) => ({
    type: "vsrx:index:Configuration",
    inputs: {
      name,
      connection: connectionTo(name),
      statements: Object.fromEntries(
        [...tree.statements()].map((statement) => [
          statementKey(statement),
          statement.secret ? secret(statement.value) : (statement.value ?? ""),
        ]),
      ),
    },
  }));
  const inputs = {
    name: tunnel.name,
    endpoints: tunnel.ends.map(({ device, address, ...end }) => ({
      gateway: device,
      connection: connectionTo(device),
      privateAddress: address,
      ...end,
    })),
    expectNat: true,
    natRules: [],
    timeoutSeconds: 1,
    carries: CARRIES,
  };
  const outputs = {
    associations: { state: "up", since: "2026-01-01T00:00:00Z" },
    traffic: { verdict: "passed", since: "2026-01-01T00:00:00Z" },
  };
  const resources = [...configurations, { type: "vsrx:index:Tunnel", inputs, outputs }];
  return JSON.parse(JSON.stringify({ deployment: { resources } })) as object;
}

/** All devices but those of `away`, after somebody has entered lines. */
async function running(entered: Entered = {}, away: readonly string[] = []): Promise<void> {
  for (const { name, tree } of devicesOf(world, entered)) {
    if (away.includes(name)) continue;
    const configuration = tree.toSet().join("\n");
    fakes.set(name, await FakeDevice.start({ configuration, operational: REPLIES }));
  }
}

/** What `vsrx diagnose` says and ends with. */
async function diagnosis(): Promise<{ text: string; json: string; exitCode: number }> {
  const said = { text: "", json: "", exitCode: -1 };
  await withState(stateIn(exported()), async (look) => {
    const found = await diagnosed(look, "vpn1");
    said.text = look.clean(found.map(diagnosedText).join("\n"));
    said.json = JSON.stringify(look.clean(found));
    said.exitCode = exitCodeOfDiagnosed(found);
  });
  return said;
}

const lineOf = (device: string, part: string): string =>
  world.planned
    .get(device)
    ?.toSet()
    .find((line) => line.includes(part)) ?? "";

describe("diagnose", () => {
  test("names cause, evidence and fix of what somebody deleted, and what the device said last", async () => {
    const inbound = lineOf("srx2", "system-services ike");
    await running({ srx2: [inbound.replace(/^set/, "delete")] });
    const { text, json, exitCode } = await diagnosis();
    expect(text).toMatch(/^not {2}vpn1 {2}srx1 - srx2 {2}associations down, traffic not proven\n/);
    expect(text).toContain(EVENT);
    expect(text).toMatch(/vpn1: one cause\n {2}path: .*srx2.*\n(.*\n)*? {4}fix: .*pulumi up/);
    expect(text).toContain("ruled out: the gateway, VPN and policy statements of both ends");
    expect(JSON.parse(json)).toMatchObject([{ diagnosis: { unknown: [] } }]);
    expect(exitCode).toBe(1);
  }, 30_000);

  test("tells why AWS could not be asked, without a secret, and leaves it out when told", async () => {
    await running();
    const drift = () => Promise.reject(new Error(`no credentials for ${PASSWORD}`));
    const texts: string[] = [];
    const codes: number[] = [];
    const look = async (isCloudAsked: boolean): Promise<void> =>
      await withState(
        stateIn(exported()),
        async (opened) => {
          const found = await diagnosed(opened, "vpn1", isCloudAsked);
          texts.push(opened.clean(found.map(diagnosedText).join("\n")));
          codes.push(exitCodeOfDiagnosed(found));
        },
        drift,
      );
    await look(true);
    await look(false);
    expect(texts[0]).toMatch(
      / {2}not known: what AWS has of the stack: no credentials for (?!lab123)/,
    );
    expect(texts[1]).not.toContain("AWS has");
    expect(codes).toEqual([1, 1]);
  }, 40_000);

  test("rules nothing out where a configuration can't be read", async () => {
    await running({}, ["srx2"]);
    const { text, json, exitCode } = await diagnosis();
    expect(text).toContain("vpn1: no cause found, and not everything could be read");
    expect(text).toMatch(/not known: the configuration of srx2: .*127\.0\.0\.1/);
    expect(JSON.parse(json)).toMatchObject([
      {
        status: { associations: "unknown", traffic: "unknown" },
        diagnosis: { causes: [], ruledOut: [], unknown: [{ device: "srx2" }] },
      },
    ]);
    expect(exitCode).toBe(2);
  }, 30_000);

  test("shows no secret, neither the login's nor a key that somebody has changed", async () => {
    const own = "the key of the program";
    const setKey = (key: string): string =>
      `set security ike policy vpn1 pre-shared-key ascii-text "${key}"`;
    for (const device of ["srx1", "srx2"]) world.planned.get(device)?.applySet([setKey(own)]);
    await running({ srx2: [setKey("another-key-of-somebody")] });
    const { text, json } = await diagnosis();
    expect(text).toMatch(/IKE: .*different pre-shared keys/);
    for (const shown of [text, json])
      for (const hidden of [own, "another-key-of-somebody", PASSWORD])
        expect(shown).not.toContain(hidden);
  }, 30_000);
});

describe("status", () => {
  const line = (traffic: TunnelStatus["traffic"]): TunnelStatus => ({
    tunnel: "vpn1",
    gateways: ["srx1", "srx2"],
    associations: "up",
    traffic,
    pairs: [],
    port: 4500,
    verified: true,
  });

  test.each([
    [["passed", "passed"], 0],
    [["passed", "not proven"], 1],
    [["failed", "unknown"], 1],
    [["passed", "unknown"], 2],
  ] as const)("of tunnels with traffic %p ends with %p", (traffic, exitCode) => {
    expect(exitCodeOf(traffic.map(line))).toBe(exitCode);
  });

  test("watched is told look by look, and ends with what the last one saw", async () => {
    const looks = [[line("failed")], [line("not proven")], [line("passed")]];
    const told: string[] = [];
    const ended = new AbortController();
    const exitCode = await watched(
      () => Promise.resolve(looks[told.length] ?? []),
      ([status]) => {
        told.push(status?.traffic ?? "");
        if (told.length === looks.length) ended.abort();
      },
      0,
      ended.signal,
    );
    expect(told).toEqual(["failed", "not proven", "passed"]);
    expect(exitCode).toBe(0);
  });

  test("is one line for a tunnel, with its reason below", () => {
    expect(statusText([line("passed"), { ...line("failed"), reason: "no answer" }])).toBe(
      "ok   vpn1  srx1 - srx2  associations up (UDP 4500), traffic passed\n" +
        "not  vpn1  srx1 - srx2  associations up (UDP 4500), traffic failed\n     no answer",
    );
  });

  test("of a device that does not answer is unknown, with the reason", async () => {
    await withState(stateIn(exported()), async (look) => {
      const [status] = await statusesOf(look, look.state.tunnels);
      expect(status).toMatchObject({ traffic: "unknown", verified: false });
      expect(status?.reason).toMatch(/127\.0\.0\.1/);
    });
  }, 30_000);
});

describe("explain", () => {
  test("goes from one end to the other over the NAT, and tells the last look", () => {
    const text = explanation(explained(stateIn(exported()), "vpn1"));
    expect(text).toMatch(/^vpn1: route-based, srx1 - srx2\nNAT on the way/);
    expect(text).toMatch(/\nsrx1, \S+: may begin \(\S+\).*\n {2}dials \S+\n/);
    expect(text).toMatch(/\n {4}nat: /);
    expect(text).toMatch(/\ncarries \S+ - \S+\n/);
    expect(text).toContain("associations up since 2026-01-01T00:00:00Z");
  });

  test("of a tunnel that isn't there names those that are", () => {
    expect(() => chosen(stateIn(exported()), "vpn9")).toThrow(/no tunnel vpn9; it has vpn1/);
  });
});

test("a stack's secrets are taken out of every text in what is shown", () => {
  const key = 'with "quotes" and\na line';
  const state = { devices: [], tunnels: [], secrets: [key] };
  const shown = withoutSecrets(state, { texts: [`before ${key} after`], port: 500 });
  expect(JSON.stringify(shown)).not.toContain("quotes");
  expect(shown.port).toBe(500);
});
