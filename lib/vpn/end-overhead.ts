// What encryption adds to a packet, held against the lengths that a tunnel's ends let through, and IKE's own long packets behind two NATs.
import { type EndMistake, versionOf } from "../junos";
import { familyOf } from "../net";
import type { Tunnel } from "../topology";
import type { TunnelEndConfig } from "./end-config";

/** Bytes of headers: IPv4 and IPv6, UDP around ESP where NAT is on the way (RFC 3948), ESP's own (RFC 4303), TCP. */
const HEADERS = { inet: 20, inet6: 40, udp: 8, esp: 8, trailer: 2, tcp: 20 } as const;

/** Bytes of the initialization vector and of a block, by the beginning of Junos's name. */
const CIPHERS: readonly (readonly [RegExp, vector: number, block: number, check: number])[] = [
  // The tag is a part of the cipher (RFC 4106).
  [/^aes-\d+-gcm$/, 8, 4, 16],
  [/^aes-\d+-cbc$/, 16, 16, 0],
  [/^3?des-cbc$/, 8, 8, 0],
];

/** Bytes of the integrity check value. */
const CHECKS: Readonly<Record<string, number>> = {
  "hmac-md5-96": 12,
  "hmac-sha1-96": 12,
  "hmac-sha-256-96": 12,
  "hmac-sha-256-128": 16,
  "hmac-sha-384": 24,
  "hmac-sha-512": 32,
};

/** The longest packet that goes through whole; undefined where the proposal does not tell. */
function longestInner(
  { tree, ipsecPolicy, gateway }: TunnelEndConfig,
  { mtu, isNat }: { readonly mtu: number; readonly isNat: boolean },
): number | undefined {
  const [named] = ipsecPolicy?.names("proposals") ?? [];
  const proposal =
    named === undefined ? undefined : tree.get(["security", "ipsec", "proposal", named]);
  const encryption = proposal?.text("encryption-algorithm") ?? "";
  const cipher = CIPHERS.find(([name]) => name.test(encryption));
  if (cipher === undefined) return undefined;
  const [, vector, block, tag] = cipher;
  const check = tag === 0 ? CHECKS[proposal?.text("authentication-algorithm") ?? ""] : tag;
  if (check === undefined) return undefined;
  const [peer] = gateway.names("address");
  const outer = peer !== undefined && familyOf(peer) === "inet6" ? HEADERS.inet6 : HEADERS.inet;
  const room = mtu - outer - (isNat ? HEADERS.udp : 0) - HEADERS.esp - vector - check;
  return Math.floor(room / block) * block - HEADERS.trailer;
}

/** Segments and packets that are longer than what goes through whole: they are cut, or lost where nobody may cut them. */
export function overheadMistakes(
  config: TunnelEndConfig,
  { path, ends }: Tunnel,
): readonly EndMistake[] {
  // Whatever is between, neither end's own way takes more.
  const pathMtu = Math.min(...ends.map(({ view }) => view.external.mtu));
  const longest = longestInner(config, { mtu: pathMtu, isNat: path.nat });
  if (longest === undefined) return [];
  const { tree, vpn, name } = config;
  const mss = tree.get(["security", "flow", "tcp-mss", "ipsec-vpn"])?.text("mss");
  const [, unit] = vpn.text("bind-interface")?.split(".") ?? [];
  const mtu =
    unit === undefined
      ? undefined
      : tree.get(["interfaces", "st0", "unit", unit, "family", "inet"])?.text("mtu");
  const most = { mss: longest - HEADERS.inet - HEADERS.tcp, mtu: longest };
  const told = (what: string, found: string, allowed: number, fix: string): EndMistake => ({
    rule: "tunnel-overhead",
    severity: "warning",
    device: name,
    what,
    found,
    allowed: `at most ${allowed}: encryption adds ${pathMtu - longest} bytes on a path that takes ${pathMtu}`,
    fix,
  });
  return [
    ...(mss === undefined || Number(mss) <= most.mss
      ? []
      : [
          told(
            `TCP segments on ${name} are longer than the tunnel takes whole`,
            `tcp-mss ipsec-vpn ${mss}`,
            most.mss,
            `leave tcpMss out (1350), or set it to ${most.mss} or less`,
          ),
        ]),
    ...(mtu === undefined || Number(mtu) <= most.mtu
      ? []
      : [
          told(
            `packets on ${name}'s tunnel interface are longer than the tunnel takes whole`,
            `mtu ${mtu} on st0.${unit}`,
            most.mtu,
            `take the mtu away, or set it to ${most.mtu} or less`,
          ),
        ]),
  ];
}

/** Pieces of IP are often lost behind two NATs, so that IKE has to cut its long messages itself (RFC 7383). */
export function fragmentationMistakes(
  config: TunnelEndConfig,
  tunnel: Tunnel,
): readonly EndMistake[] {
  const { gateway, name } = config;
  const isDouble = tunnel.ends.every(({ view }) => view.hidden);
  const isOff = gateway.has("fragmentation disable");
  if (!isDouble || !isOff || versionOf(config) === "v1-only") return [];
  return [
    {
      rule: "fragmentation-off",
      severity: "warning",
      device: name,
      what: `${name} does not cut long messages of IKE, and both ends are behind NAT, where pieces of IP get lost`,
      found: "fragmentation disable",
      allowed: "Junos's own default, which cuts them",
      fix: "take the statement that switches it off away",
    },
  ];
}

/** Ends that by hand both wait for traffic, although the program has one begin by itself. */
export function waitingMistakes(
  a: TunnelEndConfig,
  b: TunnelEndConfig,
  { carried }: Tunnel,
): readonly EndMistake[] {
  const waits = ({ vpn }: TunnelEndConfig): boolean =>
    (vpn.text("establish-tunnels") ?? "on-traffic") === "on-traffic";
  if (carried.isOnTraffic || !waits(a) || !waits(b)) return [];
  return [
    {
      rule: "ends-on-traffic",
      severity: "warning",
      what: "both ends wait for traffic, so the tunnel is down until somebody sends, although the VPN says that one end begins",
      found: `establish-tunnels on-traffic, said or by default, on ${a.name} and ${b.name}`,
      allowed: "immediately at one end",
      fix: 'take the override at one end away, or say establish: "on-traffic" with the VPN',
    },
  ];
}
