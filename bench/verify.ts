// Many tunnels of one hub: what looking at all of them costs, from a hub that answers as devices do.
import { DevicePool } from "../lib/device";
import { TunnelReads } from "../lib/provider/tunnel-reads";
import { verifyTunnel } from "../lib/provider/verify";
import { FakeDevice } from "../test/device/fake-device";
import { ikeTable, ipsecTable, NO_INACTIVE } from "../test/device/published";
import { type Print } from "./print";

interface Cost {
  readonly seconds: number;
  readonly bytes: number;
  readonly requests: number;
}

/** Verifies that many branches of one hub at once. */
async function verifyAll(count: number): Promise<Cost> {
  const branches = Array.from({ length: count }, (_, number) => ({
    address: `198.51.${100 + Math.floor(number / 250)}.${1 + (number % 250)}`,
    identity: `branch${number}.example.net`,
    index: 500_000 + number,
  }));
  let bytes = 0;
  const sent = (text: string): (() => string) => {
    return () => {
      bytes += text.length;
      return text;
    };
  };
  const hub = await FakeDevice.start({
    operational: {
      "get-ike-security-associations-information": sent(ikeTable("hub", branches)),
      "get-security-associations-information": sent(ipsecTable("hub", branches)),
      "get-inactive-tunnels": sent(NO_INACTIVE),
      "get-ipsec-statistics-information": sent("<usp-ipsec-total-statistics-information/>"),
    },
  });
  const pool = new DevicePool();
  const reads = new TunnelReads(pool);
  const connection = {
    host: "127.0.0.1",
    port: hub.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  };
  const begin = process.hrtime.bigint();
  await Promise.all(
    branches.map(({ identity }) =>
      verifyTunnel(reads, {
        name: identity,
        endpoints: [
          {
            gateway: "hub",
            connection,
            vpn: "hub",
            ikeGateway: "hub",
            role: "responder",
            peerIdentity: identity,
          },
          { gateway: identity, vpn: "hub", ikeGateway: "hub", role: "initiator" },
        ],
        expectNat: false,
        natRules: [],
        timeoutSeconds: 60,
      }),
    ),
  );
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const requests = hub.received.length;
  await pool.close();
  await hub.stop();
  return { seconds, bytes, requests };
}

/** Bytes, requests and time of verifying 10, 100 and 1,000 tunnels of one hub. */
export async function verifyBench(print: Print): Promise<void> {
  // Once small, so that what is measured is the work and not the loading of its code.
  await verifyAll(10);
  for (const count of [10, 100, 1000]) {
    // The fastest of three: whatever else the machine does only adds to it.
    const runs = [await verifyAll(count), await verifyAll(count), await verifyAll(count)];
    const seconds = Math.min(...runs.map((each) => each.seconds));
    const bytes = Math.max(...runs.map((each) => each.bytes));
    const requests = Math.max(...runs.map((each) => each.requests));
    print(
      `verify ${count} tunnels of one hub`,
      `${Math.round(bytes / 1024)} kB, ${requests} requests, ${seconds.toFixed(2)} s`,
      "each table at most twice a look, linear",
    );
  }
}
