// What an operational command is: its words on the command line, its RPC, and the report that both give.

import { type DeviceView } from "../device-view";
import { type Sheet } from "../report/sheet";
import { type Source } from "../source";

/** Values by RPC element; a word without value has an empty text. */
export type Arguments = Readonly<Record<string, string | undefined>>;

/** One word or value that a command takes. */
export interface Option {
  /** On the command line; none for a value that stands alone. */
  readonly word?: string;
  /** In the RPC. */
  readonly element: string;
  /** What the value is; none for a word without one. */
  readonly value?: string;
  readonly help: string;
}

/** One operational command. */
export interface Command {
  /** Words on the command line. */
  readonly words: string;
  readonly help: string;
  /** Names of its RPC, the usual one first. */
  readonly rpc: readonly string[];
  readonly options?: readonly Option[];
  /**
   * In a cluster: both nodes say the same, only the active one says something, or each says what it counted, which is
   * nothing on the passive one. @default the device answers as one
   */
  readonly nodes?: "both" | "active" | "each";
  /** Where its name and the shape of its report are known from. */
  readonly source: Source;
  run(device: DeviceView, given: Arguments): Promise<Sheet> | Sheet;
}

/** A word without a value that is the same in the RPC. */
export function flag(word: string, help: string): Option {
  return { word, element: word, help };
}

/** A word with a value that is the same in the RPC. */
export function valued(word: string, value: string, help: string): Option {
  return { word, element: word, value, help };
}

/** A value that stands alone. */
export function bare(element: string, value: string, help: string): Option {
  return { element, value, help };
}

export const BRIEF = flag("brief", "Display brief output (default)");
export const DETAIL = flag("detail", "Display detailed output");
export const TERSE = flag("terse", "Display terse output");

/** The first part of a namespace; the release belongs to it. */
export function namespace(device: DeviceView, area: string): { xmlns: string } {
  const release = shortRelease(device.spec.release);
  return { xmlns: `http://xml.juniper.net/junos/${release}/junos-${area}` };
}

/** The release as namespaces of reports have it: `19.4R1` of `19.4R1.10`, and since then `24.4R0` of `24.4R1.9`. */
export function shortRelease(release: string): string {
  const year = Number(/^\d+/.exec(release)?.[0] ?? 0);
  if (year >= 20) return release.replace(/R\d+.*$/, "R0");
  return release.replace(/(R\d+(?:-S\d+)?)\.\d+$/, "$1");
}
