// What stands behind `|`: filters of text, and the forms in which a report is shown.

import {
  type Choice,
  choose,
  CommandSyntaxError,
  type Action,
  type GrammarState,
} from "./grammar-state";
import { type Token } from "./tokens";

/** One filter or form. */
export interface Pipe {
  readonly name: string;
  readonly argument?: string;
}

/** An action whose output goes through pipes. */
export interface PipedAction extends Action {
  readonly pipes: readonly Pipe[];
}

interface PipeKind extends Choice {
  /** What its argument is; none for one without. */
  readonly argument?: string;
  /** Words it takes. */
  readonly words?: readonly Choice[];
  /** Whether the argument can be left out. */
  readonly optional?: boolean;
}

const KINDS: readonly PipeKind[] = [
  {
    word: "compare",
    help: "Compare configuration changes with prior version",
    words: [{ word: "rollback", help: "Compare with a rollback configuration" }],
    optional: true,
  },
  { word: "count", help: "Count occurrences" },
  {
    word: "display",
    help: "Show additional kinds of information",
    words: [
      { word: "inheritance", help: "Show inherited configuration data" },
      { word: "json", help: "Show output in JSON format" },
      { word: "set", help: "Show 'set' commands that create the configuration" },
      { word: "xml", help: "Show output as XML tags" },
    ],
  },
  { word: "except", help: "Show only text that does not match a pattern", argument: "pattern" },
  { word: "find", help: "Search for first occurrence of pattern", argument: "pattern" },
  { word: "hold", help: "Hold text without exiting the --More-- prompt" },
  { word: "last", help: "Display end of output only", argument: "lines", optional: true },
  { word: "match", help: "Show only text that matches a pattern", argument: "pattern" },
  { word: "no-more", help: "Don't paginate output" },
  {
    word: "trim",
    help: "Trim specified number of columns from the start of line",
    argument: "columns",
  },
];

const PIPE: Choice = { word: "|", help: "Pipe through a command" };

/** A place after which pipes can follow. */
export class PipeState implements GrammarState {
  constructor(
    private readonly inner: GrammarState,
    private readonly forms: readonly string[],
  ) {}

  get action(): PipedAction | undefined {
    const { action } = this.inner;
    return action === undefined ? undefined : { ...action, pipes: [] };
  }

  get missing(): string | undefined {
    return this.inner.missing;
  }

  choices(): readonly Choice[] {
    return this.inner.action === undefined ? this.inner.choices() : [...this.inner.choices(), PIPE];
  }

  take(token: Token): GrammarState {
    if (token.text === "|" && !token.quoted && this.action !== undefined) {
      return new AfterPipe(this.action, this.forms);
    }
    return new PipeState(this.inner.take(token), this.forms);
  }
}

class AfterPipe implements GrammarState {
  readonly missing = "missing argument.";

  constructor(
    private readonly before: PipedAction,
    private readonly forms: readonly string[],
  ) {}

  choices(): readonly Choice[] {
    return KINDS.filter(({ word }) => word !== "compare" || this.forms.includes("compare"));
  }

  take(token: Token): GrammarState {
    const chosen = choose(this.choices(), token);
    const kind = KINDS.find(({ word }) => word === chosen?.word);
    if (kind === undefined) throw new CommandSyntaxError("syntax error.", token.at, token.text);
    return new PipeArgument(this.before, this.forms, kind);
  }
}

class PipeArgument implements GrammarState {
  readonly missing = "missing argument.";
  readonly action: PipedAction | undefined;

  constructor(
    private readonly before: PipedAction,
    private readonly forms: readonly string[],
    private readonly kind: PipeKind,
    private readonly word?: string,
    private readonly given?: string,
  ) {
    const { argument, words, optional } = kind;
    const satisfied =
      word === "rollback"
        ? given !== undefined
        : optional === true ||
          ((argument === undefined || given !== undefined) &&
            (words === undefined || word !== undefined));
    if (!satisfied) return;
    const value = given ?? word;
    const pipe = { name: kind.word, ...(value === undefined ? {} : { argument: value }) };
    this.action = { ...before, pipes: [...before.pipes, pipe] };
  }

  choices(): readonly Choice[] {
    const open = this.word === undefined && this.given === undefined;
    return [
      ...(open ? this.words() : []),
      ...(this.wantsValue()
        ? [{ word: this.kind.argument ?? "number", help: "Value", value: true }]
        : []),
      ...(this.action === undefined ? [] : [PIPE]),
    ];
  }

  take(token: Token): GrammarState {
    if (token.text === "|" && !token.quoted && this.action !== undefined) {
      return new AfterPipe(this.action, this.forms);
    }
    if (this.word === undefined && this.given === undefined && this.kind.words !== undefined) {
      const chosen = choose(this.words(), token);
      if (chosen !== undefined) {
        return new PipeArgument(this.before, this.forms, this.kind, chosen.word);
      }
    } else if (this.wantsValue()) {
      if (this.kind.argument !== "pattern" && !/^\d+$/.test(token.text)) {
        throw new CommandSyntaxError(
          `invalid numeric value: '${token.text}'.`,
          token.at,
          token.text,
        );
      }
      return new PipeArgument(this.before, this.forms, this.kind, this.word, token.text);
    }
    throw new CommandSyntaxError("syntax error.", token.at, token.text);
  }

  private words(): readonly Choice[] {
    return (this.kind.words ?? []).filter(
      ({ word }) => this.kind.word !== "display" || this.forms.includes(word),
    );
  }

  private wantsValue(): boolean {
    return (
      this.given === undefined && (this.word === "rollback" || this.kind.argument !== undefined)
    );
  }
}

/** Text after the filters. Forms (`display`, `compare`) are the business of whoever makes the text. */
export function filtered(text: string, pipes: readonly Pipe[]): string {
  return pipes.reduce(filter, text);
}

function filter(text: string, { name, argument = "" }: Pipe): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const join = (some: readonly string[]): string => some.map((line) => `${line}\n`).join("");
  switch (name) {
    case "match":
      return join(lines.filter(matcher(argument)));
    case "except":
      return join(lines.filter((line) => !matcher(argument)(line)));
    case "find": {
      const first = lines.findIndex(matcher(argument));
      return first < 0 ? "\nPattern not found\n" : join(lines.slice(first));
    }
    case "count":
      return `Count: ${lines.length} lines\n`;
    case "last":
      return join(lines.slice(-Number(argument === "" ? 24 : argument)));
    case "trim":
      return join(lines.map((line) => line.slice(Number(argument))));
    default:
      return text;
  }
}

/** Without regard to case, as the device matches. */
function matcher(pattern: string): (line: string) => boolean {
  try {
    const expression = new RegExp(pattern, "i");
    return (line) => expression.test(line);
  } catch {
    return (line) => line.toLowerCase().includes(pattern.toLowerCase());
  }
}
