// The device's SSH service: who gets in, and what he gets: NETCONF, the command line, or one command.

import { timingSafeEqual } from "node:crypto";
import { createServer, type Server as NetServer, type AddressInfo, type Socket } from "node:net";
import {
  type AuthContext,
  type Connection,
  Server,
  type ServerChannel,
  type Session,
  utils,
} from "ssh2";
import { findUser, passwordIsRight, type User } from "./users";
import { type ConfigNode, type ConfigTree } from "../../../lib/junos";

/** What a login can start. */
export interface Services {
  /** The configuration in force: groups applied, inactive statements gone. */
  readonly config: () => ConfigTree;
  /** Whether the device can be reached from an address at all. */
  readonly isReachable: (client: string | undefined) => boolean;
  /** Whether users are known yet: a device that boots answers first. */
  readonly isLettingIn: () => boolean;
  netconf(channel: ServerChannel, user: User, hangUp: () => void): void;
  shell(
    channel: ServerChannel,
    user: User,
    terminal: Terminal | undefined,
    hangUp: () => void,
  ): void;
  command(channel: ServerChannel, user: User, line: string, hangUp: () => void): void;
}

/** A terminal's size, kept current. */
export interface Terminal {
  columns: number;
  rows: number;
}

/** Where the service listens. */
export interface Listen {
  readonly host: string;
  /** Ports with shell and NETCONF; 0 picks a free one. */
  readonly ports: readonly number[];
}

const NETCONF_PORT = 830;
/** Unless the configuration says otherwise. */
const MOST_CONNECTIONS = 75;
const NETCONF_COMMAND =
  /^(?:xml-mode\s+netconf|junoscript\s+netconf|netconf)(?:\s+need-trailer)?\s*$/;

/** Answers logins. */
export class SshService {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private listeners: NetServer[] = [];
  /** When the connections of the last minute came. */
  private arrivals: number[] = [];

  constructor(
    hostKey: string,
    private readonly services: Services,
  ) {
    this.server = new Server({ hostKeys: [hostKey], ident: "OpenSSH_9.7" }, (client) =>
      this.welcome(client),
    );
    this.server.on("error", () => undefined);
  }

  /** The first port that it listens on. */
  get port(): number {
    const address = this.listeners[0]?.address() as AddressInfo | null | undefined;
    return address?.port ?? 0;
  }

  async listen({ host, ports }: Listen): Promise<void> {
    this.listeners = await Promise.all(
      ports.map(
        (port) =>
          new Promise<NetServer>((resolve, reject) => {
            const listener = createServer({ noDelay: true }, (socket) => this.take(socket, port));
            listener.once("error", reject);
            listener.listen(port, host, () => resolve(listener));
          }),
      ),
    );
  }

  /** Stops listening and ends every connection. */
  async close(): Promise<void> {
    const closing = this.listeners.map(
      (listener) => new Promise<void>((resolve) => listener.close(() => resolve())),
    );
    this.cutAll();
    await Promise.all(closing);
    this.listeners = [];
  }

  /** Ends every connection without a word. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** A connection to an address of the device's traffic, which its zones let in. */
  takeInBand(socket: Socket, port: number): void {
    this.take(socket, port, () => true);
  }

  private take(
    socket: Socket,
    port: number,
    isReachable: Services["isReachable"] = this.services.isReachable,
  ): void {
    const services = this.services.config().get("system services");
    const netconf = services?.get("netconf ssh");
    const ssh = services?.get("ssh");
    const service = port === NETCONF_PORT ? netconf : (ssh ?? netconf);
    if (service === undefined || !isReachable(socket.remoteAddress) || this.isCrowded(service)) {
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("error", () => undefined);
    this.server.injectSocket(socket);
  }

  /** Devices refuse more connections than they were told to take, at once or within a minute. */
  private isCrowded(service: ConfigNode): boolean {
    const now = Date.now();
    this.arrivals = this.arrivals.filter((time) => time > now - 60_000);
    const most = Number(service.text("connection-limit") ?? MOST_CONNECTIONS);
    const perMinute = Number(service.text("rate-limit") ?? Infinity);
    if (this.sockets.size >= most || this.arrivals.length >= perMinute) return true;
    this.arrivals.push(now);
    return false;
  }

  private welcome(client: Connection): void {
    let user: User | undefined;
    client.on("error", () => undefined);
    client.on("authentication", (context) => {
      const candidate = this.services.isLettingIn()
        ? findUser(this.services.config(), context.username)
        : undefined;
      void this.admit(context, candidate).then((accepted) => {
        if (accepted) {
          user = candidate;
          context.accept();
        } else context.reject(["publickey", "password", "keyboard-interactive"]);
      });
    });
    client.on("ready", () => {
      const known = user;
      if (known === undefined) return;
      client.on("session", (accept) => this.session(accept(), client, known));
    });
  }

  private async admit(context: AuthContext, user: User | undefined): Promise<boolean> {
    switch (context.method) {
      case "publickey": {
        const isKnown = user?.keys.some((key) => same(key, context.key.data)) ?? false;
        if (!isKnown || context.signature === undefined) return isKnown;
        const key = utils.parseKey(context.key.data);
        if (key instanceof Error || context.blob === undefined) return false;
        return key.verify(context.blob, context.signature, context.hashAlgo) === true;
      }
      case "password":
        return user !== undefined && passwordIsRight(user, context.password);
      case "keyboard-interactive": {
        const answers = await new Promise<string[]>((resolve) =>
          context.prompt([{ prompt: "Password:", echo: false }], resolve),
        );
        return user !== undefined && passwordIsRight(user, answers[0] ?? "");
      }
      default:
        return false;
    }
  }

  private session(session: Session, client: Connection, user: User): void {
    const hangUp = (): void => {
      client.end();
    };
    let terminal: Terminal | undefined;
    session.on("pty", (accept, _reject, { cols, rows }) => {
      terminal = { columns: cols === 0 ? 80 : cols, rows };
      accept?.();
    });
    session.on("window-change", (accept, _reject, { cols, rows }) => {
      if (terminal !== undefined) {
        terminal.columns = cols;
        terminal.rows = rows;
      }
      accept?.();
    });
    session.on("env", (accept) => accept?.());
    session.on("signal", (accept) => accept?.());
    const netconfOffered = (): boolean =>
      this.services.config().get("system services netconf ssh") !== undefined;
    session.on("subsystem", (accept, reject, { name }) => {
      if (name !== "netconf" || !netconfOffered()) {
        reject();
        return;
      }
      this.services.netconf(quiet(accept()), user, hangUp);
    });
    session.on("exec", (accept, reject, { command }) => {
      if (NETCONF_COMMAND.test(command.trim())) {
        if (!netconfOffered()) {
          reject();
          return;
        }
        this.services.netconf(quiet(accept()), user, hangUp);
        return;
      }
      this.services.command(quiet(accept()), user, command, hangUp);
    });
    session.on("shell", (accept) => this.services.shell(quiet(accept()), user, terminal, hangUp));
  }
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A client that is gone is no error of ours. */
function quiet(channel: ServerChannel): ServerChannel {
  channel.on("error", () => undefined);
  return channel;
}
