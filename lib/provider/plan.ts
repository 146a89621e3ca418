// What to change on a device: the wanted statements, those we set the last time, and those that are there.

import { type ConfigTree, setLine, shownKey, type Statement, statementKey } from "../junos";
import { imagePermission } from "./image";
import { inPieces, type Pieces } from "../turns";
import { isProtected, type Ownership } from "./ownership";
import { isAmong, keysOf, objectsWith, OwnObjects, type Sides, zonesNeeded } from "./objects";
import { aheadOfDenials, reorder } from "./order";
import { sameSecret } from "./secret-value";
import { type Statements } from "./statement-set";

/** The three sides of the comparison. All placeholders are filled. */
export interface PlanInput {
  readonly device: ConfigTree;
  /** In their order; it decides among entries of ordered lists. */
  readonly wanted: Statements;
  /** What we set the last time; empty for a new device. */
  readonly baseline: Statements;
  /** @default "statements" */
  readonly ownership?: Ownership;
  /** Statements that were there before us, as they may be shown: never deleted. */
  readonly preexisting?: ReadonlySet<string>;
  /** The device comes fresh from its image: what that permits by itself goes. @default false */
  readonly fromImage?: boolean;
  /** Foreign policies that new ones of ours go ahead of. @default those that deny everything */
  readonly policiesBefore?: readonly string[];
  /**
   * Entries of lists that were there before we put anything into them, as they may be shown: they stay with what is
   * foreign in them. @default unknown: every one stays
   */
  readonly objectsBefore?: ReadonlySet<string>;
}

/** A value of somebody else that a wanted one replaces. */
export interface Overwritten {
  /** As the device has it. */
  readonly there: Statement;
  /** Whether we set it before, and somebody changed it since: then it is ours. */
  readonly wasOurs: boolean;
}

/** The commands that lead there, and what was noticed on the way. */
export interface Plan {
  /** Delete, set and insert lines, in this order. */
  readonly lines: readonly string[];
  /** Wanted statements that the device has, with our value. */
  readonly satisfied: readonly Statement[];
  /** What somebody else has put into an object of ours, or changed in it, and what goes with the object. */
  readonly taken: readonly Statement[];
  /** Zones of ours that foreign statements need: they stay, empty. */
  readonly zonesKept: readonly string[];
  /** Foreign policies that deny something in particular ahead of new ones of ours. */
  readonly denials: readonly string[];
  /** Entries of lists that are there already and get something of ours for the first time, as they may be shown. */
  readonly objects: readonly string[];
  /** Values on the device in the place of wanted ones, that were not there when we last looked. */
  readonly overwritten: readonly Overwritten[];
  /** Statements of ours that somebody else has changed and that we no longer want: left as they are. */
  readonly leftAlone: readonly Statement[];
  /** Statements that are neither ours nor wanted. */
  readonly foreign: readonly Statement[];
  /** Bare statements of the device that wanted ones go inside of: they stay when the inside goes. */
  readonly enclosing: readonly Statement[];
}

/** Compares the three sides, with rests: a device's configuration may be long. */
export function* planning(input: PlanInput): Pieces<Plan> {
  const { device, wanted } = input;
  const present = new Map<string, Statement>();
  yield* inPieces(yield* device.readingStatements(), (statement) =>
    present.set(statementKey(statement), statement),
  );
  const sides = {
    device,
    wanted: yield* keysOf(wanted),
    baseline: yield* keysOf(input.baseline),
    objectsBefore: input.objectsBefore,
  };
  const { deletions, ...others } = yield* sorted(input, present, sides);

  const settings: Statement[] = [];
  const satisfied: Statement[] = [];
  const overwritten: Overwritten[] = [];
  for (const [key, statement] of wanted) {
    const there = present.get(key);
    const fulfilled =
      there === undefined
        ? statement.value === undefined && device.get(statement.path) !== undefined
        : there.inactive !== true && sameSecret(there.value ?? "", statement.value ?? "");
    (fulfilled ? satisfied : settings).push(statement);
    const ours = input.baseline.get(key);
    const isForeign = there?.value !== undefined && !fulfilled && there.inactive !== true;
    if (isForeign && !sameSecret(there.value, ours?.value ?? ""))
      overwritten.push({ there, wasOurs: ours !== undefined });
  }

  const after = device.clone();
  yield;
  const objects = new OwnObjects(sides);
  const removed = yield* removeAll(
    { device, present, after },
    deletions,
    (statement) =>
      isAmong(sides.wanted, statementKey(statement)) ||
      input.preexisting?.has(shownKey(statement)) === true ||
      // A user that we made goes as a whole; what else lets people in stays.
      (isProtected(statement.path) && !objects.has(statement)),
  );
  const sets = settings.map((statement) => setLine(statement));
  const lines = [
    ...removed.map((path) => `delete ${statementKey({ path })}`),
    // Set alone leaves a deactivated statement deactivated.
    ...settings
      .filter((statement) => present.get(statementKey(statement))?.inactive === true)
      .map((statement) => `activate ${statementKey(statement)}`),
    ...sets,
  ];
  yield* applied(after, sets);
  const zonesKept = yield* zonesNeeded(device, after);
  lines.push(...zonesKept.map((zone) => `set ${zone}`));
  const fresh = new Set(settings.filter((statement) => !present.has(statementKey(statement))));
  yield;
  const order = reorder(after, wanted, fresh);
  yield* applied(after, order);
  const denials = aheadOfDenials(after, wanted, fresh, input.policiesBefore);
  lines.push(...order, ...denials.lines);
  yield;
  return {
    lines,
    satisfied,
    overwritten,
    zonesKept,
    objects: yield* objectsWith(sides),
    denials: denials.narrower,
    ...others,
  };
}

/** Commands that are applied between two rests. */
const COMMANDS_AT_A_TIME = 200;

/** Applies commands to a tree. */
function* applied(tree: ConfigTree, commands: readonly string[]): Pieces<void> {
  for (let start = 0; start < commands.length; start += COMMANDS_AT_A_TIME) {
    tree.applySet(commands.slice(start, start + COMMANDS_AT_A_TIME));
    yield;
  }
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** What the device has beside the wanted statements. */
function* sorted(
  input: PlanInput,
  present: ReadonlyMap<string, Statement>,
  sides: Sides,
): Pieces<
  Pick<Plan, "leftAlone" | "foreign" | "enclosing" | "taken"> & {
    readonly deletions: Statement[];
  }
> {
  const { wanted, baseline, ownership, preexisting, fromImage } = input;
  const objects = new OwnObjects(sides);
  const taken: Statement[] = [];
  const deletions: Statement[] = [];
  const leftAlone: Statement[] = [];
  const foreign: Statement[] = [];
  const enclosing: Statement[] = [];
  const permission =
    fromImage === true ? imagePermission(present, (key) => wanted.has(key)) : NO_KEYS;
  yield* inPieces(present, ([key, statement]) => {
    if (wanted.has(key)) return;
    const ours = baseline.get(key);
    if (permission.has(key)) {
      deletions.push(statement);
    } else if (statement.value === undefined && sides.wanted.around.has(key)) {
      enclosing.push(statement);
    } else if (ownership === "device") {
      (isProtected(statement.path) ? foreign : deletions).push(statement);
    } else if (preexisting?.has(shownKey(statement)) === true) {
      foreign.push(statement);
    } else if (ours === undefined) {
      (objects.goesWith(statement) ? taken : foreign).push(statement);
    } else if (sameSecret(statement.value ?? "", ours.value ?? "")) {
      deletions.push(statement);
    } else {
      (objects.has(statement) ? taken : leftAlone).push(statement);
    }
  });
  return { deletions: [...deletions, ...taken], leftAlone, foreign, enclosing, taken };
}

/**
 * Takes statements out of `after`, then everything that is left empty, so that no half gateway stays.
 * Answers the fewest paths whose deletion has that effect.
 */
function* removeAll(
  sides: {
    readonly device: ConfigTree;
    readonly present: ReadonlyMap<string, Statement>;
    readonly after: ConfigTree;
  },
  deletions: readonly Statement[],
  keep: (statement: Statement) => boolean,
): Pieces<(readonly string[])[]> {
  const { device: before, present, after } = sides;
  for (let remaining: readonly Statement[] = deletions; remaining.length > 0;) {
    const commands = remaining.map((statement) => `delete ${statementKey(statement)}`);
    yield* applied(after, commands);
    const left: Statement[] = [];
    yield* inPieces(yield* after.readingStatements(), (statement) => {
      const { path, value } = statement;
      if (value !== undefined || !isShell(after, path)) return;
      if (!present.has(statementKey(statement)) && !keep(statement)) left.push(statement);
    });
    remaining = left;
  }
  const shortest = new Map<string, readonly string[]>();
  yield* inPieces(deletions, ({ path }) => {
    let cut = path;
    for (let length = 1; length < path.length; length += 1) {
      const prefix = path.slice(0, length);
      if (isShell(before, prefix) && after.get(prefix) === undefined) {
        cut = prefix;
        break;
      }
    }
    shortest.set(statementKey({ path: cut }), cut);
  });
  return [...shortest.values()];
}

/** What stays on a device when its inside is deleted: entries of lists, and containers that mean something empty. */
function isShell(tree: ConfigTree, path: readonly string[]): boolean {
  const schema = tree.get(path)?.schema;
  return schema?.kind === "entry" || (schema?.kind === "container" && schema.presence);
}
