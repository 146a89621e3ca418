// Runs in the namespace of whoever manages a device: one commit, by the library's own recipe, and what came of it as a line of JSON.

import { readFileSync } from "node:fs";
import { commitChanges, CommitError, type Connection, Device } from "../../../../lib/device";

export interface Order {
  readonly connection: Connection;
  /** Statements with `set` or `delete`, those that the device lacks or has. */
  readonly lines: readonly string[];
  /** Milliseconds of the device's minute. */
  readonly minute: number;
}

export type Outcome =
  { readonly changed: boolean } | { readonly standing: string; readonly error: string };

async function run({ connection, lines, minute }: Order): Promise<Outcome> {
  const device = new Device(connection);
  try {
    const { changed } = await commitChanges(device, {
      plan: (active) => {
        const has = new Set(active.toSet());
        return lines.filter(
          (line) => has.has(line.replace(/^delete /, "set ")) === line.startsWith("delete "),
        );
      },
      log: "stack",
      readyTimeoutSeconds: 5,
      lockTimeoutSeconds: 2,
      commitTimeoutSeconds: 10,
      confirmMinutes: 1,
      minute,
    });
    return { changed };
  } catch (error) {
    if (!(error instanceof CommitError)) throw error;
    return { standing: error.standing, error: error.message };
  } finally {
    device.drop();
  }
}

const order = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Order;
run(order).then(
  (outcome) => process.stdout.write(`${JSON.stringify(outcome)}\n`),
  (error: unknown) => {
    process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
  },
);
