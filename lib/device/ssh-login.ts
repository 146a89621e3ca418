// One login with our own SSH client: the pinned host key, keys before passwords, and which algorithms are good enough.

import { type Duplex } from "node:stream";
import { type AuthenticationType, Client, type ConnectConfig } from "ssh2";
import { OLD_ALGORITHMS } from "./algorithms";
import { type Connection, describeConnection } from "./connection";
import { type Deadline } from "./deadline";
import { AuthenticationError, HostKeyError, UnreachableError } from "./errors";
import { algorithmsFor, fingerprint, formatHostKey, type Pinned, pinnedFor } from "./host-key";
import { loginError, unusableKey } from "./ssh-errors";

/** A login that succeeded. */
export interface SshConnection {
  readonly client: Client;
  /** The host key that the device showed, as in a known_hosts file. */
  readonly hostKey: string;
  /** Ends this connection and those to the jump hosts. */
  close(): void;
}

/** Logs in over a stream. */
export function login(
  connection: Connection,
  credentials: Credentials,
  socket: Duplex,
  deadline: Deadline,
  release: () => void,
): Promise<SshConnection> {
  const where = describeConnection(connection);
  const pinned = pinnedFor(connection);
  const client = new Client();
  const late = "accepts the connection but the login isn't through";
  return deadline.within<SshConnection>(where, late, (resolve, reject) => {
    let shown: Buffer | undefined;
    let refused: HostKeyError | undefined;
    client.on("error", (error) => reject(refused ?? loginError(error, connection)));
    client.once("close", () =>
      reject(refused ?? new UnreachableError(`${where} closed the connection before the login.`)),
    );
    client.once("ready", () => {
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
    try {
      client.connect({
        sock: socket,
        username: connection.user,
        hostVerifier: (key: Buffer) => {
          shown = key;
          refused = objection(connection, pinned, fingerprint(key));
          return refused === undefined;
        },
        readyTimeout: 0,
        keepaliveInterval: 10_000,
        keepaliveCountMax: 3,
        ...credentials,
        algorithms: acceptable(connection, pinned),
      });
    } catch (error) {
      reject(unusableKey(error, connection));
    }
    return () => {
      // What comes after the first error must not end the process.
      client.on("error", () => undefined);
      client.destroy();
      socket.destroy();
      release();
    };
  });
}

/** What speaks against the key that a device shows. */
function objection(
  connection: Connection,
  pinned: Pinned | undefined,
  print: string,
): HostKeyError | undefined {
  const where = describeConnection(connection);
  if (pinned?.revoked.includes(print) === true)
    return new HostKeyError(`${where} shows a host key that is marked as revoked: ${print}.`);
  if (pinned !== undefined) {
    if (pinned.keys.some((key) => key.fingerprint === print)) return undefined;
    const expected = pinned.keys.map((key) => key.fingerprint).join(" or ");
    return new HostKeyError(
      `${where} shows another host key than the pinned one: ${print} instead of ${expected}. Either ` +
        `somebody is in between, or the device was replaced or reinstalled; in that case pin the new key.`,
    );
  }
  if (connection.acceptFirstHostKey === true) return undefined;
  return new HostKeyError(
    `No host key is pinned for ${where}; it shows ${print}. Compare that with the device's console and give it ` +
      `as hostKey, or set acceptFirstHostKey to record it at first contact.`,
  );
}

function acceptable(
  connection: Connection,
  pinned: Pinned | undefined,
): NonNullable<ConnectConfig["algorithms"]> {
  const serverHostKey = algorithmsFor(pinned);
  return {
    ...(serverHostKey === undefined ? {} : { serverHostKey: serverHostKey as never }),
    ...(connection.legacyAlgorithms === true
      ? {
          kex: { append: OLD_ALGORITHMS.kex as never, prepend: [], remove: [] },
          cipher: { append: OLD_ALGORITHMS.cipher as never, prepend: [], remove: [] },
        }
      : {}),
  };
}

/** What to log in with. */
export type Credentials = Pick<
  ConnectConfig,
  "authHandler" | "privateKey" | "password" | "tryKeyboard" | "agent"
>;

/** What to log in with, in the order it is tried. Throws before anything is dialled when there is nothing. */
export function credentialsOf(connection: Connection): Credentials {
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
  const path = process.env["SSH_AUTH_SOCK"];
  if (path === undefined || path === "") {
    throw new AuthenticationError(
      "agent: true asks for the SSH agent, but SSH_AUTH_SOCK is not set. Start ssh-agent, or give a privateKey.",
    );
  }
  return path;
}
