// RPCs that read and change the configuration, in Junos's own forms and in those of the RFC.

import { ConfigTree } from "../../../lib/junos";
import { type LoadRequest } from "../configuration/load";
import { type Content, el, elWith, rawXml } from "../report/markup";
import { type Message, Refusal, refusal, rpcError, nodeAway } from "../messages";
import { configurationJson } from "../configuration/json";
import { shortRelease } from "../commands";
import { selectXml } from "./filter";
import { asXml, childOf, type Element, parseRequest, textOf } from "./request";
import { type SessionContext, type SessionState } from "./context";

const DEFAULT_CONFIRM_MINUTES = 10;
const DEFAULT_CONFIRM_SECONDS = 600;
const READS = new Set(["get-config", "get-configuration", "get"]);

type Handler = (
  context: SessionContext,
  state: SessionState,
  operation: Element,
) => Content | Promise<Content>;

const HANDLERS = {
  lock: ({ database, editor }, _state, operation) => {
    requireCandidate(operation);
    database.acquire(editor);
    return el("ok");
  },
  "lock-configuration": ({ database, editor }) => {
    database.acquire(editor);
    return el("ok");
  },
  unlock: ({ database, editor }, _state, operation) => {
    requireCandidate(operation);
    database.release(editor);
    return el("ok");
  },
  "unlock-configuration": ({ database, editor }) => {
    database.release(editor);
    return el("ok");
  },
  "open-configuration": ({ database, editor }, _state, operation) => {
    if (childOf(operation, "private") !== undefined) database.openPrivate(editor);
    else if (childOf(operation, "exclusive") !== undefined) database.acquire(editor);
    else throw refusal("syntax error", { element: operation.children[0]?.name ?? operation.name });
    return rpcError({
      severity: "warning",
      text: "uncommitted changes will be discarded on exit",
    });
  },
  "close-configuration": ({ database, editor }) => {
    database.close(editor);
    return el("ok");
  },
  "discard-changes": ({ database, editor }) => {
    database.rollback(editor, 0);
    return el("ok");
  },
  "load-configuration": loadConfiguration,
  "edit-config": editConfig,
  "get-configuration": getConfiguration,
  "get-config": getConfig,
  "get-rollback-information": getRollback,
  "commit-configuration": commitConfiguration,
  commit: commitRfc,
  "cancel-commit": async ({ database }, state) => {
    if (state.tiedCommit === undefined) throw refusal("no commit waits to be confirmed");
    await database.undoNow(state.tiedCommit);
    delete state.tiedCommit;
    return el("ok");
  },
  validate: ({ database, editor }) => [...database.check(editor).map(rpcError), el("ok")],
} satisfies Readonly<Record<string, Handler>>;

/** Requests about the configuration. */
export type ConfigurationRequest = keyof typeof HANDLERS;

const isKnown = (name: string): name is ConfigurationRequest => Object.hasOwn(HANDLERS, name);

/** Answers an RPC about the configuration; undefined when it is about something else. */
export async function performConfiguration(
  context: SessionContext,
  state: SessionState,
  operation: Element,
): Promise<Content> {
  if (!isKnown(operation.name)) return undefined;
  const handler: Handler = HANDLERS[operation.name];
  if (!READS.has(operation.name) && !context.mayConfigure) {
    throw refusal("permission denied", { tag: "access-denied", element: operation.name });
  }
  return await handler(context, state, operation);
}

function requireCandidate(operation: Element): void {
  const target = childOf(operation, "target")?.children[0]?.name;
  if (target !== "candidate") {
    throw refusal("syntax error", { element: target ?? operation.name });
  }
}

// ---- load ----

function loadConfiguration(
  { database, editor, rescue: savedRescue }: SessionContext,
  _state: SessionState,
  operation: Element,
): Content {
  const results = (...content: Content[]): Content => el("load-configuration-results", ...content);
  const { rollback, rescue, url } = operation.attributes;
  try {
    if (rollback !== undefined) {
      database.rollback(editor, rollbackNumber(rollback));
      return results(el("ok"));
    }
    if (rescue !== undefined) {
      const saved = savedRescue?.();
      if (saved === undefined) throw refusal("rescue configuration does not exist");
      database.override(editor, saved);
      return results(el("ok"));
    }
    if (url !== undefined) throw refusal("could not fetch remote copy of file", { element: url });
    const { request, text } = readLoad(operation);
    const warnings = database.load(editor, request, text);
    return results(...warnings.map(rpcError), el("ok"));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const count = error.messages.filter(({ severity }) => severity === "error").length;
    return results(...error.messages.map(rpcError), el("load-error-count", count));
  }
}

function rollbackNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 49) {
    throw refusal("invalid rollback number, must be 0 to 49", { element: text });
  }
  return number;
}

const ACTIONS = ["merge", "replace", "override", "update", "set"] as const;

function readLoad(operation: Element): { request: LoadRequest; text: string } {
  const action = operation.attributes.action ?? "merge";
  if (!ACTIONS.some((known) => known === action)) {
    throw refusal("invalid value", { element: action });
  }
  const commands = childOf(operation, "configuration-set");
  if (commands !== undefined) {
    if (action !== "set") throw refusal("syntax error", { element: "configuration-set" });
    return { request: { action: "set", format: "text" }, text: commands.text };
  }
  const curly = childOf(operation, "configuration-text");
  if (curly !== undefined) {
    return {
      request: { action: action as LoadRequest["action"], format: "text" },
      text: curly.text,
    };
  }
  const xml = childOf(operation, "configuration");
  if (xml !== undefined) {
    return {
      request: { action: action as LoadRequest["action"], format: "xml" },
      text: asXml(xml),
    };
  }
  throw refusal("syntax error", { element: operation.children[0]?.name ?? operation.name });
}

/** Errors of this one stand directly below the reply. */
function editConfig(
  { database, editor }: SessionContext,
  _state: SessionState,
  operation: Element,
): Content {
  requireCandidate(operation);
  const mode = textOf(operation, "default-operation") ?? "merge";
  const action = mode === "replace" ? "override" : "replace";
  const text = childOf(operation, "config-text");
  const config = childOf(operation, "config");
  const curly = childOf(text, "configuration-text");
  const commands = childOf(text, "configuration-set");
  const xml = childOf(config, "configuration");
  if (childOf(config, "configuration-set") !== undefined || commands !== undefined) {
    const lines = (commands ?? childOf(config, "configuration-set"))?.text ?? "";
    return [
      ...database.load(editor, { action: "set", format: "text" }, lines).map(rpcError),
      el("ok"),
    ];
  }
  if (curly !== undefined) {
    return [
      ...database
        .load(
          editor,
          { action: mode === "replace" ? "override" : "merge", format: "text" },
          curly.text,
        )
        .map(rpcError),
      el("ok"),
    ];
  }
  if (xml === undefined) throw refusal("syntax error", { element: "config" });
  return [...database.load(editor, { action, format: "xml" }, asXml(xml)).map(rpcError), el("ok")];
}

// ---- read ----

function getConfiguration(
  context: SessionContext,
  _state: SessionState,
  operation: Element,
): Content {
  const { database, editor } = context;
  const { compare, rollback, format = "xml", inherit } = operation.attributes;
  const which = operation.attributes.database ?? "candidate";
  if (compare !== undefined) {
    if (compare !== "rollback") throw refusal("invalid value", { element: compare });
    const text = database.compare(editor, rollbackNumber(rollback ?? "0"));
    return el("configuration-information", el("configuration-output", `\n${text}`));
  }
  const base = which === "committed" ? database.active : database.candidateOf(editor);
  const tree = inherit === undefined ? base : base.effective();
  return shown(context, tree, format, childOf(operation, "configuration"));
}

function getConfig(context: SessionContext, _state: SessionState, operation: Element): Content {
  const { database } = context;
  const source = childOf(operation, "source")?.children[0]?.name;
  if (source !== "running" && source !== "candidate") {
    throw refusal("syntax error", { element: source ?? "source" });
  }
  const tree = source === "running" ? database.active : database.candidateOf(context.editor);
  const filter = childOf(childOf(operation, "filter"), "configuration");
  return el("data", shown(context, tree, "xml", filter));
}

function getRollback(context: SessionContext, _state: SessionState, operation: Element): Content {
  const { database } = context;
  const number = rollbackNumber(textOf(operation, "rollback") ?? "0");
  const other = textOf(operation, "compare");
  if (other !== undefined) {
    const scratch = database.committed(number);
    const text = database.compareCommitted(rollbackNumber(other), scratch);
    return el(
      "rollback-information",
      el("configuration-information", el("configuration-output", `\n${text}`)),
    );
  }
  const format = textOf(operation, "format") ?? "text";
  return el("rollback-information", shown(context, database.committed(number), format, undefined));
}

function shown(
  context: SessionContext,
  tree: ConfigTree,
  format: string,
  filter: Element | undefined,
): Content {
  const part =
    filter === undefined || filter.children.length === 0
      ? tree
      : ConfigTree.fromXml(selectXml(parseRequest(tree.toXml()), filter));
  switch (format.toLowerCase()) {
    case "set":
      return el("configuration-set", `\n${part.toSet().join("\n")}\n`);
    case "text":
    case "ascii":
      return elWith(
        "configuration-text",
        { xmlns: "http://xml.juniper.net/xnm/1.1/xnm" },
        `\n${part.toCurly()}`,
      );
    case "json":
      return configurationJson(part);
    case "xml":
      return rawXml(withHeader(context, part.toXml()));
    default:
      throw refusal("invalid value", { element: format });
  }
}

function withHeader({ database, release }: SessionContext, xml: string): string {
  const last = database.history[0];
  const commit =
    last === undefined
      ? ""
      : ` junos:commit-seconds="${Math.floor(last.time / 1000)}" junos:commit-user="${last.user}"`;
  const junos = `http://xml.juniper.net/junos/${shortRelease(release)}/junos`;
  return xml
    .trim()
    .replace(
      /^<configuration[^>]*?(\/?)>/,
      `<configuration xmlns="http://xml.juniper.net/xnm/1.1/xnm" xmlns:junos="${junos}"${commit}$1>`,
    );
}

// ---- commit ----

async function commitConfiguration(
  { database, editor, nodes, isAway }: SessionContext,
  _state: SessionState,
  operation: Element,
): Promise<Content> {
  if (childOf(operation, "at-time") !== undefined)
    throw refusal("syntax error", { element: "at-time" });
  const results = (...content: Content[]): Content => el("commit-results", ...content);
  try {
    if (childOf(operation, "check") !== undefined) {
      const warnings = database.check(editor);
      const pair = nodes?.() ?? ["re0"];
      const names = pair.filter((name) => isAway?.(name) !== true);
      return [
        results(
          pair.filter((name) => !names.includes(name)).map(awayWarnings),
          warnings.map(rpcError),
          names.map((name) => routingEngine(name, "commit-check-success")),
        ),
        el("ok"),
      ];
    }
    const log = textOf(operation, "log");
    const isConfirmed = childOf(operation, "confirmed") !== undefined;
    const confirmMinutes = isConfirmed
      ? minutesOf(textOf(operation, "confirm-timeout"))
      : undefined;
    const warnings = await database.commit(editor, {
      ...(log === undefined ? {} : { log }),
      ...(confirmMinutes === undefined ? {} : { confirmMinutes }),
    });
    const pair = nodes?.();
    if (pair !== undefined) {
      const [own, other] = pair;
      const parts =
        isAway?.(other) === true
          ? [awayWarnings(other), routingEngine(own, "commit-success")]
          : ofPair(pair);
      return [results(warnings.map(rpcError), ...parts), el("ok")];
    }
    const success =
      childOf(operation, "synchronize") === undefined
        ? undefined
        : el("routing-engine", el("name", "re0"), el("commit-success"));
    return [results(warnings.map(rpcError), success), el("ok")];
  } catch (error) {
    if (!(error instanceof Refusal) || isLock(error.messages)) throw error;
    return results(error.messages.map(rpcError));
  }
}

const routingEngine = (name: string, outcome: string): Content =>
  elWith("routing-engine", { "junos:style": "normal" }, el("name", name), el(outcome));

/** A cluster commits as one: checked here, then committed on the other node, then here. */
function ofPair([own, other]: readonly [string, string]): Content[] {
  return [
    routingEngine(own, "commit-check-success"),
    routingEngine(other, "commit-success"),
    routingEngine(own, "commit-success"),
  ];
}

/** A commit goes on without a node that can't be reached, and says so. */
const awayWarnings = (name: string): Content =>
  [`${nodeAway(name)}`, "Cannot connect to other RE, ignoring it"].map((text) =>
    rpcError({ severity: "warning", text }),
  );

const isLock = (messages: readonly Message[]): boolean =>
  messages.some(({ session }) => session !== undefined);

function minutesOf(text: string | undefined): number {
  if (text === undefined || text === "") return DEFAULT_CONFIRM_MINUTES;
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 65535) {
    throw refusal("value out of range, must be 1 to 65535", { element: text });
  }
  return minutes;
}

/** This form counts in seconds, and what it commits ends with its session unless confirmed. */
async function commitRfc(
  { database, editor }: SessionContext,
  state: SessionState,
  operation: Element,
): Promise<Content> {
  const isConfirmed = childOf(operation, "confirmed") !== undefined;
  const seconds = Number(textOf(operation, "confirm-timeout") ?? DEFAULT_CONFIRM_SECONDS);
  const log = textOf(operation, "log");
  const warnings = await database.commit(editor, {
    ...(isConfirmed ? { confirmMinutes: seconds / 60 } : {}),
    ...(log === undefined ? {} : { log }),
  });
  if (isConfirmed) state.tiedCommit = database.history[0]?.serial ?? 0;
  else delete state.tiedCommit;
  return [warnings.map(rpcError), el("ok")];
}
