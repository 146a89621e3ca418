// The resource `vsrx:index:BootKey`: the key that a site's instances boot with, which stays when the management key changes.
import { newKeyPair } from "../key-pair";
import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type CreateResult,
  type DiffRequest,
  type DiffResult,
  diffProperties,
  type PropertyMap,
  type ResourceHandler,
  Secret,
  UNKNOWN,
  type UpdateRequest,
} from "../rpc";
import { sealText } from "./read";

/** What stays whatever management key comes later. */
const KEPT = ["bootPublicKey", "bootPrivateKey", "firstPublicKey"] as const;

/**
 * What instances boot with. Where the private key is an agent's, nobody can keep it for an instance that is made after the
 * key has changed: there the stack has a pair of its own, and the management key is committed as any later one is.
 */
function bootPair({ publicKey, privateKey }: PropertyMap, preview: boolean): PropertyMap {
  if (privateKey !== undefined) return { bootPublicKey: publicKey, bootPrivateKey: privateKey };
  if (preview) return { bootPublicKey: UNKNOWN, bootPrivateKey: UNKNOWN };
  const own = newKeyPair("boot");
  return { bootPublicKey: own.public, bootPrivateKey: new Secret(own.private) };
}

/**
 * Handles `vsrx:index:BootKey`: all of it is state. Instances boot with the first management key that it sees, so that a
 * stack of an earlier version, whose user data holds that key, goes on as it is; or with a pair of the stack's own
 * ({@link bootPair}). Later ones are committed.
 */
export class BootKeyHandler implements ResourceHandler {
  async check({ newInputs }: CheckRequest): Promise<CheckResult> {
    return { inputs: sealText(newInputs, "privateKey") };
  }

  /** A state of an earlier version has no `firstPublicKey`: what a state lacks is unknown in a preview, until an update writes it. */
  async diff({ oldInputs, newInputs, oldState }: DiffRequest): Promise<DiffResult> {
    const lacks = oldState.firstPublicKey === undefined;
    return {
      changes: [
        ...diffProperties(oldInputs, newInputs),
        ...(lacks ? [{ path: ["firstPublicKey"], kind: "add" as const }] : []),
      ],
      stables: KEPT,
    };
  }

  /** The first management key is known in a preview too: user data that isn't would announce that instances are replaced. */
  async create({ name, inputs, preview }: CreateRequest): Promise<CreateResult> {
    const firstPublicKey = inputs.publicKey;
    return { id: name, state: { ...inputs, ...bootPair(inputs, preview), firstPublicKey } };
  }

  async update({ newInputs, oldState }: UpdateRequest): Promise<PropertyMap> {
    const { firstPublicKey = oldState.bootPublicKey } = oldState;
    const before: PropertyMap = { ...oldState, firstPublicKey };
    const kept = KEPT.filter((name) => before[name] !== undefined);
    return { ...newInputs, ...Object.fromEntries(kept.map((name) => [name, before[name]])) };
  }
}
