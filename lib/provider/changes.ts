// Changes that a leaf by leaf comparison of the inputs doesn't show as people mean them.

import { type PropertyChange, type PropertyMap, type PropertyValue, sameValue } from "../rpc";
import { mapOf } from "./read";

/** After an import only what the program wants must agree; what else the device has is not ours. */
export function importChanges(olds: PropertyMap, news: PropertyMap): PropertyChange[] {
  const before = mapOf(olds.statements);
  return Object.entries(mapOf(news.statements))
    .filter(([key, value]) => !sameValue(before[key], value))
    .map(([key]) => ({
      path: ["statements", key],
      kind: before[key] === undefined ? "add" : "update",
    }));
}

/** A changed order of statements that both have; added and removed ones are changes of their own. */
export function orderChange(olds: PropertyMap, news: PropertyMap): PropertyChange | undefined {
  const keys = (value: PropertyValue | undefined): readonly PropertyValue[] =>
    Array.isArray(value) ? value : [];
  const before = keys(olds.sequence);
  const after = keys(news.sequence);
  const common = (list: readonly PropertyValue[], other: readonly PropertyValue[]): string =>
    JSON.stringify(list.filter((key) => other.includes(key)));
  return common(before, after) === common(after, before)
    ? undefined
    : { path: ["sequence"], kind: "update" };
}
