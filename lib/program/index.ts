// A user's program, run in a process of its own.
export { ProgramError, RefusedError } from "./errors";
export type { ProgramDevice } from "./protocol";
export { type RunOptions, synthProgram } from "./run";
