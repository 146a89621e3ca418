// Names of things on devices: from the path below the stack, so that a construct class can be used many times.
import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { IConstruct } from "constructs";

/** Junos takes 32 characters for the names of IKE and IPsec objects. */
export const NAME_LIMIT = 32;

/** `hub-paris`; a longer name keeps its beginning and ends in eight digits that stand for the whole. */
export function junosName(text: string, limit: number = NAME_LIMIT): string {
  if (text.length <= limit) return text;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${text.slice(0, limit - 9)}-${digest}`;
}

/**
 * `gw` for a construct directly below the stack, `paris-gw` for one inside `paris`. Nothing beside a construct plays a
 * part in its name, so that it stays the same whatever comes and goes.
 */
export function nameBelowStack(construct: IConstruct): string {
  const ids = construct.node.scopes.slice(1).map((each) => each.node.id);
  return ids.length === 1 ? (ids[0] ?? "") : junosName(ids.join("-"));
}

/**
 * The path under which a construct is known for good: where it was renamed, the one before, as its first alias tells.
 * Numbers, addresses and what an instance booted with follow from it.
 */
export function lastingPath(construct: IConstruct, aliases: readonly string[] | undefined): string {
  const { path, scope } = construct.node;
  const former = aliases?.[0];
  if (former === undefined || scope === undefined) return path;
  // Beside where it is now, or, as far as an alias can tell, directly below the stack.
  for (const place of [scope.node.path, construct.node.root.node.path]) {
    const before = `${place.replaceAll("/", "-")}-`;
    if (former.startsWith(before)) return `${place}/${former.slice(before.length)}`;
  }
  return former;
}

/** The last part of the lasting path, as far as an alias can tell. */
export function lastingId(construct: IConstruct, aliases: readonly string[] | undefined): string {
  const path = lastingPath(construct, aliases);
  return path.includes("/") ? posix.basename(path) : construct.node.id;
}
