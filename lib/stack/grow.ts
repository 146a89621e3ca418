// Runs the function that declares a stack's constructs, and turns what it throws into mistakes where that is what it means.
import type { Diagnostic } from "../diagnostics";
import { isLate, placeOf, type StackScope, VpnNode } from "../topology";

/** What came of the function. */
export interface Growth<T> {
  /** Mistakes that only the running of it shows. */
  readonly mistakes: readonly Diagnostic[];
  /** What it returned; undefined when it failed. */
  readonly result: T | undefined;
}

/**
 * Let the program declare its constructs.
 * @throws what Pulumi throws in it, such as for configuration that is missing
 */
export function grow<T>(scope: StackScope, build: (stack: StackScope) => T): Growth<T> {
  const failed = (mistakes: readonly Diagnostic[]): Growth<T> => ({ mistakes, result: undefined });
  let result: T;
  try {
    result = build(scope);
  } catch (error) {
    const told = diagnosticsOf(error);
    if (told !== undefined) return failed(told);
    // What the program does with a construct that is none fails sooner or later: the mistake before it is the one to tell.
    const isPulumis = typeof error === "object" && error !== null && "__pulumiRunError" in error;
    if (isPulumis) throw error;
    return failed(VpnNode.isBroken(scope) ? [] : [failure(scope, error)]);
  }
  if (!isLate(result) || !("then" in result)) return { mistakes: [], result };
  // Whatever becomes of it comes too late.
  Promise.resolve(result).catch(() => undefined);
  return failed([
    {
      rule: "asynchronous-build",
      severity: "error",
      construct: scope.node.path,
      what: "the function that declares the stack's constructs is asynchronous: what it declares after its first await comes too late",
      found: "a function that returns a promise",
      allowed: "a function that declares everything before it returns",
      fix: "await what it needs before VpnStack is created, and take async away from the function",
    },
  ]);
}

/** What the program throws by itself, where in it that has happened, and in which stack. */
function failure(scope: StackScope, error: unknown): Diagnostic {
  const source = error instanceof Error ? placeOf(error) : undefined;
  return {
    rule: "build-failed",
    severity: "error",
    construct: scope.node.path,
    what: "the function that declares the stack's constructs fails",
    found: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    allowed: "a function that declares its constructs and returns",
    fix: "mend it",
    ...(source === undefined ? {} : { source }),
  };
}

/** By name: the error may come from another copy of this package. */
function diagnosticsOf(error: unknown): readonly Diagnostic[] | undefined {
  if (!(error instanceof Error) || error.name !== "ValidationError") return undefined;
  return "diagnostics" in error ? (error.diagnostics as readonly Diagnostic[]) : undefined;
}
