// One NETCONF session: hello, then requests answered one after the other.

import { type ServerChannel } from "ssh2";
import { type Database } from "../configuration/database";
import { type Content, el, elWith, rawXml, write } from "../report/markup";
import { type Fault } from "../faults";
import { Refusal, refusal, rpcError } from "../messages";
import { shortRelease } from "../commands";
import { type Compliance, compliant, complianceOf } from "./compliance";
import { performConfiguration } from "./configuration";
import { type SessionContext, type SessionState } from "./context";
import { Deframer, END_MARK, frame } from "./framing";
import { withQuirks } from "./quirks";
import { childOf, type Element, parseRequest, textOf } from "./request";
import { thrownText } from "../../../lib/thrown-text";

const CAPABILITIES = [
  "urn:ietf:params:netconf:base:1.0",
  "urn:ietf:params:netconf:capability:candidate:1.0",
  "urn:ietf:params:netconf:capability:confirmed-commit:1.0",
  "urn:ietf:params:netconf:capability:validate:1.0",
  "urn:ietf:params:netconf:capability:url:1.0?scheme=http,ftp,file",
  "urn:ietf:params:xml:ns:netconf:base:1.0",
  "urn:ietf:params:xml:ns:netconf:capability:candidate:1.0",
  "urn:ietf:params:xml:ns:netconf:capability:confirmed-commit:1.0",
  "urn:ietf:params:xml:ns:netconf:capability:validate:1.0",
  "urn:ietf:params:xml:ns:netconf:capability:url:1.0?protocol=http,ftp,file",
  "urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring",
  "http://xml.juniper.net/netconf/junos/1.0",
  "http://xml.juniper.net/dmi/system/1.0",
];
const BASE_1_1 = "urn:ietf:params:netconf:base:1.1";

/** Serves a session until it ends. */
export class NetconfSession {
  private readonly deframer = new Deframer();
  private readonly state: SessionState = {};
  private readonly compliance: Compliance;
  private queue: Promise<void> = Promise.resolve();
  private greeted = false;
  private chunked = false;
  private ended = false;

  constructor(
    private readonly context: SessionContext,
    private readonly channel: ServerChannel,
    private readonly hangUp: () => void,
  ) {
    this.compliance = complianceOf(context.database.effective);
    channel.on("close", () => this.end());
    // Whoever has nothing more to say may still be listening.
    channel.on("end", () => void this.queue.then(() => this.leave()));
    channel.on("data", (bytes: Buffer) => {
      try {
        this.deframer.push(bytes, (message) => this.take(message));
      } catch {
        this.hangUp();
      }
    });
    channel.write(this.hello());
  }

  private get database(): Database {
    return this.context.database;
  }

  private hello(): string {
    const { editor, userClass, quirks } = this.context;
    const all = quirks?.chunks === true ? [...CAPABILITIES, BASE_1_1] : CAPABILITIES;
    const greeting = elWith(
      "hello",
      { xmlns: "urn:ietf:params:xml:ns:netconf:base:1.0" },
      el(
        "capabilities",
        all.map((text) => el("capability", text)),
      ),
      el("session-id", editor.id),
    );
    return (
      `<!-- No zombies were killed during the creation of this user interface -->\n` +
      `<!-- user ${editor.user}, class j-${userClass} -->\n${compliant(greeting.toString(), this.compliance)}\n${END_MARK}\n`
    );
  }

  private take(message: string): void {
    if (message.trim() === "") return;
    if (!this.greeted) {
      this.greeted = true;
      if (this.readHello(message)) return;
    }
    this.queue = this.queue.then(() => this.answer(message)).catch(() => this.hangUp());
  }

  /** False when the client didn't care to say hello. */
  private readHello(message: string): boolean {
    if (!/<(?:[\w-]+:)?hello[\s>]/.test(message)) return false;
    if (this.context.quirks?.chunks === true && message.includes(BASE_1_1)) {
      this.chunked = true;
      this.deframer.useChunks();
    }
    return true;
  }

  private async answer(message: string): Promise<void> {
    if (this.ended) return;
    this.context.editor.lastActive = Date.now();
    const request = this.requestIn(message);
    if (request === undefined) return;
    const { attributes } = request;
    const operation = request.children[0];
    if (request.name !== "rpc" || operation === undefined) {
      this.reply(
        attributes,
        rpcError({ severity: "error", text: "syntax error", element: request.name }),
      );
      return;
    }
    const fault = this.context.faults.next(faultName(operation));
    if (fault?.kind === "cut-before") return this.cut();
    if (fault?.kind === "delay")
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    const content = fault?.kind === "reply" ? undefined : await this.perform(operation);
    if (fault !== undefined && fault.kind !== "delay") return this.misbehave(fault, attributes);
    this.reply(attributes, content);
    if (operation.name === "close-session" || operation.name === "request-end-session") {
      this.leave();
    }
  }

  /** The request; undefined for a message that is none, which is told and ends the session. */
  private requestIn(message: string): Element | undefined {
    try {
      return parseRequest(message);
    } catch (error) {
      const reason = thrownText(error);
      this.reply(
        {},
        rpcError({ severity: "error", text: `syntax error: ${reason}`, tag: "malformed-message" }),
      );
      this.hangUp();
      return undefined;
    }
  }

  /** In place of the reply, what was ordered. */
  private misbehave(fault: Fault, attributes: Element["attributes"]): void {
    switch (fault.kind) {
      case "cut-before":
      case "cut-after":
        return this.cut();
      case "malformed":
        return this.send(`${this.opening(attributes)}<oops></rpc-reply>`);
      case "endless":
        return this.babble(attributes);
      case "reply":
        return this.send(`${this.opening(attributes)}\n${fault.xml}\n</rpc-reply>`);
      case "silent":
      case "delay":
        return;
    }
  }

  private async perform(operation: Element): Promise<Content> {
    try {
      switch (operation.name) {
        case "close-session":
        case "request-end-session":
          return el("ok");
        case "kill-session": {
          const id = Number(textOf(operation, "session-id"));
          if (!this.context.killSession(id))
            throw refusal("no such session", { element: String(id) });
          // RFC 6241, 7.9: a confirmed commit that waits is undone with it.
          await this.database.undoNow(this.database.history[0]?.serial ?? 0);
          return el("ok");
        }
        default:
          return (
            (await performConfiguration(this.context, this.state, operation)) ??
            (operation.name === "command"
              ? await this.command(operation)
              : rawXml(await this.context.answer({ name: operation.name, args: operation })))
          );
      }
    } catch (error) {
      if (error instanceof Refusal) return error.messages.map(rpcError);
      const text = thrownText(error);
      console.error(error);
      return rpcError({ severity: "error", text: `internal error: ${text}` });
    }
  }

  private async command(operation: Element): Promise<Content> {
    const line = operation.text.trim();
    const { text, xml } = await this.context.runCommand(line);
    const asText = /^(?:text|ascii)$/i.test(operation.attributes.format ?? "");
    if (!asText && xml !== undefined) return rawXml(xml);
    return /^sh\w*\s+conf/.test(line)
      ? el("configuration-information", el("configuration-output", `\n${text}`))
      : el("output", `\n${text}`);
  }

  private opening(attributes: Readonly<Record<string, string>>): string {
    const junos = `http://xml.juniper.net/junos/${shortRelease(this.context.release)}/junos`;
    const shown = elWith("rpc-reply", {
      xmlns: "urn:ietf:params:xml:ns:netconf:base:1.0",
      "xmlns:junos": junos,
      ...attributes,
    }).toString();
    return shown.replace(/\/>$/, ">");
  }

  private reply(attributes: Readonly<Record<string, string>>, content: Content): void {
    this.send(`${this.opening(attributes)}\n${write(content)}\n</rpc-reply>`);
  }

  private send(message: string): void {
    if (this.ended) return;
    const sent = withQuirks(compliant(message, this.compliance), this.context.quirks ?? {});
    this.channel.write(`${frame(sent, this.chunked)}\n`);
  }

  private leave(): void {
    if (this.ended) return;
    this.channel.end();
    this.hangUp();
  }

  private cut(): void {
    this.context.faults.cut(this.hangUp);
  }

  private babble(attributes: Readonly<Record<string, string>>): void {
    this.channel.write(this.opening(attributes));
    const timer = setInterval(() => this.channel.write("<x/>".repeat(200)), 5);
    this.channel.on("close", () => clearInterval(timer));
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.database.forget(this.context.editor);
    if (this.state.tiedCommit !== undefined) void this.database.undoNow(this.state.tiedCommit);
  }
}

/** The request as tests name it: commits by what they do. */
function faultName(operation: Element): string {
  if (operation.name !== "commit-configuration") return operation.name;
  if (childOf(operation, "check") !== undefined) return "check";
  return childOf(operation, "confirmed") === undefined ? "commit" : "commit-confirmed";
}
