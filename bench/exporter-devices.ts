// Devices for the exporter's bench, in a process of their own so that their work is not counted as the exporter's.
import { answersOf, branchesOf, countFor } from "../test/cli/exporter/stack";
import { FakeDevice } from "../test/device/fake-device";

/** How many devices, and how many tunnels each has. */
const [devices = 0, tunnels = 0] = process.argv.slice(2).map(Number);

async function main(): Promise<void> {
  const ports: number[] = [];
  for (let number = 0; number < devices; number += 1) {
    const device = await FakeDevice.start(answersOf("hub", branchesOf(tunnels)));
    countFor(device);
    ports.push(device.port);
    // What it remembers of each message would grow with the soak.
    device.onMessage = () => void (device.received.length = 0);
  }
  process.send?.(ports);
  process.once("disconnect", () => process.exit());
}

void main();
