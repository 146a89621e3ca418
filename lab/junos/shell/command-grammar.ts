// The words of commands as a tree of places, from the table of commands.

import { type Arguments, type Command, type Option } from "../commands/command";
import {
  type Action,
  type Choice,
  choose,
  CommandSyntaxError,
  type GrammarState,
} from "./grammar-state";
import { type Token } from "./tokens";

/** A report with its arguments. */
export interface ReportAction extends Action {
  readonly kind: "report";
  readonly command: Command;
  readonly given: Arguments;
}

/** Words that are no report: what they lead to. */
export interface Special {
  readonly words: string;
  readonly help: string;
  then(): GrammarState;
}

/** A place that is the end of a line. */
export class End implements GrammarState {
  constructor(readonly action: Action) {}

  choices(): readonly Choice[] {
    return [];
  }

  take(token: Token): GrammarState {
    throw new CommandSyntaxError("syntax error.", token.at, token.text);
  }
}

interface Branch {
  readonly word: string;
  help: string;
  readonly kids: Map<string, Branch>;
  command?: Command;
  special?: Special;
}

/** What the words on the way to commands are about. */
const AREAS: Readonly<Record<string, string>> = {
  clear: "Clear information in the system",
  "clear security": "Clear security information",
  "clear security flow": "Clear sessions of the forwarding plane",
  "clear security ike": "Clear IKE information",
  "clear security ipsec": "Clear IPsec information",
  "request chassis": "Perform chassis-specific operations",
  "request chassis cluster": "Chassis cluster operations",
  request: "Make system-level requests",
  "request system": "Perform system-level functions",
  "request system configuration": "Request operation on system configuration",
  "request system configuration rescue": "Request operation on system rescue configuration",
  set: "Set CLI properties",
  "set chassis": "Set chassis properties",
  "set cli": "Set command-line interface properties",
  show: "Show system information",
  "show chassis": "Show chassis information",
  "show chassis fpc": "Show Flexible PIC Concentrator status",
  "show chassis cluster": "Show chassis cluster information",
  "show interfaces": "Show interface information",
  "show security": "Show security information",
  "show security ike": "Show IKE information",
  "show security ipsec": "Show IPsec information",
  "show security nat": "Show Network Address Translation information",
  "show security nat destination": "Show destination NAT information",
  "show security nat source": "Show source NAT information",
  "show security nat static": "Show static NAT information",
  "show system": "Show system information",
};

/** Builds the tree; its root is where every line starts. */
export function grammarOf(
  commands: readonly Command[],
  specials: readonly Special[],
  /** What may follow a whole report's words. */
  after: (report: GrammarState) => GrammarState = (report) => report,
): GrammarState {
  const root: Branch = { word: "", help: "", kids: new Map() };
  const reach = (words: string): Branch => {
    let branch = root;
    const passed: string[] = [];
    for (const word of words.split(" ")) {
      passed.push(word);
      let next = branch.kids.get(word);
      if (next === undefined) {
        next = { word, help: AREAS[passed.join(" ")] ?? "", kids: new Map() };
        branch.kids.set(word, next);
      }
      branch = next;
    }
    return branch;
  };
  for (const command of commands) {
    const branch = reach(command.words);
    branch.command = command;
    branch.help = command.help;
  }
  for (const special of specials) {
    const branch = reach(special.words);
    branch.special = special;
    branch.help = special.help;
  }
  return new WordState(root, after, true);
}

class WordState implements GrammarState {
  constructor(
    private readonly branch: Branch,
    private readonly after: After,
    private readonly isRoot = false,
  ) {}

  choices(): readonly Choice[] {
    return [...this.branch.kids.values()]
      .map(({ word, help }) => ({ word, help }))
      .sort((a, b) => (a.word < b.word ? -1 : 1));
  }

  take(token: Token): GrammarState {
    const word = choose(this.choices(), token)?.word;
    const next = word === undefined ? undefined : this.branch.kids.get(word);
    if (next === undefined) {
      const message = this.isRoot ? "unknown command." : "syntax error, expecting <command>.";
      throw new CommandSyntaxError(message, token.at, token.text);
    }
    return stateOf(next, this.after);
  }
}

type After = (report: GrammarState) => GrammarState;

function stateOf(branch: Branch, after: After): GrammarState {
  if (branch.special !== undefined) return branch.special.then();
  if (branch.command === undefined) return new WordState(branch, after);
  return after(new ArgumentState(branch, branch.command, {}));
}

class ArgumentState implements GrammarState {
  readonly missing = "missing argument.";
  readonly action: ReportAction | undefined;

  constructor(
    private readonly branch: Branch,
    private readonly command: Command,
    private readonly given: Arguments,
    /** The option whose value comes next. */
    private readonly pending?: Option,
  ) {
    const lacks = command.options?.some(
      ({ element, word, value }) =>
        word === undefined &&
        value !== undefined &&
        element === "host" &&
        given[element] === undefined,
    );
    if (pending === undefined && lacks !== true) this.action = { kind: "report", command, given };
  }

  choices(): readonly Choice[] {
    if (this.pending !== undefined) return valueChoices(this.pending);
    const fresh = Object.keys(this.given).length === 0;
    const deeper = fresh
      ? [...this.branch.kids.values()].map(({ word, help }) => ({ word, help }))
      : [];
    return [...deeper, ...this.left().flatMap((option) => optionChoices(option))];
  }

  take(token: Token): GrammarState {
    const { pending, branch, command, given } = this;
    if (pending !== undefined) {
      const enumerated = (pending.value ?? "").includes("|");
      const chosen = enumerated ? choose(valueChoices(pending), token)?.word : token.text;
      if (chosen === undefined) throw new CommandSyntaxError("syntax error.", token.at, token.text);
      if (pending.value === "number" && !/^\d+$/.test(chosen)) {
        throw new CommandSyntaxError(`invalid numeric value: '${chosen}'.`, token.at, chosen);
      }
      return new ArgumentState(branch, command, { ...given, [pending.element]: chosen });
    }
    const word = choose(this.choices(), token)?.word;
    const deeper = word === undefined ? undefined : branch.kids.get(word);
    if (deeper !== undefined) return stateOf(deeper, (report) => report);
    const option =
      this.left().find((each) => each.word !== undefined && each.word === word) ??
      this.left().find((each) => each.word === undefined);
    if (option === undefined) throw new CommandSyntaxError("syntax error.", token.at, token.text);
    if (option.word !== undefined && option.value !== undefined) {
      return new ArgumentState(branch, command, given, option);
    }
    const value = option.word === undefined ? token.text : "";
    return new ArgumentState(branch, command, { ...given, [option.element]: value });
  }

  private left(): readonly Option[] {
    return (this.command.options ?? []).filter(({ element }) => this.given[element] === undefined);
  }
}

function optionChoices({ word, value, help }: Option): Choice[] {
  return word === undefined ? [{ word: value ?? "value", help, value: true }] : [{ word, help }];
}

function valueChoices({ value = "value", help }: Option): Choice[] {
  if (!value.includes("|")) return [{ word: value, help, value: true }];
  return value.split("|").map((word) => ({ word, help: "" }));
}
