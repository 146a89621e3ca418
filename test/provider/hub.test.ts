// Many tunnels of one device: told apart by their peers, and looked at together.

import { DevicePool, type IkeSa } from "../../lib/device";
import { TunnelReads } from "../../lib/provider/tunnel-reads";
import { type EndpointSpec, judge, tablesOf } from "../../lib/provider/tunnel-view";
import { type TunnelSpec } from "../../lib/provider/tunnel-spec";
import { verifyTunnel } from "../../lib/provider/verify";
import { FakeDevice } from "../device/fake-device";
import { type Branch, daemonError, ikeTable, ipsecTable, NO_INACTIVE } from "../device/published";

const branch = (number: number): Branch => ({
  address: `198.51.${100 + Math.floor(number / 250)}.${1 + (number % 250)}`,
  identity: `branch${number}.example.net`,
  index: 500_000 + number,
});

let hub: FakeDevice;
let pool: DevicePool;
let reads: TunnelReads;

async function start(
  branches: readonly Branch[],
  more: Record<string, string | (() => string)> = {},
) {
  hub = await FakeDevice.start({
    operational: {
      "get-ike-security-associations-information": ikeTable("hub", branches),
      "get-security-associations-information": ipsecTable("hub", branches),
      "get-inactive-tunnels": NO_INACTIVE,
      "get-ipsec-statistics-information": "<usp-ipsec-total-statistics-information/>",
      ...more,
    },
  });
  pool = new DevicePool();
  reads = new TunnelReads(pool);
}

afterEach(async () => {
  await pool.close();
  await hub.stop();
});

function tunnel(peer: Branch, more: Partial<EndpointSpec> = {}, timeoutSeconds = 1): TunnelSpec {
  const connection = {
    host: "127.0.0.1",
    port: hub.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  };
  return {
    name: `hub-${peer.identity}`,
    endpoints: [
      {
        gateway: "hub",
        connection,
        vpn: "hub",
        ikeGateway: "hub",
        role: "responder",
        identity: "hub.example.net",
        peerIdentity: peer.identity,
        ...more,
      },
      { gateway: peer.identity, vpn: "hub", ikeGateway: "hub", role: "initiator" },
    ],
    expectNat: false,
    natRules: [],
    timeoutSeconds,
    require: "associations",
  };
}

const asked = (operation: string): number =>
  hub.received.filter((name) => name === operation).length;

test("branches that share a gateway's name are each verified by their own association", async () => {
  await start([branch(1), branch(2)]);
  for (const number of [1, 2]) {
    expect(await verifyTunnel(reads, tunnel(branch(number)))).toMatchObject({ verified: true });
  }
});

test("a branch that is not there does not see another one's association", async () => {
  await start([branch(1), branch(2)]);
  const warnings: string[] = [];
  const found = await verifyTunnel(reads, tunnel(branch(3)), {
    warn: (message) => warnings.push(message),
  });
  expect(found.verified).toBe(false);
  expect(warnings.join()).toMatch(
    /no IKE SA with branch3\.example\.net, gateway hub, which has 2 with other peers/,
  );
});

test("counters are read of the branch's own tunnel, also behind one address", async () => {
  const behindOne = [1, 2].map((number) => ({ ...branch(number), address: "198.51.100.1" }));
  const withIds = ikeTable("hub", behindOne).replaceAll(
    /(<ike-sa-index>(\d+)<\/ike-sa-index>[\s\S]*?)<ike-sa-phase2-information>/g,
    "$1<ike-ipsec-sa-tunnel-ids>$2</ike-ipsec-sa-tunnel-ids><ike-sa-phase2-information>",
  );
  await start(behindOne, { "get-ike-security-associations-information": withIds });
  const requests: string[] = [];
  hub.onMessage = (message) => void requests.push(message);
  await verifyTunnel(reads, tunnel(branch(2), { pingTarget: "10.9.9.9" }), {
    warn: () => undefined,
  });
  const counters = requests.filter((text) => text.includes("ipsec-statistics"));
  expect(counters.length).toBeGreaterThan(0);
  expect(counters.every((text) => text.includes("500002"))).toBe(true);
});

test("two hundred branches cost each table at most twice a poll", async () => {
  const branches = Array.from({ length: 200 }, (_, number) => branch(number));
  await start(branches);
  const outcomes = await Promise.all(branches.map((peer) => verifyTunnel(reads, tunnel(peer))));
  expect(outcomes.every(({ verified }) => verified)).toBe(true);
  expect(asked("get-ike-security-associations-information")).toBeLessThanOrEqual(2);
  expect(asked("get-security-associations-information")).toBeLessThanOrEqual(2);
});

test("ten times the branches are ten times the work, not a hundred times", async () => {
  await start([]);
  const looksAt = (count: number): number => {
    let looks = 0;
    const ikes = Array.from({ length: count }, (_, number): IkeSa => {
      const { address, identity, index } = branch(number);
      const sa = { gateway: "hub", up: true, role: "responder", remoteAddress: address } as const;
      return {
        ...sa,
        index,
        get remoteIdentity() {
          looks += 1;
          return identity;
        },
      };
    });
    const tables = tablesOf(ikes, [], []);
    for (let number = 0; number < count; number += 1) {
      const { ike } = judge(false, tunnel(branch(number)).endpoints[0], tables);
      expect(ike?.index).toBe(branch(number).index);
    }
    return looks;
  };
  expect(looksAt(1000)).toBe(10 * looksAt(100));
});

test("an IKE daemon that only starts is not up yet, whatever it answers until then", async () => {
  let looks = 0;
  const answers = [
    daemonError("kmd", "error: IKE is not configured"),
    "<rpc-error><error-severity>error</error-severity><error-message>timeout communicating with ipsec-key-management daemon</error-message></rpc-error>",
  ];
  await start([branch(1)], {
    "get-ike-security-associations-information": () =>
      answers[looks++] ?? ikeTable("hub", [branch(1)]),
  });
  const said: string[] = [];
  const found = await verifyTunnel(reads, tunnel(branch(1), {}, 20), {
    status: (message) => said.push(message),
  });
  expect(found.verified).toBe(true);
  expect(said.join("\n")).toContain("IKE is not configured");
});

test("a peer with an IPv6 address is looked for among the associations of that family", async () => {
  const peer = { ...branch(1), address: "2001:db8::1" };
  const requests: string[] = [];
  await start([peer]);
  hub.onMessage = (message) => void requests.push(message);
  await verifyTunnel(reads, tunnel(peer, { peerAddress: peer.address }));
  const tables = requests.filter((text) => text.includes("security-associations-information"));
  expect(tables.length).toBeGreaterThan(0);
  expect(tables.every((text) => text.includes("<family>inet6</family>"))).toBe(true);
});
