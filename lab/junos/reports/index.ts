// All operational commands, by words and by RPC.

import { type Command } from "./command";
import { FLOW } from "./flow";
import { NAT } from "./nat";
import { PING } from "./ping";
import { SECURITY } from "./security";
import { SYSTEM } from "./system";

/** Every operational command. */
export const COMMANDS: readonly Command[] = [...SYSTEM, ...SECURITY, ...FLOW, ...NAT, ...PING];

const BY_RPC = new Map(COMMANDS.flatMap((command) => command.rpc.map((rpc) => [rpc, command])));

/** The command behind an RPC. */
export function commandOfRpc(rpc: string): Command | undefined {
  return BY_RPC.get(rpc);
}
