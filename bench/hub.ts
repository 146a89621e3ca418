// A hub with many branches: from the program to every device's checked and rendered configuration.
import { DynamicEndpointGateway, Gateway, Nat, StackScope } from "../lib";
import { hasErrors, ValidationError } from "../lib/diagnostics";
import { diff } from "../lib/junos";
import { type Synthesis, synthesize } from "../lib/stack";
import { type Print } from "./print";

/** A hub, and branches of these numbers, each behind source NAT. */
export function declareHub(scope: StackScope, numbers: readonly number[]): void {
  const hub = new DynamicEndpointGateway(scope, "hub", {
    gateway: new Gateway(scope, "hq", {
      existing: { address: "192.0.2.1", user: "bench", agent: true, configureInterfaces: true },
      external: { address: "203.0.113.1/24" },
      internal: { address: "172.20.0.1/24" },
    }),
  });
  for (const number of numbers) {
    hub.connect(
      new Gateway(scope, `b${number}`, {
        existing: {
          address: `100.64.${number >> 8}.${number & 255}`,
          user: "bench",
          agent: true,
          configureInterfaces: true,
        },
        external: { address: "192.168.1.2/24" },
        internal: { address: `10.${number >> 8}.${number & 255}.1/24` },
        nat: Nat.source(),
      }),
      { presharedKey: `key-${number}` },
    );
  }
}

function whole(numbers: readonly number[]): Synthesis {
  const scope = new StackScope("bench");
  declareHub(scope, numbers);
  const synthesis = synthesize(scope);
  if (hasErrors(synthesis.diagnostics)) throw new ValidationError(synthesis.diagnostics);
  for (const tree of synthesis.configs.values()) tree.toSet();
  return synthesis;
}

/** Synth, check and render of one hub and its branches; then one branch more. */
export function hubBench(print: Print, args: readonly string[]): void {
  const count = Number(args[0] ?? 1000);
  // Once small, so that what is measured is the work and not the loading of its code.
  whole([...Array(50).keys()]);
  const numbers = Array.from({ length: count }, (_, index) => index);
  const begin = process.hrtime.bigint();
  const before = whole(numbers);
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const [time, memory] =
    count <= 1000 ? ["1 s", "-"] : count <= 10_000 ? ["10 s", "1 GB"] : ["-", "-"];
  print(`hub with ${count} branches: synth, check, render`, `${seconds.toFixed(2)} s`, time);
  print("  memory after that", `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`, memory);

  const after = whole([...numbers, count]);
  const changed = [...after.configs].filter(([device, tree]) => {
    const old = [...before.configs].find(([other]) => other.name === device.name)?.[1];
    return old === undefined || diff(old, tree).length > 0;
  });
  print(
    "  one branch more: configurations that change",
    changed.map(([device]) => device.name).join(", "),
    "the hub and that branch",
  );
}
