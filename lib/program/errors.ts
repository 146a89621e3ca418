// A program that could not be run, told in the program's own words.
import { relative } from "node:path";
import type { Diagnostic } from "../diagnostics";
import type { ProgramPlace } from "./protocol";

/** The program cannot be found, or it failed by itself: its own message, without our insides. */
export class ProgramError extends Error {
  constructor(
    message: string,
    /** Where in the program it happened, when the program's own files are on the stack. */
    readonly place?: ProgramPlace,
  ) {
    super(message);
    this.name = "ProgramError";
  }

  /** The message, and where it comes from as a path below `folder`. */
  describe(folder: string): string {
    const { place } = this;
    return place === undefined
      ? this.message
      : `${this.message}\n    at ${relative(folder, place.file)}:${place.line}`;
  }
}

/** The program was judged and is wrong. One line for each mistake, each with its construct's path. */
export class RefusedError extends Error {
  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(message);
    this.name = "RefusedError";
  }
}
