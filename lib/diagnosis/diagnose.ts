// Causes of a tunnel's state: each change against the program is tried alone, so that one fault hides no other.
import { type GivenDevice, shownCommand } from "../junos";
import { type Cause, type Diagnosis, type Evidence, LAYERS, ordered } from "./cause";
import { type Change, changesOf } from "./differences";
import { faultsOf } from "./faults";
import type { Observed } from "./observed";
import { wireCauses } from "./wire";
import { type DiagnosedDevice, takingPart, type WantedTunnel } from "./network";

/** More changes than anybody makes behind a program's back: what goes beyond is judged as a whole. */
const MOST_CHANGES = 200;

/**
 * What stands against each tunnel, the lowest broken layer first.
 * @param observed - what devices reply about each tunnel, by its name
 */
export function diagnose(
  tunnels: readonly WantedTunnel[],
  devices: readonly DiagnosedDevice[],
  observed: ReadonlyMap<string, Observed> = new Map(),
): readonly Diagnosis[] {
  const states = devices.map((device) => ({ name: device.name, ...changesOf(device) }));
  const healthy = states.map(({ name, base }) => ({ name, tree: base }));
  const changes = states.flatMap((state) => state.changes).slice(0, MOST_CHANGES);
  return tunnels.map((tunnel) => {
    const found = diagnosisOf(tunnel, devices, healthy, changes);
    const seen = observed.get(tunnel.name);
    return seen === undefined ? found : withReplies(found, wireCauses(tunnel, seen));
  });
}

/** What breaks a layer shows on the wire of all layers above: replies are a cause only below what configurations explain. */
function withReplies(found: Diagnosis, wire: readonly Cause[]): Diagnosis {
  const lowest = Math.min(...found.causes.map(({ layer }) => LAYERS.indexOf(layer)));
  const [own] = ordered(wire);
  if (own === undefined) return found;
  if (LAYERS.indexOf(own.layer) < lowest)
    return { ...found, causes: ordered([own, ...found.causes]) };
  const [first, ...rest] = found.causes;
  if (first?.layer !== own.layer) return found;
  return {
    ...found,
    causes: [{ ...first, evidence: [...first.evidence, ...own.evidence] }, ...rest],
  };
}

function diagnosisOf(
  tunnel: WantedTunnel,
  devices: readonly DiagnosedDevice[],
  healthy: readonly GivenDevice[],
  changes: readonly Change[],
): Diagnosis {
  // What others have on the devices, and what the program itself gets wrong.
  const before = faultsOf(tunnel, healthy).causes;
  const known = new Set(before.map(({ key }) => key));
  const blamed: Cause[] = [];
  const differences: Evidence[] = [];
  for (const change of changes) {
    const { causes } = faultsOf(tunnel, withChange(healthy, change));
    // What one change breaks is one cause: the lowest layer says which.
    const first = causes.find(({ key }) => !known.has(key));
    if (first === undefined) differences.push(evidenceOf(change));
    else blamed.push(changed(first, change));
  }
  const now = faultsOf(tunnel, devices);
  // Where no change alone is to blame, several together may be.
  const beside = [...before, ...(blamed.length === 0 ? now.causes : [])].filter(
    ({ isGuess }) => isGuess !== true,
  );
  const unknown = takingPart(tunnel, devices).flatMap(({ name, unread }) =>
    unread === undefined ? [] : [{ device: name, why: unread }],
  );
  return {
    tunnel: tunnel.name,
    causes: ordered([...blamed, ...beside]),
    ruledOut: unknown.length === 0 ? now.right : [],
    unknown,
    differences,
  };
}

const withChange = (
  healthy: readonly GivenDevice[],
  { device, lines }: Change,
): readonly GivenDevice[] =>
  healthy.map((each) => {
    if (each.name !== device) return each;
    const tree = each.tree.clone();
    tree.applySet(lines);
    return { ...each, tree };
  });

/** A change as evidence: what was set or deleted, and nothing that is secret. */
function evidenceOf({ device, place, lines }: Change): Evidence {
  const [first = "", ...more] = lines.map((line) => shownCommand(line));
  const rest = more.length > 3 ? [`and ${more.length} lines more`] : more;
  return { device, place, value: `against the program: ${[first, ...rest].join("; ")}` };
}

/** A cause that a change against the program has: the program is right, and says so again. */
const changed = (cause: Cause, change: Change): Cause => ({
  ...cause,
  device: change.device,
  evidence: [evidenceOf(change), ...cause.evidence],
  fix: `run \`pulumi up --refresh\`, which puts the program's own statement in its place; if the change is meant, say it in the program. By hand: ${cause.fix}`,
  key: `${cause.key} ${change.device} ${change.place}`,
});
