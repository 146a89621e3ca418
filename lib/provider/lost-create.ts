// A create whose answer was lost: the device's commit log tells what it had beside us, so that nothing of ours is taken for it.

import { shownKey } from "../junos";
import { shortName } from "./marks";
import { type Plan } from "./plan";

/** What a device had before us. Names as they may be shown. */
export interface Before {
  /** Statements that we want too, and bare ones around ours. */
  readonly statements: readonly string[];
  /** Entries of lists that got something of ours. */
  readonly objects: readonly string[];
}

/** Whether something that stands on a device is ours, by its name as it may be shown. */
export type IsOurs = (shown: string) => boolean;

/** What a plan for a device that is met for the first time finds there, without what is ours. */
export function foundThere(plan: Plan, isOurs: IsOurs): Before {
  const ofOthers = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !isOurs(name));
  return {
    statements: ofOthers([...plan.satisfied, ...plan.enclosing].map((each) => shownKey(each))),
    objects: ofOthers(plan.objects),
  };
}

const WORDS = "first, beside";
const NOTHING = "nothing";
/** A commit's comment has 512 characters on Junos; the rest of ours takes up to 212. */
const MOST = 30;

/** What a first commit adds to its words in the log; nothing where the device had too much to name. */
export function remarkOn({ statements, objects }: Before): string {
  const names = [...new Set([...statements, ...objects].map((name) => shortName(name)))];
  return names.length > MOST ? "" : ` ${WORDS} ${names.join(" ") || NOTHING}`;
}

/**
 * What the log says of a create of ours whose answer never came, that all that it didn't find is ours. Undefined unless
 * our newest commit is a first one.
 * @param log our commits' own words
 */
export function lostCreate(
  entries: readonly { readonly log?: string }[],
  log: string,
): IsOurs | undefined {
  const own = entries.flatMap((entry) => (entry.log?.startsWith(`${log} [`) ? [entry.log] : []));
  const token = /\[\w+\]/.exec(own[0]?.slice(log.length) ?? "")?.[0];
  if (token === undefined) return undefined;
  const first = own.find((text) => text.startsWith(`${log} ${token} ${WORDS}`));
  const names = first?.split(` ${WORDS} `)[1]?.trim();
  if (names === undefined) return undefined;
  const beside = new Set(names.split(" "));
  return (shown) => !beside.has(shortName(shown));
}
