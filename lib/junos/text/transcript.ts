// Terminal sessions and NETCONF captures: which lines of a text are a device's configuration, and of which device.
import { detectFormat, type Format } from "./detect";

/** One output of a device in a text. */
export interface Output {
  /** The device's name, by the prompt or the label before it. */
  readonly device?: string;
  /** The level that was asked for: text in braces is relative to it, and so are lines of `display set relative`. */
  readonly at: readonly string[];
  readonly format: Format;
  /** Its lines, each on the line it has in the whole text. */
  readonly text: string;
}

/** A line of a text that is no configuration. */
export interface LeftLine {
  /** Line in the text, counted from 1. */
  readonly line: number;
  /** The line itself. */
  readonly text: string;
}

/** What a text holds. */
export interface Transcript {
  readonly outputs: readonly Output[];
  /** Prompts, commands and labels, and what other commands printed. */
  readonly left: readonly LeftLine[];
}

const NAME = "[A-Za-z0-9][\\w.-]*";
const COMMANDS =
  "show|run|set|delete|edit|top|up|exit|quit|commit|configure|cli|load|rollback|deactivate|activate|insert|rename|copy|annotate";

/** `user@host> command`. */
const PROMPT = new RegExp(`^${NAME}@(${NAME})(?::\\S*)?\\s*([>#%])\\s*(.*)$`);

/** A prompt without a user, as a device has before it is configured: only before a command or nothing. */
const BARE_PROMPT = new RegExp(`^(${NAME})([>#%])\\s*((?:${COMMANDS})\\b.*)?$`);

/** The role of a node in a cluster, alone or before the level. */
const ROLE =
  /^\{(?:primary|secondary|master|backup|linecard|hold|disabled|ineligible|lost)(?::[\w-]+)?\}\s*/;

/** The level that configuration mode shows before its prompt. */
const LEVEL = /^\[edit(?: ([^\]]*))?\]\s*$/;

/** A command whose prompt was cut off. */
const SHOW = /^(?:run )?show (?:configuration\b|\|)(?!.*[;{]\s*$)/;

/** What a terminal puts between the pages of an output, and before text that is pasted. */
const PAGE = /^(?:-*\(more(?: \d+%)?\)-*[\s\b]*|\[Type \^D .*)/;

/** Lines that name the device whose output follows: `=== srx1 ===`, `srx1:`. */
const LABEL = new RegExp(
  `^(?:[=*~-]{2,}\\s*(${NAME})(?: [^;{}]*?)?\\s*[=*~-]{2,}|(${NAME}):)\\s*$`,
);

/** Marks of statements look like labels. */
const MARKS = new Set(["inactive", "active", "protect", "replace", "delete"]);

/** Commands of configuration mode that say something about the configuration. */
const CHANGES =
  /^(?:set|delete|deactivate|activate|protect|unprotect|insert|rename|copy|annotate|replace|wildcard|edit|top|up|exit)\b(?!.*\|)/;

/** Whether a text may be more than a configuration: one search, as every text is asked. */
const TELLTALE = new RegExp(
  [
    `^${NAME}@${NAME}(?::\\S*)?\\s*[>#%]`,
    BARE_PROMPT.source,
    ROLE.source,
    "^\\[edit",
    SHOW.source,
    PAGE.source,
    LABEL.source,
    "\\]\\]>\\]\\]>",
    "^#\\d+\\s*$",
  ].join("|"),
  "m",
);

/** Control sequences of terminals. */
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]/g;

interface Section {
  readonly device: string | undefined;
  readonly at: readonly string[];
  readonly format: Format | undefined;
  readonly wanted: boolean;
  readonly relative: boolean;
  readonly lines: LeftLine[];
}

/** Reads a text line by line as a terminal showed it. */
class Session {
  readonly left: LeftLine[] = [];
  private readonly sections: Section[] = [];
  private device: string | undefined;
  private level: readonly string[] = [];
  /** Where the level was shown that commands typed next stand at. */
  private shown: number | undefined;
  private number = 0;
  private depth = 0;
  private section = this.begin({});

  line(raw: string): void {
    this.number++;
    const text = raw.replace(ESCAPES, "").replace(PAGE, "").replace(/\r$/, "");
    const bare = text.replace(ROLE, "");
    const level = LEVEL.exec(bare);
    if (level) {
      this.level = wordsOf(level[1] ?? "");
      this.shown = this.number;
      return this.leave(raw);
    }
    const prompt = PROMPT.exec(bare) ?? BARE_PROMPT.exec(bare);
    if (prompt) return this.prompt(raw, bare, prompt);
    if (this.depth === 0 && SHOW.test(bare))
      return this.command(raw, bare, bare.includes("show |"));
    const label = this.depth === 0 ? LABEL.exec(bare) : null;
    const name = label?.[1] ?? label?.[2];
    if (name !== undefined && !MARKS.has(name)) {
      this.device = name;
      this.begin({});
      return this.leave(raw);
    }
    if (bare === "" && bare !== raw) return this.leave(raw);
    if (!this.section.wanted) return this.leave(raw);
    this.section.lines.push({ line: this.number, text: bare });
    // Labels stand between outputs, never in a block.
    if (/\{\s*(?:##.*)?$/.test(bare)) this.depth++;
    else if (/^\s*\}/.test(bare)) this.depth = Math.max(0, this.depth - 1);
  }

  outputs(): Output[] {
    const [first] = this.sections;
    // What a terminal greets with, before the first prompt.
    if (first !== undefined && !first.lines.some(({ text }) => /^(?:set |<)|[{};]\s*$/.test(text)))
      this.left.unshift(...first.lines.splice(0).filter(({ text }) => text.trim() !== ""));
    return this.sections
      .filter(({ wanted, lines }) => wanted && lines.some(({ text }) => text.trim() !== ""))
      .map(({ device, at, format, relative, lines }) => {
        const text = placed(lines);
        const found = format ?? detectFormat(text);
        return {
          ...(device !== undefined && { device }),
          at: found === "curly" || relative ? at : [],
          format: found,
          text,
        };
      });
  }

  private begin(section: Partial<Omit<Section, "device" | "lines">>): Section {
    this.depth = 0;
    this.section = {
      at: [],
      format: undefined,
      wanted: true,
      relative: false,
      ...section,
      device: this.device,
      lines: [],
    };
    this.sections.push(this.section);
    return this.section;
  }

  private leave(text: string): void {
    if (text.trim() !== "") this.left.push({ line: this.number, text });
  }

  private prompt(raw: string, text: string, prompt: RegExpExecArray): void {
    const [, host = "", mode, command = ""] = prompt;
    // The two nodes of a cluster have one configuration.
    const device = host.replace(/-?node\d+$/, "");
    const same = this.device === device;
    this.device = device;
    if (mode !== "#" || !CHANGES.test(command)) return this.command(raw, command, mode === "#");
    if (!same || this.section.format !== "set") this.begin({ format: "set" });
    const { lines } = this.section;
    if (this.shown !== undefined)
      lines.push({ line: this.shown, text: ["top edit", ...this.level].join(" ") });
    this.shown = undefined;
    lines.push({ line: this.number, text: " ".repeat(text.length - command.length) + command });
  }

  /** A command that prints: its output is configuration, or is left out. */
  private command(raw: string, command: string, configuring: boolean): void {
    this.leave(raw);
    const [head = "", ...pipes] = command.split("|").map((part) => part.trim());
    const display = pipes.join(" ");
    const whole = /^(?:run )?show configuration\b(.*)$/.exec(head);
    const level = configuring ? /^show\b(.*)$/.exec(head) : null;
    const asked = whole ?? level;
    if (/^load \w+ terminal/.test(head))
      this.begin({ at: head.includes(" relative") ? this.level : [] });
    else if (asked === null || /\bcompare\b/.test(display)) this.begin({ wanted: false });
    else
      this.begin({
        at: [...(whole ? [] : this.level), ...wordsOf(asked[1] ?? "")],
        format: formatOf(display),
        relative: display.includes("relative"),
      });
  }
}

const formatOf = (display: string): Format | undefined =>
  (["set", "xml", "json"] as const).find((format) => display.includes(`display ${format}`));

const wordsOf = (text: string): readonly string[] =>
  text.split(/\s+/).filter((word) => word !== "");

/** Lines as a text in which each has its number. */
function placed(lines: readonly LeftLine[]): string {
  const out: string[] = [];
  for (const { line, text } of lines) {
    while (out.length < line - 1) out.push("");
    out.push(text);
  }
  return out.join("\n");
}

const BETWEEN = /\]\]>\]\]>|^##[ \t\r]*$/m;
const CHUNK = /\n#\d+[ \t\r]*\n/g;

/** The messages of a NETCONF session that hold configuration. */
function captured(text: string): Transcript {
  const outputs: Output[] = [];
  let lines = 0;
  for (const part of text.replace(CHUNK, "").split(BETWEEN)) {
    if (/<(?:\w+:)?configuration[\s>]/.test(part))
      outputs.push({ at: [], format: "xml", text: "\n".repeat(lines) + part });
    lines += part.split("\n").length - 1;
  }
  return { outputs, left: [] };
}

/** What a text holds: undefined when it is a configuration and nothing else. */
export function transcriptOf(text: string): Transcript | undefined {
  if (!TELLTALE.test(text)) return undefined;
  if (/^\s*(?:#\d+\s*)?</.test(text) && (text.includes("]]>]]>") || /\n##\s/.test(text)))
    return captured(text);
  const session = new Session();
  for (const line of text.split("\n")) session.line(line);
  if (session.left.length === 0) return undefined;
  const outputs = session.outputs();
  return { outputs, left: session.left };
}
