// The tunnels between the devices that `vsrx junos check` is given.
import { type Cause, causeLines, diagnose, wantedOf } from "../../diagnosis";
import { type Diagnostic } from "../../diagnostics";
import {
  type ConfigTree,
  type FoundTunnel,
  type Tunnels,
  tunnelsBetween,
  type TunnelSide,
} from "../../junos";

/** A tunnel with what stands against it beyond what the two ends say against each other. */
interface JudgedTunnel extends FoundTunnel {
  /** Ways, zones, NAT and policies that stop the tunnel or what it carries, the lowest layer first. */
  readonly causes: readonly Cause[];
}

/** What the configurations have with each other. */
interface JudgedTunnels extends Tunnels {
  readonly tunnels: readonly JudgedTunnel[];
}

/**
 * Tunnels between those whose configurations could be read; none where there is one device only.
 * @param isPartial true for parts of configurations, which don't tell what else a device has
 */
export function tunnelsOf(
  devices: readonly { readonly name: string; readonly tree?: ConfigTree }[],
  isPartial: boolean,
): JudgedTunnels {
  const read = devices.flatMap(({ name, tree }) => (tree === undefined ? [] : [{ name, tree }]));
  if (read.length < 2) return { tunnels: [], alone: [] };
  const names = new Map<string, number>();
  const unique = read.map(({ name, tree }) => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return { name: count === 1 ? name : `${name} (${count})`, tree };
  });
  const { tunnels, alone } = tunnelsBetween(unique);
  const wanted = isPartial ? [] : tunnels.map((tunnel) => wantedOf(tunnel, unique));
  const diagnoses = diagnose(wanted, unique);
  return {
    alone,
    tunnels: tunnels.map((tunnel, index) => ({
      ...tunnel,
      causes: (diagnoses[index]?.causes ?? []).filter(({ rule }) => rule === undefined),
    })),
  };
}

/** How many causes stand against tunnels or what they carry. */
export const causesIn = ({ tunnels }: JudgedTunnels): number =>
  tunnels.reduce((sum, { causes }) => sum + causes.length, 0);

/** What doesn't match, as findings. */
export const mistakesOf = ({ tunnels }: JudgedTunnels): readonly Diagnostic[] =>
  tunnels.flatMap(({ sides: [one, other], mistakes }) =>
    mistakes.map((mistake) => ({
      ...mistake,
      subject: `${one.device} ${one.vpn}, ${other.device} ${other.vpn}`,
    })),
  );

const sideText = ({ device, vpn, shownAs }: TunnelSide): string =>
  `${device} ${vpn}${shownAs.length === 0 ? "" : ` (seen as ${shownAs.join(", ")})`}`;

function verdict({ initiators, mistakes, causes }: JudgedTunnel): string {
  const above = mistakes.filter(({ severity }) => severity === "error").length;
  const below = causes.filter(({ layer }) => layer !== "traffic").length;
  const errors = above + below;
  if (errors > 0)
    return `cannot work, for ${errors} reason${errors === 1 ? "" : "s"} ${below === 0 ? "above" : above === 0 ? "below" : "above and below"}`;
  const who =
    initiators.length === 0
      ? "who can initiate isn't shown by these configurations"
      : `${initiators.join(" and ")} can initiate`;
  return `${causes.length === 0 ? "nothing stands against it" : "it comes up, and not all that it is for passes"}; ${who}`;
}

/** One line for each tunnel, and for each end whose other end isn't given. */
export const tunnelLines = ({ tunnels, alone }: JudgedTunnels): readonly string[] => [
  ...tunnels.flatMap((tunnel) => [
    `tunnel ${tunnel.sides.map(sideText).join(" - ")}: ${verdict(tunnel)}`,
    ...tunnel.causes.flatMap((cause) => causeLines(cause).map((line) => `  ${line}`)),
  ]),
  ...alone.map(
    ({ device, vpn, dials }) =>
      `tunnel ${device} ${vpn}: its other end is none of the devices given${dials.length === 0 ? "" : `; it dials ${dials.join(", ")}`}`,
  ),
];
