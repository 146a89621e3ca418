// Runs inside a world of its own: makes namespaces, cables and devices as the test outside asks, one line of JSON each.

import { createInterface } from "node:readline";
import { ConfigTree } from "../../../lib/junos";
import { type Clearing, compile, Dataplane, type PingOptions } from "../../../lab/dataplane";
import { type Device, startDevice } from "../../../lab/junos/device";
import { KernelPlane } from "../../../lab/junos/plane";
import { type DeviceSpec } from "../../../lab/junos/spec";
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
    }
  | {
      readonly do: "power";
      readonly device: string;
      readonly text: string;
      readonly interfaces: readonly string[];
      readonly minuteSeconds: number;
    }
  | { readonly do: "state" | "stop" | "committed"; readonly device: string }
  | { readonly do: "renew"; readonly device: string; readonly logical: string }
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
  // As the device's process does: another lease is another plan.
  made.watchLeases(() => void carryOut(name).catch(() => undefined));
  return made;
}

/** What each device was told last. */
const committed = new Map<string, Extract<Ask, { readonly do: "apply" }>>();

async function carryOut(name: string): Promise<unknown> {
  const ask = committed.get(name);
  if (ask === undefined) return [];
  const { plan, warnings } = compile(ConfigTree.fromSet(ask.text), {
    interfaces: ask.interfaces,
    leases: device(name).leases(),
  });
  await device(name).apply(plan);
  return warnings;
}

/** Devices that are there wholly: with management, commits and what undoes them. */
const powered = new Map<string, Device>();

async function power({
  device: name,
  text,
  interfaces,
  minuteSeconds,
}: Extract<Ask, { readonly do: "power" }>): Promise<void> {
  await command(["ip", "link", "set", "lo", "up"]);
  const spec: DeviceSpec = {
    name,
    model: "vSRX",
    release: "24.4R1.9",
    managementNetns: "",
    managementAddress: "127.0.0.1",
    dataNetns: name,
    interfaces: [...interfaces],
    userData: `#junos-config\n${ConfigTree.fromSet(text).toCurly()}`,
    stateDir: `/run/${name}`,
    minuteSeconds,
  };
  const made = await startDevice(spec, {
    dataplane: new KernelPlane(spec),
    // Nobody comes this way: the test goes in by the device's own addresses.
    listen: { host: "127.0.0.1", port: 0 },
  });
  powered.set(name, made);
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
    case "apply":
      committed.set(ask.device, ask);
      return carryOut(ask.device);
    case "renew":
      return device(ask.device).renew(ask.logical);
    case "power":
      return power(ask);
    case "committed":
      return powered.get(ask.device)?.query("configuration");
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
