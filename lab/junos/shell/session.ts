// One session of the command line: what each line does, in operational and in configuration mode.

import {
  childSchema,
  detectFormat,
  type NodeSchema,
  schema as ROOT,
  statementKey,
} from "../../../lib/junos";
import { cliText, type Message, Refusal } from "../messages";
import { configurationText } from "./configuration-text";
import { execute, failureText } from "./operational";
import { filtered, type PipedAction } from "./pipes";
import {
  errorText,
  CommandSyntaxError,
  type GrammarState,
  plainErrorText,
  type Action,
  understand,
} from "./grammar-state";
import { type StatementAction } from "./statement";
import { tokensOf } from "./tokens";
import { type ConfigurationAccess, type EditMode } from "../access";
import { type DeviceView } from "../device-view";
import { configurationMode, operationalMode } from "./modes";
import { type SessionAction } from "./session-grammar";
import { thrownText } from "../../../lib/thrown-text";

/** Where a session writes and what it asks. */
export interface Console {
  print(text: string): void;
  /** A question; undefined when nobody is there to answer. */
  ask(question: string): Promise<string | undefined>;
  /** Lines up to the end of input. */
  readText(): Promise<string>;
  /** Someone looks at it: errors point at the word. */
  readonly interactive: boolean;
}

/** Minutes that a confirmed commit waits when nothing is said. */
const CONFIRM_MINUTES = 10;

/** Commands that change one statement, and those that put one in relation to another or to a text. */
const STATEMENT_CHANGES = new Set(["set", "activate", "deactivate", "protect", "unprotect"]);
const RELATION_CHANGES = new Set(["annotate", "copy", "insert", "rename"]);

/** A session. */
export class Session {
  /** Set when it is over. */
  ended = false;
  /** Set when a line was refused. */
  failed = false;
  /** Whether a space completes a word. */
  completesOnSpace = true;
  private configuring = false;
  private base: readonly string[] = [];
  /** Levels to go back to with `exit`. */
  private readonly levels: (readonly string[])[] = [];

  constructor(
    private readonly view: DeviceView,
    private readonly access: ConfigurationAccess,
    private readonly console: Console,
  ) {}

  /** What stands before the next line. */
  get prompt(): string {
    const name = `${this.view.user}@${this.view.hostName}`;
    const node = this.view.cluster?.names()[0];
    const banner = node === undefined ? "" : `{primary:${node}}`;
    if (!this.configuring) return `${banner === "" ? "" : `${banner}\n`}${name}> `;
    return `${this.note()}${banner}${editBanner(this.base)}\n${name}# `;
  }

  /** What the next line may say. */
  get grammar(): GrammarState {
    if (!this.configuring) return operationalMode(this.view);
    return configurationMode({
      view: this.view,
      candidate: this.access.candidate,
      base: this.base,
    });
  }

  /** Carries out one line. */
  async run(line: string): Promise<void> {
    if (line.trim() === "" || line.trim().startsWith("#")) return;
    const was = this.configuring;
    try {
      await this.execute(understand(this.grammar, line));
    } catch (error) {
      this.failed = true;
      this.print(this.refusalText(error, line));
    }
    if (was && this.configuring && this.console.interactive) this.print("\n");
  }

  private print(text: string): void {
    if (text !== "") this.console.print(text);
  }

  private refusalText(error: unknown, line: string): string {
    const indent = this.prompt.length - this.prompt.lastIndexOf("\n") - 1;
    if (error instanceof CommandSyntaxError) {
      return this.console.interactive ? errorText(error, indent) : plainErrorText(error);
    }
    // A statement that only the loader found wrong: point at its word, as for any other.
    const only =
      error instanceof Refusal && error.messages.length === 1 ? error.messages[0] : undefined;
    if (this.console.interactive && only?.text === "syntax error" && this.configuring) {
      const token = tokensOf(line).find(({ text }) => text === only.element);
      if (token !== undefined)
        return errorText(new CommandSyntaxError("syntax error.", token.at, token.text), indent);
    }
    const text = failureText(error);
    if (text !== undefined) return text;
    return `error: ${thrownText(error)}\n`;
  }

  private async execute(action: Action): Promise<void> {
    const answer = await execute(action, this.view);
    if (answer !== undefined) {
      this.print(answer.text);
      return;
    }
    if (this.configuring) await this.edit(action);
    else await this.operate(action as SessionAction);
  }

  // ---- operational mode ----

  private async operate({ kind, options }: SessionAction): Promise<void> {
    if (kind === "exit") this.ended = true;
    else if (kind === "set cli") this.property(options.text ?? "");
    else if (kind === "configure") await this.configure(options);
  }

  private property(text: string): void {
    const [name = "", value = ""] = text.split(" ");
    if ("complete-on-space".startsWith(name) && /^(on|off)$/.test(value)) {
      this.completesOnSpace = value === "on";
      this.print(`${value === "on" ? "Enabling" : "Disabling"} complete-on-space\n`);
    } else if (/^screen-(length|width)$/.test(name)) {
      this.print(`${name.replace("screen-", "Screen ")} set to ${value}\n`);
    }
  }

  private configure(options: Readonly<Record<string, string>>): Promise<void> {
    const mode: EditMode =
      "private" in options ? "private" : "exclusive" in options ? "exclusive" : "shared";
    const warnings = this.access.open(mode);
    this.printAll(warnings);
    this.configuring = true;
    this.base = [];
    this.levels.length = 0;
    this.print("Entering configuration mode\n");
    if (mode === "shared" && this.access.dirty) {
      this.print("The configuration has been changed but not committed\n");
    }
    if (this.console.interactive) this.print("\n");
    return Promise.resolve();
  }

  private printAll(messages: readonly Message[]): void {
    for (const message of messages) this.print(cliText(message));
  }

  // ---- configuration mode ----

  private note(): string {
    const { undoneAt } = this.view.configuration;
    if (undoneAt === undefined) return "";
    const minutes = Math.max(1, Math.ceil((undoneAt - Date.now()) / 60_000));
    return `# commit confirmed will be rolled back in ${minutes} minute${minutes === 1 ? "" : "s"}\n`;
  }

  private async edit(action: Action): Promise<void> {
    const base = action.fromTop === true ? [] : this.base;
    const { options = {} } = action as Partial<SessionAction>;
    const { text = "", path = [] } = action as Partial<StatementAction>;
    if (STATEMENT_CHANGES.has(action.kind)) {
      this.printAll(this.access.set(command(action.kind, base, text)));
      return;
    }
    if (RELATION_CHANGES.has(action.kind)) {
      this.printAll(this.access.set(command(action.kind, base, options.text ?? "")));
      return;
    }
    switch (action.kind) {
      case "delete":
        await this.remove(base, text);
        return;
      case "show":
        this.show(action as PipedAction & StatementAction, base);
        return;
      case "edit":
        if (path.length > 0) this.enter([...base, ...path]);
        return;
      case "top":
        this.base = [];
        this.levels.length = 0;
        return;
      case "up":
        this.up(Number(options.number ?? 1));
        return;
      case "exit":
        await this.exit("configuration-mode" in options);
        return;
      case "rollback":
        this.rollBack(options.number);
        return;
      case "commit":
        await this.commit(options);
        return;
      case "status":
        this.print(
          `Users currently editing the configuration:\n  ${this.view.user} (${this.access.mode})\n`,
        );
        return;
      default:
        await this.load(action.kind);
    }
  }

  private rollBack(number: string | undefined): void {
    if (number === "rescue") this.access.loadRescue();
    else this.access.rollback(Number(number ?? 0));
    this.print("load complete\n");
  }

  private async remove(base: readonly string[], text: string): Promise<void> {
    if (text !== "") {
      this.printAll(this.access.set(command("delete", base, text)));
      return;
    }
    const answer = await this.console.ask("Delete everything under this level? [yes,no] (no) ");
    if (!/^y(es?)?$/i.test(answer?.trim() ?? "")) return;
    const tops =
      base.length > 0 ? [base] : this.access.candidate.root.names().map((name) => [name]);
    if (tops.length > 0)
      this.printAll(this.access.set(tops.map((path) => command("delete", path, "")).join("\n")));
  }

  private show({ path, pipes }: PipedAction & StatementAction, base: readonly string[]): void {
    const text = configurationText({
      tree: this.access.candidate,
      path: [...base, ...path],
      pipes,
      committed: (number) =>
        number === 0 ? this.view.configuration.active : this.view.configuration.rollback(number),
    });
    this.print(filtered(text, pipes));
  }

  private enter(path: readonly string[]): void {
    this.levels.push(this.base);
    this.base = path;
  }

  private up(levels: number): void {
    for (let left = levels; left > 0 && this.base.length > 0; left -= 1) {
      this.base = this.base.slice(0, -1);
      while (isHalf(schemaAt(this.base))) this.base = this.base.slice(0, -1);
    }
    this.levels.length = 0;
  }

  private async exit(wholly: boolean): Promise<void> {
    if (this.base.length > 0 && !wholly) {
      this.base = this.levels.pop() ?? [];
      return;
    }
    await this.leave();
  }

  private async leave(): Promise<void> {
    if (this.access.dirty) {
      const shared = this.access.mode === "shared";
      if (shared) this.print("The configuration has been changed but not committed\n");
      const question = shared
        ? "Exit with uncommitted changes? [yes,no] (yes) "
        : "The configuration has been modified.  Discard uncommitted changes? [yes,no] (yes) ";
      const answer = await this.console.ask(question);
      if (/^n/i.test(answer?.trim() ?? "")) return;
    }
    this.access.close();
    this.configuring = false;
    this.base = [];
    this.print("Exiting configuration mode\n");
  }

  private async commit(options: Readonly<Record<string, string>>): Promise<void> {
    if ("check" in options) {
      this.printAll(this.access.check());
      this.printOf(this.view.cluster?.names() ?? [undefined], "configuration check succeeds\n");
      return;
    }
    const confirmMinutes =
      "confirmed" in options ? Number(options.confirmed || CONFIRM_MINUTES) : undefined;
    const warnings = await this.access.commit({
      ...(options.comment === undefined ? {} : { log: options.comment }),
      ...(confirmMinutes === undefined ? {} : { confirmMinutes }),
    });
    this.printAll(warnings);
    // A cluster commits as one: checked here, then committed on the other node, then here.
    const [own, other] = this.view.cluster?.names() ?? [];
    if (own !== undefined) this.printOf([own], "configuration check succeeds\n");
    if (confirmMinutes !== undefined) {
      this.print(
        `commit confirmed will be automatically rolled back in ${confirmMinutes} minutes unless confirmed\n`,
      );
    }
    this.printOf(own === undefined ? [undefined] : [other, own], "commit complete\n");
    if ("and-quit" in options) await this.leave();
  }

  /** The same of each node, under its name; of a device that is no cluster without one. */
  private printOf(nodes: readonly (string | undefined)[], text: string): void {
    for (const node of nodes) this.print(node === undefined ? text : `${node}: \n${text}`);
  }

  private async load(kind: string): Promise<void> {
    const action = kind.replace("load ", "") as "merge" | "override" | "replace" | "set" | "update";
    if (this.console.interactive) this.print("[Type ^D at a new line to end input]\n");
    const text = await this.console.readText();
    const found = action === "set" ? "set" : detectFormat(text);
    const format = found === "curly" ? "text" : found;
    try {
      this.printAll(this.access.load({ action, format }, text));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const errors = error.messages.filter(({ severity }) => severity === "error").length;
      this.failed = true;
      this.printAll(error.messages);
      this.print(`load complete (${errors} errors)\n`);
      return;
    }
    this.print("load complete\n");
  }
}

function command(verb: string, base: readonly string[], text: string): string {
  return [verb, base.length === 0 ? "" : statementKey({ path: base }), text]
    .filter((part) => part !== "")
    .join(" ");
}

const editBanner = (base: readonly string[]): string =>
  base.length === 0 ? "[edit]" : `[edit ${base.join(" ")}]`;

/** A list's word belongs to the name after it, and the first of two names to the second. */
const isHalf = (schema: NodeSchema): boolean =>
  schema.kind === "list" || (schema.kind === "entry" && schema.list.folded);

function schemaAt(path: readonly string[]): NodeSchema {
  let schema: NodeSchema = ROOT;
  for (const word of path) schema = childSchema(schema, word) ?? { kind: "unknown", choices: [] };
  return schema;
}
