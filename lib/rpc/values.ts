// Property values as the Pulumi engine sends them: plain JSON plus secrets, unknowns and assets, each in its own shape.

import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** The type of {@link UNKNOWN}, which is its only instance. */
export class Unknown {
  /** Keeps other objects from looking the same to the compiler. */
  private readonly unknown = true;
  static readonly instance = new Unknown();

  private constructor() {
    // Nobody else makes one.
  }

  toString(): string {
    return "(known after apply)";
  }

  toJSON(): string {
    return this.unknown ? this.toString() : "";
  }
}

/** A value that is not known yet: it appears during previews only. */
export const UNKNOWN: Unknown = Unknown.instance;

/** A value that must not be shown. The engine encrypts what stays wrapped in it. */
export class Secret {
  constructor(readonly value: PropertyValue) {}

  /** Keeps a secret out of text built by accident. */
  toString(): string {
    return "[secret]";
  }

  /** Keeps a secret out of JSON built by accident. */
  toJSON(): string {
    return "[secret]";
  }
}

/** An asset or archive, passed on as it came. */
export class Asset {
  constructor(readonly envelope: Readonly<Record<string, JavaScriptValue>>) {}
}

/** Any value a property may have. */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | Unknown
  | Secret
  | Asset
  | readonly PropertyValue[]
  | PropertyMap;

/** Named values: a resource's inputs or its state. An absent value and `undefined` are the same. */
export interface PropertyMap {
  readonly [name: string]: PropertyValue | undefined;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

// One sentinel per type: text, boolean, number, list, asset, archive, object.
const UNKNOWN_SENTINELS: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** True for a map of values, false for text, lists, secrets and the like. */
export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret) &&
    !(value instanceof Asset)
  );
}

/** Reads one value of the wire into ours. */
export function decodeValue(value: JavaScriptValue): PropertyValue {
  if (typeof value === "string") return UNKNOWN_SENTINELS.has(value) ? UNKNOWN : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(decodeValue);
  const map = value as Readonly<Record<string, JavaScriptValue>>;
  const signature = map[SIGNATURE];
  if (signature === undefined) return decodeMap(map);
  switch (signature) {
    case SECRET:
      return new Secret(decodeValue(map.value ?? null));
    case OUTPUT: {
      // An output value: absent means unknown, and it may be secret beside that.
      const inner = map.value === undefined ? UNKNOWN : decodeValue(map.value);
      return map.secret === true ? new Secret(inner) : inner;
    }
    case RESOURCE:
      return decodeValue(map.id ?? map.urn ?? null);
    default:
      return new Asset(map);
  }
}

function decodeMap(map: Readonly<Record<string, JavaScriptValue>>): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, decodeValue(value)]));
}

/** Writes one of our values for the wire. */
export function encodeValue(value: PropertyValue): JavaScriptValue {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encodeValue(value.value) };
  if (value instanceof Asset) return { ...value.envelope };
  if (value === null || typeof value !== "object") return value as JavaScriptValue;
  if (Array.isArray(value)) return value.map((item: PropertyValue) => encodeValue(item));
  return encodeMap(value as PropertyMap);
}

function encodeMap(map: PropertyMap): Record<string, JavaScriptValue> {
  const entries: [string, JavaScriptValue][] = [];
  for (const [name, value] of Object.entries(map)) {
    if (value !== undefined) entries.push([name, encodeValue(value)]);
  }
  return Object.fromEntries(entries);
}

/** Reads a whole struct; an absent one is empty. */
export function decodeStruct(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript());
}

/** Writes a whole struct. */
export function encodeStruct(map: PropertyMap): Struct {
  return Struct.fromJavaScript(encodeMap(map));
}

/** The value without secret wrappers, at any depth. What comes out must not be shown. */
export function reveal(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return reveal(value.value);
  if (Array.isArray(value)) return value.map((item: PropertyValue) => reveal(item));
  if (isPropertyMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        item === undefined ? undefined : reveal(item),
      ]),
    );
  }
  return value;
}

/** True when something inside is not known yet. */
export function hasUnknown(value: PropertyValue | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (value instanceof Secret) return hasUnknown(value.value);
  if (Array.isArray(value)) return value.some((item: PropertyValue) => hasUnknown(item));
  return isPropertyMap(value) && Object.values(value).some((item) => hasUnknown(item));
}

/** True when something inside is secret. */
export function hasSecret(value: PropertyValue | undefined): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some((item: PropertyValue) => hasSecret(item));
  return isPropertyMap(value) && Object.values(value).some((item) => hasSecret(item));
}

/** Equality by meaning: secrecy itself doesn't count, and an unknown equals nothing, not even itself. */
export function sameValue(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  const left = a instanceof Secret ? a.value : a;
  const right = b instanceof Secret ? b.value : b;
  if (left instanceof Secret || right instanceof Secret) return sameValue(left, right);
  if (left === UNKNOWN || right === UNKNOWN) return false;
  if (left === right) return true;
  if (left instanceof Asset || right instanceof Asset) {
    return left instanceof Asset && right instanceof Asset && sameAsset(left, right);
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item: PropertyValue, index) =>
      sameValue(item, right[index] as PropertyValue),
    );
  }
  if (isPropertyMap(left) && isPropertyMap(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].every((name) => sameValue(left[name], right[name]));
  }
  return false;
}

function sameAsset(a: Asset, b: Asset): boolean {
  const hash = a.envelope.hash;
  return hash !== undefined && hash === b.envelope.hash;
}
