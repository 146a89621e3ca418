// EC2 Instance Connect Endpoint, where a proxyCommand starts its tunnel: it carries two ports and no other.
import type { Mistake } from "../diagnostics";
import type { ProxyCommand } from "./device-props";

/** SSH and RDP (Amazon EC2 user guide, "Connect using EC2 Instance Connect Endpoint", limitations). */
const CARRIED = ["22", "3389"];

/** Whether the command is the AWS command line's `ec2-instance-connect open-tunnel`. */
const isOpenTunnel = (command: readonly string[]): boolean =>
  command.includes("ec2-instance-connect") && command.includes("open-tunnel");

/** The port that it asks for: the value of `--remote-port`, in a word of its own or in one with it. @default 22 */
function askedPort(command: readonly string[], port: number): string {
  const option = "--remote-port";
  const at = command.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = command[at] ?? `${option}=22`;
  const value = word === option ? command[at + 1] : word.slice(option.length + 1);
  return (value ?? "").replace("%p", String(port));
}

/**
 * What is wrong with the port of a device behind such a tunnel.
 * @param port - where the device listens
 */
export function instanceConnectMistakes(
  command: ProxyCommand | undefined,
  port: number,
): readonly Mistake[] {
  if (command === undefined || !isOpenTunnel(command)) return [];
  const asked = askedPort(command, port);
  if (asked === String(port) && CARRIED.includes(asked)) return [];
  return [
    {
      rule: "instance-connect-port",
      what: "EC2 Instance Connect Endpoint does not carry NETCONF to this port",
      found:
        asked === String(port)
          ? `port ${asked}`
          : `a tunnel to port ${asked} for a device at port ${port}`,
      allowed: `port ${CARRIED.join(" or ")}, and the same for the device`,
      fix: 'let NETCONF come over SSH at port 22, and give "--remote-port", "%p"',
    },
  ];
}
