// Where a device differs from its program, change by change: each can be put into force alone.
import { type ConfigTree, diff, wordsOfLine } from "../junos";
import type { DiagnosedDevice } from "./network";

/** One change that somebody has made on a device. */
export interface Change {
  readonly device: string;
  /** Configuration-mode lines from what the program wants to what is in force. Secrets may be in them. */
  readonly lines: readonly string[];
  /** Words of the statement that they change. */
  readonly place: string;
}

/** The device as it would be with all that the program says, and the changes from there to what is in force. */
export function changesOf({ name, tree, planned }: DiagnosedDevice): {
  readonly base: ConfigTree;
  readonly changes: readonly Change[];
} {
  const inForce = tree.effective();
  if (planned === undefined) return { base: inForce, changes: [] };
  const base = restored(inForce, planned.effective());
  const lines = diff(base, inForce);
  const groups = new Map<string, string[]>();
  for (const line of lines) {
    const place = placeOf(line);
    groups.set(place, [...(groups.get(place) ?? []), line]);
  }
  return {
    base,
    changes: [...groups].map(([place, own]) => ({ device: name, lines: own, place })),
  };
}

/** Objects with a name, by the words before it: what is below one stands and falls together where it is all gone or all new. */
const OBJECTS: readonly (readonly string[])[] = [
  ["security", "policies", "from-zone", "*", "to-zone", "*", "policy"],
  ["security", "policies", "global", "policy"],
  ["security", "nat", "*", "rule-set", "*", "rule"],
  ["security", "ike", "*"],
  ["security", "ipsec", "*"],
  ["routing-options", "static", "route"],
  ["applications", "application"],
];

/** The words of the object that a statement belongs to. */
function objectOf(words: readonly string[]): readonly string[] | undefined {
  const pattern = OBJECTS.find(
    (each) =>
      words.length > each.length &&
      each.every((word, index) => word === "*" || word === words[index]),
  );
  return pattern === undefined ? undefined : words.slice(0, pattern.length + 1);
}

/** In force with what the program says put in place of what differs; objects that are only on the device stay. */
function restored(inForce: ConfigTree, planned: ConfigTree): ConfigTree {
  const base = inForce.clone();
  const wanted = planned.toSet();
  const keys = new Set(
    wanted.flatMap((line) => {
      const object = objectOf(wordsOf(line));
      return object === undefined ? [] : [object.join(" ")];
    }),
  );
  // What stands beside the program's own statements in an object of the program's.
  const beside = diff(planned, inForce)
    .filter((line) => line.startsWith("set "))
    .filter((line) => keys.has((objectOf(wordsOf(line)) ?? []).join(" ")))
    .map((line) => line.replace(/^set /, "delete "));
  base.applySet(beside);
  base.applySet(wanted);
  return base;
}

const wordsOf = (line: string): readonly string[] => {
  const [, ...words] = wordsOfLine(line);
  return words;
};

/** A leaf by its name, an object by its own. */
function placeOf(line: string): string {
  const words = wordsOf(line);
  const object = objectOf(words);
  if (object?.length === words.length || words.length <= 2) return words.join(" ");
  const together = TOGETHER.map(({ word, names }) => {
    const at = words.indexOf(word);
    return at < 0 ? 0 : at + 1 + names;
  }).find((length) => length > 0);
  return words.slice(0, together ?? -1).join(" ");
}

/** Statements whose parts say nothing alone, and how many names follow the word. */
const TOGETHER = [
  { word: "proxy-identity", names: 0 },
  { word: "traffic-selector", names: 1 },
] as const;
