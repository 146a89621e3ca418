// One strongSwan IKE daemon in a namespace of its own, with ESP in user space.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, rmSync, writeFileSync, closeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end, isRunning } from "../../topology";
import type { DaemonPlan } from "./plan";
import { Vici } from "./vici";

const CHARON = "/usr/lib/ipsec/charon";

/** Marks the daemon's own packets, so that they never enter a tunnel. */
const OWN_MARK = "0x42";

/** The probes of a peer that is silent: as often as the configuration allows until it counts as dead. */
export function retransmission(plan: DaemonPlan): {
  readonly tries: number;
  readonly timeout: number;
} {
  const seconds = Math.min(
    ...plan.connections.map(({ dpdSeconds, dpdThreshold }) =>
      dpdSeconds === 0 ? 50 : dpdSeconds * dpdThreshold,
    ),
  );
  const timeout = 2;
  return { timeout, tries: Math.max(2, Math.round(seconds / timeout) - 1) };
}

function settings(plan: DaemonPlan): string {
  const { tries, timeout } = retransmission(plan);
  const off = [
    "bypass-lan",
    "stroke",
    "dhcp",
    "farp",
    "forecast",
    "connmark",
    "ha",
    "tpm",
    "updown",
    "resolve",
    "attr",
    "eap-identity",
    "counters",
  ];
  return `charon {
  # About ten wait for packets and timers all the time; with fewer the control socket is never served.
  threads = 16
  keep_alive = ${plan.keepaliveSeconds}s
  retransmit_tries = ${tries}
  retransmit_timeout = ${timeout}
  retransmit_base = 1
  routing_table_prio = 40000
  install_routes = no
  install_virtual_ip = no
  i_dont_care_about_security_and_use_aggressive_mode_psk = yes
  # A peer that comes back from another address must not be refused as a flood.
  dos_protection = no
  init_limit_half_open = 0
  filelog {
    log {
      path = /run/charon.log
      default = 1
      ike = 1
      net = 1
      flush_line = yes
    }
  }
  plugins {
${off.map((plugin) => `    ${plugin} {\n      load = no\n    }`).join("\n")}
    kernel-libipsec {
      load = yes
      allow_peer_ts = yes
    }
    kernel-netlink {
      fwmark = !${OWN_MARK}
    }
    socket-default {
      fwmark = ${OWN_MARK}
    }
    vici {
      load = yes
      socket = unix:///run/vici
    }
  }
}
`;
}

export class Charon {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly vici: Vici,
  ) {}

  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return isRunning(this.child);
  }

  /**
   * Start the daemon and wait until it takes commands.
   * @param folder its own, short enough for a UNIX socket's path; it becomes the daemon's /run
   */
  static async start(netns: string, folder: string, plan: DaemonPlan): Promise<Charon> {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "strongswan.conf"), settings(plan));
    const log = openSync(join(folder, "output.log"), "a");
    // Every charon writes /run/charon.pid: a mount namespace of its own keeps them apart. `ip netns exec` makes one.
    const child = spawn(
      "ip",
      [
        ...["netns", "exec", netns, "sh", "-c"],
        `mount --bind "$0" /run && STRONGSWAN_CONF=/run/strongswan.conf exec ${CHARON}`,
        folder,
      ],
      {
        stdio: ["ignore", log, log],
        env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`, LC_ALL: "C" },
      },
    );
    closeSync(log);
    child.on("error", () => undefined);
    const deadline = Date.now() + 20_000;
    for (;;) {
      try {
        return new Charon(child, folder, await Vici.open(join(folder, "vici")));
      } catch (error) {
        if (!isRunning(child) || Date.now() > deadline) {
          child.kill("SIGKILL");
          throw new Error(
            `the IKE daemon in ${netns} did not start; its words are in ${folder}/output.log`,
            { cause: error },
          );
        }
        await sleep(20);
      }
    }
  }

  async stop(): Promise<void> {
    this.vici.close();
    await end(this.child, 3_000);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
