// The changed statements of one device as text, one line each: what a preview logs.

import { MASK } from "../secrets";
import { hasPlaceholder } from "../junos";
import {
  hasSecret,
  hasUnknown,
  isPropertyMap,
  type PropertyMap,
  type PropertyValue,
  sameValue,
  Secret,
} from "../rpc";
import { isSecretStatement } from "./secret-statement";
import { lineOf, wordsOf } from "./statements";

/** Lines such as `+ set …`, `- delete …` and `~ set …`, secrets masked. */
export function describeChanges(olds: PropertyMap, news: PropertyMap): string[] {
  const before = statementsIn(olds);
  const after = statementsIn(news);
  if (after === undefined) return ["(the statements are not known yet)"];
  const lines: string[] = [];
  for (const [key, value] of Object.entries(after)) {
    const old = before?.[key];
    if (old === undefined) lines.push(`+ ${show(key, value, news)}`);
    else if (!sameValue(old, value)) lines.push(`~ ${show(key, value, news)}${was(key, old)}`);
    else if (placeholderChanged(key, value, olds, news)) lines.push(`~ ${show(key, value, news)}`);
  }
  for (const key of Object.keys(before ?? {})) {
    if (!(key in after)) lines.push(`- delete ${key}`);
  }
  return lines;
}

/** Undefined while not known. Statements that are secret as a whole are secret one by one. */
function statementsIn(map: PropertyMap): PropertyMap | undefined {
  const whole = map.statements instanceof Secret;
  const value = map.statements instanceof Secret ? map.statements.value : map.statements;
  if (value === undefined || value === null) return {};
  if (!isPropertyMap(value)) return undefined;
  if (!whole) return value;
  const sealed = Object.entries(value).map(([key, item]) => [key, new Secret(item ?? null)]);
  return Object.fromEntries(sealed) as PropertyMap;
}

const secretly = (key: string, value: PropertyValue | undefined): boolean =>
  hasSecret(value) || isSecretStatement(wordsOf(key));

function show(key: string, value: PropertyValue | undefined, inputs: PropertyMap): string {
  if (secretly(key, value)) return `set ${key} ${MASK}`;
  if (hasUnknown(value)) return `set ${key} (known after apply)`;
  return fillShown(lineOf(key, String(value ?? "")), inputs);
}

function was(key: string, old: PropertyValue): string {
  return secretly(key, old) || hasUnknown(old) ? "" : ` (was ${String(old)})`;
}

/** Puts known placeholder values in, masks secret ones and keeps the names of unknown ones. */
function fillShown(line: string, inputs: PropertyMap): string {
  const values = isPropertyMap(inputs.placeholders) ? inputs.placeholders : {};
  let text = line;
  for (const [name, value] of Object.entries(values)) {
    const shown = hasSecret(value) ? MASK : hasUnknown(value) ? undefined : String(value ?? "");
    if (shown !== undefined) text = text.replaceAll(`\u27e8${name}\u27e9`, shown);
  }
  return text;
}

function placeholderChanged(
  key: string,
  value: PropertyValue | undefined,
  olds: PropertyMap,
  news: PropertyMap,
): boolean {
  const text = `${key} ${typeof value === "string" ? value : ""}`;
  if (!hasPlaceholder(text)) return false;
  const before = isPropertyMap(olds.placeholders) ? olds.placeholders : {};
  const after = isPropertyMap(news.placeholders) ? news.placeholders : {};
  return Object.keys(after).some(
    (name) => text.includes(`\u27e8${name}\u27e9`) && !sameValue(before[name], after[name]),
  );
}
