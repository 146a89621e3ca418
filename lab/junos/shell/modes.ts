// What the two modes of the command line understand.

import { type ConfigTree } from "../../../lib/junos";
import { End, grammarOf, type Special } from "./command-grammar";
import { operationalGrammar } from "./operational";
import { PipeState } from "./pipes";
import { type Choice, type GrammarState } from "./grammar-state";
import { type Purpose, StatementState } from "./statement";
import { type DeviceView } from "../device-view";
import { dateTime } from "../report/times";
import { Relation, Rest, Value, type Word, Words } from "./session-grammar";

const plain = (kind: string): GrammarState => new Words(kind, []);

const CONFIGURE = [
  {
    word: "exclusive",
    help: "Obtain exclusive lock (other users cannot make changes)",
    group: "mode",
  },
  {
    word: "private",
    help: "Work in private database (other users do not see these changes)",
    group: "mode",
  },
];

/** Operational mode. */
export function operationalMode(view: DeviceView): GrammarState {
  const specials: Special[] = [
    {
      words: "configure",
      help: "Manipulate software configuration information",
      then: () => new Words("configure", CONFIGURE),
    },
    { words: "exit", help: "Exit the management session", then: () => plain("exit") },
    { words: "quit", help: "Exit the management session", then: () => plain("exit") },
    {
      words: "set cli",
      help: "Set command-line interface properties",
      then: () => new Rest("set cli"),
    },
  ];
  return operationalGrammar(view, specials);
}

/** What configuration mode works on. */
export interface Editing {
  readonly view: DeviceView;
  readonly candidate: ConfigTree;
  /** Words of `[edit …]`. */
  readonly base: readonly string[];
}

const BEFORE_AFTER: readonly Choice[] = [
  { word: "after", help: "Insert after given element" },
  { word: "before", help: "Insert before given element" },
];
const TO: readonly Choice[] = [{ word: "to", help: "Destination" }];
const FORMS = ["compare", "inheritance", "json", "set", "xml"];

const COMMIT: readonly Word[] = [
  { word: "and-quit", help: "Quit configuration mode if commit succeeds", group: "check" },
  {
    word: "check",
    help: "Check correctness of syntax; do not apply changes",
    group: "check",
  },
  { word: "comment", help: "Message to write to commit log", value: "comment" },
  {
    word: "confirmed",
    help: "Automatically rollback if not confirmed; minutes until then (1..65535)",
    value: "timeout",
    optional: true,
  },
  { word: "full", help: "Perform a full commit" },
  { word: "synchronize", help: "Synchronize commit on both Routing Engines" },
];

/** Configuration mode. */
export function configurationMode(editing: Editing): GrammarState {
  const specials = [...statementCommands(editing), ...otherCommands(editing)];
  return grammarOf(
    [],
    specials.sort((one, other) => (one.words < other.words ? -1 : 1)),
  );
}

/** Commands whose words are a statement's. */
function statementCommands({ candidate, base }: Editing): Special[] {
  const statement = (kind: string, purpose: Purpose, bare = false): StatementState =>
    StatementState.at({ kind, purpose, tree: candidate, base, bare });
  return [
    {
      words: "activate",
      help: "Remove the inactive tag from a statement",
      then: () => statement("activate", "point"),
    },
    {
      words: "annotate",
      help: "Annotate the statement with a comment",
      then: () => new Relation("annotate", statement("annotate", "point"), []),
    },
    {
      words: "copy",
      help: "Copy a statement",
      then: () => new Relation("copy", statement("copy", "point"), TO),
    },
    {
      words: "deactivate",
      help: "Add the inactive tag to a statement",
      then: () => statement("deactivate", "point"),
    },
    {
      words: "delete",
      help: "Delete a data element",
      then: () => statement("delete", "point", true),
    },
    { words: "edit", help: "Edit a sub-element", then: () => statement("edit", "enter", true) },
    {
      words: "insert",
      help: "Insert a new ordered data element",
      then: () => new Relation("insert", statement("insert", "point"), BEFORE_AFTER),
    },
    { words: "protect", help: "Protect the statement", then: () => statement("protect", "point") },
    {
      words: "rename",
      help: "Rename a statement",
      then: () => new Relation("rename", statement("rename", "point"), TO),
    },
    { words: "set", help: "Set a parameter", then: () => statement("set", "make") },
    {
      words: "show",
      help: "Show a parameter",
      then: () => new PipeState(statement("show", "point", true), FORMS),
    },
    {
      words: "unprotect",
      help: "Unprotect the statement",
      then: () => statement("unprotect", "point"),
    },
  ];
}

/** Commands on the configuration as a whole, and on where one is in it. */
function otherCommands({ view, candidate }: Editing): Special[] {
  return [
    {
      words: "commit",
      help: "Commit current set of changes",
      then: () => new Words("commit", COMMIT),
    },
    {
      words: "exit",
      help: "Exit from this level",
      then: () =>
        new Words("exit", [{ word: "configuration-mode", help: "Exit from configuration mode" }]),
    },
    ...["merge", "override", "replace", "set", "update"].map((action): Special => ({
      words: `load ${action}`,
      help: LOADS[action] ?? "",
      then: () =>
        new Words(`load ${action}`, [{ word: "terminal", help: "Use login terminal" }], 1),
    })),
    {
      words: "quit",
      help: "Quit from this level",
      then: () =>
        new Words("exit", [{ word: "configuration-mode", help: "Exit from configuration mode" }]),
    },
    {
      words: "rollback",
      help: "Roll back to previous committed configuration",
      then: () =>
        new Value("rollback", {
          name: "number",
          help: "",
          optional: true,
          pattern: /^([0-4]?\d|rescue)$/,
          offers: rollbacks(view),
        }),
    },
    { words: "run", help: "Run an operational-mode command", then: () => operationalGrammar(view) },
    {
      words: "status",
      help: "Show users currently editing configuration",
      then: () => new End({ kind: "status" }),
    },
    {
      words: "top",
      help: "Exit to top level of configuration",
      then: () => new Top({ view, candidate, base: [] }),
    },
    {
      words: "up",
      help: "Exit one level of configuration",
      then: () =>
        new Value("up", {
          name: "number",
          help: "Number of levels to exit",
          optional: true,
          pattern: /^\d+$/,
        }),
    },
  ];
}

const LOADS: Readonly<Record<string, string>> = {
  merge: "Merge contents with existing configuration",
  override: "Override existing configuration",
  replace: "Replace configuration data",
  set: "Execute set of commands on existing configuration",
  update: "Update existing configuration",
};

/** `top` alone goes there; with a command it goes there for that command only. */
class Top implements GrammarState {
  readonly action = { kind: "top", options: {} };

  constructor(private readonly editing: Editing) {}

  choices(): readonly Choice[] {
    return configurationMode(this.editing)
      .choices()
      .filter(({ word }) => AT_TOP.has(word));
  }

  take(token: Parameters<GrammarState["take"]>[0]): GrammarState {
    return new AtTop(configurationMode(this.editing).take(token));
  }
}

const AT_TOP = new Set([
  "activate",
  "deactivate",
  "delete",
  "edit",
  "insert",
  "rename",
  "set",
  "show",
]);

class AtTop implements GrammarState {
  constructor(private readonly inner: GrammarState) {}

  get action(): GrammarState["action"] {
    const { action } = this.inner;
    return action === undefined ? undefined : { ...action, fromTop: true };
  }

  get missing(): string | undefined {
    return this.inner.missing;
  }

  choices(): readonly Choice[] {
    return this.inner.choices();
  }

  take(token: Parameters<GrammarState["take"]>[0]): GrammarState {
    return new AtTop(this.inner.take(token));
  }
}

function rollbacks(view: DeviceView): Choice[] {
  return [
    ...view.configuration.commits.map(({ time, user, client }, number) => ({
      word: String(number),
      help: `${dateTime(time)} by ${user} via ${client}`,
    })),
    { word: "rescue", help: "Rescue configuration" },
  ];
}
