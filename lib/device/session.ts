// A NETCONF session: requests are written at once and answered in order, so several can share one round trip.

import { type Connection, describeConnection } from "./connection";
import { type ConnectOptions, Deadline } from "./deadline";
import {
  ConnectionLostError,
  type DeviceError,
  type DeviceMessage,
  LockedError,
  ProtocolError,
  ReplyTimeoutError,
  RpcError,
} from "./errors";
import { Deframer, END_MARK } from "./framing";
import { atOnce, inPieces, type Pieces, takingTurns } from "../turns";
import { openTransport } from "./open-transport";
import { type Transport } from "./transport";
import {
  at,
  escapeXml,
  findAll,
  isLong,
  mentions,
  parseLongXml,
  parseXml,
  textAt,
  type XmlElement,
} from "./xml";

/** What a device answered, when it answered without an error. */
export interface Reply {
  /** The `rpc-reply` element. */
  readonly root: XmlElement;
  readonly warnings: readonly DeviceMessage[];
}

/** Options of one request. */
export interface RequestOptions {
  /** Seconds until an answer must be there. @default 60 */
  readonly timeoutSeconds?: number;
  /** Names the request in error messages. @default the operation's element name */
  readonly what?: string;
  /** Whether anybody waits for the answer; only then it costs an exchange. @default true */
  readonly awaited?: boolean;
  /** Hears the whole answer as it came. */
  readonly hear?: (text: string) => void;
}

/** Whoever answers requests: a session, or what was recorded of one. */
export interface Requests {
  /** False once no more answers will come. */
  readonly alive: boolean;
  request(operation: string, options?: RequestOptions): Promise<Reply>;
}

/** Counts of one session, for those who measure. */
export interface Traffic {
  /** Requests sent, the hello not counted. */
  readonly messages: number;
  /** How often we had to wait for the device: requests sent together count once. */
  readonly exchanges: number;
}

interface Pending {
  readonly id: string;
  readonly what: string;
  readonly awaited: boolean;
  readonly hear: ((text: string) => void) | undefined;
  resolve(reply: Reply): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

const HELLO =
  `<?xml version="1.0" encoding="UTF-8"?><hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities>` +
  `<capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>${END_MARK}`;

const DEFAULT_TIMEOUT_SECONDS = 60;

/** A session with one device. Made by {@link Session.open}; closed by the caller. */
export class Session implements Requests {
  private readonly pending: Pending[] = [];
  private readonly deframer = new Deframer();
  private greeted = false;
  /** Nobody waits for the greeting any more: it came, or it will not. */
  private stopWaiting: () => void = () => undefined;
  private nextId = 1;
  private ended: Error | undefined;
  private readonly unread: string[] = [];
  private isReading = false;
  private endReason: Error | undefined;
  private sent = 0;
  private waits = 0;
  private remoteCapabilities: readonly string[] = [];
  private remoteSession = "";

  private constructor(
    private readonly transport: Transport,
    /** `user@host:port`, for messages. */
    readonly where: string,
    private readonly signal: AbortSignal | undefined,
    deadline: Deadline,
  ) {
    transport.onBytes((bytes) => this.receive(bytes));
    transport.onLost(() =>
      this.endAfterReading(new ConnectionLostError(`The connection to ${where} broke.`)),
    );
    signal?.addEventListener("abort", this.aborted, { once: true });
    // What is asked meanwhile may have taken effect, greeted or not.
    deadline
      .within<undefined>(where, "starts NETCONF and does not greet", (resolve) => {
        this.stopWaiting = () => resolve(undefined);
        return undefined;
      })
      .catch((error: Error) => this.end(new ConnectionLostError(error.message)));
    transport.write(HELLO);
  }

  private readonly aborted = (): void =>
    this.end(new ConnectionLostError(`Waiting for ${this.where} was cancelled.`));

  /** Connects, logs in and starts NETCONF. The device's own hello is not waited for. */
  static async open(connection: Connection, options: ConnectOptions = {}): Promise<Session> {
    const deadline = new Deadline(options);
    const transport = await openTransport(connection, deadline);
    return new Session(transport, describeConnection(connection), options.signal, deadline);
  }

  /** The host key that this device showed, as in a known_hosts file. */
  get hostKey(): string {
    return this.transport.hostKey;
  }

  /** The device's capabilities; empty until the first answer. */
  get capabilities(): readonly string[] {
    return this.remoteCapabilities;
  }

  /** The device's number for this session; empty until the first answer. */
  get sessionId(): string {
    return this.remoteSession;
  }

  /** False once the connection is gone. */
  get alive(): boolean {
    return this.ended === undefined;
  }

  get traffic(): Traffic {
    return { messages: this.sent, exchanges: this.waits };
  }

  /**
   * Sends one operation at once, without waiting for earlier ones.
   *
   * @param operation - the element inside `rpc`, as XML text
   * @throws RpcError when the answer holds an error anywhere; ConnectionLostError, ReplyTimeoutError or
   * ProtocolError when there is no usable answer and only the device knows what happened
   */
  request(operation: string, options: RequestOptions = {}): Promise<Reply> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = String(this.nextId);
    this.nextId += 1;
    this.sent += 1;
    if (options.awaited !== false && !this.pending.some(({ awaited }) => awaited)) this.waits += 1;
    const what = options.what ?? /^<([\w-]+)/.exec(operation)?.[1] ?? "request";
    const seconds = options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
    const reply = new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => {
        // Answers come in order: once one is late, none of the later ones can be told apart.
        this.end(
          new ReplyTimeoutError(`${this.where} did not answer "${what}" within ${seconds} s.`),
        );
      }, seconds * 1000);
      const { awaited = true, hear } = options;
      this.pending.push({ id, what, awaited, hear, resolve, reject, timer });
    });
    this.transport.write(
      `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="${escapeXml(id)}">${operation}</rpc>${END_MARK}`,
    );
    // A caller that sends several and fails on the first never looks at the others.
    reply.catch(() => undefined);
    return reply;
  }

  /** Sends an operation whose answer changes nothing. */
  tell(operation: string): void {
    void this.request(operation, { awaited: false }).catch(() => undefined);
  }

  /** Says goodbye and closes. Locks of this session end with it. */
  async close(): Promise<void> {
    if (this.alive) {
      await this.request("<close-session/>", { timeoutSeconds: 2 }).catch(() => undefined);
    }
    this.destroy();
  }

  /** Closes without a word. */
  destroy(): void {
    this.end(new ConnectionLostError(`The connection to ${this.where} was closed.`));
  }

  private end(reason: Error): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.signal?.removeEventListener("abort", this.aborted);
    for (const waiting of this.pending.splice(0)) {
      clearTimeout(waiting.timer);
      waiting.reject(reason);
    }
    this.stopWaiting();
    this.transport.close();
  }

  /** What has arrived whole is still read. */
  private endAfterReading(reason: Error): void {
    if (this.isReading) this.endReason ??= reason;
    else this.end(reason);
  }

  private receive(bytes: Buffer): void {
    try {
      for (const message of this.deframer.push(bytes)) {
        if (this.isReading || isLong(message)) {
          this.unread.push(message);
          void this.readOn();
        } else this.take(parseXml(message), message);
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new ProtocolError(String(error)));
    }
  }

  /** Long answers are read in turns with whatever else this process does, in their order. */
  private async readOn(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      for (
        let message = this.unread.shift();
        message !== undefined;
        message = this.unread.shift()
      ) {
        const root = await parseLongXml(message);
        const messages = await takingTurns(readingMessages(root));
        if (!this.alive) return;
        this.take(root, message, messages);
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new ProtocolError(String(error)));
    } finally {
      this.isReading = false;
      if (this.endReason !== undefined) this.end(this.endReason);
    }
  }

  private take(root: XmlElement, text: string, messages?: Messages): void {
    if (!this.greeted) {
      this.greet(root);
      return;
    }
    const waiting = this.pending[0];
    if (waiting === undefined) {
      throw new ProtocolError(`${this.where} sent an answer that nobody asked for.`);
    }
    const id = root.attributes["message-id"];
    if (root.name !== "rpc-reply" || (id !== undefined && id !== waiting.id)) {
      throw new ProtocolError(
        `${this.where} answered "${waiting.what}" with <${root.name.slice(0, 100)}${id === undefined ? "" : ` message-id="${id.slice(0, 100)}"`}>.`,
      );
    }
    this.pending.shift();
    clearTimeout(waiting.timer);
    waiting.hear?.(text);
    try {
      waiting.resolve(replyOf(root, this.where, waiting.what, messages));
    } catch (error) {
      waiting.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private greet(root: XmlElement): void {
    if (root.name !== "hello") {
      throw new ProtocolError(
        `${this.where} does not speak NETCONF: it began with <${root.name.slice(0, 100)}>.`,
      );
    }
    this.greeted = true;
    this.stopWaiting();
    this.remoteCapabilities = findAll(root, "capability").map(({ text }) => text);
    this.remoteSession = textAt(root, "session-id") ?? "";
    if (
      this.remoteCapabilities.length > 0 &&
      !this.remoteCapabilities.some((text) => text.includes("base:1.0"))
    ) {
      throw new ProtocolError(`${this.where} does not speak NETCONF 1.0.`);
    }
  }
}

/**
 * The reply without its errors.
 *
 * @throws RpcError when it holds one
 */
export function replyOf(
  root: XmlElement,
  where: string,
  what: string,
  { errors, warnings } = messagesOf(root),
): Reply {
  if (errors.length > 0) throw rpcError(`${where} refuses "${what}"`, errors, root);
  return { root, warnings };
}

/** What a reply complains of. */
interface Messages {
  readonly errors: readonly DeviceMessage[];
  readonly warnings: readonly DeviceMessage[];
}

/** Every error and warning in a reply: devices nest them at any depth. */
export const messagesOf = (root: XmlElement): Messages => atOnce(readingMessages(root));

/** The same with rests: a long reply may hold many. */
function* readingMessages(root: XmlElement): Pieces<Messages> {
  const errors: DeviceMessage[] = [];
  const warnings: DeviceMessage[] = [];
  if (!mentions(root, [...MESSAGES, "load-error-count"])) return { errors, warnings };
  const said = messagesIn(root);
  const speakers =
    said.length === 0 || !mentions(root, PARTS) ? new Map<XmlElement, string>() : speakersIn(root);
  yield* inPieces(said, (element) => {
    const node = speakers.get(element);
    const message = { ...messageOf(element), ...(node === undefined ? {} : { node }) };
    (message.severity === "warning" ? warnings : errors).push(message);
  });
  // A node that is away spoils nothing that the others did or know.
  if (errors.length > 0 && errors.every(isAway) && hasContent(root)) {
    // One by one: a call takes no list of any length as its arguments.
    for (const error of errors.splice(0)) warnings.push({ ...error, severity: "warning" });
  }
  const count = Number(findAll(root, "load-error-count")[0]?.text ?? "0");
  if (errors.length === 0 && count > 0) {
    errors.push({
      severity: "error",
      text: `the device counted ${count} errors in what was loaded`,
    });
  }
  return { errors, warnings };
}

/** All that a reply complains of. Operational commands do so in Junos's own elements instead of NETCONF's. */
function messagesIn(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const look = (element: XmlElement): void => {
    const isOwn = element.name === "error" || element.name === "warning";
    if (element.name === "rpc-error" || (isOwn && at(element, "message") !== undefined))
      found.push(element);
    for (const child of element.children) look(child);
  };
  look(root);
  return found;
}

/** What devices of several nodes or routing engines say of one that is off or unreachable. */
function isAway({ text }: DeviceMessage): boolean {
  return (
    /(?:could not|cannot|can't|failed to) connect to (?:(?:node|re|fpc|member)\s?\d+|other re)\b/i.test(
      text,
    ) ||
    /^(?:error: )?(?:the )?(?:other )?(?:node|re|routing engine)\s?\d* (?:is )?unreachable$/i.test(
      text,
    )
  );
}

const MESSAGES: readonly string[] = ["rpc-error", "error", "warning"];

/** Where several nodes or routing engines answer as one, each has its part. */
const PARTS: readonly string[] = ["routing-engine", "multi-routing-engine-item"];

/** Whether a reply holds anything beside messages and the names of those who speak. */
function hasContent(element: XmlElement): boolean {
  return element.children.some((child) => {
    if (MESSAGES.includes(child.name) || child.name === "re-name") return false;
    if (isSuccess(child)) return true;
    if (element.name === "routing-engine" && child.name === "name") return false;
    return child.text !== "" || hasContent(child);
  });
}

const isSuccess = ({ name }: XmlElement): boolean =>
  name === "ok" || name === "commit-success" || name === "commit-check-success";

/** Who says what, where several answer as one: the elements inside each node's part, by the node's name. */
function speakersIn(root: XmlElement): ReadonlyMap<XmlElement, string> {
  const speakers = new Map<XmlElement, string>();
  const names = new Set<string>();
  const walk = (element: XmlElement, outer: string | undefined): void => {
    const isPart = PARTS.includes(element.name);
    const name = isPart ? (textAt(element, "name") ?? textAt(element, "re-name")) : outer;
    if (isPart && name !== undefined) names.add(name);
    if (name !== undefined) speakers.set(element, name);
    for (const child of element.children) walk(child, name);
  };
  walk(root, undefined);
  return names.size > 1 ? speakers : new Map();
}

function messageOf(element: XmlElement): DeviceMessage {
  const text = textAt(element, "error-message") ?? textAt(element, "message") ?? "no reason given";
  const optional = {
    tag: textAt(element, "error-tag"),
    path: textAt(element, "error-path") ?? textAt(element, "edit-path"),
    element:
      textAt(element, "error-info", "bad-element") ??
      textAt(element, "statement") ??
      textAt(element, "token"),
    session: textAt(element, "error-info", "session-id"),
  };
  const severity = textAt(element, "error-severity");
  const isWarning =
    severity === "warning" || (severity === undefined && element.name === "warning");
  return { severity: isWarning ? "warning" : "error", text, ...optional };
}

function rpcError(what: string, errors: readonly DeviceMessage[], root: XmlElement): DeviceError {
  const locked = errors.some(
    ({ tag, text }) =>
      tag === "lock-denied" ||
      /database (?:locked|is already open)|locked by|private edits in use/i.test(text),
  );
  if (locked) return new LockedError(what, errors);
  const isDone = root.children.some(
    (child) =>
      isSuccess(child) ||
      (child.name === "commit-results" && findAll(child, "commit-success").length > 0),
  );
  return new RpcError(what, errors, isDone);
}
