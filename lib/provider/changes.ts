// Changes that a leaf by leaf comparison of the inputs doesn't show as people mean them.

import {
  diffProperties,
  type PropertyChange,
  type PropertyMap,
  type PropertyValue,
  sameValue,
} from "../rpc";
import { listOf, mapOf } from "./read";

/** What differs between two sets of inputs, one change for each statement. What a device isn't told is no change of it. */
export function changesOf(olds: PropertyMap, news: PropertyMap): PropertyChange[] {
  const elsewhere = { raw: undefined, sequence: undefined, protects: undefined };
  const changes = diffProperties({ ...olds, ...elsewhere }, { ...news, ...elsewhere });
  const order = orderChange(olds, news);
  return [...changes, ...rawChanges(olds, news), ...(order === undefined ? [] : [order])];
}

/** After an import only what the program wants must agree; what else the device has is not ours. */
export function importChanges(olds: PropertyMap, news: PropertyMap): PropertyChange[] {
  const before = mapOf(olds.statements);
  return [
    ...Object.entries(mapOf(news.statements))
      .filter(([key, value]) => !sameValue(before[key], value))
      .map(([key]): PropertyChange => ({
        path: ["statements", key],
        kind: before[key] === undefined ? "add" : "update",
      })),
    ...rawChanges(olds, news).filter(({ kind }) => kind !== "delete"),
  ];
}

/** Raw lines that came and went, whatever their places. */
function rawChanges(olds: PropertyMap, news: PropertyMap): PropertyChange[] {
  const before = listOf(olds.raw);
  const after = listOf(news.raw);
  const missingIn = (list: readonly PropertyValue[], line: PropertyValue): boolean =>
    !list.some((each) => sameValue(each, line));
  const changed = (
    list: readonly PropertyValue[],
    other: readonly PropertyValue[],
    kind: "add" | "delete",
  ): PropertyChange[] =>
    list.flatMap((line, index) => (missingIn(other, line) ? [{ path: ["raw", index], kind }] : []));
  return [...changed(after, before, "add"), ...changed(before, after, "delete")];
}

/** A changed order of statements that both have; added and removed ones are changes of their own. */
function orderChange(olds: PropertyMap, news: PropertyMap): PropertyChange | undefined {
  const before = listOf(olds.sequence);
  const after = listOf(news.sequence);
  const both = (list: readonly PropertyValue[], other: readonly PropertyValue[]): string => {
    const known = new Set(other);
    return JSON.stringify(list.filter((key) => known.has(key)));
  };
  return both(before, after) === both(after, before)
    ? undefined
    : { path: ["sequence"], kind: "update" };
}
