// Causes of a tunnel's state: each change against the program is tried alone, so that one fault hides no other.
import type { GivenDevice } from "../junos";
import { type Cause, type Diagnosis, type Evidence, ordered } from "./cause";
import { type Change, changesOf } from "./differences";
import { faultsOf } from "./faults";
import type { DiagnosedDevice, WantedTunnel } from "./network";

/** More changes than anybody makes behind a program's back: what goes beyond is judged as a whole. */
const MOST_CHANGES = 200;

/** What stands against each tunnel, the lowest broken layer first. */
export function diagnose(
  tunnels: readonly WantedTunnel[],
  devices: readonly DiagnosedDevice[],
): readonly Diagnosis[] {
  const states = devices.map((device) => ({ name: device.name, ...changesOf(device) }));
  const healthy = states.map(({ name, base }) => ({ name, tree: base }));
  const changes = states.flatMap((state) => state.changes).slice(0, MOST_CHANGES);
  return tunnels.map((tunnel) => diagnosisOf(tunnel, devices, healthy, changes));
}

function diagnosisOf(
  tunnel: WantedTunnel,
  devices: readonly GivenDevice[],
  healthy: readonly GivenDevice[],
  changes: readonly Change[],
): Diagnosis {
  const known = new Set(faultsOf(tunnel, healthy).causes.map(({ key }) => key));
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
  // What no change explains: the program's own, what others have on the device, or several changes together.
  const beside = now.causes.filter(
    ({ key, isGuess }) => isGuess !== true && (blamed.length === 0 || known.has(key)),
  );
  return {
    tunnel: tunnel.name,
    causes: ordered([...blamed, ...beside]),
    ruledOut: now.right,
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

const isSecret = (place: string): boolean => /pre-shared-key|secret|password/.test(place);

/** A change as evidence: what was set or deleted, and nothing that is secret. */
const evidenceOf = ({ device, place, lines }: Change): Evidence => ({
  device,
  place,
  value: isSecret(place)
    ? "another value than the program's"
    : lines.length > 3
      ? `${lines.length} lines differ from the program, the first: ${lines[0] ?? ""}`
      : `against the program: ${lines.join("; ")}`,
});

/** A cause that a change against the program has: the program is right, and says so again. */
const changed = (cause: Cause, change: Change): Cause => ({
  ...cause,
  device: change.device,
  evidence: [evidenceOf(change), ...cause.evidence],
  fix: `run \`pulumi up --refresh\`, which puts the program's own statement in its place; if the change is meant, say it in the program. By hand: ${cause.fix}`,
  key: `${cause.key} ${change.device} ${change.place}`,
});
