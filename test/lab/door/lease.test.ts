// A lab lives by a connection: it is taken as soon as the lab listens, and ends with the process that holds it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Lease } from "../../../lab/door/lease";

const folder = mkdtempSync(join(tmpdir(), "vsrx-lease-"));
const socketPath = join(folder, "lab.sock");
let server: Server | undefined;

afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A lab's side of it: the first connection, and its end. */
function listening(): { readonly taken: Promise<Socket>; readonly ended: Promise<void> } {
  const made = (server = createServer());
  const taken = new Promise<Socket>((done) =>
    made.on("upgrade", (_request, socket: Socket) => {
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: lease\r\n\r\n",
      );
      socket.on("end", () => socket.destroy());
      socket.resume();
      done(socket);
    }),
  );
  made.listen(socketPath);
  const ended = taken.then(
    async (socket) => await new Promise<void>((done) => socket.on("close", () => done())),
  );
  return { taken, ended };
}

it("is taken once the lab is there, and ends when it is let go", async () => {
  const lease = new Lease(socketPath);
  const { taken, ended } = listening();
  await taken;
  lease.end();
  await ended;
});

it("keeps no process alive, and ends with it", async () => {
  const { taken, ended } = listening();
  const module = resolve(__dirname, "../../../lab/door/lease.ts");
  const script = `const { Lease } = require(${JSON.stringify(module)});
    new Lease(${JSON.stringify(socketPath)});
    setTimeout(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", script], {
    cwd: resolve(__dirname, "../../.."),
  });
  await Promise.all([taken, ended, new Promise((done) => child.on("exit", done))]);
});
