// Stacks of every shape: each is refused with a reason, or a packet followed through its configurations passes exactly where the program wants it.
import { hasErrors } from "../../lib/diagnostics";
import { tunnelFor } from "../../lib/junos";
import { type Synthesis, synthesize } from "../../lib/stack";
import { StackScope } from "../../lib/topology";
import { type Trace, traceLines, Tracer } from "../../lib/trace";
import { worldOf } from "../diagnosis/world";
import { fc } from "../random";
import {
  build,
  DRAWN,
  type DrawnNetwork,
  hostsOf,
  internetBy,
  nameOfSite,
  type Probe,
  probesOf,
  SERVER,
} from "./random-networks";

const ICMP = 1;

function synthesized(drawn: DrawnNetwork): Synthesis {
  const scope = new StackScope("stack");
  build(drawn)(scope);
  return synthesize(scope);
}

/** Follows packets through a stack whose tunnels are up. */
function tracerOf(synthesis: Synthesis): (from: number, source: string, to: string) => Trace {
  const { planned, tunnels } = worldOf(synthesis);
  const devices = [...planned].map(([name, tree]) => ({ name, tree }));
  const found = tunnels.flatMap(({ ends }) => tunnelFor(devices, ends) ?? []);
  const tracer = new Tracer(devices, found);
  return (from, source, destination) =>
    tracer.traceBehind(nameOfSite(from), { source, destination, protocol: ICMP });
}

/** Where it got to a host: the site and the host. */
function arrivalOf({ verdict, hops }: Trace): string {
  const last = hops.filter(({ what }) => what === "delivered").at(-1);
  return verdict === "passes" && last !== undefined
    ? `${last.device} ${last.text.split(" ")[1] ?? ""}`
    : "nowhere";
}

const wantedOf = ({ arrives }: Probe): string =>
  arrives === undefined ? "nowhere" : `${nameOfSite(arrives.site)} ${arrives.host}`;

/** Sites of which a warning says that they know no way to their peer. */
const unroutedSites = ({ diagnostics }: Synthesis): readonly string[] =>
  diagnostics.flatMap(({ rule, device }) => (rule === "peer-unrouted" ? (device ?? []) : []));

/** What passes and should not, or should and does not. */
function differences(drawn: DrawnNetwork, synthesis: Synthesis): readonly string[] {
  const trace = tracerOf(synthesis);
  const lost = unroutedSites(synthesis);
  const isTold = ({ from, arrives }: Probe): boolean =>
    arrives !== undefined && [from, arrives.site].some((n) => lost.includes(nameOfSite(n)));
  const wrong = probesOf(drawn).flatMap((probe) => {
    if (isTold(probe)) return [];
    const followed = trace(probe.from, probe.source, probe.destination);
    if (
      arrivalOf(followed) === wantedOf(probe) &&
      (probe.arrives === undefined || followed.isEncrypted)
    )
      return [];
    const what = `${nameOfSite(probe.from)} ${probe.source} > ${probe.destination}`;
    return [`${what}: ${wantedOf(probe)}\n  ${traceLines(followed).join("\n  ")}`];
  });
  return [...wrong, ...drawn.sites.flatMap((_, n) => internetDifference(drawn, n, trace))];
}

/** By which site a host's packet leaves for the internet, translated. */
function internetDifference(
  drawn: DrawnNetwork,
  n: number,
  trace: ReturnType<typeof tracerOf>,
): readonly string[] {
  const site = drawn.sites[n];
  const [source = ""] = site === undefined ? [] : hostsOf(site, n);
  const followed = trace(n, source, SERVER);
  const last = followed.hops.at(-1);
  const isOut = followed.end?.reason.startsWith("it leaves by ge-0/0/1.0 to") === true;
  const by = isOut && last?.what === "nat" ? last.device : "nobody";
  const wanted = internetBy(drawn, n);
  if (by === (wanted === undefined ? "nobody" : nameOfSite(wanted))) return [];
  return [`internet from ${source}: by ${String(wanted)}\n  ${traceLines(followed).join("\n  ")}`];
}

test("a stack is refused with a reason, or carries what it wants and nothing else", () => {
  const told = { refused: 0, valid: 0 };
  fc.assert(
    fc.property(DRAWN, (drawn) => {
      const synthesis = synthesized(drawn);
      const { diagnostics } = synthesis;
      if (hasErrors(diagnostics)) {
        told.refused += 1;
        for (const each of diagnostics.filter(({ severity }) => severity === "error")) {
          expect(each.fix ?? "").not.toBe("");
          expect(each.rule).not.toBe("conflict");
        }
        return;
      }
      told.valid += 1;
      expect(differences(drawn, synthesis)).toEqual([]);
    }),
    { numRuns: 150 },
  );
  // Neither side is empty talk.
  expect(told.refused).toBeGreaterThan(10);
  expect(told.valid).toBeGreaterThan(10);
});
