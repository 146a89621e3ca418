// A create whose answer was lost: the device's commit log tells what it had beside us, so that nothing of ours is taken for it.

import { createHash } from "node:crypto";
import { shownKey } from "../junos";
import { type Plan } from "./plan";

/** What a device had before us. Names as they may be shown. */
export interface Before {
  /** Statements that we want too, and bare ones around ours. */
  readonly statements: readonly string[];
  /** Entries of lists that got something of ours. */
  readonly objects: readonly string[];
}

/** Names of things that stood on a device when we came, in short. */
export type Beside = ReadonlySet<string>;

/** What a plan for a device that is met for the first time finds there, without what a lost create of ours has left. */
export function foundThere(plan: Plan, lost: Beside | undefined): Before {
  const ofOthers = (keys: readonly string[]): readonly string[] =>
    keys.filter((key) => lost?.has(short(key)) ?? true);
  return {
    statements: ofOthers([...plan.satisfied, ...plan.enclosing].map((each) => shownKey(each))),
    objects: ofOthers(plan.objects),
  };
}

const short = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 8);

const WORDS = "first, beside";
const NOTHING = "nothing";
/** A commit's comment has 512 characters on Junos; the rest of ours takes up to 212. */
const MOST = 30;

/** What a first commit adds to its words in the log; nothing where the device had too much to name. */
export function remarkOn({ statements, objects }: Before): string {
  const names = [...new Set([...statements, ...objects].map((key) => short(key)))];
  return names.length > MOST ? "" : ` ${WORDS} ${names.join(" ") || NOTHING}`;
}

/**
 * What the log says of a create of ours whose answer never came: undefined unless our newest commit is a first one.
 * @param log our commits' own words
 */
export function lostCreate(
  entries: readonly { readonly log?: string }[],
  log: string,
): Beside | undefined {
  const own = entries.flatMap((entry) => (entry.log?.startsWith(`${log} [`) ? [entry.log] : []));
  const token = /\[\w+\]/.exec(own[0]?.slice(log.length) ?? "")?.[0];
  if (token === undefined) return undefined;
  const first = own.find((text) => text.startsWith(`${log} ${token} ${WORDS}`));
  const names = first?.split(` ${WORDS} `)[1]?.trim();
  if (names === undefined) return undefined;
  return new Set(names === NOTHING ? [] : names.split(" "));
}
