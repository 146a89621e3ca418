// Brings one device to a wanted configuration.

import { type Device } from "../device";
import { runProcedure } from "./procedure";
import { type CommitRequest, type CommitResult } from "./request";
import { CommitRun } from "./run";

/**
 * Brings one device to the wanted configuration.
 *
 * @throws CommitError when it couldn't, saying which configuration the device is on
 */
export async function commitChanges(device: Device, request: CommitRequest): Promise<CommitResult> {
  const run = new CommitRun(device, request);
  try {
    return await runProcedure(run);
  } catch (error) {
    throw run.redactor.cleanError(run.explain(error));
  }
}
