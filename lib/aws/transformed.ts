// A program's own function over a resource's arguments: what it throws or returns wrongly is a mistake of the construct that has it.
import { RunError } from "@pulumi/pulumi";
import { type Mistake, textOf } from "../diagnostics";
import {
  type GatewayTransforms,
  type HostTransforms,
  isLate,
  placeOf,
  type VpnNode,
} from "../topology";
import type { SiteTransforms } from "./transforms";

/** A construct whose resources a program may change, by the table of its functions. */
export interface Transformable<Table> extends VpnNode {
  readonly props: { readonly transform?: Table };
}

/** Every kind of resource there is a function for. */
type All = Required<GatewayTransforms> & Required<HostTransforms> & Required<SiteTransforms>;

/** The arguments that a transform gets, what it gets beside them, and what it returns. */
type Args<Name extends keyof All> = Parameters<All[Name]>[0];
type About<Name extends keyof All> = Parameters<All[Name]>[1];
type Result<Name extends keyof All> = ReturnType<All[Name]>;

/**
 * What a construct's transform makes of the arguments, or the arguments themselves without one.
 * @throws RunError that names the construct, and the place in the program where it has failed
 */
export function transformed<Name extends keyof All>(
  node: Transformable<Partial<Pick<All, Name>>>,
  name: Name,
  args: Args<Name>,
  about: About<Name>,
): Result<Name> {
  const change = node.props.transform?.[name] as
    ((args: Args<Name>, about: About<Name>) => Result<Name>) | undefined;
  if (change === undefined) return args as Result<Name>;
  let result: unknown;
  try {
    result = change(args, about);
  } catch (error) {
    throw failure(node, {
      rule: "transform-failed",
      what: `transform.${name} of the program fails`,
      found: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      allowed: "a function that returns the arguments to use",
      fix: "mend the function",
      ...sourceOf(error),
    });
  }
  // Leaving a rule out is what a transform of rules may want.
  const isArgs = typeof result === "object" && result !== null && !isLate(result);
  if (isArgs || (result === undefined && name === "securityGroupRule")) {
    return result as Result<Name>;
  }
  throw failure(node, {
    rule: "transform-failed",
    what: `transform.${name} of the program returns no arguments`,
    found: kindOf(result),
    allowed: "an object of arguments, such as the function gets",
    fix: "return the arguments: (args) => ({ ...args, … })",
  });
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return isLate(value) ? "a value that is known only later" : `a value of type ${typeof value}`;
}

function sourceOf(error: unknown): Pick<Mistake, "source"> {
  const source = error instanceof Error ? placeOf(error) : undefined;
  return source === undefined ? {} : { source };
}

const failure = (node: VpnNode, mistake: Mistake): RunError =>
  new RunError(textOf({ construct: node.node.path, ...mistake, severity: "error" }));
