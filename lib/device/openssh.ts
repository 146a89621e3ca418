// NETCONF over the OpenSSH that the user has: its known_hosts, its configuration with ProxyJump, its agents, its algorithms.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OLD_ALGORITHMS } from "./algorithms";
import { type Connection, describeConnection, portOf } from "./connection";
import { type Deadline } from "./deadline";
import { AuthenticationError, HostKeyError, UnreachableError } from "./errors";
import { parseHostKey } from "./host-key";
import { proxyWords } from "./proxy-command";
import { loginRefused, noCommonAlgorithm, noNetconf } from "./ssh-errors";
import { type Transport } from "./transport";

/** Files that OpenSSH reads for one login, for nobody else's eyes. */
class LoginFiles {
  private folder: string | undefined;

  write(name: string, text: string): string {
    this.folder ??= mkdtempSync(join(tmpdir(), "vsrx-ssh-"));
    const path = join(this.folder, name);
    writeFileSync(path, text.endsWith("\n") ? text : `${text}\n`, { mode: 0o600 });
    return path;
  }

  remove(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}

/** Starts `ssh` with NETCONF's subsystem; it stands when the device's first bytes come. */
export function openWithOpenSsh(connection: Connection, deadline: Deadline): Promise<Transport> {
  const where = describeConnection(connection);
  const files = new LoginFiles();
  return deadline.within<Transport>(where, "does not start NETCONF", (resolve, reject) => {
    const child = spawn("ssh", argumentsWith(files, connection, deadline), { stdio: "pipe" });
    let said = "";
    child.stdin.on("error", () => undefined);
    child.stderr.on(
      "data",
      (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-50_000)),
    );
    child.once("error", (error) =>
      reject(new UnreachableError(`OpenSSH can't be started: ${error.message}. Is ssh installed?`)),
    );
    child.once("close", () => {
      files.remove();
      reject(openSshError(said, connection));
    });
    child.stdout.once("readable", () => {
      // At its end a stream is readable too.
      if (child.stdout.readableLength === 0) return;
      files.remove();
      const key = shownKey(said);
      const { hostKey = "" } = connection;
      if (isFingerprint(hostKey) && parseHostKey(hostKey).fingerprint !== key) {
        reject(
          new HostKeyError(`${where} shows the host key ${key} instead of ${hostKey.trim()}.`),
        );
      } else resolve(transportOf(child, key));
    });
    return () => {
      files.remove();
      child.kill();
    };
  });
}

function transportOf(child: ChildProcessWithoutNullStreams, hostKey: string): Transport {
  return {
    hostKey,
    write: (text) => void child.stdin.write(text),
    onBytes: (listener) => void child.stdout.on("data", listener),
    onLost: (listener) => void child.once("close", listener),
    close: () => {
      child.stdout.removeAllListeners("data");
      child.stdout.resume();
      child.stdin.end();
      child.kill();
    },
  };
}

const isFingerprint = (hostKey: string): boolean => /^\s*SHA256:/.test(hostKey);

/** The last key shown is the device's: those of jump hosts come before it. */
const shownKey = (said: string): string =>
  [...said.matchAll(/Server host key: \S+ (SHA256:\S+)/g)].at(-1)?.[1] ?? "";

/** The arguments; nothing stays behind of a login that can't be written down. */
function argumentsWith(files: LoginFiles, connection: Connection, deadline: Deadline): string[] {
  try {
    return argumentsOf(connection, deadline, files);
  } catch (error) {
    files.remove();
    throw error;
  }
}

function argumentsOf(connection: Connection, deadline: Deadline, files: LoginFiles): string[] {
  return [
    "-v",
    ...loginOptions(connection, deadline, files, "device"),
    ...["-T", "-s", "--", connection.host, "netconf"],
  ];
}

/** A word for the user's shell, which OpenSSH starts a ProxyCommand with. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * The way through a jump host, as a command for the user's shell: OpenSSH's own -J would neither pin the jump host's key
 * nor log in there with the key that was given for it.
 */
function commandThrough(
  jump: Connection,
  deadline: Deadline,
  files: LoginFiles,
  name: string,
): string {
  // Keys of jump hosts are never taken on trust, so that none can be compared after the fact.
  if (isFingerprint(jump.hostKey ?? "")) {
    throw new HostKeyError(
      `OpenSSH can't compare the fingerprint of a jump host: give the whole key of ${describeConnection(jump)}.`,
    );
  }
  const login = loginOptions({ ...jump, acceptFirstHostKey: false }, deadline, files, name);
  const words = ["ssh", ...login, "-W", "[%h]:%p", "--", jump.host];
  return words
    .map((word) => (word === "[%h]:%p" ? word : quoted(word.replaceAll("%", "%%"))))
    .join(" ");
}

/** What says how to log in to one host. */
function loginOptions(
  connection: Connection,
  deadline: Deadline,
  files: LoginFiles,
  name: string,
): string[] {
  const { user, privateKey, sshConfig, jump, proxyCommand: own } = connection;
  if (connection.password !== undefined) {
    throw new AuthenticationError(
      `OpenSSH does not take a password from a program: log in to ${describeConnection(connection)} with a key or an agent, or ` +
        `leave transport: "openssh" out.`,
    );
  }
  const options: Readonly<Record<string, string>> = {
    BatchMode: "yes",
    ConnectTimeout: String(Math.ceil(deadline.seconds)),
    // Every session is a connection of its own: that is what proves that we are let in.
    ControlPath: "none",
    ForwardAgent: "no",
    ServerAliveInterval: "10",
    ServerAliveCountMax: "3",
    ...hostKeyOptions(connection, files, `known_hosts.${name}`),
    ...(connection.legacyAlgorithms === true
      ? {
          KexAlgorithms: `+${OLD_ALGORITHMS.kex.join(",")}`,
          Ciphers: `+${OLD_ALGORITHMS.cipher.join(",")}`,
          HostKeyAlgorithms: "+ssh-rsa",
        }
      : {}),
  };
  return [
    ...(sshConfig === undefined ? [] : ["-F", sshConfig]),
    ...Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]),
    ...(privateKey === undefined
      ? []
      : ["-o", "IdentitiesOnly=yes", "-i", files.write(`key.${name}`, privateKey)]),
    ...["-p", String(portOf(connection)), "-l", user],
    ...(jump === undefined
      ? []
      : [
          "-o",
          `ProxyCommand=${commandThrough({ sshConfig, ...jump }, deadline, files, `${name}.jump`)}`,
        ]),
    // Its tokens are replaced here already, so that those that only OpenSSH knows are refused either way.
    ...(own === undefined
      ? []
      : [
          "-o",
          `ProxyCommand=${proxyWords(connection, own)
            .map((word) => quoted(word.replaceAll("%", "%%")))
            .join(" ")}`,
        ]),
  ];
}

/** What is pinned here goes before the user's own files; without it those decide. */
function hostKeyOptions(
  { host, port: given, hostKey, acceptFirstHostKey }: Connection,
  files: LoginFiles,
  file: string,
): Readonly<Record<string, string>> {
  if (hostKey === undefined)
    return { StrictHostKeyChecking: acceptFirstHostKey === true ? "accept-new" : "yes" };
  const port = portOf({ port: given });
  const name = port === 22 ? host : `[${host}]:${port}`;
  // OpenSSH can't compare fingerprints: we do, before a word is said.
  if (isFingerprint(hostKey)) {
    const UserKnownHostsFile = files.write(file, "");
    return { StrictHostKeyChecking: "no", UserKnownHostsFile };
  }
  const lines = hostKey.split("\n").filter((line) => line.trim() !== "");
  const isBare = (line: string): boolean => /^(?:ssh|ecdsa|sk)-\S+\s+\S+/.test(line.trim());
  const known = lines.map((line) => (isBare(line) ? `${name} ${line.trim()}` : line));
  return {
    StrictHostKeyChecking: "yes",
    UserKnownHostsFile: files.write(file, known.join("\n")),
    GlobalKnownHostsFile: "none",
  };
}

/** What OpenSSH says when it ends before NETCONF stands. */
function openSshError(said: string, connection: Connection): Error {
  const where = describeConnection(connection);
  const words = said
    .split("\n")
    .map((line) => line.trim())
    .filter(
      (line) =>
        line !== "" && !/^(?:debug\d|OpenSSH_|Authenticated to|Transferred|Bytes)/.test(line),
    );
  const detail = words.slice(-3).join(" ");
  if (/host key verification failed|no .* host key is known/i.test(said))
    return new HostKeyError(`${where} is not the host that OpenSSH knows by that name. ${detail}`);
  if (/permission denied|too many authentication failures/i.test(said))
    return loginRefused(connection);
  if (/no matching/i.test(said)) return noCommonAlgorithm(connection, detail);
  if (/subsystem request failed/i.test(said)) return noNetconf(where);
  return new UnreachableError(`${where} can't be reached: ${detail || "OpenSSH ended"}`);
}
