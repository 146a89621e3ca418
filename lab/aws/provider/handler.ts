// One AWS resource type as Pulumi's engine wants it: check, diff, preview, and the cloud for the rest.

import { randomBytes } from "node:crypto";
import {
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  diffProperties,
  type DiffResult,
  hasSecret,
  hasUnknown,
  isPropertyMap,
  type PropertyChange,
  type PropertyMap,
  type PropertyValue,
  type ResourceHandler,
  reveal,
  sameValue,
  Secret,
  UNKNOWN,
} from "../../../lib/rpc";
import type { Caller } from "../callers";
import { type Autoname, type ResourceType } from "../resource-type";
import { type PlainMap, problemsOf, withDefaults } from "../schema";
import { type CloudClient } from "./client";
import { thrownText } from "../../../lib/thrown-text";

/** What the provider was configured with. */
export interface Settings {
  readonly region: string;
  /** Who the provider is to AWS. */
  readonly caller: Caller;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Names the inputs that have a value because the program gave none. */
const DEFAULTS = "__defaults";

/** The inputs that the cloud gets: plain, and all known. */
export function plain(inputs: PropertyMap): PlainMap {
  const bare = reveal({ ...inputs, [DEFAULTS]: undefined });
  return JSON.parse(JSON.stringify(bare, (_, value: unknown) => value ?? undefined)) as PlainMap;
}

/** Outputs with the secrecy that the inputs of the same name have. */
function keepSecrets(inputs: PropertyMap, outputs: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      value !== undefined && hasSecret(inputs[name]) ? new Secret(value) : value,
    ]),
  );
}

/** A resource type's handler. Settings are read at every call: the engine configures after it connects. */
export function handlerFor(
  type: ResourceType,
  settings: () => Settings,
  cloud: () => CloudClient,
): ResourceHandler {
  const regionOf = (inputs: PropertyMap): string => {
    const asked = inputs.region;
    return typeof asked === "string" ? asked : settings().region;
  };

  return {
    check: (request) => Promise.resolve(checkInputs(type, settings(), request)),

    diff: ({ oldInputs, newInputs, oldState }) =>
      Promise.resolve(difference(type, oldInputs, newInputs, oldState)),

    async create({ inputs, preview, log }) {
      if (preview) return { id: "", state: unknowns(type.computed, inputs, {}) };
      const reply = await named(type, "creating", () =>
        cloud().ask("create", {
          type: type.token,
          region: regionOf(inputs),
          caller: settings().caller,
          inputs: plain(inputs),
        }),
      );
      for (const warning of reply.warnings ?? []) log("warning", warning);
      return { id: reply.id, state: keepSecrets(inputs, reply.outputs) };
    },

    async read({ id, inputs, state }) {
      const known = Object.keys(inputs).length > 0 ? inputs : state;
      const reply = await named(type, `reading (${id})`, () =>
        cloud().ask("read", {
          ...{ type: type.token, region: regionOf(known), id },
          caller: settings().caller,
        }),
      );
      if (reply === null) return undefined;
      const outputs = keepSecrets(inputs, reply.outputs);
      return { id, inputs: inputsFrom(type, inputs, outputs), state: outputs };
    },

    async update({ id, oldState, newInputs, preview, log }) {
      if (preview) return unknowns(type.volatile, newInputs, oldState);
      const reply = await named(type, `updating (${id})`, () =>
        cloud().ask("update", {
          type: type.token,
          region: regionOf(newInputs),
          caller: settings().caller,
          id,
          inputs: plain(newInputs),
        }),
      );
      for (const warning of reply.warnings ?? []) log("warning", warning);
      return keepSecrets(newInputs, reply.outputs);
    },

    async delete({ id, inputs, state }) {
      const known = Object.keys(inputs).length > 0 ? inputs : state;
      await named(type, `deleting (${id})`, () =>
        cloud().ask("delete", {
          ...{ type: type.token, region: regionOf(known), id },
          caller: settings().caller,
        }),
      );
    },
  };
}

/** The inputs with names, defaults and tags that nobody gave, and what is wrong with them. */
function checkInputs(
  type: ResourceType,
  settings: Settings,
  { name, oldInputs, newInputs }: CheckRequest,
): CheckResult {
  const given: Record<string, PropertyValue | undefined> = { ...newInputs };
  const auto = type.autoname;
  const chosen = auto !== undefined && given[auto.property] === undefined;
  if (chosen) given[auto.property] = chooseName(auto, name, oldInputs, given);
  const failures: CheckFailure[] = [];
  for (const reason of problemsOf(type.inputs, given)) failures.push({ property: "", reason });
  const together = failures.length === 0 && !hasUnknown(given) ? type.together : undefined;
  for (const reason of together?.(plain(given)) ?? []) failures.push({ property: "", reason });
  const inputs: Record<string, PropertyValue | undefined> = {
    ...withDefaults(type.inputs, given),
  };
  inputs.region = given.region ?? settings.region;
  if ("tags" in type.inputs) {
    const tags = withDefaultTags(settings.defaultTags, given.tags);
    if (tags !== undefined) inputs.tags = tags;
  }
  // As in Pulumi's bridge: which inputs were nobody's wish.
  if (chosen) inputs[DEFAULTS] = [auto.property];
  return { inputs, failures };
}

/** What changes, and what of that takes another resource. */
function difference(
  type: ResourceType,
  oldInputs: PropertyMap,
  newInputs: PropertyMap,
  oldState: PropertyMap,
): DiffResult {
  const replacing = new Set(type.replacedBy?.(oldInputs, newInputs, oldState) ?? []);
  for (const [property, known] of Object.entries(type.inputs)) {
    if (known.change === "replace") replacing.add(property);
  }
  // What comes and goes without a meaning is made equal before the two are compared.
  const olds: Record<string, PropertyValue | undefined> = { ...oldInputs };
  olds[DEFAULTS] = newInputs[DEFAULTS];
  for (const [property, known] of Object.entries(type.inputs)) {
    const now = newInputs[property];
    if (known.computed && now === undefined) delete olds[property];
    if (known.set && sameSet(olds[property], now)) olds[property] = now;
  }
  const changes = diffProperties(olds, newInputs, {
    replaces: ([first]) => typeof first === "string" && replacing.has(first),
  });
  return {
    changes,
    deleteBeforeReplace: replaces(changes) && isNamedByProgram(type, newInputs),
    stables: ["arn", "ownerId", "region"].filter((output) => type.computed.includes(output)),
  };
}

async function named<T>(type: ResourceType, doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = thrownText(error);
    const [verb = "", ...rest] = doing.split(" ");
    throw new Error(`${[verb, type.title, ...rest].join(" ")}: ${reason}`);
  }
}

/** A name of the program's resource with a random end, kept from one deployment to the next. */
function chooseName(
  { property, prefixProperty }: Autoname,
  name: string,
  oldInputs: PropertyMap,
  given: PropertyMap,
): PropertyValue {
  const prefix = given[prefixProperty];
  const kept = oldInputs[property];
  if (kept !== undefined && sameValue(oldInputs[prefixProperty], prefix)) return kept;
  if (prefix !== undefined && typeof prefix !== "string") return UNKNOWN;
  return `${prefix ?? `${name}-`}${randomBytes(4).toString("hex").slice(0, 7)}`;
}

/** A resource whose name the program chose can't stand beside its successor. */
function isNamedByProgram(type: ResourceType, inputs: PropertyMap): boolean {
  return type.autoname !== undefined && inputs[DEFAULTS] === undefined;
}

function replaces(changes: readonly PropertyChange[]): boolean {
  return changes.some(({ kind }) => kind.endsWith("-replace"));
}

function withDefaultTags(
  defaults: Readonly<Record<string, string>>,
  own: PropertyValue | undefined,
): PropertyValue | undefined {
  if (Object.keys(defaults).length === 0) return own;
  if (own === undefined) return defaults;
  if (own instanceof Secret) return new Secret(withDefaultTags(defaults, own.value) ?? {});
  return isPropertyMap(own) ? { ...defaults, ...own } : own;
}

function sameSet(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  const left = (a as PropertyValue[]).map((each) => JSON.stringify(each)).sort();
  const right = (b as PropertyValue[]).map((each) => JSON.stringify(each)).sort();
  return !hasUnknown(a) && !hasUnknown(b) && left.every((each, index) => each === right[index]);
}

/** What a preview can say: what was asked, what stays, and which outputs only AWS knows. */
function unknowns(names: readonly string[], inputs: PropertyMap, state: PropertyMap): PropertyMap {
  const outputs: Record<string, PropertyValue | undefined> = { ...state, ...inputs };
  for (const name of names) if (inputs[name] === undefined) outputs[name] = UNKNOWN;
  outputs[DEFAULTS] = undefined;
  if (names.includes("tagsAll") || "tagsAll" in state) outputs.tagsAll = inputs.tags ?? {};
  return outputs;
}

/** The inputs that a refresh or an import leaves: those given before as they are now, else all there are. */
function inputsFrom(type: ResourceType, inputs: PropertyMap, outputs: PropertyMap): PropertyMap {
  const before = Object.keys(inputs);
  const found: Record<string, PropertyValue | undefined> = { [DEFAULTS]: inputs[DEFAULTS] };
  for (const name of before.length > 0 ? before : Object.keys(type.inputs)) {
    if (name in type.inputs) found[name] = outputs[name] ?? inputs[name];
  }
  return found;
}
