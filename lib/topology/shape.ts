// What a property has to be. TypeScript says it in its types; a program in plain JavaScript learns it here, without a crash.
import type { Mistake } from "../diagnostics";
import { suggest } from "../junos";
import { parsePrefix } from "../net";
import { described, fits, type TextForm } from "./text-forms";

/** What is wrong with a property. */
export interface Flaw {
  readonly rule: "property-type" | "property-value" | "property-missing" | "property-unknown";
  /** The property as the program writes it: `initiator.gateway`. */
  readonly where: string;
  readonly found: string;
  readonly allowed: string;
  readonly fix?: string;
}

const WHAT: Readonly<Record<Flaw["rule"], string>> = {
  "property-type": "a property is of another kind than it has to be",
  "property-value": "a property has a value that it cannot have",
  "property-missing": "a property is missing",
  "property-unknown": "a property is unknown, and does nothing",
};

/** A flaw as a mistake of the construct whose property it is. */
export function mistakeIn({ rule, where, found, allowed, fix }: Flaw): Mistake {
  const named = where === "" ? "all properties" : where;
  return {
    rule,
    ...(rule === "property-unknown" ? { severity: "warning" } : {}),
    what: WHAT[rule],
    found: rule === "property-missing" ? named : `${named}: ${found}`,
    allowed,
    fix: fix ?? `change ${named}`,
  };
}

/** Judges a value; `where` is the property it stands in. */
export type Shape = (value: unknown, where: string) => readonly Flaw[];

const FINE: readonly Flaw[] = [];

/** A value as a message may show it: short, on one line, never called and never resolved. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "string":
      return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
    case "function":
      return "a function";
    case "object":
      return showObject(value);
    case "number":
    case "bigint":
    case "boolean":
    case "symbol":
      return String(value);
  }
}

function showObject(value: object | null): string {
  if (value === null) return "null";
  if (isLate(value)) return "an Output: a value that is known only later";
  if (Array.isArray(value)) return "a list";
  return "node" in value && "options" in value ? "a construct" : "an object";
}

/** An Output or a promise: a value that is known later. */
export function isLate(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    (("apply" in value && typeof value.apply === "function") ||
      ("then" in value && typeof value.then === "function"))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLate(value);
}

const flaw = (
  rule: Flaw["rule"],
  where: string,
  value: unknown,
  allowed: string,
  fix?: string,
): readonly Flaw[] => [
  { rule, where, found: show(value), allowed, ...(fix === undefined ? {} : { fix }) },
];

const mistyped = (value: unknown, where: string, allowed: string): readonly Flaw[] =>
  value === undefined
    ? flaw("property-missing", where, value, allowed, `give ${where}`)
    : flaw(
        "property-type",
        where,
        value,
        allowed,
        isLate(value)
          ? `give ${where} as a plain value: it decides what is created, so it must be known beforehand`
          : undefined,
      );

/** May be left out. */
export function optional(shape: Shape): Shape {
  return (value, where) => (value === undefined ? FINE : shape(value, where));
}

/** Plain text; with `test`, text that passes it. */
export function text(allowed = "text", test: (value: string) => boolean = () => true): Shape {
  return (value, where) => {
    if (typeof value !== "string") return mistyped(value, where, allowed);
    return test(value) ? FINE : flaw("property-value", where, value, allowed);
  };
}

/** Text that may become known later. */
function lateText(allowed = "text, or an Output of it", test?: (value: string) => boolean): Shape {
  const plain = text(allowed, test);
  return (value, where) => (isLate(value) ? FINE : plain(value, where));
}

/** Text of a form, which may become known later. */
export const lateForm = (form: TextForm): Shape =>
  lateText(form.allowed, (value) => fits(form, value));

/** Like {@link lateForm}; a plain value is never shown. */
export function lateSecret(form?: TextForm): Shape {
  return (value, where) => {
    if (isLate(value)) return FINE;
    if (typeof value !== "string")
      return mistyped(
        typeof value === "object" ? value : typeof value,
        where,
        "text, or a secret Output of it",
      );
    if (form === undefined || fits(form, value)) return FINE;
    return [{ rule: "property-value", where, found: described(value), allowed: form.allowed }];
  };
}

export const flag: Shape = (value, where) =>
  typeof value === "boolean" ? FINE : mistyped(value, where, "true or false");

/** A whole number of a range. */
export function whole(from: number, to: number): Shape {
  const allowed = `a whole number from ${from} to ${to}`;
  return (value, where) => {
    if (typeof value !== "number") return mistyped(value, where, allowed);
    return Number.isInteger(value) && value >= from && value <= to
      ? FINE
      : flaw("property-value", where, value, allowed);
  };
}

/** A number; its range is judged elsewhere, with more to say about it. */
export const number: Shape = (value, where) =>
  typeof value === "number" && !Number.isNaN(value) ? FINE : mistyped(value, where, "a number");

export function oneOf(...words: readonly string[]): Shape {
  const allowed = words.map((word) => `"${word}"`).join(", ");
  return (value, where) => {
    if (typeof value !== "string") return mistyped(value, where, allowed);
    if (words.includes(value)) return FINE;
    const near = suggest(value, words);
    return flaw("property-value", where, value, allowed, near && `write "${near}"`);
  };
}

export function list(item: Shape, of: string): Shape {
  return (value, where) =>
    Array.isArray(value)
      ? value.flatMap((each, index) => item(each, `${where}[${index}]`))
      : mistyped(value, where, `a list of ${of}`);
}

/** An object whose property names the program chooses. */
export function record(item: Shape, of: string): Shape {
  return (value, where) =>
    isPlain(value)
      ? Object.entries(value).flatMap(([key, each]) =>
          item(each, `${where}[${JSON.stringify(key)}]`),
        )
      : mistyped(value, where, `an object of ${of}`);
}

/** An object with these properties. Others are told as unknown: a misspelt one would do nothing. */
export function object(properties: Readonly<Record<string, Shape>>, of = "an object"): Shape {
  return (value, where) => {
    if (!isPlain(value)) return mistyped(value, where, of);
    const inside = (name: string): string => (where === "" ? name : `${where}.${name}`);
    const known = Object.entries(properties).flatMap(([name, shape]) =>
      shape(value[name], inside(name)),
    );
    const unknown = Object.keys(value)
      .filter((name) => !Object.hasOwn(properties, name))
      .flatMap((name) => {
        const near = suggest(name, Object.keys(properties));
        return flaw(
          "property-unknown",
          inside(name),
          value[name],
          Object.keys(properties).join(", "),
          near === undefined ? "take it out" : `write ${inside(near)}`,
        );
      });
    return [...known, ...unknown];
  };
}

/** Any object; what is inside is judged elsewhere. */
export function anyObject(of: string): Shape {
  return (value, where) => (isPlain(value) ? FINE : mistyped(value, where, of));
}

/** A thing of ours, known by what it is. */
export function thing(of: string, is: (value: unknown) => boolean): Shape {
  return (value, where) => (is(value) ? FINE : mistyped(value, where, of));
}

/** The first shape that fits; what the last one says when none does. */
export function either(...shapes: readonly [Shape, ...Shape[]]): Shape {
  return (value, where) => {
    let flaws: readonly Flaw[] = FINE;
    for (const shape of shapes) {
      flaws = shape(value, where);
      if (flaws.length === 0) return FINE;
    }
    return flaws;
  };
}

/** A prefix with its length, and the network's first address. */
export function prefix(of = "an address prefix with its length, such as 10.1.0.0/16"): Shape {
  return (value, where) => {
    if (typeof value !== "string") return mistyped(value, where, of);
    if (/⟨.*⟩/.test(value)) return FINE;
    const parsed = parsePrefix(value);
    if (parsed === undefined) return flaw("property-value", where, value, of);
    const whole = `${parsed.network}/${parsed.length}`;
    return value.includes("/") && parsePrefix(parsed.address)?.first === parsed.first
      ? FINE
      : flaw("property-value", where, value, of, `write "${whole}"`);
  };
}
