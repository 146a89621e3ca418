// The two routing daemons of one device, in its data namespace: zebra, which has the routes, and bgpd, which has the peers.

import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end, isRunning, killLeft } from "../../topology";
import { Vty } from "./vty";

const PROGRAMS = "/usr/lib/frr";
const NAMES = ["zebra", "bgpd"] as const;
type Name = (typeof NAMES)[number];

/** A folder of the device, short enough for a UNIX socket's path. */
function folderOf(device: string): string {
  return `/run/vsrx/${device}.bgp`;
}

/**
 * The daemons become the user `frr`, and want it to be in the group `frrvty`. Inside an ordinary user's namespace nobody
 * can become another: there, as everywhere, that user is the one who runs the lab, in files that only the daemons see.
 * They write into /var/tmp, which is theirs alone too.
 */
const SCRIPT = `
mount --bind "$0/passwd" /etc/passwd &&
mount --bind "$0/group" /etc/group &&
mount --bind "$0/tmp" /var/tmp &&
exec ${PROGRAMS}/$1 -f "$0/$1.conf" -i "$0/$1.pid" --vty_socket "$0" -z "$0/zserv.api" -u frr -g frr -P 0`;

interface Running {
  readonly child: ChildProcess;
  readonly vty: Vty;
}

export class RoutingDaemons {
  private constructor(
    private readonly folder: string,
    private readonly daemons: Readonly<Record<Name, Running>>,
  ) {}

  get zebra(): Vty {
    return this.daemons.zebra.vty;
  }

  get bgpd(): Vty {
    return this.daemons.bgpd.vty;
  }

  get running(): boolean {
    return NAMES.every((name) => isRunning(this.daemons[name].child));
  }

  /** Starts them, without any session yet. */
  static async start(device: string, netns: string): Promise<RoutingDaemons> {
    for (const name of NAMES) {
      if (existsSync(join(PROGRAMS, name))) continue;
      throw new Error(
        `BGP needs the routing daemons of the Debian package frr: ${join(PROGRAMS, name)} is missing; install frr`,
      );
    }
    const folder = folderOf(device);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "tmp"), { recursive: true });
    const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    writeFileSync(join(folder, "passwd"), `frr:x:${uid}:${gid}::/:/bin/false\n`);
    writeFileSync(join(folder, "group"), `frr:x:${gid}:\nfrrvty:x:${gid}:frr\n`);
    // bgpd looks for zebra once and then not again for a while: zebra comes first.
    const zebra = await startOne("zebra", folder, netns);
    try {
      return new RoutingDaemons(folder, { zebra, bgpd: await startOne("bgpd", folder, netns) });
    } catch (error) {
      await stopOne(zebra);
      throw error;
    }
  }

  /** Ends them; zebra takes its routes along. */
  async stop(): Promise<void> {
    await stopOne(this.daemons.bgpd);
    await stopOne(this.daemons.zebra);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function startOne(name: Name, folder: string, netns: string): Promise<Running> {
  writeFileSync(join(folder, `${name}.conf`), `log file ${folder}/${name}.log\n`);
  const log = openSync(join(folder, "output.log"), "a");
  const child = spawn("ip", ["netns", "exec", netns, "sh", "-c", SCRIPT, folder, name], {
    stdio: ["ignore", log, log],
    env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`, LC_ALL: "C" },
  });
  closeSync(log);
  child.on("error", () => undefined);
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return { child, vty: await Vty.open(join(folder, `${name}.vty`)) };
    } catch (error) {
      if (!isRunning(child) || Date.now() > deadline) {
        child.kill("SIGKILL");
        const said =
          readFileSync(join(folder, "output.log"), "utf8").trim().split("\n").at(-1) ?? "";
        throw new Error(`the routing daemon ${name} in ${netns} did not start: ${said}`, {
          cause: error,
        });
      }
      await sleep(20);
    }
  }
}

async function stopOne({ child, vty }: Running): Promise<void> {
  vty.close();
  await end(child, 3_000);
}

/** Ends the daemons that a device left behind which was killed itself. */
export function killLeftDaemons(device: string): void {
  const folder = folderOf(device);
  for (const name of NAMES) killLeft(join(folder, `${name}.pid`), `${folder}/${name}.conf`);
  rmSync(folder, { recursive: true, force: true });
}
