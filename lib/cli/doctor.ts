// vsrx doctor: connects as `up` would, reads all that the library knows to ask for, and says what it understood.
import { readFile } from "node:fs/promises";
import Table from "cli-table3";
import { Command } from "commander";
import { type Connection, Device, examine, secretsOf } from "../device";
import { Redactor } from "../secrets";

interface DoctorFlags {
  readonly key?: string;
  readonly agent?: boolean;
  readonly hostKey?: string;
  readonly acceptHostKey?: boolean;
}

/** `user@host` or `user@host:port`. */
export function readPlace(place: string): Pick<Connection, "user" | "host" | "port"> {
  const { user, host, port } =
    /^(?<user>[^@\s]+)@(?<host>\[[^\]]+\]|[^:\s]+)(?::(?<port>\d+))?$/.exec(place)?.groups ?? {};
  if (user === undefined || host === undefined)
    throw new Error(`"${place}" is no device; write user@host or user@host:port`);
  return {
    user,
    host: host.replace(/^\[|\]$/g, ""),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}

async function connectionTo(place: string, flags: DoctorFlags): Promise<Connection> {
  const password = process.env.VSRX_PASSWORD;
  return {
    ...readPlace(place),
    ...(flags.key === undefined ? {} : { privateKey: await readFile(flags.key, "utf8") }),
    ...(flags.agent === true ? { agent: true } : {}),
    ...(password === undefined ? {} : { password }),
    ...(flags.hostKey === undefined ? {} : { hostKey: flags.hostKey }),
    ...(flags.acceptHostKey === true ? { acceptFirstHostKey: true } : {}),
  };
}

/** The report on one device, and whether an `up` could go on. */
export async function report(connection: Connection): Promise<{ text: string; isFine: boolean }> {
  const redactor = new Redactor(secretsOf(connection));
  const device = new Device(connection);
  try {
    const session = await device.session();
    const findings = await examine(session);
    const table = new Table({
      head: [device.where, "", "understood"],
      style: { head: [], border: [] },
    });
    table.push(["host key", "fine", device.hostKey ?? ""]);
    for (const { what, kind, text } of findings) table.push([what, kind, redactor.clean(text)]);
    table.push(["lock", "-", "can't be seen without taking it"]);
    return { text: table.toString(), isFine: findings.every(({ kind }) => kind !== "blocks") };
  } catch (error) {
    throw redactor.cleanError(error);
  } finally {
    await device.close();
  }
}

async function run(places: readonly string[], flags: DoctorFlags): Promise<void> {
  for (const place of places) {
    try {
      const { text, isFine } = await report(await connectionTo(place, flags));
      process.stdout.write(`${text}\n`);
      if (!isFine) process.exitCode = 1;
    } catch (error) {
      process.stdout.write(`${place}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
}

/** The command `vsrx doctor`. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "reads from devices what an up would read, changes nothing, and says what would block it",
    )
    .argument("<device...>", "user@host or user@host:port")
    .option("--key <file>", "private key to log in with; a password comes from VSRX_PASSWORD")
    .option("--agent", "log in with the keys of the SSH agent")
    .option("--host-key <key>", "the host key to expect, as ssh-keyscan prints it")
    .option("--accept-host-key", "take whatever host key the device shows, and show it")
    .action(run);
}
