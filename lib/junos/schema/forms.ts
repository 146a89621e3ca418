// How the schema's branches are written, which the models say: on one line or as a block, and what stands beside names and values.
import { BESIDE, FORMS } from "../layer/schema.generated";
import type { Branch, LineForm } from "./model";

/** The names of the hierarchy that a branch of the schema is, without those of entries. */
export function hierarchyOf(branch: Branch): string {
  const names: string[] = [];
  for (let each: Branch | undefined = branch; each !== undefined; each = each.holder)
    if (each.name !== "") names.unshift(each.name);
  return names.join(" ");
}

/** How curly text writes a branch. */
export function lineFormOf(branch: Branch): LineForm {
  const form = FORMS[hierarchyOf(branch)] ?? "";
  return form.startsWith("line-one") ? "line-one" : form.startsWith("line") ? "line" : "block";
}

/** Whether the entries of a list share one block in curly text. */
export const isGrouped = (entry: Branch): boolean =>
  FORMS[hierarchyOf(entry)]?.endsWith("grouped") ?? false;

/** Words that only the layer has beside names or values without keyword. */
export const besideOf = (branch: Branch): string | undefined => BESIDE[hierarchyOf(branch)];
