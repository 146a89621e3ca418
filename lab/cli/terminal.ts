// An SSH client for one device: a command, or its prompt on this terminal. Runs inside the lab.
import { readFileSync } from "node:fs";
import { Client, type ClientChannel } from "ssh2";
import { thrownText } from "../../lib/thrown-text";

interface Target {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly keyFile: string;
  readonly command?: string;
}

function connect(target: Target): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.on("ready", () => resolve(client));
    client.on("error", reject);
    client.connect({
      host: target.address,
      port: target.port,
      username: target.user,
      privateKey: readFileSync(target.keyFile),
      readyTimeout: 15_000,
    });
  });
}

function untilClosed(channel: ClientChannel): Promise<number> {
  return new Promise((resolve) => {
    let code = 0;
    channel.on("exit", (exit: number | null) => (code = exit ?? 1));
    channel.on("close", () => resolve(code));
  });
}

async function runCommand(client: Client, command: string): Promise<number> {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.exec(command, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  channel.pipe(process.stdout);
  channel.stderr.pipe(process.stderr);
  channel.end();
  return await untilClosed(channel);
}

async function runShell(client: Client): Promise<number> {
  const { stdin, stdout } = process;
  const size = () => ({ rows: stdout.rows ?? 24, cols: stdout.columns ?? 80 });
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    const window = { ...size(), term: process.env["TERM"] ?? "vt100" };
    client.shell(stdin.isTTY ? window : false, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  if (stdin.isTTY) stdin.setRawMode(true);
  stdout.on("resize", () => channel.setWindow(size().rows, size().cols, 0, 0));
  stdin.pipe(channel);
  channel.pipe(stdout);
  channel.stderr.pipe(process.stderr);
  try {
    return await untilClosed(channel);
  } finally {
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.unpipe(channel);
    stdin.pause();
  }
}

async function main(): Promise<void> {
  const target = JSON.parse(process.argv[2] ?? "{}") as Target;
  const client = await connect(target);
  const code =
    target.command === undefined
      ? await runShell(client)
      : await runCommand(client, target.command);
  client.end();
  process.exitCode = code;
  setTimeout(() => process.exit(code), 200).unref();
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${thrownText(error)}\n`);
  process.exit(1);
});
