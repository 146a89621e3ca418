// The VPNs of a device that must be up before its commit is confirmed, where a program wants that.
import type { ConfigTree } from "../junos";
import type { CommitSettings, Device, TunnelEnd } from "../topology";
import type { Synthesis } from "./synthesize";

/** The settings of a device's commits as its Configuration takes them. */
export function commitSettings(
  synthesis: Synthesis,
  device: Device,
): Omit<CommitSettings, "confirmWhen"> | undefined {
  const { commit } = device.props;
  if (commit === undefined) return undefined;
  const { confirmWhen, ...settings } = commit;
  if (confirmWhen !== "tunnels-up") return settings;
  const probeVpns = [
    ...new Set([...(settings.probeVpns ?? []), ...vpnsThatComeUp(synthesis, device)]),
  ];
  return { ...settings, probeVpns };
}

/** Those with other gateways of the stack that come up without traffic: whether somebody else's peer is there is not ours to prove. */
function vpnsThatComeUp({ tunnels, configs }: Synthesis, device: Device): readonly string[] {
  return tunnels.flatMap(({ tunnel: { ends } }) => {
    const own = ends.filter(({ view }) => view.gateway === device);
    const isOurs = ends.every(({ view }) => !view.gateway.unmanaged);
    return isOurs && ends.some((end) => establishes(end, configs.get(end.view.gateway)))
      ? own.map(({ vpn }) => vpn)
      : [];
  });
}

const establishes = ({ vpn }: TunnelEnd, config: ConfigTree | undefined): boolean =>
  config?.get(["security", "ipsec", "vpn", vpn, "establish-tunnels"])?.value === "immediately";
