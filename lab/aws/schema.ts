// What a resource type's inputs look like: kinds, defaults, and whether a change updates or replaces.

import {
  isPropertyMap,
  type PropertyMap,
  type PropertyValue,
  Secret,
  UNKNOWN,
} from "../../lib/rpc";

/** A value without secrets and unknowns, as it travels between the provider and the daemon. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainMap;

/** Named plain values. */
export interface PlainMap {
  readonly [name: string]: Plain | undefined;
}

/** What happens to a resource when the property changes. */
export type Change = "update" | "replace";

/** One input; `T` is what a type's code reads. */
export interface Property<T> {
  readonly change: Change;
  readonly required: boolean;
  readonly default?: Plain;
  /** The order of the items has no meaning. */
  readonly set: boolean;
  /** AWS fills it in when it is absent, so leaving it out later changes nothing. */
  readonly computed: boolean;
  /** What is wrong with a value: one sentence each. Unknown values pass. */
  problems(value: PropertyValue, where: string): string[];
  /** Holds the type only. */
  readonly value?: T;
}

/** The inputs of a type. */
export type Properties = Readonly<Record<string, Property<unknown>>>;

/** What code reads from inputs that passed {@link problemsOf}. */
export type Values<P extends Properties> = {
  readonly [K in keyof P]: P[K] extends Property<infer T> ? T : never;
};

interface Options {
  readonly change?: Change;
  readonly computed?: boolean;
}

type Rule<T> = (value: T) => string | undefined;

interface Given<T> extends Options {
  /** What is wrong with a value of the right kind, or undefined. */
  readonly rule?: Rule<T>;
}

function property<T>(
  options: Options & { required?: boolean; default?: Plain; set?: boolean },
  problems: (value: PropertyValue, where: string) => string[],
): Property<T> {
  return {
    change: options.change ?? "update",
    required: options.required ?? false,
    default: options.default,
    set: options.set ?? false,
    computed: options.computed ?? false,
    problems: (value, where) => {
      const bare = value instanceof Secret ? value.value : value;
      return bare === UNKNOWN ? [] : problems(bare, where);
    },
  };
}

function scalar<T>(kind: "string" | "number" | "boolean", rule?: Rule<T>) {
  return (value: PropertyValue, where: string): string[] => {
    if (typeof value !== kind) return [`"${where}" must be a ${kind}, not ${nameOf(value)}`];
    const problem = rule?.(value as T);
    return problem === undefined ? [] : [`"${where}": ${problem}`];
  };
}

function nameOf(value: PropertyValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `the ${typeof value} ${String(value)}`;
}

/** Text that may be absent. */
export function text(options: Given<string> = {}): Property<string | undefined> {
  return property(options, scalar("string", options.rule));
}

/** Text that must be there. */
export function requiredText(options: Given<string> = {}): Property<string> {
  return property({ ...options, required: true }, scalar("string", options.rule));
}

/** Text with a default. */
export function textOr(fallback: string, options: Given<string> = {}): Property<string> {
  return property({ ...options, default: fallback }, scalar("string", options.rule));
}

/** A flag that may be absent. */
export function flag(options: Options = {}): Property<boolean | undefined> {
  return property(options, scalar("boolean"));
}

/** A flag with a default. */
export function flagOr(fallback: boolean, options: Options = {}): Property<boolean> {
  return property({ ...options, default: fallback }, scalar("boolean"));
}

/** A number that may be absent. */
export function number(options: Given<number> = {}): Property<number | undefined> {
  return property(options, scalar("number", options.rule));
}

/** A number that must be there. */
export function requiredNumber(options: Given<number> = {}): Property<number> {
  return property({ ...options, required: true }, scalar("number", options.rule));
}

/** A list of texts whose order means nothing. */
export function texts(options: Given<string> = {}): Property<readonly string[] | undefined> {
  const item = scalar("string", options.rule);
  return property(
    { ...options, set: true },
    list((value, where) => item(value, where)),
  );
}

/** A list of objects with inputs of their own. */
export function objects<P extends Properties>(
  properties: P,
  options: Options = {},
): Property<readonly Values<P>[] | undefined> {
  return property(
    options,
    list((value, where) => problemsOf(properties, value, `${where}.`)),
  );
}

/** An object with inputs of its own. */
export function object<P extends Properties>(
  properties: P,
  options: Options = {},
): Property<Values<P> | undefined> {
  return property(options, (value, where) => problemsOf(properties, value, `${where}.`));
}

/** EC2 user guide, "Tag your Amazon EC2 resources": as lengths and the reserved prefix. */
const TAG_LIMIT = 50;

/** Tags: names with texts. */
export function tags(): Property<Readonly<Record<string, string>> | undefined> {
  return property({}, (value, where) => {
    if (!isPropertyMap(value)) return [`"${where}" must be a map of strings, not ${nameOf(value)}`];
    const given = Object.entries(value).filter(([, item]) => item !== undefined);
    if (given.length > TAG_LIMIT)
      return [`"${where}": a resource has at most ${TAG_LIMIT} tags, not ${given.length}`];
    return given.flatMap(([name, item]) => {
      if (item === undefined) return [];
      const bare = item instanceof Secret ? item.value : item;
      if (bare === UNKNOWN) return [];
      if (typeof bare !== "string")
        return [`"${where}.${name}" must be a string, not ${nameOf(bare)}`];
      if (name === "") return [`"${where}": a tag key has at least one character`];
      if (name.toLowerCase().startsWith("aws:")) {
        return [`"${where}.${name}": tag keys that begin with aws: are reserved for internal use`];
      }
      if (name.length > 128) return [`"${where}.${name}": a tag key has at most 128 characters`];
      return bare.length > 256
        ? [`"${where}.${name}": a tag value has at most 256 characters`]
        : [];
    });
  });
}

/** Inputs that AWS knows and the lab does not imitate: they may be absent or empty, never set. */
export function unsupported(instead: string): Property<undefined> {
  return property({}, (value, where) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    return [`"${where}" is not implemented by the lab's AWS. ${instead}`];
  });
}

function list(item: (value: PropertyValue, where: string) => string[]) {
  return (value: PropertyValue, where: string): string[] => {
    if (!Array.isArray(value)) return [`"${where}" must be a list, not ${nameOf(value)}`];
    return value.flatMap((entry: PropertyValue, index) => {
      const bare = entry instanceof Secret ? entry.value : entry;
      return bare === UNKNOWN ? [] : item(bare, `${where}[${index}]`);
    });
  };
}

/** Everything wrong with inputs: what is missing, what nobody knows, and every bad value. */
export function problemsOf(properties: Properties, values: PropertyValue, prefix = ""): string[] {
  if (!isPropertyMap(values))
    return [`"${prefix.slice(0, -1)}" must be an object, not ${nameOf(values)}`];
  const found: string[] = [];
  for (const [name, known] of Object.entries(properties)) {
    if (known.required && (values[name] === undefined || values[name] === null)) {
      found.push(`"${prefix}${name}" is missing, and it is required`);
    }
  }
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || name.startsWith("__")) continue;
    const known = properties[name];
    if (known === undefined) {
      found.push(
        `"${prefix}${name}" is not an input that the lab's AWS knows here; it knows ${Object.keys(properties).join(", ")}`,
      );
    } else {
      found.push(...known.problems(value, `${prefix}${name}`));
    }
  }
  return found;
}

/** The inputs with every default filled in. */
export function withDefaults(properties: Properties, values: PropertyMap): PropertyMap {
  const filled: Record<string, PropertyValue | undefined> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null) filled[name] = value;
  }
  for (const [name, { default: fallback }] of Object.entries(properties)) {
    if (filled[name] === undefined && fallback !== undefined) filled[name] = fallback;
  }
  return filled;
}
