// Operational requests and commands: who answers them, as XML and as text.

import { type Content, el, rawXml, write } from "../markup";
import { cliText, refusal, Refusal } from "../messages";
import { type Element } from "../netconf/request";
import { type Command, shortRelease } from "../reports/command";
import { reported } from "../reports/nodes";
import { COMMANDS as REPORTS } from "../reports";
import { type DeviceView } from "../view";
import { dateTime } from "../words";
import { BGP } from "./bgp";
import { configurationText, part } from "./configuration";
import { deviceOf } from "./device";
import { End, grammarOf, type ReportAction, type Special } from "./grammar";
import { HEALTH } from "./health";
import { INTERFACES } from "./interfaces";
import { filtered, type Pipe, Piped, type PipedAction } from "./pipes";
import { type Action, Misunderstood, plainErrorText, type Place, understand } from "./place";
import { reportJson } from "./json";
import { LOG } from "./log";
import { POLICIES } from "./policies";
import { ROUTES } from "./routes";
import { type StatementAction, StatementPlace } from "./statement";

/** Every command that reports something. */
const COMMANDS: readonly Command[] = [
  ...REPORTS,
  ...INTERFACES,
  ...ROUTES,
  ...BGP,
  ...POLICIES,
  ...LOG,
  ...HEALTH,
];

const BY_RPC = new Map(
  COMMANDS.flatMap((command) => command.rpc.map((rpc) => [rpc, command] as const)),
);

/** A request by its element; the children are its arguments. */
export interface Request {
  readonly name: string;
  readonly args: Element;
}

/** What a line answers: text after its pipes, and what NETCONF's `command` puts into the reply. */
export interface Answer {
  readonly text: string;
  readonly xml: string;
}

/** Arguments that every request takes and that change nothing on a single device. */
const HARMLESS = new Set([
  "node",
  "local",
  "all-members",
  "level",
  "level-extra",
  "logical-system",
  "junos-format",
]);

/**
 * Answers a request with what stands inside the reply.
 * @throws Refusal for what the device doesn't know.
 */
export async function answer({ name, args }: Request, view: DeviceView): Promise<string> {
  const own = Object.entries(RESCUE).find(([, { rpc }]) => rpc === name);
  if (own !== undefined && rescue(view, own[0])) {
    return write(el("rescue-management-results", el("routing-engine", el("success"))));
  }
  const command = BY_RPC.get(name);
  if (command === undefined) throw refusal("syntax error", { element: name });
  const given: Record<string, string> = {};
  for (const { name: element, text } of args.children) {
    const option = (command.options ?? []).find(
      (each) => each.element === element || (each.word === element && each.value !== undefined),
    );
    if (option === undefined && HARMLESS.has(element)) continue;
    if (option === undefined) throw refusal("syntax error", { element });
    given[option.element] = text.trim();
  }
  const { xml, text } = await reported(command, deviceOf(view), given);
  const { format } = args.attributes;
  if (format === "json") return write(`\n${reportJson(write(xml))}`);
  return format === "text" || format === "ascii" ? output(text) : write(xml);
}

/** What can be done with the rescue configuration. */
const RESCUE = {
  delete: { help: "Delete rescue configuration", rpc: "request-delete-rescue-configuration" },
  save: { help: "Save rescue configuration", rpc: "request-save-rescue-configuration" },
} as const;

function rescue(view: DeviceView, kind: string): boolean {
  if (kind.endsWith("save")) view.configuration.saveRescue();
  else if (kind.endsWith("delete")) view.configuration.deleteRescue();
  else return false;
  return true;
}

/** The operational grammar; `more` are words that only a session understands. */
export function operationalGrammar(view: DeviceView, more: readonly Special[] = []): Place {
  const piped = (place: Place): Place => new Piped(place, []);
  const specials: Special[] = [
    {
      words: "show configuration",
      help: "Show current configuration",
      then: () =>
        new Piped(
          StatementPlace.at({
            kind: "configuration",
            purpose: "point",
            tree: view.configuration.active,
            bare: true,
          }),
          ["compare", "inheritance", "json", "set", "xml"],
        ),
    },
    ...Object.entries(RESCUE).map(([word, { help }]): Special => ({
      words: `request system configuration rescue ${word}`,
      help,
      then: () => piped(new End({ kind: `rescue ${word}` })),
    })),
    {
      words: "show system rollback",
      help: "Show rolled back configuration",
      then: () => piped(new RollbackPlace()),
    },
  ];
  return grammarOf(COMMANDS, [...specials, ...more], (place) => new Piped(place, ["xml", "json"]));
}

/** `show system rollback N [compare M]` */
class RollbackPlace implements Place {
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

  choices(): ReturnType<Place["choices"]> {
    if (this.action !== undefined) {
      return this.comparing
        ? []
        : [{ word: "compare", help: "Compare two rolled back configurations" }];
    }
    return [{ word: "number", help: "Numeric argument (0..49)", value: true }];
  }

  take(token: Parameters<Place["take"]>[0]): Place {
    if (this.action !== undefined) {
      if (!this.comparing && "compare".startsWith(token.text))
        return new RollbackPlace(this.numbers, true);
      throw new Misunderstood("syntax error.", token.at, token.text);
    }
    if (!/^[0-4]?\d$/.test(token.text)) {
      throw new Misunderstood(`invalid numeric value: '${token.text}'.`, token.at, token.text);
    }
    return new RollbackPlace([...this.numbers, Number(token.text)], this.comparing);
  }
}

/** Carries out what the operational grammar understood; undefined for what a session has to do. */
export async function carryOut(
  action: Action & Partial<PipedAction>,
  view: DeviceView,
): Promise<Answer | undefined> {
  const { pipes = [] } = action;
  const forms = pipes.filter(({ name }) => name === "display").map(({ argument }) => argument);
  switch (action.kind) {
    case "report": {
      const { command, given } = action as ReportAction;
      const report = await reported(command, deviceOf(view), given);
      const text = forms.includes("json")
        ? reportJson(write(report.xml))
        : forms.includes("xml")
          ? replyText(view, report.xml)
          : report.text;
      const xml = pipes.every(isXml) ? write(report.xml) : output(filtered(text, pipes));
      return { text: filtered(text, pipes), xml };
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
      rescue(view, action.kind);
      return {
        text: "",
        xml: write(el("rescue-management-results", el("routing-engine", el("success")))),
      };
    default:
      return undefined;
  }
}

/** What leaves XML as it is. */
const isXml = ({ name, argument }: Pipe): boolean => name === "no-more" || argument === "xml";

function headOf(view: DeviceView): string {
  const last = view.configuration.commits[0];
  const release = `version ${view.order.release};\n`;
  return last === undefined
    ? ""
    : `## Last commit: ${dateTime(last.time)} by ${last.user}\n${release}`;
}

const output = (text: string): string => write(el("output", `\n${text}`));

/** A report as `| display xml` shows it. */
function replyText(view: DeviceView, xml: Content): string {
  const release = shortRelease(deviceOf(view));
  const inside = typeof xml === "string" ? xml : write(xml);
  return `<rpc-reply xmlns:junos="http://xml.juniper.net/junos/${release}/junos">\n${inside}\n<cli>\n<banner></banner>\n</cli>\n</rpc-reply>\n`;
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
    return (await carryOut(action, view)) ?? { text: "", xml: "" };
  } catch (error) {
    if (strict && error instanceof Misunderstood) {
      throw refusal(error.message.replace(/\.$/, ""), { element: error.near });
    }
    const text = failureText(error);
    if (text === undefined || strict) throw error;
    return { text, xml: output(text) };
  }
}

/** What the command line says of an error that is the user's business; undefined for any other. */
export function failureText(error: unknown): string | undefined {
  if (error instanceof Misunderstood) return plainErrorText(error);
  if (error instanceof Refusal) return error.messages.map(cliText).join("");
  return undefined;
}
