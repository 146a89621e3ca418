// A tunnel that neither end sets up unasked: when an update takes it for idle, and when for broken.

import { DevicePool } from "../../lib/device";
import { TunnelHandler } from "../../lib/provider/tunnel";
import { type PropertyMap, Secret } from "../../lib/rpc";
import { devicesOf, type Entered, example, type World } from "../diagnosis/world";
import { FakeDevice } from "../device/fake-device";
import { context } from "./harness";

const TYPE = "vsrx:index:Tunnel";

let world: World;
const sites: Site[] = [];

beforeAll(async () => {
  world = await example("policy-based");
}, 60_000);

afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
});

const tunnelOf = (): World["tunnels"][number] => {
  const [tunnel] = world.tunnels;
  if (tunnel === undefined) throw new Error("the example has no tunnel");
  return tunnel;
};

/** Devices of their own, so that tests that wait can do so side by side. */
class Site {
  readonly pool = new DevicePool();
  /** What the initiator notes of its tunnel. */
  noted: string | undefined;
  /** An exchange is under way there. */
  isTrying = false;
  private readonly fakes = new Map<string, FakeDevice>();

  static async start(entered: Entered = {}): Promise<Site> {
    const site = new Site();
    sites.push(site);
    for (const { name, tree } of devicesOf(world, entered)) {
      const isFirst = name === tunnelOf().ends[0].device;
      const operational = {
        "get-ike-security-associations-information": () => site.ike(isFirst),
        "get-security-associations-information": "<ipsec-security-associations-information/>",
        "get-inactive-tunnels": () => site.inactive(isFirst),
      };
      const fake = await FakeDevice.start({ operational });
      fake.active = tree;
      site.fakes.set(name, fake);
    }
    return site;
  }

  async stop(): Promise<void> {
    await this.pool.close();
    await Promise.all([...this.fakes.values()].map((fake) => fake.stop()));
  }

  inputs(): PropertyMap {
    const { name, ends, pairs } = tunnelOf();
    const end = { zone: "untrust", inner: [] };
    return {
      name,
      endpoints: ends.map(({ device, vpn, ikeGateway, peerAddress }, at) => ({
        gateway: device,
        connection: {
          host: "127.0.0.1",
          port: this.fakes.get(device)?.port ?? 9,
          user: "lab",
          password: new Secret("lab123"),
          acceptFirstHostKey: true,
        },
        role: at === 0 ? "initiator" : "responder",
        vpn,
        ikeGateway,
        ...(peerAddress === undefined ? {} : { peerAddress }),
      })),
      expectNat: true,
      natRules: [],
      carries: {
        kind: "policy-based",
        isOnTraffic: true,
        pairs: pairs.map(([initiator, responder]) => ({ initiator, responder })),
        ends: [end, end],
      },
      revisions: [],
      timeoutSeconds: 20,
    };
  }

  private ike(isFirst: boolean): string {
    if (!isFirst || !this.isTrying) return "<ike-security-associations-information/>";
    return `<ike-security-associations-information><ike-security-associations-block><ike-sa-index>1</ike-sa-index><ike-gw-name>${tunnelOf().ends[0].ikeGateway}</ike-gw-name>
      <ike-security-associations><ike-sa-state>DOWN</ike-sa-state></ike-security-associations></ike-security-associations-block></ike-security-associations-information>`;
  }

  private inactive(isFirst: boolean): string {
    if (!isFirst || this.noted === undefined) return "<ipsec-unestablished-tunnel-information/>";
    return `<ipsec-unestablished-tunnel-information><ipsec-security-associations-block><sa-vpn-name>${tunnelOf().ends[0].vpn}</sa-vpn-name><ipsec-security-associations><sa-tunnel-index>7</sa-tunnel-index>
      <sa-tunnel-event>${this.noted}</sa-tunnel-event><sa-tunnel-event-num-times>1</sa-tunnel-event-num-times></ipsec-security-associations></ipsec-security-associations-block></ipsec-unestablished-tunnel-information>`;
  }
}

interface Outcome {
  readonly state: PropertyMap;
  readonly logged: string;
  readonly error: string;
  /** When it ended, to be held against others that began at the same time. */
  readonly ended: number;
}

/** Creates the tunnel, while other things happen to it after the first look. */
async function created(site: Site, meanwhile: () => void): Promise<Outcome> {
  const request = context(TYPE, "vpn1");
  const timer = setTimeout(meanwhile, 1000);
  const outcome = await new TunnelHandler(site.pool)
    .create({ ...request, inputs: site.inputs(), preview: false, timeoutSeconds: 0 })
    .then(
      ({ state }) => ({ state, error: "" }),
      (error: unknown) => ({ state: {}, error: String(error) }),
    );
  clearTimeout(timer);
  return { ...outcome, logged: request.logged.join("\n"), ended: performance.now() };
}

const NO_RESPONSE = "IKE negotiation: no response from peer 172.16.21.1 port 500 (UDP)";
const NO_PROPOSAL = "IKE SA negotiation failed: no proposal chosen by the peer";

describe("an update", () => {
  let quiet: Outcome;
  let failed: readonly Outcome[];
  let broken: Outcome;
  let trying: Outcome;

  // They wait, so they do it side by side.
  beforeAll(async () => {
    const entered = {
      chicago: ["set security ike policy vpn1 pre-shared-key ascii-text someone-elses-key"],
    };
    const all = await Promise.all(Array.from({ length: 4 }, () => Site.start()));
    const wrong = await Site.start(entered);
    const [first, second, third, fourth] = all as [Site, Site, Site, Site];
    const failsOnce = async (site: Site, text: string): Promise<Outcome> =>
      await created(site, () => (site.noted = text));
    [quiet, broken, trying, ...failed] = await Promise.all([
      created(first, () => undefined),
      failsOnce(wrong, NO_RESPONSE),
      created(second, () => Object.assign(second, { isTrying: true, noted: NO_RESPONSE })),
      failsOnce(third, NO_RESPONSE),
      failsOnce(fourth, NO_PROPOSAL),
    ]);
  }, 60_000);

  test("takes a tunnel for idle where nobody asks, and waits for nothing more", () => {
    expect(quiet.state).toMatchObject({
      verified: false,
      associations: { state: "idle", reason: "nothing has asked for it yet" },
    });
    expect(quiet.logged).not.toContain("warning");
    expect(quiet.ended).toBeLessThan(Math.min(broken.ended, trying.ended));
  });

  test("takes it for idle where the only negotiation failed and nobody tries again, and warns in the device's words", () => {
    for (const [at, text] of [NO_RESPONSE, NO_PROPOSAL].entries()) {
      const outcome = failed[at];
      const reason = `nothing has asked for it since its last negotiation failed; chicago: ${text}`;
      expect(outcome?.state).toMatchObject({ associations: { state: "idle", reason } });
      expect(outcome?.logged).toContain(`warning: vpn1: ${reason}`);
      expect(outcome?.ended).toBeLessThan(trying.ended);
    }
  });

  test("fails with the cause, before its time is over, where the configurations say why", () => {
    expect(broken.error).toMatch(/is not up after \d+ s:\n/);
    expect(broken.error).toMatch(/cause, IKE: .*pre-shared keys/);
    expect(broken.ended).toBeLessThan(trying.ended);
  });

  test("waits for an exchange that is under way", () => {
    expect(trying.error).toMatch(/is not up after 20 s:\n.*no response from peer/s);
  });
});

describe("a refresh", () => {
  test("goes by the last words, and by what is under way", async () => {
    const found = async (noted?: string, isTrying = false): Promise<unknown> => {
      const site = Object.assign(await Site.start(), { noted, isTrying });
      const inputs = site.inputs();
      const request = { ...context(TYPE, "vpn1"), id: "vpn1", inputs, state: inputs };
      const read = await new TunnelHandler(site.pool).read(request);
      return (read?.state["associations"] as PropertyMap).state;
    };
    expect(
      await Promise.all([
        found(),
        found(NO_RESPONSE),
        found("IPsec SA negotiation succeeded: tunnel is up"),
        found("IKE SA negotiation failed: authentication failed"),
        found(NO_RESPONSE, true),
      ]),
    ).toEqual(["idle", "idle", "idle", "down", "down"]);
  }, 20_000);
});
