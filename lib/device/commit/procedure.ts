// How one device is brought to a configuration: lock, load once, compare, check, commit confirmed, prove over a new
// connection that the device still lets us in, confirm. Whatever goes wrong, it ends on the old or the new one.

import { proveAndConfirm } from "./confirm";
import { loadAndCommit } from "./load";
import { type CommitResult } from "./request";
import { type CommitRun, type Survey } from "./run";
import { lockAndSurvey } from "./survey";

/** All steps; a connection that breaks before anything was committed begins anew, once. */
export async function runProcedure(run: CommitRun): Promise<CommitResult> {
  for (let restarts = 0; ; restarts += 1) {
    const survey = await lockAndSurvey(run);
    if (survey.lines.length === 0) return resultOf(run, survey, false);
    const sent = await loadAndCommit(run, survey, restarts);
    if (sent === "restart") continue;
    if (sent === "unchanged" || sent === "checked") return resultOf(run, survey, false);
    await proveAndConfirm(run, survey, sent);
    return resultOf(run, survey, true);
  }
}

function resultOf({ redactor, diff, warnings }: CommitRun, survey: Survey, changed: boolean) {
  return {
    changed,
    diff: redactor.clean(diff),
    warnings: warnings.map((text) => redactor.clean(text)),
    system: survey.system,
  };
}
