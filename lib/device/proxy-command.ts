// A program that carries the connection to a device, as OpenSSH's ProxyCommand does: an argument list, without a shell.

import { spawn } from "node:child_process";
import { Duplex } from "node:stream";
import { type Connection, describeConnection, portOf } from "./connection";
import { type Deadline } from "./deadline";
import { DeviceError, UnreachableError } from "./errors";

/** What of a program's own words an error may quote, in characters from the end. */
const QUOTED = 500;

/**
 * The words with `%h` and `%p` replaced by the device's address and port, `%r` by the user, `%%` by `%` (ssh_config(5)).
 * @throws DeviceError for another token: OpenSSH has more, which mean nothing here.
 */
export function proxyWords(connection: Connection, command: readonly string[]): string[] {
  const values: Readonly<Record<string, string>> = {
    "%h": connection.host,
    "%p": String(portOf(connection)),
    "%r": connection.user,
    "%%": "%",
  };
  return command.map((word) =>
    word.replaceAll(/%.?/gs, (token) => {
      const value = values[token];
      if (value === undefined) {
        throw new DeviceError(
          `The proxyCommand for ${describeConnection(connection)} holds "${token}"; allowed are %h, %p, %r and %%.`,
        );
      }
      return value;
    }),
  );
}

/** Starts the program; its input and output are the connection. It ends with the connection. */
export function dialByCommand(
  connection: Connection,
  command: readonly string[],
  deadline: Deadline,
): Promise<Duplex> {
  const where = describeConnection(connection);
  return deadline.within<Duplex>(where, "does not answer", (resolve, reject) => {
    const [program = "", ...words] = proxyWords(connection, command);
    const child = spawn(program, words, { stdio: "pipe" });
    let said = "";
    child.stderr.on(
      "data",
      (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-QUOTED)),
    );
    child.stdin.on("error", () => undefined);
    const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    stream.on("error", () => undefined);
    stream.once("close", () => child.kill());
    child.once("error", (error) =>
      reject(
        new UnreachableError(`The proxyCommand "${program}" can't be started: ${error.message}.`),
      ),
    );
    child.once("close", (code) => {
      const last = said.trim() === "" ? "" : ` It said: ${said.trim()}`;
      reject(
        new UnreachableError(
          `The proxyCommand "${program}" for ${where} ended${code === null ? "" : ` with ${code}`}.${last}`,
        ),
      );
      stream.destroy();
    });
    // The first byte is the device's greeting: a program that only starts has reached nobody yet.
    child.stdout.once("readable", () => {
      if (child.stdout.readableLength > 0) resolve(stream);
    });
    return () => stream.destroy();
  });
}
