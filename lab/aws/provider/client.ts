// The provider's way to the lab: JSON over the daemon's unix socket.

import { request } from "node:http";
import { type CloudReply, type CloudRequest } from "../cloud";

/** What a provider may ask of the cloud. */
export interface CloudClient {
  ask(action: "create" | "update", request: CloudRequest): Promise<CloudReply>;
  ask(action: "read", request: CloudRequest): Promise<CloudReply | null>;
  ask(action: "delete", request: CloudRequest): Promise<null>;
  ask(action: "invoke", request: CloudRequest): Promise<CloudReply["outputs"]>;
}

/** Asks the lab that listens at this socket. */
export function socketClient(socketPath: string): CloudClient {
  return {
    ask: (action: string, body: CloudRequest) => post(socketPath, action, body),
  } as CloudClient;
}

function post(socketPath: string, action: string, body: CloudRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        socketPath,
        path: `/aws/${action}`,
        method: "POST",
        headers: { "content-type": "application/json" },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          try {
            const answer = JSON.parse(text === "" ? "null" : text) as unknown;
            if (response.statusCode === 200) resolve(answer);
            else reject(new Error((answer as { error?: string }).error ?? text));
          } catch {
            reject(
              new Error(`the lab answered ${String(response.statusCode)}: ${text.slice(0, 500)}`),
            );
          }
        });
      },
    );
    call.on("error", (error: NodeJS.ErrnoException) => {
      const dead = error.code === "ECONNREFUSED" || error.code === "ENOENT";
      reject(
        dead
          ? new Error(
              `no lab runs at ${socketPath}. Start one with \`npm run lab\`, or \`npx vsrx lab up\` in a project of your own.`,
            )
          : error,
      );
    });
    call.end(JSON.stringify(body));
  });
}
