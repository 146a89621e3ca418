// The tunnels between the devices that `vsrx junos check` is given.
import { type Diagnostic } from "../../diagnostics";
import {
  type ConfigTree,
  type FoundTunnel,
  type Tunnels,
  tunnelsBetween,
  type TunnelSide,
} from "../../junos";

/** Tunnels between those whose configurations could be read; none where there is one device only. */
export function tunnelsOf(
  devices: readonly { readonly name: string; readonly tree?: ConfigTree }[],
): Tunnels {
  const read = devices.flatMap(({ name, tree }) => (tree === undefined ? [] : [{ name, tree }]));
  if (read.length < 2) return { tunnels: [], alone: [] };
  const names = new Map<string, number>();
  const unique = read.map(({ name, tree }) => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return { name: count === 1 ? name : `${name} (${count})`, tree };
  });
  return tunnelsBetween(unique);
}

/** What doesn't match, as findings. */
export const mistakesOf = ({ tunnels }: Tunnels): readonly Diagnostic[] =>
  tunnels.flatMap(({ sides: [one, other], mistakes }) =>
    mistakes.map((mistake) => ({
      ...mistake,
      subject: `${one.device} ${one.vpn}, ${other.device} ${other.vpn}`,
    })),
  );

const sideText = ({ device, vpn, shownAs }: TunnelSide): string =>
  `${device} ${vpn}${shownAs.length === 0 ? "" : ` (seen as ${shownAs.join(", ")})`}`;

function verdict({ initiators, mistakes }: FoundTunnel): string {
  const errors = mistakes.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return `cannot work, for ${errors} reason${errors === 1 ? "" : "s"} above`;
  const who =
    initiators.length === 0
      ? "who can initiate isn't shown by these configurations"
      : `${initiators.join(" and ")} can initiate`;
  return `nothing stands against it; ${who}`;
}

/** One line for each tunnel, and for each end whose other end isn't given. */
export const tunnelLines = ({ tunnels, alone }: Tunnels): readonly string[] => [
  ...tunnels.map(
    (tunnel) => `tunnel ${tunnel.sides.map(sideText).join(" - ")}: ${verdict(tunnel)}`,
  ),
  ...alone.map(
    ({ device, vpn, dials }) =>
      `tunnel ${device} ${vpn}: its other end is none of the devices given${dials.length === 0 ? "" : `; it dials ${dials.join(", ")}`}`,
  ),
];
