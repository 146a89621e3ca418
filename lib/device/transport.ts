// What a NETCONF session runs over: bytes both ways, from our own SSH client or from the OpenSSH that the user has.

import { type Connection } from "./connection";
import { type Deadline } from "./deadline";
import { openWithOpenSsh } from "./openssh";
import { openWithSsh2 } from "./ssh";

/** A login on which NETCONF was started. */
export interface Transport {
  /** The host key that the device showed, as in a known_hosts file, or its fingerprint. */
  readonly hostKey: string;
  write(text: string): void;
  onBytes(listener: (bytes: Buffer) => void): void;
  /** Hears that no more bytes will come. */
  onLost(listener: () => void): void;
  /** Ends the connection and those to the jump hosts. */
  close(): void;
}

/** Connects, logs in and starts NETCONF. */
export function openTransport(connection: Connection, deadline: Deadline): Promise<Transport> {
  return connection.transport === "openssh"
    ? openWithOpenSsh(connection, deadline)
    : openWithSsh2(connection, deadline);
}
