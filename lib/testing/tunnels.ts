// The tunnels of a stack as a test sees them: who begins, what each end sees, and what stands between.
import { type ConfigTree, fillKnown } from "../junos";
import type { Synthesis } from "../stack";
import type { Device, TunnelEnd } from "../topology";

/** One end of a tunnel. */
export interface SynthTunnelEnd {
  /** Name of the gateway. */
  readonly gateway: string;
  /** Its own address. */
  readonly address: string;
  /** The address at which its peer sees it; undefined where nobody can know it beforehand. */
  readonly seenAs: string | undefined;
  /** The address that it dials; undefined where it only answers. */
  readonly dials: string | undefined;
  /** The name under which it proves itself. */
  readonly identity: string;
  /** Seconds between its NAT keepalives; undefined where its configuration says none. */
  readonly keepalive: number | undefined;
  /** What its side of the tunnel carries. */
  readonly prefixes: readonly string[];
}

/** One tunnel. */
export interface SynthTunnel {
  /** The VPN's name; `VPN-BRANCH` where its construct makes one for each of many. */
  readonly name: string;
  /** The end that begins. */
  readonly initiator: SynthTunnelEnd;
  /** The end that answers. */
  readonly responder: SynthTunnelEnd;
  /** Whether something translates between the ends. */
  readonly nat: boolean;
  /** UDP port that IKE ends up on: 4500 behind NAT, else 500. */
  readonly port: 500 | 4500;
  /** Seconds after which a translation on the way forgets an idle tunnel; undefined where none does. */
  readonly idleSeconds: number | undefined;
}

export function tunnelsOf(
  { tunnels, configs }: Synthesis,
  known: Readonly<Record<string, string>>,
): readonly SynthTunnel[] {
  return tunnels.map(({ tunnel }): SynthTunnel => {
    const { path } = tunnel;
    const [first, second] = tunnel.ends;
    const [initiator, responder] = first.role === "initiator" ? [first, second] : [second, first];
    return {
      name: tunnel.name,
      initiator: endOf(initiator, tunnel.initiatorPrefixes, configs, known),
      responder: endOf(responder, tunnel.responderPrefixes, configs, known),
      nat: path.nat,
      port: path.nat ? 4500 : 500,
      idleSeconds: path.idleSeconds,
    };
  });
}

function endOf(
  end: TunnelEnd,
  prefixes: readonly string[],
  configs: ReadonlyMap<Device, ConfigTree>,
  known: Readonly<Record<string, string>>,
): SynthTunnelEnd {
  const { gateway, address, external } = end.view;
  const filled = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : fillKnown(text, known);
  const ike = configs.get(gateway)?.get(["security", "ike", "gateway", end.ikeGateway]);
  const keepalive = Number(ike?.text("nat-keepalive"));
  return {
    gateway: gateway.name,
    address: fillKnown(external.address, known),
    seenAs: filled(address),
    dials: filled(end.peerAddress),
    identity: fillKnown(end.identity.value, known),
    keepalive: Number.isNaN(keepalive) ? undefined : keepalive,
    prefixes: prefixes.map((prefix) => fillKnown(prefix, known)),
  };
}
