// The metrics of a stack on standard output, once.
import { FAILED, FINE, note, out } from "../junos/shared";
import { stateOfStack } from "../stack-devices";
import { Exporter } from "./exporter";

/** Seconds that each device has: nobody scrapes here, so there is time for all counters. */
const SECONDS = 60;

/** What `vsrx status --metrics` does. */
export async function printMetrics(stack: string | undefined): Promise<void> {
  let isWhole = true;
  const exporter = await Exporter.start({
    command: "vsrx status --metrics",
    read: async () => await stateOfStack(stack),
    refreshSeconds: Infinity,
    tell: (message) => {
      isWhole = false;
      note(`vsrx status: ${message}`);
    },
  });
  try {
    out((await exporter.look(SECONDS)).text);
  } finally {
    await exporter.close();
  }
  process.exitCode = isWhole ? FINE : FAILED;
}
