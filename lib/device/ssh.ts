// One SSH connection: pinned host key, keys before passwords, jump hosts, and errors that say what to do.

import { createConnection, type Socket } from "node:net";
import { type Duplex } from "node:stream";
import { type AuthenticationType, Client, type ClientChannel, type ConnectConfig } from "ssh2";
import { type Connection, describeConnection, portOf } from "./connection";
import {
  AuthenticationError,
  DeviceError,
  HostKeyError,
  NotReadyError,
  UnreachableError,
} from "./errors";
import { algorithmsFor, fingerprint, formatHostKey, parseHostKey } from "./host-key";

/** How to open a connection. */
export interface SshOptions {
  /** Seconds until the login must be through. @default 15 */
  readonly connectTimeoutSeconds?: number;
  /** Gives up when it fires. */
  readonly signal?: AbortSignal;
}

/** A login that succeeded. */
export interface SshConnection {
  readonly client: Client;
  /** The host key that the device showed, as in a known_hosts file. */
  readonly hostKey: string;
  /** Ends this connection and those to the jump hosts. */
  close(): void;
}

const DEFAULT_TIMEOUT_SECONDS = 15;

/** Connects and logs in. */
export async function openSsh(
  connection: Connection,
  options: SshOptions = {},
): Promise<SshConnection> {
  options.signal?.throwIfAborted();
  const credentials = credentialsOf(connection);
  if (connection.jump === undefined) {
    const socket = await dial(connection, options);
    return await login(connection, credentials, socket, options, () => socket.destroy());
  }
  // A jump host is not one of our boxes, so there is no first contact to record anything at.
  if (connection.jump.hostKey === undefined) {
    throw new HostKeyError(
      `The jump host ${describeConnection(connection.jump)} has no hostKey. Give the key that ssh-keyscan prints.`,
    );
  }
  const jump = await openSsh(connection.jump, options);
  try {
    const stream = await forward(jump.client, connection, options);
    return await login(connection, credentials, stream, options, () => jump.close());
  } catch (error) {
    jump.close();
    throw error;
  }
}

/** Opens the NETCONF subsystem; devices that don't know it by that name start it as a command. */
export async function openNetconf(
  client: Client,
  where: string,
  options: SshOptions = {},
): Promise<ClientChannel> {
  const open = (start: (done: Done<ClientChannel>) => void): Promise<ClientChannel> =>
    within(options, `${where} lets us in but does not start NETCONF`, where, (resolve, reject) => {
      const lost = (): void => reject(new UnreachableError(`${where} closed the connection.`));
      client.once("close", lost);
      start((error, channel) => {
        client.removeListener("close", lost);
        if (error === undefined) resolve(channel);
        else reject(error);
      });
    });
  try {
    return await open((done) => client.subsys("netconf", done));
  } catch (refused) {
    if (refused instanceof DeviceError) throw refused;
    try {
      return await open((done) => client.exec("xml-mode netconf need-trailer", done));
    } catch (error) {
      if (error instanceof DeviceError) throw error;
      // A new device may let us in before its own configuration, which switches NETCONF on, is in force.
      throw new NotReadyError(
        `${where} lets us in but offers no NETCONF. Configure "system services netconf ssh" on it ` +
          `(for a vSRX in its user data).`,
      );
    }
  }
}

type Done<Result> = (error: Error | undefined, result: Result) => void;

/** Waits for an answer no longer than a login may take, and not past a cancellation. */
function within<Result>(
  options: SshOptions,
  what: string,
  where: string,
  work: (resolve: (result: Result) => void, reject: (error: Error) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", aborted);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    const aborted = (): void => fail(new UnreachableError(`Connecting to ${where} was cancelled.`));
    const seconds = timeoutOf(options) / 1000;
    const timer = setTimeout(
      () => fail(new UnreachableError(`${what} within ${seconds} s.`)),
      timeoutOf(options),
    );
    options.signal?.addEventListener("abort", aborted, { once: true });
    work((result) => {
      settle();
      resolve(result);
    }, fail);
  });
}

function timeoutOf(options: SshOptions): number {
  return (options.connectTimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
}

function dial(connection: Connection, options: SshOptions): Promise<Socket> {
  const where = describeConnection(connection);
  return new Promise((resolve, reject) => {
    const socket = createConnection({
      host: connection.host,
      port: portOf(connection),
      // Requests are small and each waits for its answer: never hold one back to fill a packet.
      noDelay: true,
    });
    const fail = (error: Error): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", aborted);
      socket.destroy();
      reject(error);
    };
    const aborted = (): void => fail(new UnreachableError(`Connecting to ${where} was cancelled.`));
    const seconds = timeoutOf(options) / 1000;
    const timer = setTimeout(
      () => fail(new UnreachableError(`${where} does not answer within ${seconds} s.`)),
      timeoutOf(options),
    );
    options.signal?.addEventListener("abort", aborted, { once: true });
    socket.once("error", (error: NodeJS.ErrnoException) =>
      fail(new UnreachableError(`${where} can't be reached: ${reasonOf(error)}.`)),
    );
    socket.once("connect", () => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", aborted);
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case "ECONNREFUSED":
      return "the connection is refused (nothing listens on that port)";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "the name does not resolve";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "there is no route to it";
    case "ETIMEDOUT":
      return "nobody answers";
    default:
      return error.code ?? error.message;
  }
}

function forward(jump: Client, connection: Connection, options: SshOptions): Promise<Duplex> {
  const where = describeConnection(connection);
  return within(options, `${where} does not answer`, where, (resolve, reject) => {
    jump.forwardOut("127.0.0.1", 0, connection.host, portOf(connection), (error, channel) => {
      if (error === undefined) resolve(channel);
      else reject(new UnreachableError(`${where} can't be reached from there: ${error.message}.`));
    });
  });
}

function login(
  connection: Connection,
  credentials: Credentials,
  socket: Duplex,
  options: SshOptions,
  release: () => void,
): Promise<SshConnection> {
  const where = describeConnection(connection);
  const pinned = connection.hostKey === undefined ? undefined : parseHostKey(connection.hostKey);
  const client = new Client();
  const seconds = timeoutOf(options) / 1000;

  return new Promise((resolve, reject) => {
    let shown: Buffer | undefined;
    let refused: HostKeyError | undefined;
    const fail = (error: Error): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", aborted);
      // What comes after the first error must not end the process.
      client.on("error", () => undefined);
      client.destroy();
      socket.destroy();
      release();
      reject(error);
    };
    const aborted = (): void => fail(new UnreachableError(`Connecting to ${where} was cancelled.`));
    const timer = setTimeout(
      () =>
        fail(
          new UnreachableError(
            `${where} accepts the connection but the login isn't through after ${seconds} s.`,
          ),
        ),
      timeoutOf(options),
    );
    options.signal?.addEventListener("abort", aborted, { once: true });

    client.on("error", (error) => fail(refused ?? translate(error, connection)));
    client.once("close", () =>
      fail(refused ?? new UnreachableError(`${where} closed the connection before the login.`)),
    );
    client.once("ready", () => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", aborted);
      client.removeAllListeners("error");
      client.removeAllListeners("close");
      client.on("error", () => undefined);
      resolve({
        client,
        hostKey: formatHostKey(shown ?? Buffer.alloc(0)),
        close: () => {
          client.end();
          // A peer that is gone never answers our goodbye.
          setTimeout(() => client.destroy(), 500).unref();
          release();
        },
      });
    });
    client.on("keyboard-interactive", (_name, _instructions, _language, prompts, finish) =>
      finish(prompts.map(() => connection.password ?? "")),
    );

    const verify = (key: Buffer): boolean => {
      shown = key;
      const print = fingerprint(key);
      if (pinned !== undefined && pinned.fingerprint !== print) {
        refused = new HostKeyError(
          `${where} shows another host key than the pinned one: ${print} instead of ${pinned.fingerprint}. Either ` +
            `somebody is in between, or the device was replaced or reinstalled; in that case pin the new key.`,
        );
      } else if (pinned === undefined && connection.acceptFirstHostKey !== true) {
        refused = new HostKeyError(
          `No host key is pinned for ${where}; it shows ${print}. Compare that with the device's console and give it ` +
            `as hostKey, or set acceptFirstHostKey to record it at first contact.`,
        );
      }
      return refused === undefined;
    };

    const algorithms = algorithmsFor(pinned);
    const config: ConnectConfig = {
      sock: socket,
      username: connection.user,
      hostVerifier: verify,
      readyTimeout: 0,
      keepaliveInterval: 10_000,
      keepaliveCountMax: 3,
      ...credentials,
      ...(algorithms === undefined ? {} : { algorithms: { serverHostKey: algorithms as never } }),
    };
    try {
      client.connect(config);
    } catch (error) {
      fail(unusableKey(error, connection));
    }
  });
}

type Credentials = Pick<
  ConnectConfig,
  "authHandler" | "privateKey" | "password" | "tryKeyboard" | "agent"
>;

/** What to log in with, in the order it is tried. Throws before anything is dialled when there is nothing. */
function credentialsOf(connection: Connection): Credentials {
  // "none" first, as clients do by default, would cost one round trip on every connection.
  const methods: AuthenticationType[] = [];
  if (connection.privateKey !== undefined) methods.push("publickey");
  if (connection.agent === true) methods.push("agent");
  if (connection.password !== undefined) methods.push("password", "keyboard-interactive");
  if (methods.length === 0) {
    throw new AuthenticationError(
      `There is nothing to log in to ${describeConnection(connection)} with: give a privateKey, a password, or agent: true.`,
    );
  }
  return {
    authHandler: methods,
    ...(connection.privateKey === undefined ? {} : { privateKey: connection.privateKey }),
    ...(connection.password === undefined
      ? {}
      : { password: connection.password, tryKeyboard: true }),
    ...(connection.agent === true ? { agent: agentSocket() } : {}),
  };
}

function agentSocket(): string {
  const path = process.env.SSH_AUTH_SOCK;
  if (path === undefined || path === "") {
    throw new AuthenticationError(
      "agent: true asks for the SSH agent, but SSH_AUTH_SOCK is not set. Start ssh-agent, or give a privateKey.",
    );
  }
  return path;
}

function unusableKey(error: unknown, connection: Connection): Error {
  if (error instanceof DeviceError) return error;
  const message = error instanceof Error ? error.message : "unknown reason";
  return new AuthenticationError(
    `The private key for ${describeConnection(connection)} can't be used: ${message}. ` +
      `It must be an OpenSSH or PEM key without passphrase.`,
  );
}

function translate(
  error: Error & { level?: string; code?: string },
  connection: Connection,
): Error {
  const where = describeConnection(connection);
  if (error.level === "client-authentication") {
    const tried = [
      connection.privateKey === undefined ? undefined : "the private key",
      connection.agent === true ? "the agent's keys" : undefined,
      connection.password === undefined ? undefined : "the password",
    ].filter((item) => item !== undefined);
    return new AuthenticationError(
      `${where} refuses the login; tried ${tried.join(", ")}. Check the user and that this key or password is ` +
        `configured on the device under "system login user ${connection.user}".`,
    );
  }
  if (/no matching host key/i.test(error.message)) {
    return new HostKeyError(
      `${where} has no host key of the pinned type any more. Either somebody is in between, or the device was ` +
        `replaced or reinstalled; in that case pin the new key.`,
    );
  }
  if (/no matching|handshake failed/i.test(error.message)) {
    return new DeviceError(`${where} and this client share no way to encrypt: ${error.message}.`);
  }
  return new UnreachableError(`The connection to ${where} broke: ${error.message}.`);
}
