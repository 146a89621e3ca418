// A DHCP server on a link: busybox's udhcpd, with an address of the link as the router of what it hands out.

import { addressAt, hostOf, lengthOf, netmaskOf, networkOf } from "../../lib/net";
import { command } from "./commands";

/** Where its files are, in the lab's own /run. */
const FOLDER = "/run/vsrx-dhcp";

/** Seconds that a client may keep its address without asking again. */
const LEASE_SECONDS = 120;

/** As many as a link of a lab ever has clients. */
const MOST = 100;

const filesOf = (namespace: string, link: string): string => `${FOLDER}/${namespace}.${link}`;

/** The first and the last address that are handed out: of the upper half of the network. */
export function handedOut(address: string): readonly [string, string] {
  const network = networkOf(address);
  const size = 2 ** (32 - lengthOf(network));
  const first = size / 2;
  const last = Math.min(size - 2, first + MOST - 1);
  return [hostOf(addressAt(network, first)), hostOf(addressAt(network, last))];
}

function configuration(link: string, address: string, files: string): string {
  const [start, end] = handedOut(address);
  return `start ${start}
end ${end}
interface ${link}
max_leases ${MOST}
min_lease 60
lease_file ${files}.leases
pidfile ${files}.pid
option subnet ${netmaskOf(address)}
option router ${hostOf(address)}
option lease ${LEASE_SECONDS}
`;
}

/** Ends what answers on a link, if anything does. */
export async function endDhcp(namespace: string, link: string): Promise<void> {
  const files = filesOf(namespace, link);
  const script = `[ ! -e "$0.pid" ] || kill "$(cat "$0.pid")" 2>/dev/null; rm -f "$0".*`;
  await command(["sh", "-c", script, files], { lenient: true });
}

/** Answers on a link from now on. */
export async function serveDhcp(namespace: string, link: string, address: string): Promise<void> {
  await endDhcp(namespace, link);
  const files = filesOf(namespace, link);
  const script = `mkdir -p ${FOLDER} && cat > "$0.conf" && touch "$0.leases" && busybox udhcpd "$0.conf"`;
  await command(["sh", "-ec", script, files], {
    namespace,
    input: configuration(link, address, files),
  });
}
