// The links between a device's data namespace and the small namespace of one IKE daemon, and the routes over them.
import { familyOf, hostOf, hostPrefix, lengthOf } from "../../../lib/net";
import { createHash } from "node:crypto";
import { command } from "../../topology";
import type { Connection, DaemonPlan } from "./plan";
import { siblings } from "./siblings";

/** Names that one daemon's namespace and links go by. */
export interface DaemonNames {
  /** The small namespace. */
  readonly netns: string;
  /** The data namespace's end of the link that carries IKE and ESP in UDP. */
  readonly ike: string;
  /** Routing table, in the data namespace, of packets that go to the daemon. */
  readonly table: number;
}

/** Linux takes 15 characters for a link's name. */
export function daemonNames(device: string, id: string): DaemonNames {
  const digest = createHash("sha256").update(id).digest();
  const short = digest.toString("hex").slice(0, 6);
  return {
    netns: `${device}.${short}`,
    ike: `ike${short}`,
    table: 1000 + (digest.readUInt16BE(0) % 20_000),
  };
}

/** The data namespace's link for the clear side of a VPN: its tunnel interface, or one of our own for a policy-based VPN. */
export function clearLink(connection: Connection): string {
  if (connection.bindInterface !== undefined) return connection.bindInterface;
  return `pb${createHash("sha256").update(connection.vpn).digest("hex").slice(0, 6)}`;
}

/** Same address at both ends: without ARP, a frame then always arrives at the other end. */
function mac(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `02:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}:${hex.slice(6, 8)}:${hex.slice(8, 10)}`;
}

/** The families whose packets the links carry, as `ip` wants them said. */
const FAMILIES = ["-4", "-6"] as const;
type FamilyOption = (typeof FAMILIES)[number];

/** Lines of one batch are of one family: a rule or a default route does not tell its own. */
async function ip(
  netns: string,
  lines: readonly string[],
  family: FamilyOption = "-4",
): Promise<void> {
  if (lines.length === 0) return;
  await command(["ip", family, "-force", "-batch", "-"], {
    namespace: netns,
    input: `${lines.join("\n")}\n`,
    lenient: true,
  });
}

/** The same lines for both families, whose rules and tables are apart. */
async function ipBoth(netns: string, lines: readonly string[]): Promise<void> {
  for (const family of FAMILIES) await ip(netns, lines, family);
}

function familyOption(address: string): FamilyOption {
  return familyOf(address) === "inet6" ? "-6" : "-4";
}

/** One address as the kernel takes it; without duplicate address detection an IPv6 address is usable at once. */
function addressLine(verb: "add" | "replace", address: string, link: string): string {
  const now = familyOf(address) === "inet6" ? " nodad" : "";
  return `addr ${verb} ${hostPrefix(address)} dev ${link}${now}`;
}

/** The daemon's end of the clear link. */
function innerClear(connection: Connection): string {
  return `c${createHash("sha256").update(connection.vpn).digest("hex").slice(0, 8)}`;
}

/** Ahead of table `local`, which would keep IKE packets in the data namespace. */
const RULE_PEER = 50;
const RULE_ANY = 60;
const RULE_LOCAL = 100;

/** Inside the daemon's namespace: what is decrypted, and what is to be encrypted. */
const TABLE_OUT = 10;
const TABLE_IN = 100;

async function sysctl(netns: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const script = Object.entries(settings)
    .map(([key, value]) => `echo ${value} > /proc/sys/${key} 2>/dev/null || true`)
    .join("\n");
  await command(["sh", "-c", script], { namespace: netns });
}

/** Namespace, links, rules and routes of one daemon. */
export async function plug(dataNetns: string, names: DaemonNames, plan: DaemonPlan): Promise<void> {
  await command(["ip", "netns", "add", names.netns]);
  await sysctl(names.netns, {
    "net/ipv4/ip_forward": "1",
    "net/ipv4/conf/all/rp_filter": "0",
    "net/ipv4/conf/default/rp_filter": "0",
    "net/ipv4/conf/all/accept_local": "1",
    "net/ipv4/conf/default/accept_local": "1",
    "net/ipv4/conf/all/send_redirects": "0",
    "net/ipv6/conf/all/forwarding": "1",
    "net/ipv6/conf/default/forwarding": "1",
  });
  const hardware = mac(names.netns);
  await command([
    ...["ip", "link", "add", names.ike, "netns", dataNetns, "address", hardware, "type", "veth"],
    ...["peer", "name", "wan", "netns", names.netns, "address", hardware],
  ]);
  const outer = familyOption(plan.localAddress);
  await ip(
    names.netns,
    [
      "link set lo up",
      "link set wan arp off up",
      addressLine("add", plan.localAddress, "wan"),
      "route add default dev wan",
    ],
    outer,
  );
  await ipBoth(names.netns, [
    // What was decrypted goes to a tunnel interface or nowhere.
    `rule add pref ${TABLE_IN + 2} iif ipsec0 unreachable`,
    // Addresses on ipsec0 may be a host's own: what is for them passes on all the same.
    `rule add pref ${TABLE_IN + 100} lookup local`,
    "rule del pref 0",
  ]);
  await ip(dataNetns, [`link set ${names.ike} arp off up`]);
  await ip(
    dataNetns,
    [
      `rule add pref ${RULE_LOCAL} lookup local`,
      "rule del pref 0",
      `route add ${hostPrefix(plan.localAddress)} dev ${names.ike} table ${names.table}`,
    ],
    outer,
  );
  await sysctl(dataNetns, {
    [`net/ipv4/conf/${names.ike}/accept_local`]: "1",
    [`net/ipv4/conf/${names.ike}/rp_filter`]: "0",
  });
  for (const connection of plan.connections) await plugClear(dataNetns, names, connection, plan);
  for (const family of FAMILIES) await ip(names.netns, sharedRules(plan, family), family);
  await ip(dataNetns, peerRules(names, plan, "add"), outer);
}

/**
 * IKE packets to the device's own address go to the daemon of the peer that sent them, whatever link they come in by:
 * a redundant interface's changes.
 */
function peerRules(names: DaemonNames, plan: DaemonPlan, verb: "add" | "del"): readonly string[] {
  const peers = [...new Set(plan.connections.flatMap((connection) => connection.peers))];
  const sources =
    peers.length > 0
      ? peers.map((peer) => ({ from: `from ${peer} `, pref: RULE_PEER }))
      : [{ from: "", pref: RULE_ANY }];
  return sources.flatMap(({ from, pref }) =>
    [500, 4500].map(
      (port) =>
        `rule ${verb} pref ${pref} ${from}to ${plan.localAddress} ipproto udp dport ${port} lookup ${names.table}`,
    ),
  );
}

/** Links, rules and routes of one more VPN of a daemon that runs. */
export async function plugClear(
  dataNetns: string,
  names: DaemonNames,
  connection: Connection,
  plan: DaemonPlan,
): Promise<void> {
  const outer = clearLink(connection);
  const inner = innerClear(connection);
  const hardware = mac(`${names.netns} ${connection.vpn}`);
  // A tunnel interface may stand in for one that had no VPN until now.
  await command(["ip", "link", "del", outer], { namespace: dataNetns, lenient: true });
  await command([
    ...["ip", "link", "add", outer, "netns", dataNetns, "address", hardware, "type", "veth"],
    ...["peer", "name", inner, "netns", names.netns, "address", hardware],
  ]);
  const table = tableOf(connection);
  await ip(names.netns, [`link set ${inner} arp off up`]);
  await ipBoth(names.netns, [
    // What comes in clear is encrypted or dropped; it never leaves any other way.
    `rule add pref ${TABLE_IN} iif ${inner} lookup ${TABLE_OUT}`,
    `route add unreachable default metric 4278198272 table ${TABLE_OUT}`,
    `route add default dev ${inner} table ${table}`,
  ]);
  if (siblings(plan, connection).length === 1) {
    for (const family of FAMILIES)
      await ip(names.netns, decryptedRules(connection, table, family), family);
  }
  await ip(dataNetns, [`link set ${outer} arp off up`]);
}

/**
 * Gives a tunnel interface its link, or takes it: the other end of its cable is switched, so that the interface keeps
 * its addresses, and the kernel and the routing daemon hear of it as of a cable that is pulled.
 */
export async function switchClear(
  names: DaemonNames,
  connection: Connection,
  isUp: boolean,
): Promise<void> {
  const inner = innerClear(connection);
  await ip(names.netns, [`link set ${inner} ${isUp ? "up" : "down"}`]);
  // A route goes with its link, and does not come back with it.
  if (isUp)
    await ipBoth(names.netns, [`route replace default dev ${inner} table ${tableOf(connection)}`]);
}

/** What was decrypted goes to the tunnel interface that its sender is routed to. */
function decryptedRules(
  connection: Connection,
  table: number,
  family: FamilyOption,
): readonly string[] {
  if (connection.peers.length > 0) {
    return [`rule add pref ${TABLE_IN + 1} iif ipsec0 lookup ${table}`];
  }
  return connection.selectors
    .flatMap(({ remote }) => remote)
    .filter((prefix) => familyOption(prefix) === family)
    .map((prefix) => senderRule("add", prefix, table));
}

/**
 * VPNs of one IKE gateway: of what was decrypted nothing says by which SA it came, so the selectors decide, the
 * narrowest first.
 */
function sharedRules(plan: DaemonPlan, family: FamilyOption): readonly string[] {
  const rules = plan.connections
    .filter((connection) => siblings(plan, connection).length > 1)
    .flatMap((connection) =>
      connection.selectors.flatMap(({ local, remote }) =>
        remote.flatMap((from) => local.map((to) => ({ from, to, table: tableOf(connection) }))),
      ),
    )
    .filter(({ from, to }) => [from, to].every((each) => familyOption(each) === family));
  const width = ({ from, to }: { readonly from: string; readonly to: string }): number =>
    -lengthOf(from) - lengthOf(to);
  return rules
    .sort((a, b) => width(a) - width(b))
    .map(
      ({ from, to, table }) =>
        `rule add pref ${TABLE_IN + 1} iif ipsec0 from ${from} to ${to} lookup ${table}`,
    );
}

function senderRule(verb: "add" | "del", prefix: string, table: number): string {
  return `rule ${verb} pref ${TABLE_IN + 1} iif ipsec0 from ${prefix} lookup ${table}`;
}

/** Other senders belong to the tunnel interface of a VPN from now on. */
export async function moveSenders(
  names: DaemonNames,
  connection: Connection,
  { added, gone }: { readonly added: readonly string[]; readonly gone: readonly string[] },
): Promise<void> {
  const table = tableOf(connection);
  for (const family of FAMILIES) {
    const own = (prefixes: readonly string[]): readonly string[] =>
      prefixes.filter((prefix) => familyOption(prefix) === family);
    const lines = [
      ...own(gone).map((prefix) => senderRule("del", prefix, table)),
      ...own(added).map((prefix) => senderRule("add", prefix, table)),
    ];
    await ip(names.netns, lines, family);
  }
}

/** Take away what {@link plugClear} made for a VPN that knows its peer by identity alone. */
export async function unplugClear(
  dataNetns: string,
  names: DaemonNames,
  connection: Connection,
  senders: readonly string[],
): Promise<void> {
  await moveSenders(names, connection, { added: [], gone: senders });
  // Routes go with their link, rules do not.
  await ipBoth(names.netns, [`rule del pref ${TABLE_IN} iif ${innerClear(connection)}`]);
  await ip(dataNetns, [`link del ${clearLink(connection)}`]);
}

function tableOf(connection: Connection): number {
  const digest = createHash("sha256").update(connection.vpn).digest();
  return 1000 + (digest.readUInt16BE(0) % 20_000);
}

/**
 * Once the daemon has made its TUN device: routes into it, and addresses that let it accept its selectors (charon
 * looks for a local address inside each local selector, or inside what the peer narrows it to).
 */
export async function plugTun(
  names: DaemonNames,
  plan: DaemonPlan,
  networks: readonly string[],
): Promise<void> {
  const peers = new Set(plan.connections.flatMap((connection) => connection.peers));
  const locals = new Set(
    plan.connections
      .flatMap(({ selectors }) => selectors.flatMap(({ local }) => local))
      .concat(networks)
      // Everything holds the loopback address, and a link-local one is no host's to protect.
      .filter((prefix) => !/^(0\.0\.0\.0|::)\/|^fe80:/i.test(prefix))
      .map(hostOf)
      // A host route leads to the peer: were its address here, nothing would leave for it.
      .filter((address) => !peers.has(address)),
  );
  for (const family of FAMILIES) {
    await ip(
      names.netns,
      [
        "link set ipsec0 up",
        `route replace default dev ipsec0 table ${TABLE_OUT}`,
        ...[...locals]
          .filter((address) => familyOption(address) === family)
          .map((address) => addressLine("replace", address, "ipsec0")),
      ],
      family,
    );
  }
}

/** Take away what {@link plug} made. */
export async function unplug(
  dataNetns: string,
  names: DaemonNames,
  plan: DaemonPlan,
): Promise<void> {
  await ip(
    dataNetns,
    [
      ...peerRules(names, plan, "del"),
      `link del ${names.ike}`,
      ...plan.connections.map((connection) => `link del ${clearLink(connection)}`),
      `route flush table ${names.table}`,
    ],
    familyOption(plan.localAddress),
  );
  await command(["ip", "netns", "del", names.netns], { lenient: true });
}

/** Packets that the data namespace has sent into a clear link: the traffic that asks for a tunnel. */
export async function packetsOffered(names: DaemonNames, connection: Connection): Promise<number> {
  const answer = await command(
    ["cat", `/sys/class/net/${innerClear(connection)}/statistics/rx_packets`],
    { namespace: names.netns, lenient: true },
  );
  return Number(answer.trim() || 0);
}
