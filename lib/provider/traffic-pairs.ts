// Which packets stand for a pair of networks: addresses that the gateways have there themselves, and their zones.

import { addressAt, contains, hostOf, isEverything, overlaps, parsePrefix } from "../net";
import { type PolicyQuestion } from "../device";
import { type CarriedEnd, type CarriedSpec, type NetworkPair } from "./tunnel-spec";

/** The gateway's own address in a network. */
const ownAddress = ({ inner }: CarriedEnd, network: string): string | undefined =>
  inner.find(({ address }) => contains(network, address))?.address;

/** From where to where a packet stands for a pair. */
export interface Way {
  readonly source: string;
  readonly target: string;
  /** The target is a host's, which may be off or silent, and proves nothing then. */
  readonly isHost?: boolean;
}

/** What one end can ping for a pair: the other gateway's own address in it, or else a host of the stack there. */
export function wayOf(carries: CarriedSpec, side: 0 | 1, pair: NetworkPair): Way | undefined {
  const [here, there] = [carries.ends[side], carries.ends[side === 0 ? 1 : 0]];
  const [near, far] =
    side === 0 ? [pair.initiator, pair.responder] : [pair.responder, pair.initiator];
  const [own, target] = [ownAddress(here, near), ownAddress(there, far)];
  if (own !== undefined && target !== undefined) return { source: own, target };
  const host = there.hosts?.find((each) => contains(far, each));
  if (target !== undefined || host === undefined) return undefined;
  // Without selectors the tunnel takes another source as well, and what the peer lets in is a protected network's.
  const networks = carries.pairs.map((each) => (side === 0 ? each.initiator : each.responder));
  const other = networks.map((each) => ownAddress(here, each)).find((each) => each !== undefined);
  const source = own ?? (carries.isNarrow ? undefined : other);
  return source === undefined ? undefined : { source, target: host, isHost: true };
}

/** Any host, for a network that is everything (RFC 5737). */
const ANYBODY = "192.0.2.1";

/** An address that stands for a network. */
export function sampleOf(end: CarriedEnd, network: string): string {
  const own = ownAddress(end, network);
  if (own !== undefined) return own;
  if (isEverything(network)) return ANYBODY;
  const prefix = parsePrefix(network);
  const isSmall = prefix !== undefined && prefix.last - prefix.first < 2n;
  return isSmall ? hostOf(network) : addressAt(network, 1);
}

/** Zones in which a network's hosts may stand: that of the interface on it, or any, where it is behind another router. */
function zonesOf({ inner }: CarriedEnd, network: string): readonly string[] {
  const near = inner.filter((each) => overlaps(each.network, network));
  return [...new Set((near.length > 0 ? near : inner).map(({ zone }) => zone))];
}

/** A packet that policies have to let through, and in words what it is. */
export interface Passage {
  /** One of them is enough: the network is in one of these zones. */
  readonly questions: readonly PolicyQuestion[];
  readonly text: string;
}

const TCP = 6;
/** A port that nobody treats apart. */
const SOME_PORT = 50_000;

/** What one end's policies have to let through for a pair: out into the tunnel, and out of it. */
export function passagesOf(
  carries: CarriedSpec,
  side: 0 | 1,
  pair: NetworkPair,
): readonly Passage[] {
  const [own, far] =
    side === 0 ? [pair.initiator, pair.responder] : [pair.responder, pair.initiator];
  const end = carries.ends[side];
  const [here, there] = [sampleOf(end, own), sampleOf(carries.ends[side === 0 ? 1 : 0], far)];
  const traffic = { protocol: carries.protocol ?? TCP, port: carries.port ?? SOME_PORT };
  const zones = zonesOf(end, own);
  return [
    {
      questions: zones.map((zone) => ({
        from: zone,
        to: end.zone,
        source: here,
        destination: there,
        ...traffic,
      })),
      text: `from zone ${zones.join(" or ")} to zone ${end.zone}, ${own} to ${far}`,
    },
    {
      questions: zones.map((zone) => ({
        from: end.zone,
        to: zone,
        source: there,
        destination: here,
        ...traffic,
      })),
      text: `from zone ${end.zone} to zone ${zones.join(" or ")}, ${far} to ${own}`,
    },
  ];
}
