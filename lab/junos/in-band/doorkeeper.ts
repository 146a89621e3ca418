// Management in band: connections to the device's own addresses, let in by its zones, reach its SSH service.

import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { join } from "node:path";
import { end, isRunning } from "../../topology";
import { type FromDoor, type ToDoor } from "./door";

/** Takes a connection that was made to a port of the device. */
export type TakeConnection = (socket: Socket, port: number) => void;

/** SSH, and NETCONF on its own. */
const PORTS = [22, 830];

/** A small program: it accepts and hands over. */
const SMALL = ["--max-semi-space-size=1", "--max-old-space-size=32", "--single-threaded"];

/** From its sources, as tests run it, it needs their compiler. */
const PROGRAM = __filename.endsWith(".ts")
  ? ["--require", require.resolve("tsx/cjs"), join(__dirname, "door.ts")]
  : [join(__dirname, "door.js")];

/** One device's door in its data namespace. It is open as long as some zone lets management in. */
export class Doorkeeper {
  private child: ChildProcess | undefined;
  private take: TakeConnection | undefined;

  constructor(private readonly netns: string) {}

  /** Who takes the connections. */
  serve(take: TakeConnection): void {
    this.take = take;
  }

  /** Opens the door, or closes it; connections that came in stay. */
  async keep(isOpen: boolean): Promise<void> {
    if (!isOpen) return this.close();
    if (this.child !== undefined && isRunning(this.child)) return;
    const child = spawn(
      "nsenter",
      [`--net=/run/netns/${this.netns}`, process.execPath, ...SMALL, ...PROGRAM],
      { stdio: ["ignore", "ignore", "inherit", "ipc"] },
    );
    this.child = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", () =>
        reject(new Error(`nothing listens for management in ${this.netns}: ports 22 and 830`)),
      );
      child.on("message", (message: FromDoor, handle) => {
        if ("listening" in message) resolve();
        else if (handle instanceof Socket) this.admit(handle, message.port);
      });
    });
    const order: ToDoor = { ports: PORTS };
    child.send(order, () => undefined);
    await ready;
    // It ends with the device: nobody waits for it.
    child.unref();
  }

  private admit(socket: Socket, port: number): void {
    if (this.take === undefined) socket.destroy();
    else this.take(socket, port);
  }

  private async close(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child !== undefined) await end(child);
  }
}
