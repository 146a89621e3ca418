// What SSH's own errors mean for somebody who only wants to configure a device.

import { type Connection, describeConnection } from "./connection";
import {
  AuthenticationError,
  DeviceError,
  HostKeyError,
  NotReadyError,
  UnreachableError,
} from "./errors";

/** No connection. */
export function dialError(error: NodeJS.ErrnoException, where: string): UnreachableError {
  return new UnreachableError(`${where} can't be reached: ${reasonOf(error)}.`);
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

/** A private key that can't be read. It is not quoted. */
export function unusableKey(error: unknown, connection: Connection): Error {
  if (error instanceof DeviceError) return error;
  const message = error instanceof Error ? error.message : "unknown reason";
  return new AuthenticationError(
    `The private key for ${describeConnection(connection)} can't be used: ${message}. ` +
      `It must be an OpenSSH or PEM key without passphrase.`,
  );
}

/** A login that was refused, with what was tried. */
export function loginRefused(connection: Connection): AuthenticationError {
  const tried = [
    connection.privateKey === undefined ? undefined : "the private key",
    connection.agent === true ? "the agent's keys" : undefined,
    connection.password === undefined ? undefined : "the password",
  ].filter((item) => item !== undefined);
  const list = tried.length === 0 ? "what OpenSSH has" : tried.join(", ");
  return new AuthenticationError(
    `${describeConnection(connection)} refuses the login; tried ${list}. Check the user and that this key or password is ` +
      `configured on the device under "system login user ${connection.user}".`,
  );
}

/** The two ends share no algorithm. */
export function noCommonAlgorithm(connection: Connection, detail: string): DeviceError {
  const way =
    connection.legacyAlgorithms === true
      ? ""
      : " If the device is too old to offer better, set legacyAlgorithms: true for it.";
  return new DeviceError(
    `${describeConnection(connection)} and this client share no way to encrypt: ${detail}.${way}`,
  );
}

/** What our own client says before the login is through. */
export function loginError(
  error: Error & { level?: string; code?: string },
  connection: Connection,
): Error {
  const where = describeConnection(connection);
  if (error.level === "client-authentication") return loginRefused(connection);
  if (/no matching host key/i.test(error.message)) {
    return new HostKeyError(
      `${where} has no host key of the pinned type any more. Either somebody is in between, or the device was ` +
        `replaced or reinstalled; in that case pin the new key.`,
    );
  }
  if (/no matching|handshake failed/i.test(error.message))
    return noCommonAlgorithm(connection, error.message);
  return new UnreachableError(`The connection to ${where} broke: ${error.message}.`);
}

/** Let in, and no NETCONF. */
export function noNetconf(where: string): NotReadyError {
  return new NotReadyError(
    `${where} lets us in but offers no NETCONF. Configure "system services netconf ssh" on it ` +
      `(for a vSRX in its user data).`,
  );
}
