// Who is at the other end of a connection on loopback? On Linux the kernel tells whose socket it is.

import { readFile } from "node:fs/promises";

/** Established, as the kernel's tables number it; sockets that wait for their end belong to nobody. */
const ESTABLISHED = "01";

/**
 * The user that owns the other end of a connection on 127.0.0.1, from the kernel's socket tables.
 *
 * @param peer - the other end as gRPC names it, such as `127.0.0.1:40000`
 * @param port - our own port
 * @returns the user's number; undefined where there are no such tables (every system but Linux); `nobody` where there
 * are and no such connection is among them
 */
export async function ownerOf(peer: string, port: number): Promise<number | "nobody" | undefined> {
  const tables = await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map(tableOf));
  const found = tables.filter((table) => table !== undefined);
  if (found.length === 0) return undefined;
  const theirs = Number(/:(\d+)$/.exec(peer)?.[1] ?? 0);
  return (
    found.map((table) => ownerIn(table, theirs, port)).find((uid) => uid !== undefined) ?? "nobody"
  );
}

async function tableOf(file: string): Promise<string | undefined> {
  return await readFile(file, "utf8").catch(() => undefined);
}

/** The owner of the socket from one port to another in a table of the kernel's, in the form of proc(5). */
export function ownerIn(table: string, from: number, to: number): number | undefined {
  for (const line of table.split("\n").slice(1)) {
    const [, local, remote, state, , , , uid] = line.trim().split(/\s+/);
    const portOf = (address = ""): number => parseInt(address.split(":")[1] ?? "", 16);
    if (state !== ESTABLISHED || portOf(local) !== from || portOf(remote) !== to) continue;
    if (isLoopback(local) && isLoopback(remote)) return Number(uid);
  }
  return undefined;
}

/** 127.0.0.1 in the kernel's byte order, also as an IPv6 socket shows it. */
const isLoopback = (address = ""): boolean =>
  /^(?:0{16}F{4}0{4}|0{16}0000FFFF)?0100007F:/i.test(address);
