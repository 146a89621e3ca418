// What a synth returns: everything that a program would do, as plain data.
import type { Diagnostic } from "../diagnostics";
import type { NetworkDescription } from "../stack";
import type { SynthAws } from "./planned";
import type { SynthDevice } from "./synth-device";
import type { SynthTunnel } from "./tunnels";

/** What a program would commit, and what it plans beside that. */
export interface SynthResult {
  /** By the device's name; by `STACK/NAME` where two stacks of a program have a device of one name. */
  readonly devices: Readonly<Record<string, SynthDevice>>;
  /** Every tunnel, in the order of the program. */
  readonly tunnels: readonly SynthTunnel[];
  /** Sites, networks, devices, hosts and tunnels of each stack, as a stack's output `network` has them. */
  readonly networks: readonly NetworkDescription[];
  /** What AWS is to have. */
  readonly aws: SynthAws;
  /** Numbers and addresses that follow from names, for a file that `stack.pin` reads. */
  readonly placement: Readonly<Record<string, string>>;
  /** What a person should know of it. Errors are among it only where `check` is false. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws TypeError when what was given is no result of a synth */
export function checkedResult(result: SynthResult): SynthResult {
  const given: unknown = result;
  if (typeof given === "object" && given !== null && "tunnels" in given && "aws" in given)
    return result;
  const found = given instanceof Promise ? "a promise" : typeof given;
  throw new TypeError(
    `this is not what synth returned: found ${found}; allowed: the whole result, with tunnels and aws; ` +
      "fix: await synth(…), and give that to expect",
  );
}
