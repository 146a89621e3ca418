// What a person reads at the end: the tunnels as a table, the nodes, and how to look further.
import Table from "cli-table3";
import { type NodeReport } from "./nodes";
import { type Change } from "./progress";
import { type TunnelReport } from "./verify";
import { labCommand } from "./invocation";

/** The one object that `--json` prints. */
export interface LabReport {
  /** The tunnels of the program, as they are now. */
  readonly tunnels: readonly TunnelReport[];
  /** What runs in the lab. */
  readonly nodes: readonly NodeReport[];
  /** What `up` changed; absent in `status`. */
  readonly changes?: readonly Change[];
  /** Why `up` failed. @default none: it did not */
  readonly errors?: readonly string[];
}

export const JSON_HELP = `
With --json (and npm's -s) one object is printed on standard output:
  tunnels[]            the stack's tunnels
    name               as in the program
    verified           true when IKE and IPsec are up on both ends with the right identities,
                       on the port that fits (4500 when a NAT was found, else 500), the NAT rules
                       have hits, hosts behind both gateways ping each other, and ESP was counted
    natFound           whether the devices found a NAT between them
    problem            which check failed and the device's last word on it; absent when verified
    endpoints[]        its two ends
      gateway          the gateway's name, also the node's
      privateAddress   the address on its own external interface
      publicAddress    the address under which its peer reaches it
      port             UDP port it uses for IKE, null when there is no IKE SA
      identity         its IKE identity
      role             initiator or responder
      state            up or down
      bytesIn          bytes that came out of the tunnel here
      bytesOut         bytes that were sent into the tunnel here
  nodes[]              what runs in the lab
    name               to use with exec and cli
    kind               gateway, nat, host or operator
    management         where its SSH and NETCONF answer, seen from the node operator; absent without
      address, port    of SSH (and of NETCONF as its subsystem)
      user             to log in as
      keyFile          that user's private key
  changes[]            (up) what was changed: operation, type, name; empty when nothing was
  errors[]             (up) why it failed; absent when it did not
`;

export function tunnelTable(tunnels: readonly TunnelReport[]): string {
  const table = new Table({
    head: [
      "tunnel",
      "gateway",
      "private address",
      "public address",
      "port",
      "identity",
      "role",
      "state",
      "bytes in",
      "bytes out",
    ],
    style: { head: [], border: [], compact: true },
  });
  for (const tunnel of tunnels) {
    tunnel.endpoints.forEach((end, index) => {
      table.push([
        index === 0 ? tunnel.name : "",
        end.gateway,
        end.privateAddress,
        end.publicAddress,
        end.port === null ? "-" : String(end.port),
        end.identity,
        end.role,
        end.state,
        String(end.bytesIn),
        String(end.bytesOut),
      ]);
    });
  }
  return table.toString();
}

export function tunnelLines(tunnels: readonly TunnelReport[]): string[] {
  return tunnels.map((tunnel) => {
    if (tunnel.unproven !== undefined)
      return `${tunnel.name}: up, and traffic is not proven: ${tunnel.unproven}`;
    if (!tunnel.verified) return `${tunnel.name}: NOT verified: ${tunnel.problem}`;
    const nat = tunnel.natFound
      ? "a NAT was found between the ends, so IKE and ESP use UDP port 4500"
      : "no NAT was found between the ends, so IKE uses port 500 (the lab's user-space IPsec sends ESP in UDP all the same)";
    return `${tunnel.name}: verified; ${nat}`;
  });
}

export function nodeTable(nodes: readonly NodeReport[]): string {
  const table = new Table({
    head: ["node", "kind", "management"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, kind, management } of nodes) {
    const where =
      management === undefined ? "" : `${management.user}@${management.address}:${management.port}`;
    table.push([name, kind, where]);
  }
  return table.toString();
}

/** The next commands worth a try, with this lab's own names in them. */
export function lookFurther(report: LabReport): string {
  const gateway = report.tunnels[0]?.endpoints[0]?.gateway ?? "GATEWAY";
  const host = report.nodes.find((node) => node.kind === "host")?.name ?? "HOST";
  const nat = report.nodes.find((node) => node.kind === "nat")?.name ?? gateway;
  return [
    "Look further:",
    `  ${labCommand("cli", gateway)} "show security ike security-associations detail"`,
    `  ${labCommand("cli", gateway)}                                   (the device's own prompt)`,
    `  ${labCommand("exec", nat)} -- tcpdump -ni any udp port 4500   (what passes on the wire)`,
    `  ${labCommand("exec", host)} -- ip route`,
    `  ${labCommand("status")}      ${labCommand("down")}`,
  ].join("\n");
}
