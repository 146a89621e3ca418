// IKE and IPsec security associations in detail, from either of the two IKE daemons.

import { type EitherWay } from "../either-way";
import { find, findAll, findList, inTurns, leaf, numberAt, textAt, type XmlElement } from "../xml";
import { requireAnswer } from "./understood";

/** The family of the peer's outside address: a device lists one family at a time, IPv4 unless asked. */
export type AddressFamily = "inet" | "inet6";

/** The argument that asks for a family; the default goes unsaid, since old releases don't know the word. */
const familyLeaf = (family: AddressFamily): string =>
  family === "inet" ? "" : leaf("family", family);

/** One IKE security association. */
export interface IkeSa {
  readonly index: number;
  /** Name of the IKE gateway in the device's configuration; absent on old releases. */
  readonly gateway?: string;
  readonly up: boolean;
  /** Absent in brief lists. */
  readonly role?: "initiator" | "responder";
  /** Exchange type as the device names it: Main, Aggressive, IKEv2. */
  readonly exchange?: string;
  readonly localAddress?: string;
  /** 4500 when a NAT was found, 500 without. */
  readonly localPort?: number;
  readonly remoteAddress?: string;
  /** 4500 behind address-only NAT, any port behind a port-translating one. */
  readonly remotePort?: number;
  readonly localIdentity?: string;
  readonly remoteIdentity?: string;
  /** Numbers of the IPsec tunnels that it negotiated, where the release lists them. */
  readonly tunnelIndexes?: readonly number[];
}

/** RPC for {@link readIkeSas}. */
export function ikeSas(family: AddressFamily = "inet"): string {
  return `<get-ike-security-associations-information><detail/>${familyLeaf(family)}</get-ike-security-associations-information>`;
}

/**
 * Reads `show security ike security-associations`, in detail or brief. No association is an empty list.
 *
 * @throws ProtocolError when the reply holds no list
 */
export function readIkeSas(root: XmlElement): IkeSa[] {
  return ikeElements(root).map(readIkeSa);
}

/** The same of a long list, with turns for others in between. */
export async function readManyIkeSas(root: XmlElement): Promise<IkeSa[]> {
  return await inTurns(ikeElements(root), readIkeSa);
}

function ikeElements(root: XmlElement): readonly XmlElement[] {
  requireAnswer(
    root,
    "IKE SAs",
    "ike-security-associations-information",
    "ike-security-associations",
  );
  const blocks = findList(root, "ike-security-associations-block");
  return blocks.length > 0 ? blocks : findList(root, "ike-security-associations");
}

const readIkeSa = (element: XmlElement): IkeSa => ikeSa(element, findSa(element) ?? element);

const findSa = (block: XmlElement): XmlElement | undefined =>
  find(block, "ike-security-associations");

function ikeSa(block: XmlElement, sa: XmlElement): IkeSa {
  // The same names stand again inside the phase 2 part: read by path, never by first match.
  const phase2 = sa.children.find(({ name }) => name === "ike-sa-phase2-information");
  const pick = (name: string): string | undefined => textAt(sa, name) ?? textAt(block, name);
  const peerIdentity = textAt(sa, "ike-ike-id") ?? textAt(sa, "ike-xauth-user-info", "ike-ike-id");
  return {
    index: numberAt(block, "ike-sa-index") ?? numberAt(sa, "ike-sa-index") ?? 0,
    gateway: pick("ike-gw-name"),
    up: (pick("ike-sa-state") ?? "").toUpperCase() === "UP",
    role: roleOf(pick("ike-sa-role")),
    exchange: pick("ike-sa-exchange-type"),
    localAddress: textAt(sa, "ike-sa-local-address"),
    localPort: numberAt(sa, "ike-sa-local-port"),
    remoteAddress: pick("ike-sa-remote-address"),
    remotePort: numberAt(sa, "ike-sa-remote-port"),
    localIdentity: textAt(phase2, "ike-sa-local-id"),
    remoteIdentity: textAt(phase2, "ike-sa-remote-id") ?? peerIdentity,
    tunnelIndexes: indexesIn(block),
  };
}

function roleOf(text: string | undefined): IkeSa["role"] {
  if (text === undefined) return undefined;
  return text.toLowerCase().startsWith("init") ? "initiator" : "responder";
}

function indexesIn(block: XmlElement): number[] | undefined {
  const found = findAll(block, "ike-ipsec-sa-tunnel-ids");
  if (found.length === 0) return undefined;
  return found.flatMap(({ text }) => (text.match(/\d+/g) ?? []).map(Number));
}

/** One direction of a tunnel. */
export interface IpsecSa {
  readonly direction: "inbound" | "outbound";
  readonly spi: string;
  readonly installed: boolean;
  readonly encryption?: string;
  readonly authentication?: string;
}

/** What a device noted about a tunnel. */
export interface TunnelEvent {
  readonly time?: string;
  readonly text: string;
  readonly times: number;
}

/** One IPsec tunnel with its security associations. */
export interface IpsecTunnel {
  readonly index: number;
  /** Name of the VPN in the device's configuration. */
  readonly vpn?: string;
  readonly up: boolean;
  readonly localGateway?: string;
  readonly remoteGateway?: string;
  /** 4500 when a NAT was found, 500 without. */
  readonly port?: number;
  readonly bindInterface?: string;
  readonly associations: readonly IpsecSa[];
  /** In the device's order, which is newest first. */
  readonly events: readonly TunnelEvent[];
}

/** RPC for {@link readIpsecTunnels}. */
export function ipsecSas(family: AddressFamily = "inet"): string {
  return `<get-security-associations-information><detail/>${familyLeaf(family)}</get-security-associations-information>`;
}

/**
 * Reads `show security ipsec security-associations`, in detail or brief.
 *
 * @throws ProtocolError when the reply holds no list
 */
export function readIpsecTunnels(root: XmlElement): IpsecTunnel[] {
  return tunnelElements(root).map(tunnel);
}

/** The same of a long list, with turns for others in between. */
export async function readManyIpsecTunnels(root: XmlElement): Promise<IpsecTunnel[]> {
  return await inTurns(tunnelElements(root), tunnel);
}

function tunnelElements(root: XmlElement): readonly XmlElement[] {
  requireAnswer(
    root,
    "IPsec SAs",
    "ipsec-security-associations-information",
    "security-associations-information",
    "ipsec-security-associations-block",
  );
  return findList(root, "ipsec-security-associations-block");
}

/** RPC for {@link readInactiveTunnels}. */
export function inactiveTunnels(family: AddressFamily = "inet"): EitherWay {
  return {
    operation: `<get-inactive-tunnels><detail/>${familyLeaf(family)}</get-inactive-tunnels>`,
    command: `show security ipsec inactive-tunnels detail${family === "inet" ? "" : ` family ${family}`}`,
  };
}

/**
 * Reads `show security ipsec inactive-tunnels detail`: the tunnels that should be up and aren't.
 *
 * @throws ProtocolError when the reply holds no list
 */
export function readInactiveTunnels(root: XmlElement): IpsecTunnel[] {
  requireAnswer(
    root,
    "inactive tunnels",
    "ipsec-unestablished-tunnel-information",
    "total-inactive-tunnels",
    "ipsec-security-associations-block",
  );
  return findList(root, "ipsec-security-associations-block").map((block) => ({
    ...tunnel(block),
    up: false,
  }));
}

function tunnel(block: XmlElement): IpsecTunnel {
  const parts = block.children.filter(({ name }) => name === "ipsec-security-associations");
  const pick = (name: string): string | undefined =>
    textAt(block, name) ??
    parts.map((part) => textAt(part, name)).find((text) => text !== undefined);
  const state = pick("sa-block-state");
  const associations = parts
    // What isn't negotiated has a dash for its direction.
    .filter((part) => ![undefined, "-"].includes(textAt(part, "sa-direction")))
    .map(association);
  return {
    index: Number(pick("sa-tunnel-index") ?? 0),
    vpn: pick("sa-vpn-name"),
    up:
      state === undefined
        ? associations.some(({ installed }) => installed)
        : state.toLowerCase() === "up",
    localGateway: pick("sa-local-gateway"),
    remoteGateway: pick("sa-remote-gateway"),
    port: numberAt(find(block, "sa-dev-info"), "sa-port") ?? numberOf(pick("sa-port")),
    bindInterface: find(block, "sa-bind-interface")?.text || undefined,
    associations,
    events: eventsOf(block),
  };
}

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

function association(part: XmlElement): IpsecSa {
  const direction = textAt(part, "sa-direction") ?? "";
  const state = textAt(part, "sa-state");
  return {
    // The brief form draws an arrow instead of a word.
    direction: direction === "<" || direction.startsWith("in") ? "inbound" : "outbound",
    spi: (textAt(part, "sa-spi") ?? "").replace(/^0x/, ""),
    installed: state === undefined || state.toLowerCase().startsWith("installed"),
    encryption:
      textAt(part, "sa-encryption-algorithm") ?? textAt(part, "sa-esp-encryption-algorithm"),
    authentication:
      textAt(part, "sa-authentication-algorithm") ?? textAt(part, "sa-hmac-algorithm"),
  };
}

/** Two generations of names, and one that wraps each event and one that puts them side by side. */
function eventsOf(block: XmlElement): TunnelEvent[] {
  const events: TunnelEvent[] = [];
  const visit = (element: XmlElement): void => {
    let time: string | undefined;
    let last: { time?: string; text: string; times: number } | undefined;
    for (const child of element.children) {
      if (child.name === "sa-tunnel-event-time") time = child.text;
      else if (
        child.name === "sa-tunnel-event-description" ||
        (child.name === "sa-tunnel-event" && child.text !== "")
      ) {
        last = { time, text: child.text, times: 1 };
        events.push(last);
      } else if (child.name === "sa-tunnel-event-num-times" && last !== undefined) {
        last.times = Number(child.text) || 1;
      } else visit(child);
    }
  };
  visit(block);
  return events;
}
