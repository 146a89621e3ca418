// vsrx status: how the tunnels of a deployed stack are now.
import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { FAILED, FINE, FOUND, guarded, out, printJson } from "./junos/shared";
import { chosen, type Seen, type StackLook, wantedIn, withStack } from "./stack-look";
import type { StackTunnel } from "./stack-devices";

export interface StackFlags {
  readonly stack?: string;
  readonly json?: boolean;
}

interface StatusFlags extends StackFlags {
  /** Seconds between two looks; true for the usual ones. */
  readonly watch?: boolean | number;
  readonly metrics?: boolean;
}

/** One tunnel's line. */
export interface TunnelStatus {
  readonly tunnel: string;
  readonly gateways: readonly [string, string];
  /** `unknown` where a device did not answer. */
  readonly associations: "up" | "down" | "idle" | "unknown";
  readonly traffic: "passed" | "failed" | "not proven" | "unknown";
  readonly pairs: readonly {
    readonly initiator: string;
    readonly responder: string;
    readonly verdict: string;
  }[];
  readonly port?: number;
  readonly reason?: string;
  /** True when it carries traffic, or when the program takes associations for enough and has them. */
  readonly verified: boolean;
}

/** One tunnel as it was seen. */
export function statusOf(tunnel: StackTunnel, look: Seen): TunnelStatus {
  const [one, other] = wantedIn(tunnel).ends;
  const common = { tunnel: tunnel.name, gateways: [one.device, other.device] as const };
  if ("failed" in look) {
    const unknown = { associations: "unknown", traffic: "unknown" } as const;
    return { ...common, ...unknown, pairs: [], reason: look.failed, verified: false };
  }
  const { associations, reason, traffic, verified, endpoints } = look.seen;
  const why = associations === "up" ? traffic.reason : reason;
  const isFine = traffic.verdict === "passed";
  return {
    ...common,
    associations,
    traffic: traffic.verdict,
    pairs: traffic.pairs.map(({ initiator, responder, verdict }) => ({
      initiator,
      responder,
      verdict,
    })),
    ...(endpoints[0] === undefined ? {} : { port: endpoints[0].port }),
    ...(why === undefined || isFine ? {} : { reason: why }),
    verified,
  };
}

/** The tunnels of a stack, each looked at. */
export const statusesOf = async (
  look: StackLook,
  tunnels: readonly StackTunnel[],
): Promise<readonly TunnelStatus[]> =>
  await Promise.all(tunnels.map(async (tunnel) => statusOf(tunnel, await look.seen(tunnel))));

const MARK = { passed: "ok ", failed: "not", "not proven": "not", unknown: "?  " } as const;

/** One line for each tunnel, and below it why it is not what it should be. */
export function statusText(statuses: readonly TunnelStatus[]): string {
  const width = Math.max(...statuses.map(({ tunnel }) => tunnel.length));
  return statuses
    .flatMap(({ tunnel, gateways, associations, port, traffic, reason }) => {
      const udp = associations === "up" && port !== undefined ? ` (UDP ${port})` : "";
      return [
        `${MARK[traffic]}  ${tunnel.padEnd(width)}  ${gateways.join(" - ")}  associations ${associations}${udp}, traffic ${traffic}`,
        ...(reason === undefined ? [] : [`     ${reason}`]),
      ];
    })
    .join("\n");
}

/** Fine only when every tunnel carries traffic; failed where all that is missing is a device's answer. */
export function exitCodeOf(statuses: readonly TunnelStatus[]): number {
  if (statuses.some(({ traffic }) => traffic === "failed" || traffic === "not proven"))
    return FOUND;
  return statuses.some(({ traffic }) => traffic === "unknown") ? FAILED : FINE;
}

/** Seconds between two looks, unless told. */
const BETWEEN_LOOKS = 5;

/** Looks again and again until it is ended; the exit status is that of the last whole look. */
export async function watched(
  look: () => Promise<readonly TunnelStatus[]>,
  tell: (statuses: readonly TunnelStatus[]) => void,
  seconds: number,
  ended: AbortSignal,
): Promise<number> {
  for (let exitCode = FAILED; ;) {
    const statuses = await look();
    if (!ended.aborted) {
      tell(statuses);
      exitCode = exitCodeOf(statuses);
      await sleep(seconds * 1000, undefined, { signal: ended }).catch(() => undefined);
    }
    if (ended.aborted) return exitCode;
  }
}

/** One look's text; on a terminal in place of the one before. */
function tellAgain(text: string): void {
  const clear = process.stdout.isTTY ? "\u001B[2J\u001B[H" : "";
  out(`${clear}${new Date().toISOString()}\n${text}`);
}

async function run(flags: StatusFlags): Promise<void> {
  if (flags.metrics === true)
    return await (await import("./exporter/once.js")).printMetrics(flags.stack);
  await withStack(flags.stack, async (look) => {
    const looked = async (): Promise<readonly TunnelStatus[]> =>
      await statusesOf(look, chosen(look.state, undefined));
    const json = (tunnels: readonly TunnelStatus[]): object =>
      look.clean({ isFine: exitCodeOf(tunnels) === FINE, tunnels });
    const { watch } = flags;
    if (watch === undefined || watch === false) {
      const tunnels = await looked();
      if (flags.json === true) printJson(json(tunnels));
      else out(look.clean(statusText(tunnels)));
      process.exitCode = exitCodeOf(tunnels);
      return;
    }
    const ended = new AbortController();
    const end = (): void => {
      ended.abort();
    };
    process.once("SIGINT", end).once("SIGTERM", end);
    const tell = (tunnels: readonly TunnelStatus[]): void => {
      if (flags.json === true) out(JSON.stringify({ time: new Date(), ...json(tunnels) }));
      else tellAgain(look.clean(statusText(tunnels)));
    };
    const seconds = watch === true ? BETWEEN_LOOKS : watch;
    process.exitCode = await watched(looked, tell, seconds, ended.signal);
    process.off("SIGINT", end).off("SIGTERM", end);
  });
}

/** What follows `--watch`. */
function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > 3600)
    throw new InvalidArgumentError("seconds between two looks: 1 to 3600.");
  return seconds;
}

/** Options of the commands that look at a stack. */
export const stackOptions = (command: Command): Command =>
  command
    .option(
      "--stack <name>",
      "Pulumi stack of the current folder's project, the selected one unless named",
    )
    .option("--json", "print one JSON object");

/** The command `vsrx status`. */
export const statusCommand = (): Command =>
  stackOptions(new Command("status"))
    .description(
      "ask the devices of a deployed stack how its tunnels are, and whether traffic passes",
    )
    .addHelpText(
      "after",
      "\nNothing is changed; a few pings are sent, as a refresh sends them.\nExit status: 0 every tunnel carries traffic, 1 one does not or it is not proven, 2 a device does not answer.",
    )
    .option(
      "--watch [seconds]",
      `look again every so many seconds until ended, ${BETWEEN_LOOKS} unless told; with --json one object a line`,
      secondsOf,
    )
    .addOption(
      new Option(
        "--metrics",
        "print what `vsrx exporter` would serve, once; no pings are sent, and the exit status is 0 when all devices answer",
      ).conflicts(["json", "watch"]),
    )
    .action(guarded(run));
