// The pre-shared key: which texts Junos takes for one, said of a plain key at once and of a late one when it is known; never the key itself.
import type { Input } from "@pulumi/pulumi";
import { is9 } from "../junos";
import { isLate, type StackScope } from "../topology";
import type { Mistake } from "../diagnostics";

/** One key: text, or hexadecimal digits, which may be any bytes. */
export type PlainKey =
  | Input<string>
  | {
      /** 1–255 hexadecimal digits, two for each byte. */
      readonly hex: Input<string>;
    };

/**
 * A key that is to be changed, beside the one that takes its place. A policy of Junos has one key, so devices have the
 * one that `inForce` names; the other one is judged, and waits in the program. Changing `inForce` is one commit at each end.
 */
export interface KeyChange {
  /** The key of before. */
  readonly current: PlainKey;
  /** The key that takes its place. */
  readonly next: PlainKey;
  /** Which of the two both ends are committed with. @default "current" */
  readonly inForce?: "current" | "next";
}

/** The key of a VPN, or the two between which it changes. */
export type PresharedKey = PlainKey | KeyChange;

/** What Junos takes for a key: 1 to 255 characters, in text or in digits (junos-es-conf-security, pre-shared-key). */
const LONGEST = 255;
const TEXT = "1 to 255 characters of printable ASCII, without blanks at the ends";
const HEX = "1 to 255 hexadecimal digits, two for each byte";

const hasProperty = <P extends string>(
  key: unknown,
  name: P,
): key is Readonly<Record<P, unknown>> =>
  typeof key === "object" && key !== null && name in key && !isLate(key);

const isHexKey = (key: unknown): key is { readonly hex: Input<string> } => hasProperty(key, "hex");

const isChange = (key: unknown): key is KeyChange =>
  hasProperty(key, "current") || hasProperty(key, "next");

/** The key that devices are given. */
export const keyInForce = (key: PresharedKey): PlainKey =>
  isChange(key) ? key[key.inForce ?? "current"] : key;

/** Which of Junos's statements a key is for. */
export const keyForm = (key: PresharedKey | undefined): "text" | "hex" =>
  key !== undefined && isHexKey(keyInForce(key)) ? "hex" : "text";

type KeyMistake = Pick<Mistake, "rule" | "what" | "found" | "allowed"> & { readonly fix: string };

/** What is wrong with a key that is known. */
function keyMistake(key: unknown, form: "text" | "hex" = "text"): KeyMistake | undefined {
  const wrong = (rule: Mistake["rule"], what: string, found: string, fix: string): KeyMistake => ({
    rule,
    what,
    found,
    allowed: form === "hex" ? HEX : TEXT,
    fix,
  });
  if (key === undefined || key === null || key === "") {
    return wrong(
      "no-preshared-key",
      "the VPN has no pre-shared key",
      key === "" ? "an empty presharedKey" : `presharedKey ${key === null ? "null" : "missing"}`,
      'set presharedKey: config.requireSecret("presharedKey")',
    );
  }
  if (typeof key !== "string") {
    return wrong(
      "preshared-key-type",
      "the pre-shared key is not a text",
      Array.isArray(key) ? "a list" : `a value of type ${typeof key}`,
      "give the key as text, or as { hex }",
    );
  }
  if (key.length > LONGEST) {
    return wrong(
      "preshared-key-length",
      "the pre-shared key is too long for Junos",
      `${key.length} characters`,
      "take a shorter key",
    );
  }
  return form === "hex" ? hexMistake(key, wrong) : textMistake(key, wrong);
}

type Wrong = (rule: Mistake["rule"], what: string, found: string, fix: string) => KeyMistake;

function hexMistake(key: string, wrong: Wrong): KeyMistake | undefined {
  if (/^(?:[0-9a-fA-F]{2})+$/.test(key)) return undefined;
  const found = key.startsWith("0x")
    ? "a key that begins with 0x"
    : /^[0-9a-fA-F]+$/.test(key)
      ? `an odd number of digits, ${key.length}`
      : "other characters among the digits";
  return wrong(
    "preshared-key-text",
    "the pre-shared key is not hexadecimal",
    found,
    "give the digits alone",
  );
}

function textMistake(key: string, wrong: Wrong): KeyMistake | undefined {
  const rule = "preshared-key-text" as const;
  if (is9(key)) {
    return wrong(
      rule,
      "the pre-shared key begins with $9$, which Junos takes for its own obscured form of another key",
      "a key that begins with $9$",
      "give the key itself; a key that must begin so can be given as { hex }",
    );
  }
  // What a program was supplied with for want of its configuration, when nobody knows the value.
  if (/^⟨[^⟨⟩]*⟩$/.test(key)) return undefined;
  if (/^\s|\s$/.test(key)) {
    return wrong(
      rule,
      "the pre-shared key has a blank or a line's end at one of its ends, which is easily lost on the way to the peer",
      `${/\n|\r/.test(key) ? "a line's end" : "a blank"} at ${/^\s/.test(key) ? "the beginning" : "the end"}`,
      "cut it off, as with .trim(): files often end in one",
    );
  }
  if (/[\u0000-\u001f\u007f]/.test(key)) {
    return wrong(
      rule,
      "the pre-shared key has a control character, which no statement can carry",
      /\n|\r/.test(key) ? "a line's end inside the key" : "a control character",
      "take another key, or give it as { hex }",
    );
  }
  if (/[^\u0020-\u007e]/.test(key)) {
    return wrong(
      rule,
      "the pre-shared key has characters outside ASCII, which two devices may write in different bytes",
      `${[...key].filter((each) => each > "~").length} of ${[...key].length} characters`,
      "take another key, or give its bytes as { hex }",
    );
  }
  return undefined;
}

const IN_FORCE = ["current", "next"] as const;

/** What is wrong with a change of keys as such. What it holds is a secret, whatever it is called. */
function changeMistake(key: KeyChange): KeyMistake | undefined {
  const wrong = (found: string, allowed: string, fix: string): KeyMistake => ({
    rule: "preshared-key-change",
    what: "the change of the pre-shared key can't be read",
    found,
    allowed,
    fix,
  });
  const known: readonly string[] = [...IN_FORCE, "inForce"];
  const unknown = Object.keys(key).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return wrong(`the property ${unknown.join(", ")}`, known.join(", "), "take it out");
  }
  if (key.inForce === undefined || IN_FORCE.includes(key.inForce)) return undefined;
  return wrong("another inForce", '"current" or "next"', "name the key that devices shall have");
}

/**
 * Keep a key under `name`, judged now or when it is known. Of two keys the one that waits is judged with the one in force.
 * @returns what is wrong with it, so far as that can be told now
 */
export function keepKey(
  scope: StackScope,
  name: string,
  construct: string,
  key: PresharedKey | undefined,
): KeyMistake | undefined {
  if (!isChange(key)) return keepOne(scope, name, construct, key);
  const mistake = changeMistake(key);
  if (mistake !== undefined) return mistake;
  const waits = key.inForce === "next" ? "current" : "next";
  const waiting = `${name}/${waits}`;
  const said = (which: string, wrong: KeyMistake | undefined): KeyMistake | undefined =>
    wrong && { ...wrong, found: `presharedKey.${which}: ${wrong.found}` };
  return (
    said(waits, keepOne(scope, waiting, construct, key[waits])) ??
    said(key.inForce ?? "current", keepOne(scope, name, construct, keyInForce(key), [waiting]))
  );
}

function keepOne(
  scope: StackScope,
  name: string,
  construct: string,
  key: PlainKey | undefined,
  beside: readonly string[] = [],
): KeyMistake | undefined {
  const form = isHexKey(key) ? "hex" : "text";
  const value: unknown = isHexKey(key) ? key.hex : key;
  const judge = (known: unknown): KeyMistake | undefined => keyMistake(known, form);
  const options = { secret: true, construct, judge, beside };
  scope.values.define(name, (value ?? "") as Input<string>, options);
  return isLate(value) ? undefined : judge(value);
}
