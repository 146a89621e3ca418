// The lab itself: the first program inside its namespaces; holds the cloud and answers at a socket.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Cloud } from "../aws";
import { launchDevice } from "../junos";
import { readTopology } from "../topology";
import { Runner } from "./runner";
import { createLabServer } from "./server";

/** Where the socket is, and where everything of this lab is kept. Both come from the command line tool. */
const socketPath = needed("VSRX_LAB_SOCKET");
const folder = needed("VSRX_LAB_DIR");

function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}

interface PlaceBody {
  /** A topology file's content; none takes its machines away. */
  readonly topology?: unknown;
  readonly publicKey: string;
}

interface QueryBody {
  readonly node: string;
  readonly kind: "tunnels" | "configuration" | "nat";
}

async function main(): Promise<void> {
  const stateDir = join(folder, "cloud");
  mkdirSync(stateDir, { recursive: true });
  const cloud = new Cloud({
    stateDir,
    launch: launchDevice,
  });
  const namespaceOf = (name: string): string => {
    const nodes = cloud.nodes();
    const node = nodes.find((candidate) => candidate.name === name);
    if (node !== undefined) return node.netns;
    // The parts of a node, and the lab's own routers, are worth a look too.
    if (cloud.namespaces().includes(name)) return name;
    const names = nodes.map((candidate) => candidate.name).join(", ");
    throw new Error(`there is no node ${JSON.stringify(name)} in the lab; there are: ${names}`);
  };
  const runner = new Runner(namespaceOf);
  let leaving: Promise<void> | undefined;
  const leave = (): Promise<void> => {
    leaving ??= (async () => {
      runner.stop();
      await cloud.close();
      rmSync(socketPath, { force: true });
    })();
    return leaving;
  };
  const server = createLabServer(
    {
      paths: {
        "/health": async () =>
          Promise.resolve({
            uptimeSeconds: Math.round(process.uptime()),
            operation: runner.operation,
          }),
        "/aws/describe": async () => Promise.resolve(cloud.describe()),
        "/nodes": async () => Promise.resolve(cloud.nodes()),
        "/place": async (body) => {
          const { topology, publicKey } = body as PlaceBody;
          await cloud.place(
            topology === undefined
              ? undefined
              : { topology: readTopology(topology), login: { publicKey } },
          );
          return {};
        },
        "/account": async (body) => Promise.resolve(cloud.become(body)),
        "/restart": async (body) => {
          await cloud.restart((body as { node: string }).node);
          return {};
        },
        "/query": async (body) => {
          const { node, kind } = body as QueryBody;
          return await cloud.device(node).query(kind);
        },
        "/shutdown": async () => {
          await leave();
          setImmediate(() => process.exit(0));
          return {};
        },
      },
      prefixes: { "/aws/": async (action, body) => await cloud.handle(action, body) },
    },
    runner,
  );
  await cloud.open();
  server.on("error", (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === "EADDRINUSE"
        ? `the lab's socket ${socketPath} is in use: another lab runs in this folder, or left it behind; ` +
            "name another folder in VSRX_LAB_DIR, or remove the socket"
        : error.message,
    );
    process.exit(1);
  });
  server.listen(socketPath);
  process.on("SIGTERM", () => {
    void leave().finally(() => process.exit(0));
  });
}

// One broken request must not end every device; what nobody caught is in the log.
process.on("unhandledRejection", (reason) => console.error("unhandled:", reason));
process.on("uncaughtException", (error) => console.error("uncaught:", error));

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
