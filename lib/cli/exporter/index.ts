// vsrx exporter: metrics of a deployed stack's tunnels for Prometheus.
import { Command, InvalidArgumentError } from "commander";
import { FINE, guarded, note } from "../junos/shared";
import { stateOfStack } from "../stack-devices";
import { Exporter } from "./exporter";
import { listenOf, serve } from "./server";

interface ExporterFlags {
  readonly stack?: string;
  readonly listen: string;
  readonly timeout: number;
  readonly refresh: number;
}

/** Seconds that a device has unless Prometheus has less patience: its own default is 10. */
const TIMEOUT_SECONDS = 9;
const REFRESH_SECONDS = 300;

/** Resolves when somebody ends the program. */
const ended = async (): Promise<void> =>
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => resolve());
  });

async function run(flags: ExporterFlags): Promise<void> {
  const place = listenOf(flags.listen);
  const tell = (message: string): void => note(`vsrx exporter: ${message}`);
  const exporter = await Exporter.start({
    command: "vsrx exporter",
    read: async () => await stateOfStack(flags.stack),
    refreshSeconds: flags.refresh,
    ownProcess: true,
    tell,
  });
  try {
    const end = ended();
    const look = async (seconds: number): ReturnType<Exporter["look"]> =>
      await exporter.look(seconds);
    const serving = await serve(place, { look, seconds: flags.timeout, tell });
    tell(`${serving.url}/metrics`);
    await end;
    await serving.stop();
  } finally {
    await exporter.close();
  }
  process.exitCode = FINE;
}

/** A number of seconds in a range. */
const seconds =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`it takes ${least} to ${most} seconds.`);
    return value;
  };

/** The command `vsrx exporter`. */
export const exporterCommand = (): Command =>
  new Command("exporter")
    .description("serve metrics of a deployed stack's tunnels for Prometheus")
    .option(
      "--stack <name>",
      "Pulumi stack of the current folder's project, the selected one unless named",
    )
    .option("--listen <address:port>", "where to listen", "127.0.0.1:9550")
    .option(
      "--timeout <seconds>",
      "time that a device has for its answers",
      seconds(1, 120),
      TIMEOUT_SECONDS,
    )
    .option(
      "--refresh <seconds>",
      "age at which the stack's state is read again",
      seconds(10, 86_400),
      REFRESH_SECONDS,
    )
    .addHelpText(
      "after",
      "\nEach scrape asks every device once, in one session that stays open; nothing is changed and no packet is sent through a tunnel.\nNeeds the package prom-client. Ends on SIGINT or SIGTERM.",
    )
    .action(guarded(run));
