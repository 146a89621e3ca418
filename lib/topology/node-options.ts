// The options that every construct takes, and what they have to be.
import type { RuleId } from "../diagnostics";
import { flag, list, optional, record, type Shape, text } from "./shape";

/** Resource type of the component that stands for a construct in Pulumi. */
export type Token = `vsrx:index:${string}`;

/** Options a construct hands on to the Pulumi component that stands for it. */
export interface NodeOptions {
  /** Former Pulumi names of this construct, so that a rename replaces nothing. @default none */
  readonly aliases?: readonly string[];
  /**
   * What it is called on devices, in outputs and in AWS's consoles. @default its path below the stack, joined by
   * hyphens: `gw` directly below it, `paris-gw` inside `paris`, cut to 32 characters there
   */
  readonly name?: string;
  /** Refuse to delete what this construct made. @default false */
  readonly protect?: boolean;
  /**
   * Warnings that are meant so, each rule with the reason: `{ weak: "the partner's device supports nothing better" }`. It
   * counts for what this construct and those inside it are warned of. docs/rules.md has the rules. @default none
   */
  readonly acknowledge?: Readonly<Partial<Record<RuleId, string>>>;
}

export const NODE_OPTIONS: Readonly<Record<keyof NodeOptions, Shape>> = {
  aliases: optional(list(text(), "former names")),
  name: optional(
    text("a name: letters, digits, dot, hyphen and underscore", (name) =>
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(name),
    ),
  ),
  protect: optional(flag),
  acknowledge: optional(record(text("a reason"), "reasons by rule")),
};
