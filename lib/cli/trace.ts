// vsrx trace: follows a packet through the configurations of several devices, without a device.
import { basename } from "node:path";
import { Command } from "commander";
import { ConfigTree, devicesIn, type GivenDevice, protocolNumber } from "../junos";
import { isHost } from "../net";
import { CLIENT_PORT, Tracer, traceLines } from "../trace";
import { readInput } from "./input";
import { FILES, FINE, FOUND, guarded, out, printJson, readTree } from "./junos/shared";

interface TraceFlags {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: string;
  readonly json?: boolean;
}

async function devicesOf(files: readonly string[]): Promise<readonly GivenDevice[]> {
  const devices: GivenDevice[] = [];
  for (const file of files) {
    const { text } = await readInput(file);
    const names = devicesIn(text);
    const trees =
      names.length > 1
        ? names.map((device) => ConfigTree.parse(text, { device }))
        : [await readTree(file)];
    for (const [index, tree] of trees.entries()) {
      const own = tree.get("system")?.text("host-name") ?? names[index] ?? basename(file);
      const isTaken = devices.some(({ name }) => name === own);
      devices.push({ name: isTaken ? `${own} (${basename(file)})` : own, tree });
    }
  }
  return devices;
}

/** Addresses and protocol, or what is wrong with them. */
function packetOf({ from, to, protocol, port }: TraceFlags): Parameters<Tracer["trace"]>[0] {
  for (const [word, address] of [
    ["--from", from],
    ["--to", to],
  ] as const) {
    if (!isHost(address)) throw new Error(`${word} takes an address of a host; found "${address}"`);
  }
  const number = protocolNumber(protocol);
  if (number === undefined)
    throw new Error(`--protocol takes a name such as tcp, or a number; found "${protocol}"`);
  const destinationPort = Number(port);
  if (!Number.isInteger(destinationPort) || destinationPort < 0 || destinationPort > 65_535)
    throw new Error(`--port takes a number from 0 to 65535; found "${port}"`);
  const ports = { sourcePort: CLIENT_PORT, destinationPort };
  const hasPorts = number === 6 || number === 17;
  return { source: from, destination: to, protocol: number, ...(hasPorts ? ports : {}) };
}

async function run(files: readonly string[], flags: TraceFlags): Promise<void> {
  const packet = packetOf(flags);
  const trace = new Tracer(await devicesOf(files)).trace(packet);
  if (flags.json === true) printJson(trace);
  else out(traceLines(trace).join("\n"));
  process.exitCode = trace.verdict === "passes" ? FINE : FOUND;
}

/** The command `vsrx trace`. */
export const traceCommand = (): Command =>
  new Command("trace")
    .description(
      "follow a packet through the configurations of all devices given: routes, zones, policies, NAT, tunnels, and back",
    )
    .argument("<files...>", FILES)
    .requiredOption("--from <address>", "the host that sends")
    .requiredOption("--to <address>", "the host that it is for")
    .option("--protocol <name>", "name or number of the protocol", "tcp")
    .option("--port <number>", "destination port", "443")
    .option("--json", "print one JSON object: verdict, hops, end")
    .addHelpText(
      "after",
      "\nExit status: 0 it passes and its answer comes back, 1 a line stops it or no configuration tells, 2 a file that can't be read or a wrong option.",
    )
    .action(guarded(run));
