// All operational commands, by their words and by their RPC; and the answer to a request.

import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { type Element } from "../netconf/request";
import { reportJson } from "../report/json";
import { el, write } from "../report/markup";
import { sheetMarkup, sheetText } from "../report/sheet";
import { BGP } from "./bgp";
import { CLUSTER } from "./cluster";
import { type Command } from "./command";
import { DHCP } from "./dhcp";
import { FLOW } from "./flow";
import { HEALTH } from "./health";
import { IKE } from "./ike";
import { INTERFACES } from "./interfaces";
import { IPSEC } from "./ipsec";
import { STATISTICS } from "./ipsec-statistics";
import { LOG } from "./log";
import { NAT } from "./nat";
import { reported } from "./nodes";
import { PING } from "./ping";
import { POLICIES } from "./policies";
import { rescue, RESCUE, RESCUE_DONE } from "./rescue";
import { ROUTES } from "./routes";
import { SYSTEM } from "./system";

export { type Command, shortRelease } from "./command";
export { rescue, RESCUE, RESCUE_DONE } from "./rescue";
export { reported } from "./nodes";

/** Every operational command. */
export const COMMANDS: readonly Command[] = [
  ...SYSTEM,
  ...IKE,
  ...IPSEC,
  ...STATISTICS,
  ...FLOW,
  ...NAT,
  ...PING,
  ...INTERFACES,
  ...ROUTES,
  ...BGP,
  ...DHCP,
  ...POLICIES,
  ...LOG,
  ...CLUSTER,
  ...HEALTH,
];

const BY_RPC = new Map(COMMANDS.flatMap((command) => command.rpc.map((rpc) => [rpc, command])));

/** A request by its element; the children are its arguments. */
export interface Request {
  readonly name: string;
  readonly args: Element;
}

/** Arguments that every request takes and that change nothing on a single device. */
const HARMLESS = new Set([
  "node",
  "local",
  "all-members",
  "level",
  "level-extra",
  "logical-system",
  "junos-format",
]);

/**
 * Answers a request with what stands inside the reply.
 * @throws Refusal for what the device doesn't know.
 */
export async function answer({ name, args }: Request, device: DeviceView): Promise<string> {
  const own = RESCUE.find(({ rpc }) => rpc === name);
  if (own !== undefined) {
    rescue(device, own.word);
    return write(RESCUE_DONE);
  }
  const command = BY_RPC.get(name);
  if (command === undefined) throw refusal("syntax error", { element: name });
  const given: Record<string, string> = {};
  for (const { name: element, text } of args.children) {
    const option = (command.options ?? []).find(
      (each) => each.element === element || (each.word === element && each.value !== undefined),
    );
    if (option === undefined && HARMLESS.has(element)) continue;
    if (option === undefined) throw refusal("syntax error", { element });
    given[option.element] = text.trim();
  }
  const sheet = await reported(command, device, given);
  switch (args.attributes.format) {
    case "json":
      return write(`\n${reportJson(sheetMarkup(sheet))}`);
    case "text":
    case "ascii":
      return write(el("output", `\n${sheetText(sheet)}`));
    default:
      return write(sheetMarkup(sheet));
  }
}
