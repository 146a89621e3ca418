// The resource `vsrx:index:Placement`: which numbers a stack's names have, so that none moves because another name came.
import { type Mistake } from "../diagnostics";
import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type CreateResult,
  type DiffRequest,
  type DiffResult,
  diffProperties,
  type PropertyMap,
  type ResourceHandler,
  type UpdateRequest,
} from "../rpc";
import { failuresOf, InputError } from "./mistakes";
import { withProtection } from "./protected";
import { mapOf, textOf } from "./read";

/** A name whose number would become another. */
interface Move {
  readonly place: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Who would get the number that it has. */
  readonly newcomer: string | undefined;
}

/** Handles `vsrx:index:Placement`: all of it is state, nothing exists elsewhere. */
export class PlacementHandler implements ResourceHandler {
  async check({ oldInputs, newInputs }: CheckRequest): Promise<CheckResult> {
    try {
      const mistake = placementMistake(mapOf(oldInputs.placed), mapOf(newInputs.placed));
      if (mistake !== undefined) throw new InputError(mistake);
      return { inputs: withProtection(oldInputs, newInputs) };
    } catch (error) {
      return { inputs: newInputs, failures: failuresOf(error, "placement") };
    }
  }

  async diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResult> {
    return { changes: diffProperties(oldInputs, newInputs) };
  }

  async create({ name, inputs }: CreateRequest): Promise<CreateResult> {
    return { id: name, state: inputs };
  }

  async update({ newInputs }: UpdateRequest): Promise<PropertyMap> {
    return newInputs;
  }
}

/** What is wrong with a placement after another one: names that would have another number, with the pins that keep them. */
export function placementMistake(before: PropertyMap, after: PropertyMap): Mistake | undefined {
  const moves = movesOf(before, after);
  return moves.length === 0 ? undefined : refusal(moves, pinsFor(moves, before, after));
}

function movesOf(before: PropertyMap, after: PropertyMap): readonly Move[] {
  return Object.entries(after).flatMap(([place, names]) => {
    const old = mapOf(before[place]);
    const now = mapOf(names);
    return Object.entries(now).flatMap(([name, value]): Move[] => {
      const [from, to] = [textOf(old[name]), textOf(value)];
      if (from === undefined || to === undefined || from === to) return [];
      const newcomer = Object.keys(now).find((other) => now[other] === from);
      return [{ place, name, from, to, newcomer }];
    });
  });
}

/** How many are told one by one. */
const SHOWN = 10;

/** What keeps everything that stays where something would move: one pin alone might push the next. */
function pinsFor(moves: readonly Move[], before: PropertyMap, after: PropertyMap): PropertyMap {
  const places = [...new Set(moves.map(({ place }) => place))];
  return Object.fromEntries(
    places.flatMap((place) => {
      const now = mapOf(after[place]);
      return Object.entries(mapOf(before[place]))
        .filter(([name]) => Object.hasOwn(now, name))
        .map(([name, number]) => [`${place} ${name}`, number]);
    }),
  );
}

function refusal(moves: readonly Move[], pins: PropertyMap): Mistake {
  const told = moves.slice(0, SHOWN).map(({ place, name, from, to, newcomer }) => {
    const cause = newcomer === undefined ? "" : `, which ${newcomer} would get`;
    return `${name} in ${place}: ${from}${cause}; it would become ${to}`;
  });
  const more = moves.length > SHOWN ? [`and ${moves.length - SHOWN} more`] : [];
  return {
    rule: "placement-moved",
    what: "what exists would get another number, because of what came beside it",
    found: [...told, ...more].join("; "),
    allowed: "what exists keeps its numbers",
    fix: `begin the stack's function with stack.pin(${JSON.stringify(pins)}), so that the newcomer takes the next free one`,
  };
}
