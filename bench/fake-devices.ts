// Devices for benches, in a process of their own so that their work is not counted as the library's.
import { answersOf, branchesOf, countFor } from "../test/cli/exporter/stack";
import { FakeDevice } from "../test/device/fake-device";

/** How many devices, and how many tunnels each has. */
const [devices = 0, tunnels = 0] = process.argv.slice(2).map(Number);

/** Milliseconds that three echoes take which follow each other at once. */
const ECHOES = 60;
const PINGED =
  "<ping-results><probe-results-summary><probes-sent>3</probes-sent><responses-received>3</responses-received></probe-results-summary><ping-success/></ping-results>";
const PERMITTED =
  "<firewall-policy-information><policy-information><policy-name>p</policy-name><policy-action><action-type>permit</action-type></policy-action></policy-information></firewall-policy-information>";

async function main(): Promise<void> {
  const ports: number[] = [];
  for (let number = 0; number < devices; number += 1) {
    const { operational } = answersOf("hub", branchesOf(tunnels));
    const device = await FakeDevice.start({
      operational: { ...operational, ping: PINGED, "match-firewall-policies": PERMITTED },
    });
    // What it remembers of each message would grow with a soak.
    device.onMessage = () => void (device.received.length = 0);
    device.fault = ({ operation }) => (operation === "ping" ? { delay: ECHOES } : undefined);
    // Every look finds more: pings of both ends have gone through meanwhile.
    countFor(device, () => Math.floor(performance.now()));
    ports.push(device.port);
  }
  process.send?.(ports);
  process.once("disconnect", () => process.exit());
}

if (process.send !== undefined) void main();
