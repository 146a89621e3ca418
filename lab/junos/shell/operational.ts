// Operational commands as lines: what may be said, and what a line answers as text and as XML.

import { COMMANDS, reported, rescue, RESCUE, RESCUE_DONE, shortRelease } from "../commands";
import { type DeviceView } from "../device-view";
import { cliText, refusal, Refusal } from "../messages";
import { reportJson } from "../report/json";
import { type Content, el, rawXml, write } from "../report/markup";
import { sheetMarkup, sheetText } from "../report/sheet";
import { dateTime } from "../report/times";
import { End, grammarOf, type ReportAction, type Special } from "./command-grammar";
import { configurationText, part } from "./configuration-text";
import {
  type Action,
  CommandSyntaxError,
  type GrammarState,
  plainErrorText,
  understand,
} from "./grammar-state";
import { filtered, type Pipe, PipeState, type PipedAction } from "./pipes";
import { type StatementAction, StatementState } from "./statement";

/** What a line answers: text after its pipes, and what NETCONF's `command` puts into the reply. */
export interface Answer {
  readonly text: string;
  readonly xml: string;
}

/** The operational grammar; `more` are words that only a session understands. */
export function operationalGrammar(view: DeviceView, more: readonly Special[] = []): GrammarState {
  const piped = (place: GrammarState): GrammarState => new PipeState(place, []);
  const specials: Special[] = [
    {
      words: "show configuration",
      help: "Show current configuration",
      then: () =>
        new PipeState(
          StatementState.at({
            kind: "configuration",
            purpose: "point",
            tree: view.configuration.active,
            bare: true,
          }),
          ["compare", "inheritance", "json", "set", "xml"],
        ),
    },
    ...RESCUE.map(({ word, help }): Special => ({
      words: `request system configuration rescue ${word}`,
      help,
      then: () => piped(new End({ kind: `rescue ${word}` })),
    })),
    {
      words: "show system rollback",
      help: "Show rolled back configuration",
      then: () => piped(new RollbackState()),
    },
  ];
  return grammarOf(
    COMMANDS,
    [...specials, ...more],
    (place) => new PipeState(place, ["xml", "json"]),
  );
}

/** `show system rollback N [compare M]` */
class RollbackState implements GrammarState {
  readonly missing = "missing argument.";
  readonly action:
    { readonly kind: "show rollback"; readonly numbers: readonly number[] } | undefined;

  constructor(
    private readonly numbers: readonly number[] = [],
    private readonly comparing = false,
  ) {
    const whole = numbers.length === (comparing ? 2 : 1);
    this.action = whole ? { kind: "show rollback", numbers } : undefined;
  }

  choices(): ReturnType<GrammarState["choices"]> {
    if (this.action !== undefined) {
      return this.comparing
        ? []
        : [{ word: "compare", help: "Compare two rolled back configurations" }];
    }
    return [{ word: "number", help: "Numeric argument (0..49)", value: true }];
  }

  take(token: Parameters<GrammarState["take"]>[0]): GrammarState {
    if (this.action !== undefined) {
      if (!this.comparing && "compare".startsWith(token.text))
        return new RollbackState(this.numbers, true);
      throw new CommandSyntaxError("syntax error.", token.at, token.text);
    }
    if (!/^[0-4]?\d$/.test(token.text)) {
      throw new CommandSyntaxError(`invalid numeric value: '${token.text}'.`, token.at, token.text);
    }
    return new RollbackState([...this.numbers, Number(token.text)], this.comparing);
  }
}

/** Carries out what the operational grammar understood; undefined for what a session has to do. */
export async function execute(
  action: Action & Partial<PipedAction>,
  view: DeviceView,
): Promise<Answer | undefined> {
  const { pipes = [] } = action;
  const forms = pipes.filter(({ name }) => name === "display").map(({ argument }) => argument);
  switch (action.kind) {
    case "report": {
      const { command, given } = action as ReportAction;
      const sheet = await reported(command, view, given);
      const markup = sheetMarkup(sheet);
      const text = forms.includes("json")
        ? reportJson(markup)
        : forms.includes("xml")
          ? replyText(view, markup)
          : sheetText(sheet);
      const shown = filtered(text, pipes);
      return { text: shown, xml: pipes.every(isXml) ? write(markup) : output(shown) };
    }
    case "configuration": {
      const { path } = action as StatementAction;
      const { active } = view.configuration;
      const plain = configurationText({
        tree: active,
        path,
        pipes,
        committed: (number) => view.configuration.rollback(number),
        head: headOf(view),
      });
      const asXml = (part(active, path) ?? part(active, []))?.toXml() ?? "";
      const text = forms.includes("xml") ? replyText(view, rawXml(plain.trim())) : plain;
      const shown = filtered(text, pipes);
      return { text: shown, xml: pipes.every(isXml) ? asXml : output(shown) };
    }
    case "show rollback": {
      const { numbers } = action as Action & { readonly numbers: readonly number[] };
      const trees = numbers.map((number) => {
        const tree = view.configuration.rollback(number);
        if (tree === undefined) throw refusal(`rollback ${number} does not exist`);
        return tree;
      });
      const [first, second] = trees;
      const text =
        first === undefined
          ? ""
          : second === undefined
            ? first.toCurly()
            : configurationText({
                tree: first,
                path: [],
                pipes: [{ name: "compare" }],
                committed: () => second,
              });
      return { text: filtered(text, pipes), xml: output(filtered(text, pipes)) };
    }
    case "rescue save":
    case "rescue delete":
      rescue(view, action.kind === "rescue save" ? "save" : "delete");
      return { text: "", xml: write(RESCUE_DONE) };
    default:
      return undefined;
  }
}

/** What leaves XML as it is. */
const isXml = ({ name, argument }: Pipe): boolean => name === "no-more" || argument === "xml";

function headOf(view: DeviceView): string {
  const last = view.configuration.commits[0];
  const release = `version ${view.spec.release};\n`;
  return last === undefined
    ? ""
    : `## Last commit: ${dateTime(last.time)} by ${last.user}\n${release}`;
}

const output = (text: string): string => write(el("output", `\n${text}`));

/** A report as `| display xml` shows it. */
function replyText(view: DeviceView, xml: Content): string {
  const release = shortRelease(view.spec.release);
  return `<rpc-reply xmlns:junos="http://xml.juniper.net/junos/${release}/junos">\n${write(xml)}\n<cli>\n<banner></banner>\n</cli>\n</rpc-reply>\n`;
}

/**
 * Answers one operational line. Errors are text here, as on the command line.
 * @throws Refusal instead of that text when `strict`, as NETCONF needs it.
 */
export async function runCommand(
  line: string,
  view: DeviceView,
  { strict = false }: { readonly strict?: boolean } = {},
): Promise<Answer> {
  try {
    const action = understand(operationalGrammar(view), line);
    return (await execute(action, view)) ?? { text: "", xml: "" };
  } catch (error) {
    if (strict && error instanceof CommandSyntaxError) {
      throw refusal(error.message.replace(/\.$/, ""), { element: error.near });
    }
    const text = failureText(error);
    if (text === undefined || strict) throw error;
    return { text, xml: output(text) };
  }
}

/** What the command line says of an error that is the user's business; undefined for any other. */
export function failureText(error: unknown): string | undefined {
  if (error instanceof CommandSyntaxError) return plainErrorText(error);
  if (error instanceof Refusal) return error.messages.map(cliText).join("");
  return undefined;
}
