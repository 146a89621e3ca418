// The resource `vsrx:index:BootKey`: the key that a site's instances boot with, which stays when the management key changes.
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
  type UpdateRequest,
} from "../rpc";
import { sealText } from "./read";

/**
 * Handles `vsrx:index:BootKey`: all of it is state. The first management key that it sees is what instances boot with,
 * so that a stack of an earlier version, whose user data holds that key, goes on as it is. Later ones are committed.
 */
export class BootKeyHandler implements ResourceHandler {
  async check({ newInputs }: CheckRequest): Promise<CheckResult> {
    return { inputs: sealText(newInputs, "privateKey") };
  }

  async diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResult> {
    return {
      changes: diffProperties(oldInputs, newInputs),
      stables: ["bootPublicKey", "bootPrivateKey"],
    };
  }

  /** Known in a preview too: user data that isn't would announce that instances are replaced. */
  async create({ name, inputs }: CreateRequest): Promise<CreateResult> {
    const { publicKey, privateKey } = inputs;
    return {
      id: name,
      state: {
        ...inputs,
        bootPublicKey: publicKey,
        ...(privateKey === undefined ? {} : { bootPrivateKey: privateKey }),
      },
    };
  }

  async update({ newInputs, oldState }: UpdateRequest): Promise<PropertyMap> {
    const { bootPublicKey, bootPrivateKey } = oldState;
    return {
      ...newInputs,
      bootPublicKey,
      ...(bootPrivateKey === undefined ? {} : { bootPrivateKey }),
    };
  }
}
