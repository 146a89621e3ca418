// One program on a host that is no Junos device: log in, run it, hear what it says, log out.

import { type Connection, describeConnection } from "./connection";
import { Deadline, type ConnectOptions } from "./deadline";
import { UnreachableError } from "./errors";
import { openSsh } from "./ssh";

/** Nobody says more than that who answers a short question. */
const MOST_OUTPUT = 65_536;

/** What a program said before it ended. */
export interface CommandResult {
  readonly output: string;
  /** Its exit status; undefined where it was ended from outside. */
  readonly code: number | undefined;
}

/**
 * Runs a command in the login's shell; the caller answers for its words.
 *
 * @throws UnreachableError when the host can't be reached, or the command takes longer than the time there is
 * @throws AuthenticationError when the login is refused
 */
export async function runCommand(
  connection: Connection,
  command: string,
  options: ConnectOptions = {},
): Promise<CommandResult> {
  const deadline = new Deadline(options);
  const where = describeConnection(connection);
  const ssh = await openSsh(connection, deadline);
  try {
    return await deadline.within<CommandResult>(
      where,
      "does not end the command",
      (resolve, reject) => {
        ssh.client.once("close", () =>
          reject(new UnreachableError(`${where} closed the connection.`)),
        );
        ssh.client.exec(command, (error, channel) => {
          if (error !== undefined) {
            reject(new UnreachableError(`${where} runs no command: ${error.message}.`));
            return;
          }
          let output = "";
          let code: number | undefined;
          const take = (chunk: Buffer): void => {
            if (output.length < MOST_OUTPUT) output += chunk.toString();
          };
          channel.on("error", () => undefined);
          channel.on("data", take);
          channel.stderr.on("data", take);
          channel.on("exit", (status: number | null) => (code = status ?? undefined));
          channel.on("close", () => resolve({ output, code }));
        });
        return undefined;
      },
    );
  } finally {
    ssh.close();
  }
}
