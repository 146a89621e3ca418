// Where a command line stands: what may come next, and what a word leads to. Reading, help and completion share it.

import { type Token, tokensOf } from "./tokens";

/** What may come next. */
export interface Choice {
  readonly word: string;
  readonly help: string;
  /** `>` for a statement with others below it, `+` for one with several values. */
  readonly mark?: ">" | "+";
  /** Stands for a value, so that it is shown in angle brackets and never completed. */
  readonly value?: boolean;
}

/** One position in the grammar of a command line. */
export interface GrammarState {
  choices(): readonly Choice[];
  /** Where a word leads; throws CommandSyntaxError when it leads nowhere. */
  take(token: Token): GrammarState;
  /** Set when the line can end here. */
  readonly action?: Action | undefined;
  /** What is missing when the line can't end here. */
  readonly missing?: string;
}

/** What a whole line asks for; whoever built the grammar knows the kind. */
export interface Action {
  readonly kind: string;
  /** Meant from the top of the configuration, wherever the session is. */
  readonly fromTop?: boolean;
}

/** A line that isn't a command. */
export class CommandSyntaxError extends Error {
  override readonly name = "CommandSyntaxError";

  constructor(
    message: string,
    /** Where in the line, from 0. */
    readonly at: number,
    /** The word there; empty at the end of the line. */
    readonly near: string,
    /** What could stand there, when the word could mean several things. */
    readonly choices: readonly Choice[] = [],
  ) {
    super(message);
  }
}

/** The choice a word means: itself, or what it is the beginning of. */
export function choose(choices: readonly Choice[], token: Token): Choice | undefined {
  if (token.quoted) return undefined;
  const words = choices.filter(({ value }) => value !== true);
  const exact = words.find(({ word }) => word === token.text);
  if (exact !== undefined) return exact;
  const begun = words.filter(({ word }) => word.startsWith(token.text));
  if (begun.length <= 1) return begun[0];
  // A value can be anything, so a word that is only a beginning may be one.
  if (choices.some(({ value }) => value === true)) return undefined;
  throw new CommandSyntaxError(`'${token.text}' is ambiguous.`, token.at, token.text, begun);
}

/** What a line asks for. */
export function understand(start: GrammarState, line: string): Action {
  let place = start;
  for (const token of tokensOf(line)) place = place.take(token);
  if (place.action === undefined) {
    throw new CommandSyntaxError(
      place.missing ?? "syntax error, expecting <command>.",
      line.trimEnd().length + 1,
      "",
    );
  }
  return place.action;
}

/** What may stand at the end of a line, and how much of it is there already. */
export interface Prospect {
  readonly partial: string;
  readonly choices: readonly Choice[];
  /** Whether the line is complete as it is. */
  readonly complete: boolean;
}

/** What may follow; throws CommandSyntaxError when the line is wrong before its end. */
export function prospect(start: GrammarState, line: string): Prospect {
  const tokens = tokensOf(line);
  const last = /(^|[\s|])$/.test(line) ? undefined : tokens.pop();
  let place = start;
  for (const token of tokens) place = place.take(token);
  const partial = last?.raw ?? "";
  const choices = place
    .choices()
    .filter(({ word, value }) => value === true || word.startsWith(partial));
  return { partial, choices, complete: last === undefined && place.action !== undefined };
}

/** The help that `?` shows. */
export function helpText({ choices, complete, partial }: Prospect): string {
  const rows = choices
    .filter(({ word }) => word !== "|")
    .map(({ word, help, mark, value }) => {
      const shown = value === true ? `<${word}>` : word;
      return `${mark ?? " "} ${shown.padEnd(20)} ${help}`.trimEnd();
    });
  if (complete) rows.unshift("  <[Enter]>            Execute this command");
  if (choices.some(({ word }) => word === "|"))
    rows.push("  |                    Pipe through a command");
  if (rows.length > 0) return `Possible completions:\n${rows.join("\n")}\n`;
  return partial === "" ? "" : "No valid completions\n";
}

/** The error as the device prints it below the line; `indent` is the width of the prompt before it. */
export function errorText(error: CommandSyntaxError, indent: number): string {
  const caret = `${" ".repeat(indent + error.at)}^\n`;
  const choices =
    error.choices.length === 0
      ? ""
      : helpText({ choices: error.choices, complete: false, partial: "" });
  return `${caret}${error.message}\n${choices}`;
}

/** The error as a command given without a terminal prints it. */
export function plainErrorText(error: CommandSyntaxError): string {
  const message = error.message.replace(/\.$/, "");
  return `error: ${message}${error.near === "" || message.includes(error.near) ? "" : `: ${error.near}`}\n`;
}
