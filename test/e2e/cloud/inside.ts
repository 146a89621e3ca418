// Runs inside a world of its own: holds a cloud and does what the test outside asks, one line of JSON each.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Cloud } from "../../../lab/aws/cloud";
import { command } from "../../../lab/topology/commands";
import { readTopology } from "../../../lab/topology/file";
import { PUBLIC_KEY } from "../../lab/aws/account";
import { thrownText } from "../../../lib/thrown-text";

interface Ask {
  readonly number: number;
  readonly do: "handle" | "place" | "restart" | "run" | "nodes" | "namespaces" | "close";
  readonly action?: string;
  readonly body?: unknown;
  readonly argv?: readonly string[];
  readonly namespace?: string;
}

async function main(): Promise<void> {
  await command(["mount", "-t", "tmpfs", "none", "/run"]);
  await command(["mkdir", "-p", "/run/netns"]);
  const cloud = new Cloud({ stateDir: mkdtempSync(join(tmpdir(), "vsrx-cloud-")) });
  await cloud.open();
  const answer = async (ask: Ask): Promise<unknown> => {
    switch (ask.do) {
      case "handle":
        return cloud.handle(ask.action ?? "", ask.body);
      case "place": {
        const topology = readTopology(ask.body);
        return cloud.place({ topology, login: { publicKey: PUBLIC_KEY } });
      }
      case "restart":
        return cloud.restart(ask.namespace ?? "");
      case "run":
        return command(ask.argv ?? [], { namespace: ask.namespace, lenient: true });
      case "nodes":
        return Promise.resolve(cloud.nodes());
      case "namespaces":
        return command(["ip", "netns", "list"]);
      case "close":
        return cloud.close();
    }
  };
  const reply = (number: number, value: object): void => {
    process.stdout.write(`${JSON.stringify({ number, ...value })}\n`);
  };
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      const ask = JSON.parse(line) as Ask;
      answer(ask).then(
        (value) => reply(ask.number, { value: value ?? null }),
        (error: unknown) => reply(ask.number, { error: thrownText(error) }),
      );
    })
    .on("close", () => process.exit(0));
  reply(0, { value: "ready" });
}

void main();
