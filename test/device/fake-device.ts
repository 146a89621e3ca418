// A NETCONF device on loopback, small and obedient, that can be told to misbehave at any message.

import { newKeyPair } from "../../lib/key-pair";
import { type AddressInfo } from "node:net";
import { type AuthContext, Server, type ServerChannel, utils } from "ssh2";
import { unescapeXml } from "../../lib/device/xml";
import { ConfigTree, encode9 } from "../../lib/junos";

/** What the device does instead of answering properly. */
export type Misbehaviour =
  | "cut-before"
  | "cut-after"
  | "malformed"
  | "endless"
  | "silent"
  | { readonly delay: number }
  | { readonly reply: string };

/** Says how to misbehave at one message; undefined for "as it should". */
export type Fault = (message: {
  readonly count: number;
  readonly operation: string;
  readonly session: number;
}) => Misbehaviour | undefined;

export interface FakeOptions {
  readonly configuration?: string;
  readonly user?: string;
  readonly password?: string;
  /** The key that may log in, as in authorized_keys; passwords are refused then. */
  readonly publicKey?: string;
  /** Whether the keys that its active configuration has for a user may log in, and nothing else. */
  readonly keysOfUsers?: boolean;
  /** Milliseconds that the device takes for one of our minutes. */
  readonly minute?: number;
  /** Operational replies by request element, as the inside of `rpc-reply`. */
  readonly operational?: Readonly<Record<string, string | (() => string)>>;
  readonly hostKey?: string;
  readonly port?: number;
}

interface LogEntry {
  readonly user: string;
  readonly log: string;
  comment: string;
}

const REPLY = `<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" xmlns:junos="http://xml.juniper.net/junos/24.4R1/junos"`;
const READY =
  "<fpc-information><fpc><slot>0</slot><state>Online</state><pic><pic-slot>0</pic-slot><pic-state>Online</pic-state></pic></fpc></fpc-information>";
const error = (text: string, tag = "operation-failed", info = "", severity = "error"): string =>
  `<rpc-error><error-type>protocol</error-type><error-tag>${tag}</error-tag><error-severity>${severity}</error-severity>` +
  `<error-message>\n${text}\n</error-message>${info}</rpc-error>`;

export class FakeDevice {
  active: ConfigTree;
  candidate: ConfigTree;
  lockedBy: number | undefined;
  readonly log: LogEntry[] = [];
  /** Every message received, operation names only. */
  readonly received: string[] = [];
  /** All that was ever sent or received, to look for what must not be there. */
  fault: Fault = () => undefined;
  /** Hears every request as it came. */
  onMessage: (message: string) => void = () => undefined;
  /** Answers in the device's place; undefined for "as it would". */
  answerOf: (operation: string, message: string) => string | undefined = () => undefined;
  /** Puts other words around what was done. */
  wrap: (operation: string, answer: string) => string = (_operation, answer) => answer;
  /** Refuses logins while it says so. */
  closed: (active: ConfigTree) => boolean = () => false;
  /** Extra delay before each commit takes effect. */
  commitDelay = 0;
  /** Errors that a commit check answers. */
  checkErrors = "";
  readonly hostKey: string;
  logins = 0;
  private readonly server: Server;
  private readonly clients = new Set<{ end(): void }>();
  private committing: Promise<void> | undefined;
  private sessions = 0;
  private count = 0;
  private rollback: { timer: NodeJS.Timeout; tree: ConfigTree } | undefined;

  private constructor(private readonly options: FakeOptions) {
    this.active = ConfigTree.fromDevice(options.configuration ?? "set system host-name fake\n");
    this.candidate = this.active.clone();
    this.hostKey = options.hostKey ?? newKeyPair().private;
    this.server = new Server({ hostKeys: [this.hostKey] }, (client) => {
      // Without this, small answers wait for the delayed acknowledgement of the one before: 40 ms each.
      (client as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
      this.clients.add(client);
      client.on("error", () => undefined);
      client.on("close", () => this.clients.delete(client));
      client.on("authentication", (context) => {
        if (this.closed(this.active)) return context.reject([]);
        if (this.mayLogIn(context)) context.accept();
        else context.reject(this.takesPasswords ? ["password"] : ["publickey"]);
      });
      client.on("ready", () => {
        this.logins += 1;
        client.on("session", (accept) => {
          accept().on("subsystem", (allow, reject, info) => {
            if (info.name !== "netconf") return reject();
            this.serve(allow(), () => client.end());
          });
        });
      });
    });
  }

  static async start(options: FakeOptions = {}): Promise<FakeDevice> {
    const device = new FakeDevice(options);
    await device.listen(options.port ?? 0);
    return device;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The active configuration as text. */
  text(): string {
    return this.active.toSet().join("\n");
  }

  async stop(): Promise<void> {
    clearTimeout(this.rollback?.timer);
    for (const client of this.clients) client.end();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Off and on again: what wasn't confirmed is undone, locks and candidates are gone. */
  powerCycle(): void {
    if (this.rollback !== undefined) this.rollBack();
    this.candidate = this.active.clone();
    this.lockedBy = undefined;
    for (const client of this.clients) client.end();
  }

  private get takesPasswords(): boolean {
    return this.options.publicKey === undefined && this.options.keysOfUsers !== true;
  }

  private mayLogIn(context: AuthContext): boolean {
    if (context.username !== (this.options.user ?? "lab")) return false;
    if (this.options.keysOfUsers === true) return this.hasKeyOf(context);
    if (this.options.publicKey === undefined) {
      return (
        context.method === "password" && context.password === (this.options.password ?? "lab123")
      );
    }
    return opens(context, this.options.publicKey);
  }

  private hasKeyOf(context: AuthContext): boolean {
    const place = ["system", "login", "user", context.username, "authentication"];
    return this.active
      .statements()
      .filter(({ path }) => place.every((word, index) => path[index] === word))
      .some(({ path }) => opens(context, path[place.length + 1] ?? ""));
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, "127.0.0.1", () => resolve());
    });
  }

  private serve(channel: ServerChannel, hangUp: () => void): void {
    this.sessions += 1;
    const session = this.sessions;
    let buffer = "";
    let queue = Promise.resolve();
    channel.on("error", () => undefined);
    channel.write(
      `<!-- No zombies were killed during the creation of this user interface -->\n<!-- user lab, class j-super-user -->\n` +
        `<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability>` +
        `</capabilities><session-id>${session}</session-id></hello>]]>]]>`,
    );
    channel.on("close", () => this.release(session));
    channel.on("data", (data: Buffer) => {
      buffer += data.toString();
      for (let at = buffer.indexOf("]]>]]>"); at >= 0; at = buffer.indexOf("]]>]]>")) {
        const message = buffer.slice(0, at);
        buffer = buffer.slice(at + 6);
        if (message.includes("<hello")) continue;
        queue = queue
          .then(() => this.answer(message, session, channel, hangUp))
          .catch(() => undefined);
      }
    });
  }

  private release(session: number): void {
    // A commit under way goes on without its session, and keeps the lock.
    if (this.committing !== undefined)
      return void this.committing.then(() => this.release(session));
    if (this.lockedBy !== session) return;
    this.lockedBy = undefined;
    this.candidate = this.active.clone();
  }

  private async answer(
    message: string,
    session: number,
    channel: ServerChannel,
    hangUp: () => void,
  ): Promise<void> {
    const id = /message-id="([^"]*)"/.exec(message)?.[1] ?? "";
    const operation = /<rpc[^>]*>\s*<([\w-]+)/.exec(message)?.[1] ?? "";
    this.count += 1;
    const detail =
      operation === "commit-configuration"
        ? message.includes("<check/>")
          ? "check"
          : message.includes("<confirmed/>")
            ? "commit-confirmed"
            : "commit"
        : operation;
    this.received.push(detail);
    this.onMessage(message);
    const fault = this.fault({ count: this.count, operation: detail, session });
    if (fault === "cut-before") return hangUp();
    if (typeof fault === "object" && "delay" in fault)
      await new Promise((resolve) => setTimeout(resolve, fault.delay));
    const inside =
      typeof fault === "object" && "reply" in fault
        ? fault.reply
        : (this.answerOf(detail, message) ??
          this.wrap(detail, await this.perform(detail, message, session)));
    if (fault === "silent") return;
    if (fault === "cut-after") return hangUp();
    if (fault === "malformed")
      return void channel.write(`${REPLY} message-id="${id}"><oops></rpc-reply>]]>]]>`);
    if (fault === "endless") {
      const stream = setInterval(() => channel.write("<x/>".repeat(100)), 5);
      channel.on("close", () => clearInterval(stream));
      return;
    }
    channel.write(`${REPLY} message-id="${id}">\n${inside}\n</rpc-reply>\n]]>]]>`);
    if (operation === "close-session") hangUp();
  }

  private async perform(operation: string, message: string, session: number): Promise<string> {
    const operational = this.options.operational?.[operation];
    if (operational !== undefined)
      return typeof operational === "string" ? operational : operational();
    switch (operation) {
      case "get-system-information":
        return "<system-information><hardware-model>vsrx</hardware-model><os-name>junos</os-name><os-version>24.4R1.9</os-version><host-name>fake</host-name></system-information>";
      case "get-pic-information":
        return READY;
      case "lock":
        return this.lock(session);
      case "unlock":
        if (this.lockedBy !== session) return error("Configuration database is not open");
        this.release(session);
        return "<ok/>";
      case "discard-changes":
        this.candidate = this.active.clone();
        return "<ok/>";
      case "load-configuration":
        return this.load(message);
      case "get-configuration":
        return message.includes("compare=")
          ? this.compare()
          : `<configuration-set>\n${escape(this.text())}\n</configuration-set>`;
      case "get-commit-information":
        return this.history();
      case "check":
        return this.checkErrors === ""
          ? "<commit-results><commit-check-success/></commit-results><ok/>"
          : `<commit-results>${this.checkErrors}</commit-results>`;
      case "commit":
      case "commit-confirmed":
        if (this.checkErrors !== "") return `<commit-results>${this.checkErrors}</commit-results>`;
        this.committing = new Promise((resolve) => setTimeout(resolve, this.commitDelay));
        await this.committing;
        this.committing = undefined;
        this.commit(message);
        return "<commit-results></commit-results><ok/>";
      case "close-session":
        return "<ok/>";
      default:
        return error(
          "syntax error",
          "operation-failed",
          `<error-info><bad-element>${operation}</bad-element></error-info>`,
        );
    }
  }

  private lock(session: number): string {
    if (this.lockedBy !== undefined && this.lockedBy !== session) {
      return error(
        `configuration database locked by:\n  other terminal  (pid 50198) on since 2026-11-23 01:21:33 UTC, idle 00:00:51\n      exclusive`,
        "lock-denied",
        `<error-info><session-id>50198</session-id></error-info>`,
      );
    }
    if (this.differs()) return error("configuration database modified", "lock-denied");
    this.lockedBy = session;
    return "<ok/>";
  }

  /** The commits so far, newest first. */
  private history(): string {
    return `<commit-information>${this.log
      .map(
        (entry, index) =>
          `<commit-history><sequence-number>${index}</sequence-number><user>${entry.user}</user><client>netconf</client><date-time>now</date-time>${entry.comment === "" ? "" : `<comment>${entry.comment}</comment>`}<log>${escape(entry.log)}</log>${index === 0 && this.rollback !== undefined ? "<commit-confirmed>rollback pending</commit-confirmed>" : ""}</commit-history>`,
      )
      .join("")}</commit-information>`;
  }

  private differs(): boolean {
    return this.candidate.toSet().join("\n") !== this.active.toSet().join("\n");
  }

  private load(message: string): string {
    const text = unescapeXml(
      /<configuration-set>([\s\S]*)<\/configuration-set>/.exec(message)?.[1] ?? "",
    );
    if (text.includes("nonsense")) {
      return `<load-configuration-results>${error("syntax error", "operation-failed", "<error-info><bad-element>nonsense</bad-element></error-info>")}<load-error-count>1</load-error-count></load-configuration-results>`;
    }
    this.candidate.applySet(text.split("\n"));
    // Junos stores secrets scrambled, each time in another form.
    for (const { path, value, secret } of this.candidate.statements()) {
      if (!secret || value === undefined || value.startsWith("$")) continue;
      this.candidate.applySet([
        `set ${path.map((word) => JSON.stringify(word)).join(" ")} "${encode9(value)}"`,
      ]);
    }
    return "<load-configuration-results><ok/></load-configuration-results>";
  }

  private compare(): string {
    const was = new Set(this.active.toSet());
    const is = new Set(this.candidate.toSet());
    const order =
      this.differs() && was.size === is.size && [...was].every((line) => is.has(line))
        ? ["! order"]
        : [];
    const lines = [
      ...[...was].filter((line) => !is.has(line)).map((line) => `- ${line}`),
      ...[...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`),
      ...order,
    ];
    return `<configuration-information><configuration-output>\n${escape(lines.join("\n"))}\n</configuration-output></configuration-information>`;
  }

  private commit(message: string): void {
    const log = unescapeXml(/<log>([\s\S]*)<\/log>/.exec(message)?.[1] ?? "");
    const minutes = /<confirm-timeout>(\d+)</.exec(message)?.[1];
    const before = this.rollback?.tree ?? this.active;
    clearTimeout(this.rollback?.timer);
    this.rollback = undefined;
    this.active = this.candidate.clone();
    this.log.unshift({
      user: "lab",
      log,
      comment: minutes === undefined ? "" : `commit confirmed, rollback in ${minutes}mins`,
    });
    if (minutes !== undefined) {
      const timer = setTimeout(
        () => this.rollBack(),
        Number(minutes) * (this.options.minute ?? 60_000),
      );
      this.rollback = { timer, tree: before };
    }
  }

  private rollBack(): void {
    if (this.rollback === undefined) return;
    clearTimeout(this.rollback.timer);
    this.active = this.rollback.tree;
    this.candidate = this.active.clone();
    this.rollback = undefined;
    this.log.unshift({ user: "root", log: "", comment: "rolled back" });
  }
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Whether a login shows a public key, and holds the private one. */
function opens(context: AuthContext, key: string): boolean {
  if (context.method !== "publickey") return false;
  const allowed = utils.parseKey(key);
  if (allowed instanceof Error || !context.key.data.equals(allowed.getPublicSSH())) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  return allowed.verify(context.blob, context.signature, context.hashAlgo) === true;
}
