// Which of the two ways to speak SSH a connection asks for.

import { type Connection } from "./connection";
import { type Deadline } from "./deadline";
import { openWithOpenSsh } from "./openssh";
import { openWithSsh2 } from "./ssh";
import { type Transport } from "./transport";

/** Connects, logs in and starts NETCONF. */
export function openTransport(connection: Connection, deadline: Deadline): Promise<Transport> {
  return connection.transport === "openssh"
    ? openWithOpenSsh(connection, deadline)
    : openWithSsh2(connection, deadline);
}
