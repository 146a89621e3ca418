// strongSwan's control protocol, vici: packets of named sections, lists and values over a UNIX socket.
import { connect, type Socket } from "node:net";

/** A vici message: values are text, lists of text, or messages. */
export interface Message {
  readonly [key: string]: string | readonly string[] | Message;
}

const PACKET = {
  request: 0,
  response: 1,
  unknownCommand: 2,
  register: 3,
  unregister: 4,
  confirm: 5,
  unknownEvent: 6,
  event: 7,
} as const;

const ELEMENT = {
  sectionStart: 1,
  sectionEnd: 2,
  keyValue: 3,
  listStart: 4,
  listItem: 5,
  listEnd: 6,
} as const;

function name(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function value(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A message in the protocol's form. */
export function encode(message: Message): Buffer {
  const parts: Buffer[] = [];
  for (const [key, each] of Object.entries(message)) {
    if (typeof each === "string") {
      parts.push(Buffer.from([ELEMENT.keyValue]), name(key), value(each));
    } else if (Array.isArray(each)) {
      parts.push(Buffer.from([ELEMENT.listStart]), name(key));
      for (const item of each as readonly string[]) {
        parts.push(Buffer.from([ELEMENT.listItem]), value(item));
      }
      parts.push(Buffer.from([ELEMENT.listEnd]));
    } else {
      parts.push(Buffer.from([ELEMENT.sectionStart]), name(key), encode(each as Message));
      parts.push(Buffer.from([ELEMENT.sectionEnd]));
    }
  }
  return Buffer.concat(parts);
}

type Draft = Record<string, string | readonly string[] | Message>;

/**
 * A message from the protocol's form.
 * @throws RangeError when it is cut short or has an element that the protocol doesn't know
 */
export function decode(bytes: Buffer): Message {
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError("a vici message is cut short");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const readName = (): string => take(take(1).readUInt8()).toString();
  const readValue = (): string => take(take(2).readUInt16BE()).toString();
  const root: Draft = {};
  const open: Draft[] = [root];
  while (at < bytes.length) {
    const here = open[open.length - 1] ?? root;
    const kind = take(1).readUInt8();
    switch (kind) {
      case ELEMENT.sectionStart: {
        const section: Draft = {};
        here[readName()] = section;
        open.push(section);
        break;
      }
      case ELEMENT.sectionEnd:
        open.pop();
        break;
      case ELEMENT.keyValue: {
        const key = readName();
        here[key] = readValue();
        break;
      }
      case ELEMENT.listStart: {
        const key = readName();
        const items: string[] = [];
        while (take(1).readUInt8() === ELEMENT.listItem) items.push(readValue());
        here[key] = items;
        break;
      }
      default:
        throw new RangeError(`a vici message has an unknown element ${kind}`);
    }
  }
  return root;
}

interface Waiting {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
}

/** A connection to one charon. Requests are answered in the order in which they were made. */
export class Vici {
  private buffered = Buffer.alloc(0);
  private readonly waiting: Waiting[] = [];
  private readonly listeners = new Map<string, (message: Message) => void>();
  private closed: Error | undefined;
  private streaming: Promise<unknown> = Promise.resolve();

  private constructor(private readonly socket: Socket) {
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("error", (error) => this.end(error));
    socket.on("close", () => this.end(new Error("charon closed its control socket")));
  }

  static open(path: string): Promise<Vici> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Vici(socket));
      });
    });
  }

  /**
   * Send a command and wait for its answer.
   * @throws Error with charon's own words when it reports a failure
   */
  async request(command: string, message: Message = {}): Promise<Message> {
    const answer = await this.send(PACKET.request, command, encode(message));
    if (answer["success"] === "no") {
      throw new Error(`charon refused ${command}: ${text(answer["errmsg"])}`);
    }
    return answer;
  }

  /** Send a command whose answer comes as a series of events. One at a time: events don't say whose they are. */
  stream(command: string, event: string, message: Message = {}): Promise<readonly Message[]> {
    const next = this.streaming.then(() => this.collect(command, event, message));
    this.streaming = next.catch(() => undefined);
    return next;
  }

  private async collect(
    command: string,
    event: string,
    message: Message,
  ): Promise<readonly Message[]> {
    const items: Message[] = [];
    await this.listen(event, (item) => items.push(item));
    try {
      await this.request(command, message);
    } finally {
      this.listeners.delete(event);
      await this.send(PACKET.unregister, event);
    }
    return items;
  }

  /** Be told of an event until the connection ends. */
  async listen(event: string, listener: (message: Message) => void): Promise<void> {
    this.listeners.set(event, listener);
    await this.send(PACKET.register, event);
  }

  close(): void {
    this.socket.destroy();
  }

  private send(type: number, label: string, body: Buffer = Buffer.alloc(0)): Promise<Message> {
    if (this.closed !== undefined) return Promise.reject(this.closed);
    const packet = Buffer.concat([Buffer.from([type]), name(label), body]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(packet.length);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.socket.write(Buffer.concat([length, packet]));
    });
  }

  private receive(chunk: Buffer): void {
    this.buffered = Buffer.concat([this.buffered, chunk]);
    while (this.buffered.length >= 4) {
      const length = this.buffered.readUInt32BE();
      if (this.buffered.length < 4 + length) return;
      const packet = this.buffered.subarray(4, 4 + length);
      this.buffered = this.buffered.subarray(4 + length);
      this.dispatch(packet);
    }
  }

  private dispatch(packet: Buffer): void {
    const type = packet.readUInt8();
    if (type === PACKET.event) {
      const length = packet.readUInt8(1);
      const event = packet.subarray(2, 2 + length).toString();
      this.listeners.get(event)?.(decode(packet.subarray(2 + length)));
      return;
    }
    const next = this.waiting.shift();
    if (type === PACKET.response) next?.resolve(decode(packet.subarray(1)));
    else if (type === PACKET.confirm) next?.resolve({});
    else next?.reject(new Error("charon does not know that command or event"));
  }

  private end(reason: Error): void {
    this.closed ??= reason;
    for (const { reject } of this.waiting.splice(0)) reject(this.closed);
  }
}

/** A value that should be text. */
export function text(value: Message[string] | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A value that should be a section. */
export function section(value: Message[string] | undefined): Message {
  return typeof value === "object" && !Array.isArray(value) ? (value as Message) : {};
}

/** A value that should be a list. */
export function list(value: Message[string] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
