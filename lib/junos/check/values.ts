// Values against their types: enumerations, ranges, lengths and forms.
import { hasPlaceholder } from "../placeholder";
import type { ValueType } from "../schema/model";
import { suggest } from "../suggest";
import { formFault } from "./forms";

/** What is wrong with a value, and perhaps what was meant. */
export interface ValueFault {
  readonly message: string;
  readonly suggestion?: string;
}

const LIMITS = {
  uint8: 255n,
  uint16: 65535n,
  uint32: 4294967295n,
  uint64: 18446744073709551615n,
  int8: 127n,
  int16: 32767n,
  int32: 2147483647n,
  int64: 9223372036854775807n,
};

function integerFault(
  type: Extract<ValueType, { kind: "integer" }>,
  text: string,
): ValueFault | undefined {
  const signed = type.base.startsWith("int");
  const least = BigInt(type.min ?? (signed ? -LIMITS[type.base] - 1n : 0n));
  const most = BigInt(type.max ?? LIMITS[type.base]);
  const allowed = `a whole number from ${least} to ${most}`;
  if (!/^-?\d{1,20}$/.test(text)) return { message: `"${text}" is not ${allowed}` };
  const value = BigInt(text);
  return value < least || value > most
    ? { message: `${text} is out of range: use ${allowed}` }
    : undefined;
}

/**
 * The fault of a value, if it has one. Values with placeholders have none: they are judged when they are known.
 * @param secret whether the value may not appear in the message.
 */
export function valueFault(type: ValueType, text: string, secret = false): ValueFault | undefined {
  if (hasPlaceholder(text)) return undefined;
  const shown = secret ? "the value" : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
  switch (type.kind) {
    case "empty":
      return undefined;
    case "enum": {
      if (type.values.includes(text)) return undefined;
      const near = suggest(text.trim(), type.values);
      return {
        message: `${shown} is not one of ${type.values.join(", ")}`,
        ...(near !== undefined && { suggestion: near }),
      };
    }
    case "integer":
      return integerFault(type, text);
    case "union": {
      const faults = type.of.map((each) => valueFault(each, text, secret));
      return faults.includes(undefined) ? undefined : faults[0];
    }
    case "string":
      return textFault(type, text, shown);
  }
}

function textFault(
  type: Extract<ValueType, { kind: "string" }>,
  text: string,
  shown: string,
): ValueFault | undefined {
  const length = [...text].length;
  if (type.min !== undefined && length < type.min)
    return { message: `${shown} is too short: use at least ${type.min} characters` };
  if (type.max !== undefined && length > type.max)
    return { message: `${shown} has ${length} characters: use at most ${type.max}` };
  // What begins with a dollar sign may be a variable of a script.
  if (type.pattern && !text.startsWith("$") && !type.pattern.test(text))
    return { message: `${shown} is not allowed: use ${type.allowed ?? "another form"}` };
  const allowed = type.form && formFault(type.form, text);
  return allowed === undefined ? undefined : { message: `${shown} is not ${allowed}` };
}
