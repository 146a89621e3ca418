// A user's program, run in a process of its own.
export { ProgramError, RefusedError } from "./errors";
export { openProject, type Project, type ProjectOptions } from "./project";
export type { ProgramDevice, ProgramPlace, ProgramSynthesis } from "./protocol";
export { type RunOptions, synthProgram } from "./run";
