// The devices of a stack, from its exported state: how the last update reached each of them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Connection } from "../device";

const LARGEST = 256 * 1024 * 1024;

/** Pulumi's mark on a value that is secret: its text is JSON. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** A device as a stack knows it. */
export interface StackDevice {
  readonly name: string;
  readonly connection: Connection;
}

/** The devices in the state of a stack, which holds their credentials: it is kept in memory alone. */
export async function devicesOfStack(name: string | undefined): Promise<StackDevice[]> {
  const stack = name === undefined ? [] : ["--stack", name];
  try {
    const { stdout } = await promisify(execFile)(
      "pulumi",
      ["stack", "export", "--show-secrets", ...stack],
      { maxBuffer: LARGEST },
    );
    return devicesIn(stdout);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    if (said === undefined || said === "") throw error;
    throw new Error(`the stack can't be exported: ${said}`, { cause: error });
  }
}

interface Exported {
  readonly deployment?: {
    readonly resources?: readonly {
      readonly type?: string;
      readonly inputs?: unknown;
      readonly outputs?: unknown;
    }[];
  };
}

/** The devices in an exported state. */
export function devicesIn(exported: string): StackDevice[] {
  const { deployment } = JSON.parse(exported) as Exported;
  return (deployment?.resources ?? []).flatMap(({ type, inputs, outputs }) => {
    if (type !== "vsrx:index:Configuration") return [];
    const { name, connection } = revealed(inputs) as { name: string; connection: Connection };
    const { hostKey } = (revealed(outputs) ?? {}) as { hostKey?: string };
    const pinned = connection.hostKey ?? hostKey;
    return [
      { name, connection: pinned === undefined ? connection : { ...connection, hostKey: pinned } },
    ];
  });
}

/** The value with its secrets in clear. */
function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  if (SECRET in value) {
    const { plaintext } = value as { plaintext?: string };
    if (plaintext === undefined)
      throw new Error("the state's secrets are encrypted: export it with --show-secrets");
    return revealed(JSON.parse(plaintext));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]));
}
