// Brings one device to a wanted configuration.

import { CommitProcedure } from "./commit-procedure";
import { type CommitRequest, type CommitResult } from "./commit-request";
import { type Device } from "./device";

/**
 * Brings one device to the wanted configuration.
 *
 * @throws CommitError when it couldn't, saying which configuration the device is on
 */
export async function commitChanges(device: Device, request: CommitRequest): Promise<CommitResult> {
  const procedure = new CommitProcedure(device, request);
  try {
    return await procedure.run();
  } catch (error) {
    throw procedure.redactor.cleanError(procedure.explain(error));
  }
}
