// What can go wrong between us and a device, one class per thing that a caller does something different about.

/** One `rpc-error` of a device. */
export interface DeviceMessage {
  readonly severity: "error" | "warning";
  readonly text: string;
  /** NETCONF's error-tag, such as `lock-denied`. */
  readonly tag?: string;
  /** The `[edit …]` hierarchy it is about. */
  readonly path?: string;
  /** The word or statement the device stumbled over. */
  readonly element?: string;
  /** The session that stands in the way, for a refused lock. */
  readonly session?: string;
  /** Which of a cluster's nodes, or of two routing engines, says so; none when only one answered. */
  readonly node?: string;
}

/** Control characters, and those that turn the direction of text around. */
const UNPRINTABLE = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;
/** Characters of one error: room for a long change and its reason. */
const MAX_ERROR = 100_000;
/** Characters of one message of a device. */
const MAX_MESSAGE = 2000;
/** Messages of one reply that are told word for word. */
const MAX_MESSAGES = 20;

/** Anything a device, or the way to it, did to us. What it quotes is fit for a person's terminal. */
export class DeviceError extends Error {
  override readonly name: string = "DeviceError";

  constructor(message?: string, options?: ErrorOptions) {
    super(shortened((message ?? "").replaceAll(UNPRINTABLE, "\ufffd"), MAX_ERROR), options);
  }
}

/** No connection: nobody answers, the name doesn't resolve, the way is closed. Waiting may help. */
export class UnreachableError extends DeviceError {
  override readonly name = "UnreachableError";
}

/** The device answers and refuses the login. */
export class AuthenticationError extends DeviceError {
  override readonly name = "AuthenticationError";
}

/** The device shows a host key that isn't the pinned one, or none is pinned. */
export class HostKeyError extends DeviceError {
  override readonly name = "HostKeyError";
}

/** The connection broke while a request was under way: whether it took effect is not known. */
export class ConnectionLostError extends DeviceError {
  override readonly name = "ConnectionLostError";
}

/** No answer in time: whether the request took effect is not known. */
export class ReplyTimeoutError extends DeviceError {
  override readonly name = "ReplyTimeoutError";
}

/** What came back is not NETCONF: not well-formed, endless, or the answer to something else. */
export class ProtocolError extends DeviceError {
  override readonly name = "ProtocolError";
}

/** The device understood and refused. */
export class RpcError extends DeviceError {
  override readonly name: string = "RpcError";

  constructor(
    what: string,
    readonly messages: readonly DeviceMessage[],
    /** True when the same answer also says that it was done: then only the device's state tells. */
    readonly isContradictory = false,
  ) {
    const told = messages.slice(0, MAX_MESSAGES).map((message) => `\n  ${showMessage(message)}`);
    const more = messages.length - told.length;
    super(`${what}:${told.join("")}${more > 0 ? `\n  and ${more} more` : ""}`);
  }
}

/** Somebody else holds the configuration. */
export class LockedError extends RpcError {
  override readonly name = "LockedError";
}

/** The candidate holds somebody's uncommitted changes. */
export class DirtyCandidateError extends DeviceError {
  override readonly name = "DirtyCandidateError";
}

/** The device is there but can't forward yet. */
export class NotReadyError extends DeviceError {
  override readonly name = "NotReadyError";
}

/** True when the outcome of the request is open: only the device can tell. */
export function outcomeUnknown(error: unknown): boolean {
  return (
    error instanceof ConnectionLostError ||
    error instanceof ReplyTimeoutError ||
    error instanceof ProtocolError
  );
}

/** The first words of a text that is too long. No word is cut: half a secret would be known to nobody who masks it. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = text.slice(0, most + 1).replace(/\S+$/, "");
  return `${whole}… (${text.length - whole.length} characters more)`;
}

/** One device message in one line, with the place it is about. */
export function showMessage(message: DeviceMessage): string {
  return shortened(wholeMessage(message).replaceAll(UNPRINTABLE, "\ufffd"), MAX_MESSAGE);
}

function wholeMessage(message: DeviceMessage): string {
  const node = message.node === undefined ? "" : `${message.node}: `;
  const place = `${node}${message.path === undefined ? "" : `${message.path} `}`;
  const text = message.text.replaceAll(/\s+/g, " ").trim();
  const element = message.element?.replaceAll(/\s+/g, " ").trim();
  const mention = element === undefined || element === "" || text.includes(element);
  return mention ? `${place}${text}` : `${place}${text}: ${element}`;
}
