// Runs the function that declares a stack's constructs, and turns what it throws into mistakes where that is what it means.
import type { Diagnostic } from "../diagnostics";
import { isLate, type StackScope, VpnNode } from "../topology";

/**
 * Let the program declare its constructs.
 * @returns mistakes that only the running of it shows
 * @throws what the program throws by itself
 */
export function grow(
  scope: StackScope,
  build: (stack: StackScope) => unknown,
): readonly Diagnostic[] {
  let result: unknown;
  try {
    result = build(scope);
  } catch (error) {
    const told = diagnosticsOf(error);
    if (told !== undefined) return told;
    // What the program does with a construct that is none fails sooner or later: the mistake before it is the one to tell.
    const isPulumis = typeof error === "object" && error !== null && "__pulumiRunError" in error;
    if (VpnNode.isBroken(scope) && !isPulumis) return [];
    throw error;
  }
  if (!isLate(result) || !("then" in result)) return [];
  // Whatever becomes of it comes too late.
  Promise.resolve(result).catch(() => undefined);
  return [
    {
      rule: "asynchronous-build",
      severity: "error",
      construct: scope.node.path,
      what: "the function that declares the stack's constructs is asynchronous: what it declares after its first await comes too late",
      found: "a function that returns a promise",
      allowed: "a function that declares everything before it returns",
      fix: "await what it needs before VpnStack is created, and take async away from the function",
    },
  ];
}

/** By name: the error may come from another copy of this package. */
function diagnosticsOf(error: unknown): readonly Diagnostic[] | undefined {
  if (!(error instanceof Error) || error.name !== "ValidationError") return undefined;
  return "diagnostics" in error ? (error.diagnostics as readonly Diagnostic[]) : undefined;
}
