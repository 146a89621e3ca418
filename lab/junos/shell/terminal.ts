// A line editor at the far end of an SSH channel: history, completion and help as they are typed.

import { type Readable, type Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import {
  type Choice,
  errorText,
  helpText,
  CommandSyntaxError,
  type GrammarState,
  prospect,
} from "./grammar-state";

/** What a line may say while it is typed. */
export interface Assistance {
  grammar(): GrammarState;
  readonly completesOnSpace: boolean;
}

const END_OF_INPUT = "\u0004";
const HISTORY = 200;

/** Reads lines from a channel, with a terminal at the other end or without. */
export class Terminal {
  private input = "";
  private closed = false;
  private wake: (() => void) | undefined;
  private readonly history: string[] = [];
  private readonly decoder = new StringDecoder("utf8");
  private afterReturn = false;

  constructor(
    private readonly channel: Readable & Writable,
    /** Whether a terminal is at the other end: echo, prompts, editing. */
    readonly interactive: boolean,
  ) {
    channel.on("data", (data: Buffer) => {
      this.input += this.decoder.write(data);
      this.wake?.();
    });
    const end = (): void => {
      this.closed = true;
      this.wake?.();
    };
    channel.on("end", end);
    channel.on("close", end);
    channel.on("error", end);
  }

  /** Writes text. */
  print(text: string): void {
    if (!this.channel.writable) return;
    this.channel.write(this.interactive ? text.replaceAll(/\r?\n/g, "\r\n") : text);
  }

  /** The next line; undefined at the end of input. */
  async readLine(prompt: string, assistance?: Assistance): Promise<string | undefined> {
    if (!this.interactive) return this.plainLine();
    this.print(prompt);
    const editor = new LineEditor(
      this,
      prompt.slice(prompt.lastIndexOf("\n") + 1),
      this.history,
      assistance,
    );
    for (;;) {
      const key = await this.key();
      if (key === undefined) return undefined;
      const result = editor.press(key);
      if (result === "end") return undefined;
      if (result !== undefined) {
        if (assistance !== undefined && result.trim() !== "" && this.history.at(-1) !== result) {
          this.history.push(result);
          if (this.history.length > HISTORY) this.history.shift();
        }
        return result;
      }
    }
  }

  /** Lines up to the end of input or ^D. */
  async readText(): Promise<string> {
    let text = "";
    for (;;) {
      const letter = await this.letter();
      if (letter === undefined || letter === END_OF_INPUT) {
        if (letter !== undefined) this.print("\n");
        return text;
      }
      const shown = letter === "\r" ? "\n" : letter;
      text += shown;
      if (this.interactive) this.print(shown);
    }
  }

  private async plainLine(): Promise<string | undefined> {
    let line = "";
    for (;;) {
      const letter = await this.letter();
      if (letter === undefined || letter === END_OF_INPUT) return line === "" ? undefined : line;
      if (letter === "\n" || letter === "\r") return line;
      line += letter;
    }
  }

  /** One key: a character or an escape sequence. */
  private async key(): Promise<string | undefined> {
    const first = await this.letter();
    if (first !== "\u001b") return first;
    // A sequence comes at once; a lone escape comes alone.
    const found = /^(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z]|[a-z])/.exec(this.input)?.[0] ?? "";
    this.input = this.input.slice(found.length);
    return first + found;
  }

  private async letter(): Promise<string | undefined> {
    for (;;) {
      while (this.input === "") {
        if (this.closed) return undefined;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
      }
      const letter = String.fromCodePoint(this.input.codePointAt(0) ?? 0);
      this.input = this.input.slice(letter.length);
      // Some ends send both characters for one return.
      const second = this.afterReturn && letter === "\n";
      this.afterReturn = letter === "\r";
      if (!second) return letter;
    }
  }
}

/** One line while it is edited. */
class LineEditor {
  /** What keys do to the line, as in Emacs. */
  private static readonly KEYS: readonly (readonly [
    readonly string[],
    (editor: LineEditor) => void,
  ])[] = [
    [["\u007f", "\b"], (editor) => editor.erase(editor.cursor - 1, editor.cursor)],
    [["\u001b[3~"], (editor) => editor.erase(editor.cursor, editor.cursor + 1)],
    [["\u0001", "\u001b[H", "\u001bOH", "\u001b[1~"], (editor) => editor.move(0)],
    [["\u0005", "\u001b[F", "\u001bOF", "\u001b[4~"], (editor) => editor.move(editor.line.length)],
    [["\u0002", "\u001b[D", "\u001bOD"], (editor) => editor.move(editor.cursor - 1)],
    [["\u0006", "\u001b[C", "\u001bOC"], (editor) => editor.move(editor.cursor + 1)],
    [["\u000b"], (editor) => editor.erase(editor.cursor, editor.line.length)],
    [["\u0015", "\u0018"], (editor) => editor.replace("")],
    [
      ["\u0017"],
      (editor) =>
        editor.erase(
          editor.line.slice(0, editor.cursor).replace(/\S+\s*$/, "").length,
          editor.cursor,
        ),
    ],
    [["\u0010", "\u001b[A", "\u001bOA"], (editor) => editor.recall(-1)],
    [["\u000e", "\u001b[B", "\u001bOB"], (editor) => editor.recall(1)],
    [["\u000c"], (editor) => editor.redraw()],
  ];

  private line = "";
  private cursor = 0;
  private place: number;
  private draft = "";

  constructor(
    private readonly terminal: Terminal,
    private readonly prompt: string,
    private readonly history: readonly string[],
    private readonly assistance: Assistance | undefined,
  ) {
    this.place = history.length;
  }

  /** Answers the line when it is complete, "end" when the session is to end, and nothing otherwise. */
  press(key: string): string | undefined {
    switch (key) {
      case "\r":
      case "\n":
        this.terminal.print("\n");
        return this.line;
      case "\u0003":
        this.terminal.print("^C\n");
        return "";
      case END_OF_INPUT:
        if (this.line === "") {
          this.terminal.print("\n");
          return "end";
        }
        this.erase(this.cursor, this.cursor + 1);
        return undefined;
      case "?":
        if (this.assistance === undefined || this.inQuotes()) this.insert(key);
        else this.help();
        return undefined;
      case "\t":
        this.complete("tab");
        return undefined;
      case " ":
        this.space();
        return undefined;
      default:
        this.edit(key);
        return undefined;
    }
  }

  private edit(key: string): void {
    const binding = LineEditor.KEYS.find(([keys]) => keys.includes(key));
    if (binding !== undefined) binding[1](this);
    else if (!/^[\u0000-\u001f]/.test(key)) this.insert(key);
  }

  private insert(text: string): void {
    const rest = this.line.slice(this.cursor);
    this.line = this.line.slice(0, this.cursor) + text + rest;
    this.cursor += text.length;
    this.terminal.print(text + rest + back(rest.length));
  }

  private erase(from: number, to: number): void {
    if (from < 0 || from >= this.line.length || to <= from) return;
    const gone = Math.min(to, this.line.length) - from;
    const rest = this.line.slice(from + gone);
    this.terminal.print(
      back(this.cursor - from) + rest + " ".repeat(gone) + back(rest.length + gone),
    );
    this.line = this.line.slice(0, from) + rest;
    this.cursor = from;
  }

  private move(to: number): void {
    const next = Math.max(0, Math.min(this.line.length, to));
    if (next < this.cursor) this.terminal.print(back(this.cursor - next));
    else this.terminal.print(this.line.slice(this.cursor, next));
    this.cursor = next;
  }

  private replace(line: string): void {
    this.move(this.line.length);
    this.erase(0, this.line.length);
    this.insert(line);
  }

  private recall(step: number): void {
    const next = this.place + step;
    if (next < 0 || next > this.history.length) return;
    if (this.place === this.history.length) this.draft = this.line;
    this.place = next;
    this.replace(this.history[next] ?? this.draft);
  }

  private redraw(): void {
    this.terminal.print(`${this.prompt}${this.line}${back(this.line.length - this.cursor)}`);
  }

  private inQuotes(): boolean {
    return (this.line.slice(0, this.cursor).match(/(?<!\\)"/g) ?? []).length % 2 === 1;
  }

  private help(): void {
    if (this.assistance === undefined) return;
    this.terminal.print("?\n");
    const before = this.line.slice(0, this.cursor);
    try {
      this.terminal.print(helpText(prospect(this.assistance.grammar(), before)));
    } catch (error) {
      if (!(error instanceof CommandSyntaxError)) throw error;
      this.terminal.print(errorText(error, this.prompt.length));
    }
    this.redraw();
  }

  private space(): void {
    const before = this.line.slice(0, this.cursor);
    const completes =
      this.assistance?.completesOnSpace === true &&
      this.cursor === this.line.length &&
      /[^\s|]$/.test(before) &&
      !before.endsWith('"') &&
      !this.inQuotes();
    if (!completes || this.complete("space")) this.insert(" ");
  }

  /** Answers whether a space may follow. */
  private complete(by: "tab" | "space"): boolean {
    if (this.assistance === undefined || this.inQuotes()) return true;
    let next;
    try {
      next = prospect(this.assistance.grammar(), this.line.slice(0, this.cursor));
    } catch (error) {
      if (!(error instanceof CommandSyntaxError)) throw error;
      return true;
    }
    const { partial, choices } = next;
    const words = choices.filter(({ value }) => value !== true).map(({ word }) => word);
    const isValue = choices.length > words.length;
    if (words.includes(partial) && (by === "space" || words.length === 1)) {
      if (by === "tab") this.insert(" ");
      return true;
    }
    // What could be a name is left as it is when a space ends it.
    if (words.length === 0 || (by === "space" && isValue)) return true;
    const common = commonStart(words);
    this.insert(common.slice(partial.length));
    if (words.length === 1) {
      if (by === "tab") this.insert(" ");
      return true;
    }
    if (common.length > partial.length && by === "tab") return false;
    this.list(partial, choices);
    return false;
  }

  private list(partial: string, choices: readonly Choice[]): void {
    const ambiguous =
      partial === ""
        ? ""
        : `${" ".repeat(this.prompt.length + this.line.length)}^\n'${partial}' is ambiguous.\n`;
    this.terminal.print(`\n${ambiguous}${helpText({ choices, complete: false, partial })}`);
    this.redraw();
  }
}

const back = (columns: number): string => (columns > 0 ? `\u001b[${columns}D` : "");

function commonStart(words: readonly string[]): string {
  const [first = "", ...others] = words;
  let length = first.length;
  for (const word of others) {
    while (!word.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}
