// A connection that a lab lives by: when the process that holds it ends, however it ends, so does the lab.
import { existsSync } from "node:fs";
import { request } from "node:http";
import { type Socket } from "node:net";

const EVERY_MS = 100;

export class Lease {
  private held: Socket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  /** Takes it as soon as the lab listens. Neither waiting for it nor holding it keeps a process alive. */
  constructor(private readonly socketPath: string) {
    this.take();
  }

  /** Lets go of it, with which a lab that still runs ends. */
  end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.held?.destroy();
  }

  private take(): void {
    if (this.isOver) return;
    const again = (): void => {
      this.timer = setTimeout(() => this.take(), EVERY_MS);
      this.timer.unref();
    };
    if (!existsSync(this.socketPath)) {
      again();
      return;
    }
    const call = request({
      socketPath: this.socketPath,
      path: "/lease",
      headers: { connection: "Upgrade", upgrade: "lease" },
    });
    call.on("error", again);
    call.on("upgrade", (_response, socket: Socket) => {
      socket.on("error", () => undefined);
      socket.unref();
      if (this.isOver) socket.destroy();
      else this.held = socket;
    });
    call.end();
  }
}
