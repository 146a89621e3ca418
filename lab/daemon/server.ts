// The lab's door: HTTP on a unix socket, for the command line and for the `aws` provider.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type Socket } from "node:net";
/** One request's answer: anything that JSON can hold. A thrown error becomes a 4xx with its message. */
export type Answer = (body: unknown) => Promise<unknown>;

export interface Routes {
  /** Exact paths. */
  readonly paths: Readonly<Record<string, Answer>>;
  /** Paths that begin with a prefix; the rest is the first argument. */
  readonly prefixes: Readonly<Record<string, (rest: string, body: unknown) => Promise<unknown>>>;
}

/** What a connection becomes that asks for something else than HTTP, by its path. */
export type Upgrades = Readonly<Record<string, (socket: Socket, head: Buffer) => void>>;

/** Far above any request of ours; a body beyond it is a mistake. */
const BODY_LIMIT = 32 * 1024 * 1024;

export function createLabServer(routes: Routes, upgrades: Upgrades): Server {
  const server = createServer((request, response) => {
    void (async () => {
      let status = 200;
      let reply: unknown;
      try {
        const body = await readBody(request);
        reply = (await dispatch(routes, request.url ?? "/", body)) ?? null;
      } catch (error) {
        status = error instanceof NoSuchRoute ? 404 : 400;
        reply = describe(error);
      }
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(reply));
    })();
  });
  // A device may take minutes to answer; the caller has limits of its own.
  server.requestTimeout = 0;
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = request.url ?? "";
    const serve = upgrades[path];
    if (serve === undefined) {
      socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return;
    }
    const accepted = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n";
    socket.write(`${accepted}Upgrade: ${path.slice(1)}\r\n\r\n`);
    // Half a connection is as good as none: whoever asked is gone.
    socket.on("end", () => socket.destroy());
    serve(socket, head);
  });
  return server;
}

class NoSuchRoute extends Error {}

async function dispatch(routes: Routes, path: string, body: unknown): Promise<unknown> {
  const exact = routes.paths[path];
  if (exact !== undefined) return await exact(body);
  for (const [prefix, answer] of Object.entries(routes.prefixes)) {
    if (path.startsWith(prefix)) return await answer(path.slice(prefix.length), body);
  }
  throw new NoSuchRoute(`the lab has no ${path}`);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) throw new Error("the request is larger than 32 MiB");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** An error as JSON; its own fields, such as AWS's error code, stay visible to the caller. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  return { ...error, error: error.message };
}
