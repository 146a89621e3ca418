// NETCONF over our own SSH client: dial or go through jump hosts, log in, start the subsystem.

import { createConnection, type Socket } from "node:net";
import { type Duplex } from "node:stream";
import { type Client, type ClientChannel } from "ssh2";
import { type Connection, describeConnection, portOf } from "./connection";
import { type Deadline } from "./deadline";
import { DeviceError, HostKeyError, UnreachableError } from "./errors";
import { dialByCommand } from "./proxy-command";
import { dialError, noNetconf } from "./ssh-errors";
import { credentialsOf, login, type SshConnection } from "./ssh-login";
import { type Transport } from "./transport";

/** Connects, logs in and starts NETCONF. */
export async function openWithSsh2(connection: Connection, deadline: Deadline): Promise<Transport> {
  const ssh = await openSsh(connection, deadline);
  try {
    const channel = await openNetconf(ssh.client, describeConnection(connection), deadline);
    channel.on("error", () => undefined);
    channel.stderr.on("data", () => undefined);
    return {
      hostKey: ssh.hostKey,
      write: (text) => void channel.write(text),
      onBytes: (listener) => void channel.on("data", listener),
      onLost: (listener) => {
        channel.on("close", listener);
        ssh.client.on("close", listener);
      },
      close: () => {
        channel.removeAllListeners("data");
        channel.resume();
        ssh.close();
      },
    };
  } catch (error) {
    ssh.close();
    throw error;
  }
}

/** Connects and logs in, by way of jump hosts. */
export async function openSsh(connection: Connection, deadline: Deadline): Promise<SshConnection> {
  const credentials = credentialsOf(connection);
  const { jump, proxyCommand } = connection;
  if (jump === undefined) {
    const socket =
      proxyCommand === undefined
        ? await dial(connection, deadline)
        : await dialByCommand(connection, proxyCommand, deadline);
    return await login(connection, credentials, socket, deadline, () => void socket.destroy());
  }
  // A jump host is not one of our boxes, so there is no first contact to record anything at.
  if (jump.hostKey === undefined) {
    throw new HostKeyError(
      `The jump host ${describeConnection(jump)} has no hostKey. Give the key that ssh-keyscan prints.`,
    );
  }
  const way = await openSsh(jump, deadline);
  try {
    const stream = await forward(way.client, connection, deadline);
    return await login(connection, credentials, stream, deadline, () => way.close());
  } catch (error) {
    way.close();
    throw error;
  }
}

function dial(connection: Connection, deadline: Deadline): Promise<Socket> {
  const where = describeConnection(connection);
  return deadline.within<Socket>(where, "does not answer", (resolve, reject) => {
    const socket = createConnection({
      host: connection.host,
      port: portOf(connection),
      // Requests are small and each waits for its answer: never hold one back to fill a packet.
      noDelay: true,
    });
    socket.once("error", (error) => reject(dialError(error, where)));
    socket.once("connect", () => {
      socket.removeAllListeners("error");
      resolve(socket);
    });
    return () => {
      socket.on("error", () => undefined);
      socket.destroy();
    };
  });
}

function forward(way: Client, connection: Connection, deadline: Deadline): Promise<Duplex> {
  const where = describeConnection(connection);
  return deadline.within<Duplex>(where, "does not answer", (resolve, reject) => {
    way.forwardOut("127.0.0.1", 0, connection.host, portOf(connection), (error, channel) => {
      if (error === undefined) resolve(channel);
      else reject(new UnreachableError(`${where} can't be reached from there: ${error.message}.`));
    });
    return undefined;
  });
}

type Done = (error: Error | undefined, channel: ClientChannel) => void;

/** Opens the NETCONF subsystem; devices that don't know it by that name start it as a command. */
async function openNetconf(
  client: Client,
  where: string,
  deadline: Deadline,
): Promise<ClientChannel> {
  const open = (start: (done: Done) => void): Promise<ClientChannel> =>
    deadline.within(where, "lets us in but does not start NETCONF", (resolve, reject) => {
      const lost = (): void => reject(new UnreachableError(`${where} closed the connection.`));
      client.once("close", lost);
      start((error, channel) => {
        client.removeListener("close", lost);
        if (error === undefined) resolve(channel);
        else reject(error);
      });
      return undefined;
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
      throw noNetconf(where);
    }
  }
}
