// A device as a test sees it, and which ones there are.
import type { ConfigTree } from "../junos";
import type { Device } from "../topology";
import { type SynthTranslation, translationsOf } from "./planned";

/** One device's configuration. */
export interface SynthDevice {
  /** Its name; with its stack's before it where two stacks have one of that name: `west/gw`. */
  readonly name: string;
  /** What it is for: it ends tunnels, or it translates. */
  readonly kind: "gateway" | "nat";
  /** One set line per statement, part by part, with secrets masked: what a snapshot shows. */
  readonly statements: readonly string[];
  /** The same lines as they are, with keys that the program has in clear. */
  readonly set: readonly string[];
  /** The configuration as XML, keys in clear. */
  readonly xml: string;
  /** The configuration as curly text, keys in clear. */
  readonly curly: string;
  /** The configuration itself, to ask for anything else. */
  readonly tree: ConfigTree;
  /** What a person has to type on the device, once, before it can be configured. */
  readonly commands: readonly string[];
  /** What it translates; nothing on a gateway. */
  readonly translations: readonly SynthTranslation[];
}

/** A device whose snapshot and difference are its statements: the tree drags the whole schema along. */
export function deviceOf(device: Device, name: string, tree: ConfigTree): SynthDevice {
  const shown = {
    name,
    kind: device.role,
    get statements() {
      return tree.withoutSecrets().toSet();
    },
    commands: device.operatorCommands,
  };
  const hidden = (get: () => unknown): PropertyDescriptor => ({ get, enumerable: false });
  return Object.defineProperties(shown, {
    set: hidden(() => tree.toSet()),
    xml: hidden(() => tree.toXml()),
    curly: hidden(() => tree.toCurly()),
    tree: hidden(() => tree),
    translations: hidden(() => translationsOf(device)),
  }) as unknown as SynthDevice;
}

/** Devices that this test file has seen, to tell which there are when it asks for another. */
const seen = new Set<string>();

export function remember(names: readonly string[]): void {
  for (const name of names) seen.add(name);
}

/** @throws TypeError when what was given is no device of a synth */
export function checked(device: SynthDevice | undefined): SynthDevice {
  if (typeof device === "object" && device !== null && "tree" in device) return device;
  throw new TypeError(
    `there is no such device: found ${device === undefined ? "undefined" : typeof device}; ` +
      `allowed: a device that synth returned: ${[...seen].join(", ") || "none so far"}; ` +
      "fix: take it from devices by its name",
  );
}
