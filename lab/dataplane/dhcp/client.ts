// A DHCP client for each interface of a device that asks for its address: udhcpc, which tells what it is granted.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { command, end, isRunning, killLeft } from "../../topology";
import type { DhcpBinding } from "../types";
import { type Asking, EVENTS, type Granted, type Heard, heardIn, sameLease, SCRIPT } from "./lease";

export interface DhcpOptions {
  /** The device's name. */
  readonly name: string;
  /** Its data namespace. */
  readonly netns: string;
}

interface Client {
  readonly asking: Asking;
  readonly child: ChildProcess;
  granted: Granted | undefined;
}

const PID_FILE = "pid";

const FOLDERS = "/run/vsrx";

const prefixOf = (device: string): string => `${device}.dhcp.`;

const PROGRAMS = ["/bin/busybox", "/usr/bin/busybox"];

/** Seconds between questions while nobody answers. */
const PAUSE_SECONDS = 2;

/** The DHCP part of a device. */
export class DhcpClients {
  private readonly clients = new Map<string, Client>();
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly options: DhcpOptions) {}

  /** These interfaces ask from now on, and no others; one that asks already goes on with what it has. */
  async apply(asking: readonly Asking[]): Promise<void> {
    const wanted = new Set(asking.map(({ link }) => link));
    for (const [link, client] of this.clients) {
      const isThere = wanted.has(link) && isRunning(client.child);
      if (!isThere) await this.end(link, client);
    }
    for (const each of asking) if (!this.clients.has(each.link)) this.begin(each);
  }

  /** Be told whenever an interface is granted something else, or nothing any more. */
  watch(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** What was granted, by interface. */
  leases(): Readonly<Record<string, Granted>> {
    return Object.fromEntries(
      [...this.clients.values()].flatMap(({ asking, granted }) =>
        granted === undefined ? [] : [[asking.device, granted] as const],
      ),
    );
  }

  /** Every interface that asks, with what it has. */
  async bindings(): Promise<readonly DhcpBinding[]> {
    const clients = [...this.clients.values()];
    return Promise.all(
      clients.map(async ({ asking: { logical, link }, granted }) => {
        const said = await command(["cat", `/sys/class/net/${link}/address`], {
          namespace: this.options.netns,
          lenient: true,
        });
        return {
          logical,
          hardwareAddress: said.trim(),
          ...(granted === undefined ? {} : { granted }),
        };
      }),
    );
  }

  /** Asks the server for more time now, as `request dhcp client renew` does. */
  renew(logical: string): void {
    for (const { asking, child } of this.clients.values())
      if (asking.logical === logical) child.kill("SIGUSR1");
  }

  async stop(): Promise<void> {
    for (const [link, client] of this.clients) await this.end(link, client);
  }

  private begin(asking: Asking): void {
    const program = PROGRAMS.find(existsSync);
    if (program === undefined)
      throw new Error(
        "an interface with dhcp needs the client of the Debian package busybox; install busybox",
      );
    const { netns } = this.options;
    const folder = this.folderOf(asking.link);
    mkdirSync(folder, { recursive: true });
    for (const event of EVENTS) writeFileSync(join(folder, event), SCRIPT);
    // Its script is the shell, told the event's name: it reads the file of that name in the folder, which therefore
    // needs no right to be executed.
    const client = [
      ...[program, "udhcpc", "-f", "-i", asking.link, "-s", "/bin/sh"],
      ...[
        "-p",
        join(folder, PID_FILE),
        "-t",
        "3",
        "-T",
        String(PAUSE_SECONDS),
        "-A",
        String(PAUSE_SECONDS),
      ],
    ];
    const child = spawn("ip", ["netns", "exec", netns, ...client], {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`, LC_ALL: "C" },
    });
    child.on("error", () => undefined);
    const own: Client = { asking, child, granted: undefined };
    this.clients.set(asking.link, own);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const heard = heardIn(line, Date.now());
      if (heard !== undefined && this.clients.get(asking.link) === own) this.hear(own, heard);
    });
  }

  private hear(client: Client, heard: Heard): void {
    const before = client.granted;
    client.granted = heard.event === "deconfig" ? undefined : heard.granted;
    if (!sameLease(before, client.granted)) for (const listener of this.listeners) listener();
  }

  private async end(link: string, client: Client): Promise<void> {
    this.clients.delete(link);
    await end(client.child);
    rmSync(this.folderOf(link), { recursive: true, force: true });
    if (client.granted !== undefined) for (const listener of this.listeners) listener();
  }

  private folderOf(link: string): string {
    return join(FOLDERS, `${prefixOf(this.options.name)}${link}`);
  }
}

/** Ends the clients that a device left behind which was killed itself. */
export function killLeftClients(device: string): void {
  if (!existsSync(FOLDERS)) return;
  for (const name of readdirSync(FOLDERS).filter((each) => each.startsWith(prefixOf(device)))) {
    const folder = join(FOLDERS, name);
    killLeft(join(folder, PID_FILE), `\0${folder}/`);
    rmSync(folder, { recursive: true, force: true });
  }
}
