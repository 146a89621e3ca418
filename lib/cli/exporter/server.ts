// Serves metrics over HTTP: who asks while a look is under way gets that look's answer, so that two never overlap.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isHost } from "../../net";
import { thrownText } from "../../thrown-text";

/** What Prometheus says of its own patience, less what it takes to write the answer. */
const PATIENCE_HEADER = "x-prometheus-scrape-timeout-seconds";
const SPARE_SECONDS = 0.5;

/** Where to listen. */
export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** Reads `HOST:PORT`, an IPv6 address in brackets. @throws Error that says what is allowed */
export function listenOf(text: string): Listen {
  const [, six, four, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four;
  const port = Number(digits);
  const isKnown = host !== undefined && (host === "localhost" || isHost(host));
  if (!isKnown || port > 65_535)
    throw new Error(
      `--listen takes an address of this machine and a port, such as 127.0.0.1:9550 or [::1]:9550; found "${text}"`,
    );
  return { host, port };
}

/** What is served. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

export interface ServeOptions {
  /** Makes one look; no second one begins before it has ended. @param seconds - how long it may take */
  readonly look: (seconds: number) => Promise<Exposition>;
  /** The most that a look may take. */
  readonly seconds: number;
  readonly tell: (message: string) => void;
}

/** A server that listens. */
export interface Serving {
  /** `http://HOST:PORT`. */
  readonly url: string;
  /** Takes no more questions, answers those there are, and ends. */
  stop(): Promise<void>;
}

/** Starts serving `/metrics`. @throws Error where nobody may listen there */
export async function serve({ host, port }: Listen, options: ServeOptions): Promise<Serving> {
  let current: Promise<Exposition> | undefined;
  const answer = (request: IncomingMessage): Promise<Exposition> => {
    current ??= options.look(patienceOf(request, options.seconds)).finally(() => {
      current = undefined;
    });
    return current;
  };
  const server = createServer((request, response) => {
    const answerTo = async (asked: IncomingMessage): Promise<Exposition> => {
      const found = await answer(asked);
      // Prometheus keeps its connection and asks again and again: stopping would never come to an end.
      if (!server.listening) response.setHeader("Connection", "close");
      return found;
    };
    respond(request, response, answerTo).catch((error: unknown) => {
      options.tell(thrownText(error));
      // What is wrong is for the operator's eyes, in the log; whoever scrapes learns that it is.
      if (!response.headersSent) end(response, 500, "the look failed; see the exporter's log\n");
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${own}`,
    stop: async () => await stop(server, options.seconds),
  };
}

function patienceOf({ headers }: IncomingMessage, most: number): number {
  const said = Number(headers[PATIENCE_HEADER]);
  return said > 0 ? Math.max(SPARE_SECONDS, Math.min(most, said - SPARE_SECONDS)) : most;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage) => Promise<Exposition>,
): Promise<void> {
  const path = (request.url ?? "/").replace(/\?.*$/s, "");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return end(response, 405, "only GET\n");
  }
  if (path === "/") return end(response, 200, "metrics of pulumi-vsrx: /metrics\n");
  if (path !== "/metrics") return end(response, 404, "there is /metrics\n");
  const { contentType, text } = await answer(request);
  end(response, 200, text, contentType);
}

function end(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = "text/plain; charset=utf-8",
): void {
  response.writeHead(status, {
    "Content-Type": contentType,
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(response.req.method === "HEAD" ? "" : text);
}

/** @param seconds - what a look that is under way may take; who has no answer by then gets none */
async function stop(server: Server, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), (seconds + SPARE_SECONDS) * 1000);
  await closed;
  clearTimeout(timer);
}
