// Runs inside a world of its own: makes namespaces, cables and devices as the test outside asks, one line of JSON each.

import { createInterface } from "node:readline";
import { ConfigTree } from "../../../lib/junos";
import {
  type Clearing,
  compile,
  Dataplane,
  type Lease,
  type PingOptions,
} from "../../../lab/dataplane";
import { command } from "../../../lab/topology/commands";
import { thrownText } from "../../../lib/thrown-text";

type Ask = { readonly number: number } & (
  | { readonly do: "node"; readonly name: string }
  | { readonly do: "cable"; readonly ends: readonly [string, string, string, string] }
  | {
      readonly do: "host";
      readonly name: string;
      readonly address: string;
      readonly gateway: string;
    }
  | {
      readonly do: "apply";
      readonly device: string;
      readonly text: string;
      readonly interfaces: readonly string[];
      readonly dhcp: Readonly<Record<string, Lease>>;
    }
  | { readonly do: "state" | "stop"; readonly device: string }
  | { readonly do: "ping"; readonly device: string; readonly options: PingOptions }
  | { readonly do: "clear"; readonly device: string; readonly what: Clearing }
  | { readonly do: "run"; readonly namespace: string; readonly argv: readonly string[] }
);

const devices = new Map<string, Dataplane>();

function device(name: string): Dataplane {
  const known = devices.get(name);
  if (known !== undefined) return known;
  const made = new Dataplane({ name, netns: name });
  devices.set(name, made);
  return made;
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.do) {
    case "node":
      await command(["ip", "netns", "add", ask.name]);
      return command(["ip", "-n", ask.name, "link", "set", "lo", "up"]);
    case "cable": {
      const [a, link, b, peer] = ask.ends;
      await command([
        ...["ip", "link", "add", link, "netns", a, "type", "veth"],
        ...["peer", "name", peer, "netns", b],
      ]);
      await command(["ip", "-n", a, "link", "set", link, "up"]);
      return command(["ip", "-n", b, "link", "set", peer, "up"]);
    }
    case "host":
      await command(["ip", "-n", ask.name, "address", "add", ask.address, "dev", "eth0", "nodad"]);
      return command(["ip", "-n", ask.name, "route", "add", "default", "via", ask.gateway]);
    case "apply": {
      const { plan, warnings } = compile(ConfigTree.fromSet(ask.text), {
        interfaces: ask.interfaces,
        dhcp: ask.dhcp,
      });
      await device(ask.device).apply(plan);
      return warnings;
    }
    case "state":
      return device(ask.device).state();
    case "stop":
      return device(ask.device).stop();
    case "ping":
      return device(ask.device).ping(ask.options);
    case "clear":
      return device(ask.device).clear(ask.what);
    case "run":
      return command(ask.argv, { namespace: ask.namespace, lenient: true });
  }
}

async function main(): Promise<void> {
  await command(["mount", "-t", "tmpfs", "none", "/run"]);
  await command(["mkdir", "-p", "/run/netns"]);
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
