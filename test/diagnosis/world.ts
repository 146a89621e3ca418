// Networks to diagnose: the synthesized configurations of examples and of programs, and one change behind the library's back.
import { runtime } from "@pulumi/pulumi";
import {
  diagnose,
  type DiagnosedDevice,
  type Diagnosis,
  type WantedTunnel,
} from "../../lib/diagnosis";
import { ConfigTree } from "../../lib/junos";
import { collecting, grow, type Synthesis, synthesize } from "../../lib/stack";
import { StackScope, type Tunnel } from "../../lib/topology";

/** A stack as its program has it. */
export interface World {
  readonly planned: ReadonlyMap<string, ConfigTree>;
  readonly tunnels: readonly WantedTunnel[];
}

/** Values that only a deployment knows: one for each name, alike everywhere. */
class Late {
  private readonly values = new Map<string, string>();

  in(text: string): string {
    return text.replace(/⟨([^⟩]*)⟩/g, (_, name: string) => {
      const known = this.values.get(name);
      const value =
        known ??
        (/key/i.test(name) ? `key-of-${this.values.size}` : `203.0.113.${this.values.size + 1}`);
      this.values.set(name, value);
      return value;
    });
  }
}

const wanted = ({ name, ends, carried }: Tunnel, late: Late): WantedTunnel => {
  const end = ({ view, vpn, ikeGateway, bindInterface, peerAddress }: Tunnel["ends"][0]) => ({
    device: view.gateway.name,
    vpn,
    ikeGateway,
    address: late.in(view.gateway.external.address),
    ...(bindInterface === undefined ? {} : { bindInterface }),
    ...(peerAddress === undefined ? {} : { peerAddress: late.in(peerAddress) }),
  });
  return {
    name,
    ends: [end(ends[0]), end(ends[1])],
    pairs: carried.pairs.map(({ initiator, responder }) => [initiator, responder] as const),
  };
};

/** A stack that is decided, with values for what only a deployment knows. */
export function worldOf({ configs, tunnels }: Synthesis): World {
  const late = new Late();
  return {
    planned: new Map(
      [...configs].map(([device, tree]) => [
        device.name,
        ConfigTree.fromSet(late.in(tree.toSet().join("\n"))),
      ]),
    ),
    tunnels: tunnels.map(({ tunnel }) => wanted(tunnel, late)),
  };
}

const CONFIG = {
  hostAmi: "ami-1",
  vsrxAmi: "ami-2",
  availabilityZone: "eu-central-1a",
  managementFrom: "192.0.2.0/24",
  publicKey:
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb0x0V1Y9uS2n7w1m4mL3sZ0z8aF8rA0l2j6m9k3q5e test",
  privateKey: "private",
  presharedKey: "a key for tests",
};

/** An example's stack, as its program has it. */
export const example = async (
  name: string,
  more: Readonly<Record<string, string>> = {},
): Promise<World> => worldOf(await exampleSynthesis(name, more));

/** An example's stack, decided. */
export async function exampleSynthesis(
  name: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Synthesis> {
  await runtime.setMocks({
    call: ({ inputs }) => inputs as Record<string, unknown>,
    newResource: ({ name: id, inputs }) => ({ id, state: inputs as object }),
  });
  const config: Record<string, string> = { ...CONFIG, ...more };
  const [synthesis] = await supplied(config, () =>
    collecting(
      () => {
        runtime.setAllConfig(
          Object.fromEntries(
            Object.entries(config).map(([key, value]) => [`project:${key}`, value]),
          ),
        );
        jest.resetModules();
        return import(`../../examples/${name}/index.ts`);
      },
      { check: false },
    ),
  );
  // What the program registered with the mocks is done before another one sets its own.
  await runtime.disconnect();
  if (synthesis === undefined) throw new Error(`${name} has no stack`);
  return synthesis;
}

/** The stack of a program that needs no configuration. @throws Error with what is wrong with the program */
export function worldOfProgram(build: (scope: StackScope) => unknown): World {
  const scope = new StackScope("stack");
  const { mistakes } = grow(scope, build);
  const synthesis = synthesize(scope, {}, mistakes);
  const wrong = synthesis.diagnostics.filter(({ severity }) => severity === "error");
  if (wrong.length > 0)
    throw new Error(wrong.map(({ what, found }) => `${what}: ${found}`).join("\n"));
  return worldOf(synthesis);
}

/** Run again with what the program asks for and nobody gave. */
async function supplied<Result>(
  config: Record<string, string>,
  run: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const key = /variable 'project:([^']+)'/.exec(String(error))?.[1];
      if (key === undefined) throw error;
      config[key] = /address|host/i.test(key)
        ? `192.0.2.${Object.keys(config).length}`
        : `key of ${key}`;
    }
  }
}

/** Lines of configuration mode, by the device on which somebody enters them. */
export type Entered = Readonly<Record<string, readonly string[]>>;

/** The devices after somebody has entered lines on them. */
export function devicesOf({ planned }: World, entered: Entered): readonly DiagnosedDevice[] {
  return [...planned].map(([name, tree]) => {
    const lines = entered[name];
    if (lines === undefined) return { name, tree, planned: tree };
    const changed = tree.clone();
    changed.applySet(lines);
    if (changed.toSet().join("\n") === tree.toSet().join("\n"))
      throw new Error(`nothing changes on ${name}: ${lines.join("; ")}`);
    return { name, tree: changed, planned: tree };
  });
}

export const diagnosed = (world: World, entered: Entered = {}): readonly Diagnosis[] =>
  diagnose(world.tunnels, devicesOf(world, entered));
