// From property maps to typed inputs. Whatever is missing or of the wrong kind is said by its place.

import { type Connection } from "../device";
import { type Mistake } from "../diagnostics";
import {
  isPropertyMap,
  type PropertyMap,
  type PropertyValue,
  reveal,
  Secret,
  UNKNOWN,
} from "../rpc";
import { Mistakes } from "./mistakes";

/** Reads named values of one map, and complains by their full name; what is wrong is gathered, and stands for nothing until it is told. */
export class Reader {
  /** Undefined where there is no map: that has been told. */
  private readonly map: PropertyMap | undefined;

  /**
   * @param value - a map, secret or not
   * @param place - its name, for messages
   * @param mistakes - where what is wrong is gathered
   */
  private constructor(
    value: PropertyValue | undefined,
    private readonly place: string,
    readonly mistakes: Mistakes,
  ) {
    const plain = value === undefined ? undefined : reveal(value);
    if (isPropertyMap(plain)) this.map = plain;
    else this.wrongType(place, "an object", plain);
  }

  /**
   * Reads a map.
   * @param place - its name, for messages; empty for the inputs themselves
   * @throws InputError with all that was wrong
   */
  static read<Result>(
    value: PropertyValue | undefined,
    place: string,
    read: (reader: Reader) => Result,
  ): Result {
    const mistakes = new Mistakes();
    const result = read(new Reader(value, place, mistakes));
    mistakes.end();
    return result;
  }

  /** The value as it is, secrets revealed; null counts as absent. */
  value(name: string): PropertyValue | undefined {
    const value = this.map?.[name];
    if (value === UNKNOWN) {
      this.mistakes.add(late(this.at(name)));
      return undefined;
    }
    return value === null ? undefined : value;
  }

  optionalText(name: string): string | undefined {
    return this.optional(name, "text", (value) => typeof value === "string");
  }

  /** Empty, and told, where there is none. */
  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined || text === "") this.missing(name, "text that isn't empty");
    return text ?? "";
  }

  optionalFlag(name: string): boolean | undefined {
    return this.optional(name, "true or false", (value) => typeof value === "boolean");
  }

  optionalNumber(name: string, min: number, max: number): number | undefined {
    return this.optional(
      name,
      `a number from ${min} to ${max}`,
      (value) => typeof value === "number" && value >= min && value <= max,
    );
  }

  optionalTexts(name: string): readonly string[] | undefined {
    return this.optional(
      name,
      "a list of text",
      (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
    );
  }

  /** One of some words. */
  optionalWord<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const text = this.optionalText(name);
    const word = words.find((each) => each === text);
    if (text !== undefined && word === undefined)
      this.mistakes.add({
        rule: "input-value",
        what: `${this.at(name)} is a word that is unknown here`,
        allowed: words.join(", "),
      });
    return word;
  }

  /** One of some words; the first, and told, where there is none. */
  word<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const word = this.optionalWord(name, words);
    if (word === undefined) this.missing(name, words.join(", "));
    return word ?? words[0];
  }

  /** A map inside. */
  inner(name: string): Reader {
    const given = this.map?.[name];
    if (given !== undefined && given !== null)
      return new Reader(given, this.at(name), this.mistakes);
    this.missing(name, "an object");
    return new Reader({}, this.at(name), new Mistakes());
  }

  optionalInner(name: string): Reader | undefined {
    return this.value(name) === undefined ? undefined : this.inner(name);
  }

  /** A list of maps inside. */
  list(name: string): Reader[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) {
      this.wrongType(this.at(name), "a list", value);
      return [];
    }
    return value.map(
      (item: PropertyValue, index) => new Reader(item, `${this.at(name)}[${index}]`, this.mistakes),
    );
  }

  private at(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  /** Tells that something isn't there; what is there and wrong has been told. */
  private missing(name: string, allowed: string): void {
    const given = this.map?.[name];
    const isAbsent = given === undefined || given === null || given === "";
    if (this.map === undefined || !isAbsent) return;
    this.mistakes.add({ rule: "input-missing", what: `${this.at(name)} is missing`, allowed });
  }

  private wrongType(place: string, allowed: string, value: PropertyValue | undefined): void {
    this.mistakes.add(wrongKind(place, allowed, value));
  }

  private optional<Result extends PropertyValue>(
    name: string,
    allowed: string,
    test: (value: PropertyValue) => boolean,
  ): Result | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (test(value)) return value as Result;
    this.wrongType(this.at(name), allowed, value);
    return undefined;
  }
}

/** Something of another kind than it should be. Its value may be a secret: only its kind is told. */
export const wrongKind = (
  place: string,
  allowed: string,
  value: PropertyValue | undefined,
): Mistake => ({
  rule: "input-type",
  what: `${place} is of another kind than it should be`,
  found: kindOf(value),
  allowed,
});

/** Something that has to be known by now and isn't. */
export const late = (place: string): Mistake => ({
  rule: "input-late",
  what: `${place} is not known yet`,
});

function kindOf(value: PropertyValue | undefined): string {
  if (value === undefined || value === null) return "nothing";
  if (value === UNKNOWN) return "a value that is not known yet";
  if (value instanceof Secret) return kindOf(value.value);
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "number":
      return "a number that is not in the range";
    default:
      return "an object";
  }
}

/** Reads how to reach a device. */
export function readConnection(reader: Reader): Connection {
  const jump = reader.optionalInner("jump");
  return withoutAbsent({
    host: reader.text("host"),
    port: reader.optionalNumber("port", 1, 65_535),
    user: reader.text("user"),
    privateKey: reader.optionalText("privateKey"),
    password: reader.optionalText("password"),
    hostKey: reader.optionalText("hostKey"),
    acceptFirstHostKey: reader.optionalFlag("acceptFirstHostKey"),
    instance: reader.optionalText("instance"),
    agent: reader.optionalFlag("agent"),
    jump: jump === undefined ? undefined : readConnection(jump),
    proxyCommand: reader.optionalTexts("proxyCommand"),
    transport: reader.optionalWord("transport", ["builtin", "openssh"]),
    sshConfig: reader.optionalText("sshConfig"),
    legacyAlgorithms: reader.optionalFlag("legacyAlgorithms"),
  });
}

function withoutAbsent<Type extends object>(value: Type): Type {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Type;
}

/** A connection's inputs with the credentials marked secret, so that the state never holds them in clear. */
export function sealConnection(value: PropertyValue | undefined): PropertyValue | undefined {
  if (!isPropertyMap(value)) return value;
  const sealed: Record<string, PropertyValue | undefined> = { ...value };
  for (const name of ["privateKey", "password"]) {
    const item = sealed[name];
    if (item !== undefined && item !== null && !(item instanceof Secret))
      sealed[name] = new Secret(item);
  }
  if (sealed.jump !== undefined) sealed.jump = sealConnection(sealed.jump);
  return sealed;
}

/** A map with one of its texts marked secret; one that is not known yet stays as it is. */
export const sealText = (map: PropertyMap, name: string): PropertyMap => {
  const text = map[name];
  return typeof text === "string" ? { ...map, [name]: new Secret(text) } : map;
};

/** The map inside, secret or not; empty when there is none. */
export function mapOf(value: PropertyValue | undefined): PropertyMap {
  const plain = value instanceof Secret ? value.value : value;
  return isPropertyMap(plain) ? plain : {};
}

/** The list inside, secret or not; empty when there is none. */
export function listOf(value: PropertyValue | undefined): readonly PropertyValue[] {
  const plain = value instanceof Secret ? value.value : value;
  return Array.isArray(plain) ? (plain as readonly PropertyValue[]) : [];
}

/** Text that isn't empty. */
export function textOf(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
