// Errors that are written for the person at the terminal, and shown without a stack.

export class LabError extends Error {}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
