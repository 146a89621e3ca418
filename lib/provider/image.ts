// What the image of a vSRX permits by itself, which a gateway that we made must not: its traffic would leave in clear whenever its tunnel is down.

import { type Statement, statementKey } from "../junos";

/** Junos's factory configuration: everything from trust may go to untrust. */
const PERMISSION = "security policies from-zone trust to-zone untrust policy default-permit";
const CONTENTS: readonly string[] = [
  "match source-address any",
  "match destination-address any",
  "match application any",
  "then permit",
].map((words) => `${PERMISSION} ${words}`);

/**
 * The keys of the image's own permission, among what the device has; none where somebody made it another policy.
 *
 * @param isWanted - whether the program says a statement itself
 */
export function imagePermission(
  present: ReadonlyMap<string, Statement>,
  isWanted: (key: string) => boolean,
): ReadonlySet<string> {
  const inside = [...present].filter(([key]) => key.startsWith(`${PERMISSION} `));
  const keys = new Set(
    inside.map(([key, { value }]) => (value === undefined ? key : `${key} ${value}`)),
  );
  const isImages = keys.size === CONTENTS.length && CONTENTS.every((line) => keys.has(line));
  if (!isImages || inside.some(([key]) => isWanted(key))) return new Set();
  return new Set(inside.map(([, statement]) => statementKey(statement)));
}
