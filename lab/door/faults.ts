// Faults to try a network with, each with its way back. They happen to machines of the lab, as others would do them: the program isn't asked.
import { LabError, type TunnelFacts } from "../cli";
import { type Ran, type RunOptions } from "./inside";

/** A machine loses its power and boots again: the sessions and translations of a NAT device are gone. */
export interface Restart {
  /** Which of the faults it is. */
  readonly kind: "restart";
  /** The machine's name, as in the program. */
  readonly at: string;
}

/** What arrives at a machine for a port is dropped without a word, as by a filter before it. */
export interface ClosedPort {
  /** Which of the faults it is. */
  readonly kind: "closed-port";
  /** The machine's name, as in the program. */
  readonly at: string;
  /** 1–65535. */
  readonly port: number;
  /** @default "udp" */
  readonly protocol?: "udp" | "tcp";
}

/** Somebody gives a gateway another pre-shared key for a tunnel, and its security associations are cleared. */
export interface WrongKey {
  /** Which of the faults it is. */
  readonly kind: "wrong-key";
  /** The gateway's name, as in the program. */
  readonly at: string;
  /** The tunnel's name, as `status` has it. */
  readonly tunnel: string;
}

/** A machine neither hears nor says anything any more, its management included. */
export interface DeadPeer {
  /** Which of the faults it is. */
  readonly kind: "dead-peer";
  /** The machine's name, as in the program. */
  readonly at: string;
}

/** What is to break. */
export type Fault = Restart | ClosedPort | WrongKey | DeadPeer;

/** A fault that was made. */
export interface Broken {
  /** Takes it back; a second time does nothing. Tunnels that were down come up again after it by themselves. */
  heal(): Promise<void>;
}

/** How a fault reaches the lab. */
export interface FaultLab {
  exec(node: string, argv: readonly string[], options?: RunOptions): Promise<Ran>;
  cli(gateway: string, command: string): Promise<string>;
  type(gateway: string, lines: readonly string[]): Promise<string>;
  restart(node: string): Promise<void>;
  tunnels(): readonly TunnelFacts[];
}

let made = 0;

/** @throws LabError for a machine or a tunnel that is not there */
export async function breakAt(lab: FaultLab, fault: Fault): Promise<Broken> {
  switch (fault.kind) {
    case "restart":
      await lab.restart(fault.at);
      // It is back already.
      return once(() => Promise.resolve());
    case "closed-port": {
      const { port, protocol = "udp" } = fault;
      if (!Number.isInteger(port) || port < 1 || port > 65535)
        throw new LabError(`a port is a number from 1 to 65535, not ${port}`);
      return await dropping(lab, fault.at, [`${IN} ${protocol} dport ${port} drop; }`]);
    }
    case "dead-peer":
      return await dropping(lab, fault.at, [`${IN} drop; }`, `${OUT} drop; }`]);
    case "wrong-key":
      return await wrongKey(lab, fault);
  }
}

/** Before anything of the machine's own has seen a packet, and after all of it has. */
const IN = "chain arriving { type filter hook prerouting priority -500;";
const OUT = "chain leaving { type filter hook postrouting priority 500;";

async function dropping(lab: FaultLab, at: string, chains: readonly string[]): Promise<Broken> {
  const table = `inet fault${(made += 1)}`;
  const nft = async (input: string): Promise<void> => {
    const { code, stderr } = await lab.exec(at, ["nft", "-f", "-"], { input });
    if (code !== 0) throw new LabError(`${at} can't be broken so: ${stderr.trim()}`);
  };
  await nft(`table ${table} {\n${chains.join("\n")}\n}\n`);
  return once(async () => await nft(`delete table ${table}\n`));
}

async function wrongKey(
  lab: FaultLab,
  { at, tunnel }: { readonly at: string; readonly tunnel: string },
): Promise<Broken> {
  const tunnels = lab.tunnels();
  const ends = tunnels.find(({ name }) => name === tunnel)?.endpoints;
  const own = ends?.find(({ gateway }) => gateway === at);
  if (ends === undefined || own === undefined) {
    const there = tunnels.map(
      ({ name, endpoints }) =>
        `${name} of ${endpoints.map(({ gateway }) => gateway).join(" and ")}`,
    );
    throw new LabError(
      `there is no tunnel ${JSON.stringify(tunnel)} at ${at}; there are: ${there.join(", ")}`,
    );
  }
  const shown = async (...words: string[]): Promise<string> =>
    await lab.cli(at, `show configuration security ike ${words.join(" ")} | display set`);
  const said = await shown("gateway", own.ikeGateway);
  const policy = / ike-policy (\S+)/.exec(said)?.[1];
  const before = /^set .* pre-shared-key .*$/m.exec(await shown("policy", policy ?? ""))?.[0];
  if (policy === undefined || before === undefined)
    throw new LabError(`the tunnel ${tunnel} has no pre-shared key at ${at}`);
  const path = before.replace(/ pre-shared-key .*$/, " pre-shared-key");
  const commit = async (line: string): Promise<void> => {
    const answer = await lab.type(at, ["configure", line, "commit and-quit"]);
    if (!answer.includes("commit complete")) throw new LabError(`${at} refuses the key: ${answer}`);
    // A device in other hands has no part in this.
    for (const { gateway, managed } of ends)
      if (managed)
        for (const layer of ["ike", "ipsec"])
          await lab.cli(gateway, `clear security ${layer} security-associations`);
  };
  await commit(`${path} ascii-text "not the key of ${tunnel}"`);
  return once(async () => await commit(before));
}

/** At the first call only. */
function once(heal: () => Promise<void>): Broken {
  let healed: Promise<void> | undefined;
  return { heal: () => (healed ??= heal()) };
}
