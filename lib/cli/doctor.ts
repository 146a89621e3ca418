// vsrx doctor: connects as `up` would, reads all that the library knows to ask for, and says what it understood.
import { readFile, writeFile } from "node:fs/promises";
import Table from "cli-table3";
import { Command } from "commander";
import {
  anonymous,
  type Capture,
  type Connection,
  Device,
  examine,
  Recorder,
  secretsOf,
} from "../device";
import { Redactor } from "../secrets";
import { devicesOfStack, type StackDevice } from "./stack-devices";
import { thrownText } from "../thrown-text";

interface DoctorFlags {
  readonly key?: string;
  readonly agent?: boolean;
  readonly hostKey?: string;
  readonly knownHosts?: string;
  readonly acceptHostKey?: boolean;
  readonly openssh?: boolean;
  readonly legacyAlgorithms?: boolean;
  readonly stack?: string | true;
  readonly capture?: string;
}

/** `user@host` or `user@host:port`. */
export function readPlace(place: string): Pick<Connection, "user" | "host" | "port"> {
  const { user, host, port } =
    /^(?<user>[^@\s]+)@(?<host>\[[^\]]+\]|[^:\s]+)(?::(?<port>\d+))?$/.exec(place)?.groups ?? {};
  if (user === undefined || host === undefined)
    throw new Error(`"${place}" is not a device; write user@host or user@host:port`);
  return {
    user,
    host: host.replace(/^\[|\]$/g, ""),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

async function connectionTo(place: string, flags: DoctorFlags): Promise<Connection> {
  const password = process.env["VSRX_PASSWORD"];
  const hostKey =
    flags.knownHosts === undefined ? flags.hostKey : await readFile(flags.knownHosts, "utf8");
  return {
    ...readPlace(place),
    ...(flags.key === undefined ? {} : { privateKey: await readFile(flags.key, "utf8") }),
    ...(flags.agent === true ? { agent: true } : {}),
    ...(password === undefined ? {} : { password }),
    ...(hostKey === undefined ? {} : { hostKey }),
    ...(flags.acceptHostKey === true ? { acceptFirstHostKey: true } : {}),
    ...(flags.openssh === true ? { transport: "openssh" as const } : {}),
    ...(flags.legacyAlgorithms === true ? { legacyAlgorithms: true } : {}),
  };
}

/** What was found on one device. */
export interface Report {
  /** The table. */
  readonly text: string;
  /** Whether an `up` could go on. */
  readonly isFine: boolean;
  /** All replies, with secrets, names and addresses replaced. */
  readonly capture: Capture;
}

/** Examines one device. */
export async function report(connection: Connection, name?: string): Promise<Report> {
  const redactor = new Redactor(secretsOf(connection));
  const device = new Device(connection);
  try {
    const session = await device.session();
    const recorder = new Recorder(session);
    const findings = await examine(recorder);
    const table = new Table({
      head: [name === undefined ? device.where : `${name} (${device.where})`, "", "understood"],
      style: { head: [], border: [] },
    });
    table.push(["host key", "fine", device.hostKey ?? ""]);
    for (const { what, kind, text } of findings) table.push([what, kind, redactor.clean(text)]);
    table.push(["lock", "-", "can't be seen without taking it"]);
    table.push(["permission to configure", "-", "can't be seen without trying"]);
    const { capabilities } = session;
    return {
      text: table.toString(),
      isFine: findings.every(({ kind }) => kind !== "blocks"),
      capture: anonymous(recorder.exchanges, { from: "device", capabilities }),
    };
  } catch (error) {
    throw redactor.cleanError(error);
  } finally {
    await device.close();
  }
}

async function run(places: readonly string[], flags: DoctorFlags): Promise<void> {
  const devices: (StackDevice | string)[] = [...places];
  if (flags.stack !== undefined)
    devices.push(...(await devicesOfStack(flags.stack === true ? undefined : flags.stack)));
  if (devices.length === 0) throw new Error("name devices as user@host, or a stack with --stack");
  const captures: Capture[] = [];
  for (const device of devices) {
    const name = typeof device === "string" ? device : device.name;
    try {
      const found =
        typeof device === "string"
          ? await report(await connectionTo(device, flags))
          : await report(device.connection, name);
      captures.push(found.capture);
      process.stdout.write(`${found.text}\n`);
      if (!found.isFine) process.exitCode = 1;
    } catch (error) {
      process.stdout.write(`${name}: ${thrownText(error)}\n`);
      process.exitCode = 1;
    }
  }
  if (flags.capture !== undefined) await writeCaptures(flags.capture, captures);
}

/** One file for each device: `FILE` for the first, `FILE` with a number before its end for the others. */
async function writeCaptures(file: string, captures: readonly Capture[]): Promise<void> {
  for (const [index, capture] of captures.entries()) {
    const path = index === 0 ? file : file.replace(/(\.\w+)?$/, (end) => `-${index + 1}${end}`);
    await writeFile(path, `${JSON.stringify(capture, undefined, 1)}\n`, { mode: 0o600 });
    process.stdout.write(
      `${path}: ${capture.exchanges.length} replies, with secrets, names and addresses replaced. ` +
        `Read it through before you give it away.\n`,
    );
  }
}

/** The command `vsrx doctor`. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "reads from devices what an up would read, changes nothing, and says what would block it",
    )
    .argument("[device...]", "user@host or user@host:port")
    .option("--stack [name]", "all devices of a Pulumi stack, of the selected one unless named")
    .option("--capture <file>", "write all replies, with secrets, names and addresses replaced")
    .option("--key <file>", "private key to log in with; a password comes from VSRX_PASSWORD")
    .option("--agent", "log in with the keys of the SSH agent")
    .option("--host-key <key>", "the host key to expect, as ssh-keyscan prints it")
    .option("--known-hosts <file>", "a known_hosts file with the host keys to expect")
    .option("--accept-host-key", "take whatever host key the device shows, and show it")
    .option("--openssh", "connect with this machine's OpenSSH and its configuration")
    .option("--legacy-algorithms", "also key exchange with SHA-1 and ciphers in CBC mode")
    .action(run);
}
