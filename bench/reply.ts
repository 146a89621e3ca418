// One device's long answers: how long they keep other devices waiting at a time, until its tunnels or its plan are known.
import { DevicePool } from "../lib/device";
import { treeInTurns } from "../lib/device/active-tree";
import { planning } from "../lib/provider/plan";
import { readStatements } from "../lib/provider/statement-set";
import { TunnelReads } from "../lib/provider/tunnel-reads";
import { takingTurns } from "../lib/turns";
import { FakeDevice } from "../test/device/fake-device";
import { ikeTable, ipsecTable, NO_INACTIVE } from "../test/device/published";
import { type Print } from "./print";

const BYTES = 10_000_000;

/** As devices write: each element and each value in a line of its own. */
const inLines = (text: string): string =>
  text.replaceAll("><", ">\n<").replaceAll(/>([^<\n]+)</g, ">\n$1\n<");

/** Milliseconds of work of this thread: what else the machine does is not in it. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The longest work between two turns of a timer that always wants one. */
async function longestPause(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = worked();
  const look = (): void => {
    const now = worked();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return longest;
}

async function readOnce(
  count: number,
): Promise<{ readonly pause: number; readonly bytes: number }> {
  const branches = Array.from({ length: count }, (_, number) => ({
    address: `198.51.${number >> 8}.${number & 255}`,
    identity: `branch${number}.example.net`,
    index: 500_000 + number,
  }));
  const ike = inLines(ikeTable("hub", branches));
  const ipsec = inLines(ipsecTable("hub", branches));
  const hub = await FakeDevice.start({
    operational: {
      "get-ike-security-associations-information": ike,
      "get-security-associations-information": ipsec,
      "get-inactive-tunnels": NO_INACTIVE,
    },
  });
  const pool = new DevicePool();
  const login = { host: "127.0.0.1", port: hub.port, user: "lab", password: "lab123" };
  const pause = await longestPause(async () => {
    await new TunnelReads(pool).tables({ ...login, acceptFirstHostKey: true }, "inet");
  });
  await pool.close();
  await hub.stop();
  return { pause, bytes: Math.max(ike.length, ipsec.length) };
}

/** Statements of the longest configuration that is tried: a large firewall's address books and policies. */
const STATEMENTS = 50_000;

/** The longest pause that reading a long configuration, and planning one statement for it, makes. */
async function planOnce(): Promise<number> {
  const text = Array.from(
    { length: STATEMENTS },
    (_, n) =>
      `set security address-book book${n >> 12} address host${n} 10.${n >> 16}.${(n >> 8) & 255}.${n & 255}/32`,
  ).join("\n");
  const wanted = readStatements({ statements: { "system domain-name": "example.net" } });
  const baseline = readStatements({});
  return longestPause(async () => {
    const device = await treeInTurns(text);
    const { lines } = await takingTurns(planning({ device, wanted, baseline }));
    if (lines.length !== 1) throw new Error(`a plan of ${lines.length} lines in place of one`);
  });
}

/** The longest pauses that an answer of 10 MB, and a long configuration, make for others. */
export async function replyBench(print: Print): Promise<void> {
  const one = (await readOnce(100)).bytes / 100;
  const count = Math.ceil(BYTES / one);
  // The least of three: whatever else the machine does only adds to it.
  const runs = [await readOnce(count), await readOnce(count), await readOnce(count)];
  const pause = Math.min(...runs.map((each) => each.pause));
  const megabytes = (runs[0]?.bytes ?? 0) / 1e6;
  print(
    `an answer of ${megabytes.toFixed(1)} MB (${count} tunnels), with the device in the same process: longest pause for others`,
    `${Math.round(pause)} ms`,
    "50 ms",
  );
  const plans = [await planOnce(), await planOnce(), await planOnce()];
  print(
    `a configuration of ${STATEMENTS.toLocaleString("en")} statements, read and planned for: longest pause for others`,
    `${Math.round(Math.min(...plans))} ms`,
    "50 ms",
  );
}
