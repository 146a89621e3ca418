// What Pulumi's state holds of a lab's stack.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestLab } from "../lab";

/** A resource, as far as tests look at it. */
export interface HeldResource {
  readonly type: string;
  readonly urn: string;
  readonly provider?: string;
  readonly outputs?: unknown;
}

export function heldBy(lab: TestLab): readonly HeldResource[] {
  const folder = join(lab.folder, "state/.pulumi/stacks");
  const [project = ""] = readdirSync(folder);
  const state = JSON.parse(readFileSync(join(folder, project, "lab.json"), "utf8")) as {
    readonly checkpoint: { readonly latest: { readonly resources: readonly HeldResource[] } };
  };
  return state.checkpoint.latest.resources;
}
