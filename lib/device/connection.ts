// How to reach one device, and how to name it in a message without giving anything away.

/** Who speaks SSH. */
export type SshTransport = "builtin" | "openssh";

/** Address and credentials of one device. */
export interface Connection {
  /** Host name or address of the management interface. */
  readonly host: string;
  /** TCP port of SSH. NETCONF runs as a subsystem on it; Junos also offers 830. @default 22 */
  readonly port?: number;
  /** Login name. */
  readonly user: string;
  /** Private key in OpenSSH or PEM format. Secret. */
  readonly privateKey?: string;
  /** Password, tried after the keys. Secret. */
  readonly password?: string;
  /**
   * The device's host key: `ssh-ed25519 AAAA…`, its fingerprint `SHA256:…`, or lines of a known_hosts file, of which
   * those about this host and port count.
   */
  readonly hostKey?: string;
  /** Record the host key that the device shows at first contact instead of asking for one. @default false */
  readonly acceptFirstHostKey?: boolean;
  /** Which box this is. Another value means another box: a new host key and nothing configured yet. */
  readonly instance?: string;
  /** Use the keys of the running SSH agent (`SSH_AUTH_SOCK`). @default false */
  readonly agent?: boolean;
  /** The host to go through. */
  readonly jump?: Connection;
  /**
   * A program that carries the connection on its input and output, as an argument list without a shell: `%h` is the
   * host, `%p` the port, `%r` the user. Not beside `jump`.
   */
  readonly proxyCommand?: readonly string[];
  /**
   * Who speaks SSH: our own client, or the OpenSSH on this machine with its configuration, known_hosts, jump hosts and
   * agents. @default "builtin"
   */
  readonly transport?: SshTransport;
  /** The configuration file for OpenSSH instead of the user's own. */
  readonly sshConfig?: string;
  /** Also key exchange with SHA-1 and ciphers in CBC mode, for boxes that offer nothing better. @default false */
  readonly legacyAlgorithms?: boolean;
}

/** The port that is dialled. */
export function portOf(connection: Pick<Connection, "port">): number {
  return connection.port ?? 22;
}

/** `user@host:port`, with the jump hosts in the order they are passed, or the program that leads there. */
export function describeConnection(connection: Connection): string {
  const { jump, proxyCommand } = connection;
  const end = `${connection.user}@${connection.host}:${portOf(connection)}`;
  if (jump !== undefined) return `${end} by way of ${describeConnection(jump)}`;
  return proxyCommand === undefined ? end : `${end} by way of ${proxyCommand[0] ?? ""}`;
}

/** Where a connection leads, whoever asks: behind two hosts or programs to go through, one address is two boxes. */
export function boxOf({ jump, proxyCommand, ...end }: Connection): string {
  const own = `${end.host}:${portOf(end)}`;
  const way = jump === undefined ? proxyCommand?.join(" ") : boxOf(jump);
  return way === undefined ? own : `${own} via ${way}`;
}

/** Every secret in a connection, so that messages can be cleaned of them. */
export function secretsOf(connection: Connection): string[] {
  const own = [connection.privateKey, connection.password].filter((text) => text !== undefined);
  return connection.jump === undefined ? own : [...own, ...secretsOf(connection.jump)];
}
