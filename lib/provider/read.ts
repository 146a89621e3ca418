// From property maps to typed inputs. Whatever is missing or of the wrong kind is said by its place.

import { type Connection } from "../device";
import {
  isPropertyMap,
  type PropertyMap,
  type PropertyValue,
  reveal,
  Secret,
  UNKNOWN,
} from "../rpc";

/** An input that isn't what it should be. The message never holds a value: it may be secret. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/** Reads named values of one map, and complains by their full name. */
export class Reader {
  private readonly map: PropertyMap;

  /**
   * @param value - a map, secret or not
   * @param place - its name, for messages
   */
  constructor(
    value: PropertyValue | undefined,
    private readonly place: string,
  ) {
    const plain = value === undefined ? undefined : reveal(value);
    if (!isPropertyMap(plain)) throw new InputError(`${place} must be an object.`);
    this.map = plain;
  }

  /** The value as it is, secrets revealed; null counts as absent. */
  value(name: string): PropertyValue | undefined {
    const value = this.map[name];
    if (value === UNKNOWN) throw new InputError(`${this.at(name)} is not known yet.`);
    return value === null ? undefined : value;
  }

  optionalText(name: string): string | undefined {
    return this.optional(name, "text", (value) => typeof value === "string");
  }

  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined || text === "")
      throw new InputError(`${this.at(name)} is missing; it must be text.`);
    return text;
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

  /** A map of texts; numbers and booleans count as their text. */
  texts(name: string): Record<string, string> {
    const value = this.value(name);
    if (value === undefined) return {};
    if (!isPropertyMap(value)) throw new InputError(`${this.at(name)} must map names to text.`);
    const result: Record<string, string> = {};
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined || item === null) continue;
      if (item === UNKNOWN)
        throw new InputError(`${this.at(name)} holds a value that is not known yet.`);
      if (typeof item === "object")
        throw new InputError(`${this.at(name)} must map names to text; "${key}" isn't.`);
      result[key] = String(item);
    }
    return result;
  }

  /** A map inside. */
  inner(name: string): Reader {
    return new Reader(this.value(name), this.at(name));
  }

  optionalInner(name: string): Reader | undefined {
    return this.value(name) === undefined ? undefined : this.inner(name);
  }

  /** A list of maps inside. */
  list(name: string): Reader[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw new InputError(`${this.at(name)} must be a list.`);
    return value.map(
      (item: PropertyValue, index) => new Reader(item, `${this.at(name)}[${index}]`),
    );
  }

  private at(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  private optional<Result extends PropertyValue>(
    name: string,
    allowed: string,
    test: (value: PropertyValue) => boolean,
  ): Result | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!test(value)) throw new InputError(`${this.at(name)} must be ${allowed}.`);
    return value as Result;
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

/** The map inside, secret or not; empty when there is none. */
export function mapOf(value: PropertyValue | undefined): PropertyMap {
  const plain = value instanceof Secret ? value.value : value;
  return isPropertyMap(plain) ? plain : {};
}

/** The list inside, secret or not; empty when there is none. */
export function listOf(value: PropertyValue | undefined): readonly PropertyValue[] {
  const plain = value instanceof Secret ? value.value : value;
  return Array.isArray(plain) ? plain : [];
}

/** Text that isn't empty. */
export function textOf(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
