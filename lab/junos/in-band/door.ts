// Listens for management in a device's data namespace, and hands each connection that gets in to the device's process.

import { createServer } from "node:net";

/** What the process is told once: where to listen. */
export interface ToDoor {
  readonly ports: readonly number[];
}

/** What it says: that it listens, or which port the connection that comes along was made to. */
export type FromDoor = { readonly listening: true } | { readonly port: number };

const tell = (message: FromDoor): boolean => process.send?.(message) ?? false;

function listen(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The device reads, not we.
    const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
      const message: FromDoor = { port };
      process.send?.(message, socket);
    });
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

process.once("message", ({ ports }: ToDoor) => {
  // A kernel without IPv6 has no socket of both families.
  const both = (port: number): Promise<void> =>
    listen(port, "::").catch(() => listen(port, "0.0.0.0"));
  Promise.all(ports.map(both)).then(
    () => tell({ listening: true }),
    () => process.exit(1),
  );
});
// Without its device nobody needs it.
process.on("disconnect", () => process.exit());
