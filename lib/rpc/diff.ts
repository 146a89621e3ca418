// Which properties differ, one path per leaf: the engine shows exactly these and nothing beside them.

import {
  hasSecret,
  isPropertyMap,
  type PropertyMap,
  sameValue,
  Secret,
  type PropertyValue,
  UNKNOWN,
} from "./values";

/** What happens to one property. A `-replace` kind means that the resource cannot keep its identity. */
export type ChangeKind =
  "add" | "delete" | "update" | "add-replace" | "delete-replace" | "update-replace";

/** One changed property. */
export interface PropertyChange {
  /** Steps from the resource to the property: names, and indexes of lists. */
  readonly path: readonly (string | number)[];
  readonly kind: ChangeKind;
  /**
   * Whether old values are read from the old inputs (true) or from the old state (false).
   * @default true
   */
  readonly inputDiff?: boolean;
}

/** Options of {@link diffProperties}. */
export interface DiffOptions {
  /** Says whether a change at this path needs a new resource. @default never */
  readonly replaces?: (path: readonly (string | number)[]) => boolean;
}

/** Writes a path as the engine reads it: `a.b[0]["odd name"]`. */
export function formatPath(path: readonly (string | number)[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `["${step.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"]`;
  }
  return text;
}

/** Every leaf that differs between two sets of inputs, in the order of the new ones, removed ones last. */
export function diffProperties(
  olds: PropertyMap,
  news: PropertyMap,
  options: DiffOptions = {},
): PropertyChange[] {
  const changes: PropertyChange[] = [];
  compareMaps([], olds, news, changes);
  const replaces = options.replaces ?? (() => false);
  return changes.map((change) =>
    replaces(change.path) ? { ...change, kind: `${change.kind}-replace` as ChangeKind } : change,
  );
}

type Path = readonly (string | number)[];

function compareMaps(
  path: Path,
  olds: PropertyMap,
  news: PropertyMap,
  changes: PropertyChange[],
): void {
  for (const name of Object.keys(news)) compare([...path, name], olds[name], news[name], changes);
  for (const name of Object.keys(olds)) {
    if (!(name in news)) compare([...path, name], olds[name], undefined, changes);
  }
}

function compare(
  path: Path,
  old: PropertyValue | undefined,
  now: PropertyValue | undefined,
  changes: PropertyChange[],
): void {
  if (sameValue(old, now)) return;
  if (old === undefined) {
    changes.push({ path, kind: "add" });
  } else if (now === undefined) {
    changes.push({ path, kind: "delete" });
  } else if (old instanceof Secret || now instanceof Secret) {
    // A secret container that came to hold plain parts, or the reverse, is one change: going inside would
    // compare an old value that the engine can't display.
    changes.push({ path, kind: "update" });
  } else if (isPropertyMap(old) && isPropertyMap(now)) {
    compareMaps(path, old, now, changes);
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (let index = 0; index < Math.max(old.length, now.length); index += 1) {
      compare([...path, index], old[index] as PropertyValue, now[index] as PropertyValue, changes);
    }
  } else {
    changes.push({ path, kind: "update" });
  }
}

/** A value for display: secrets masked whole. */
export function showValue(value: PropertyValue | undefined): string {
  if (hasSecret(value)) return "[secret]";
  return value === UNKNOWN ? UNKNOWN.toString() : JSON.stringify(value ?? null);
}
