// A user's program, run in a process of its own.
export { ProgramError, RefusedError } from "./errors";
export { loadProgram } from "./load";
export { resolveOwn } from "./own-package";
export { fullKey, openProject } from "./project";
export { providerWords } from "./provider-words";
export type { ProgramDevice, ProgramResource, ProgramSynthesis } from "./protocol";
export {
  type PlannedProgram,
  planProgram,
  type RunOptions,
  synthProgram,
  typescriptArguments,
} from "./run";
