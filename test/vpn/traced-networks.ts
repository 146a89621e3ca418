// A drawn network as the library makes it: decided, and packets followed through its configurations.
import { tunnelFor } from "../../lib/junos";
import { type Synthesis, synthesize } from "../../lib/stack";
import { StackScope } from "../../lib/topology";
import { type Trace, Tracer } from "../../lib/trace";
import { worldOf } from "../diagnosis/world";
import { build, type DrawnNetwork, nameOfSite } from "./random-networks";

const ICMP = 1;

export function synthesized(drawn: DrawnNetwork): Synthesis {
  const scope = new StackScope("stack");
  build(drawn)(scope);
  return synthesize(scope);
}

/** Follows a ping from a host behind a site. */
export type Follow = (site: number, source: string, destination: string) => Trace;

/** Follows packets through a stack whose tunnels are up. */
export function followerOf(synthesis: Synthesis): Follow {
  const { planned, tunnels } = worldOf(synthesis);
  const devices = [...planned].map(([name, tree]) => ({ name, tree }));
  const found = tunnels.flatMap(({ ends }) => tunnelFor(devices, ends) ?? []);
  const tracer = new Tracer(devices, found);
  return (site, source, destination) =>
    tracer.traceBehind(nameOfSite(site), { source, destination, protocol: ICMP });
}

/** By which site it leaves for the internet, translated. */
export function leavesBy({ hops, end }: Trace): string | undefined {
  const last = hops.at(-1);
  const isOut = end?.reason.startsWith("it leaves by ge-0/0/1.0 to") === true;
  return isOut && last?.what === "nat" ? last.device : undefined;
}

/** Sites of which a warning says that they know no way to their peer. */
export const unroutedSites = ({ diagnostics }: Synthesis): readonly string[] =>
  diagnostics.flatMap(({ rule, device }) => (rule === "peer-unrouted" ? (device ?? []) : []));
