// vsrx explain: a tunnel of a deployed stack hop by hop, as the program has it, and what the last look found. No device is asked.
import { Command } from "commander";
import { type IkeWay, type WantedTunnel, waysOfIke } from "../diagnosis";
import { FINE, guarded, out, printJson } from "./junos/shared";
import { type StackState, stateOfStack, type StackTunnel, withoutSecrets } from "./stack-devices";
import { chosen, wantedIn } from "./stack-look";
import { stackOptions, type StackFlags } from "./status";

interface Explained {
  readonly tunnel: WantedTunnel;
  readonly ways: readonly IkeWay[];
  readonly nat: boolean;
  readonly outputs: StackTunnel["outputs"];
}

/** One tunnel of a stack. */
export function explained(state: StackState, name: string): Explained {
  const [found] = chosen(state, name);
  if (found === undefined) throw new RangeError("chosen gives at least one");
  const tunnel = wantedIn(found);
  const devices = state.devices.map(({ name: device, planned }) => ({
    name: device,
    tree: planned,
  }));
  return {
    tunnel,
    ways: waysOfIke(tunnel, devices),
    nat: found.inputs["expectNat"] === true,
    outputs: found.outputs,
  };
}

function wayLines({
  from,
  own,
  dials,
  hops,
  end,
  mayInitiate,
  establish,
  keepalive,
}: IkeWay): readonly string[] {
  const begins = mayInitiate ? `may begin (${establish ?? "on-traffic"})` : "only answers";
  return [
    `${from}, ${own ?? "address not known yet"}: ${begins}${keepalive === undefined ? "" : `, a NAT keepalive every ${keepalive} s`}`,
    ...(dials.length === 0 ? [] : [`  dials ${dials.join(", ")}`]),
    ...hops.map(
      ({ device, text, statement }) =>
        `    ${device}: ${text}${statement === undefined ? "" : `  [${statement}]`}`,
    ),
    ...(end === undefined ? [] : [`    ${end}`]),
  ];
}

/** The verdicts of the last update or refresh. */
function lastLook(outputs: StackTunnel["outputs"]): readonly string[] {
  const associations = outputs["associations"] as { state?: string; since?: string } | undefined;
  const traffic = outputs["traffic"] as
    { verdict?: string; since?: string; reason?: string } | undefined;
  return [
    `associations ${associations?.state ?? "not looked at"}${associations?.since === undefined ? "" : ` since ${associations.since}`}`,
    `traffic ${traffic?.verdict ?? "not looked at"}${traffic?.since === undefined ? "" : ` since ${traffic.since}`}${traffic?.reason === undefined ? "" : `: ${traffic.reason}`}`,
  ];
}

/** As text for a person. */
export function explanation({ tunnel, ways, nat, outputs }: Explained): string {
  const [one, other] = tunnel.ends;
  return [
    `${tunnel.name}: ${one.bindInterface === undefined ? "policy-based" : "route-based"}, ${one.device} - ${other.device}`,
    nat
      ? "NAT on the way: IKE begins on UDP 500, IKE and ESP then go in UDP 4500"
      : "no NAT on the way: IKE on UDP 500, ESP as it is",
    ...ways.flatMap(wayLines),
    ...tunnel.pairs.map(([near, far]) => `carries ${near} - ${far}`),
    "the last look:",
    ...lastLook(outputs).map((line) => `  ${line}`),
  ].join("\n");
}

async function run(name: string, flags: StackFlags): Promise<void> {
  const state = await stateOfStack(flags.stack);
  const found = explained(state, name);
  const { associations, traffic } = found.outputs;
  if (flags.json === true) {
    const { tunnel, ways, nat } = found;
    printJson(withoutSecrets(state, { tunnel, ways, nat, associations, traffic }));
  } else out(withoutSecrets(state, explanation(found)));
  process.exitCode = FINE;
}

/** The command `vsrx explain`. */
export const explainTunnelCommand = (): Command =>
  stackOptions(new Command("explain"))
    .description(
      "explain a tunnel of a deployed stack: who dials whom, each NAT on the way, what it carries, what was last seen",
    )
    .argument("<tunnel>", "name of the tunnel")
    .action(guarded(run));
