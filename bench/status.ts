// What `vsrx status` takes, from the first login to the last verdict, with pings through every tunnel.
import type { StackState } from "../lib/cli/stack-devices";
import { withState } from "../lib/cli/stack-look";
import { statusesOf } from "../lib/cli/status";
import { startDevices } from "./device-process";
import { pairedStack } from "./paired-stack";
import { type Print } from "./print";

const [GATEWAYS, TUNNELS] = [20, 50] as const;
/** Tunnels of each gateway: each gateway has one pair with another one. */
const EACH = (TUNNELS * 2) / GATEWAYS;

function stackOf(ports: readonly number[]): StackState {
  return pairedStack(ports, { pairs: GATEWAYS / 2, each: EACH }, ({ pair, number, address }) => {
    const [own, far] = [`10.${pair}.${number}`, `10.${100 + pair}.${number}`];
    const inner = (net: string): object => ({
      zone: "vpn",
      inner: [{ address: `${net}.1`, network: `${net}.0/24`, zone: "trust" }],
    });
    return {
      tunnel: {
        expectNat: true,
        carries: {
          kind: "route-based",
          pairs: [{ initiator: `${own}.0/24`, responder: `${far}.0/24` }],
          ends: [inner(own), inner(far)],
          tcpMss: 1350,
        },
      },
      ends: { peerAddress: address },
    };
  });
}

interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}

/** One look, with the logins that a command has to do. */
async function lookAt(state: StackState): Promise<Cost> {
  const [begin, worked] = [performance.now(), process.cpuUsage()];
  await withState(state, async (look) => {
    const statuses = await statusesOf(look, state.tunnels);
    const bad = statuses.find(({ traffic }) => traffic !== "passed");
    if (bad !== undefined) throw new Error(`${bad.tunnel}: ${bad.traffic}, ${bad.reason}`);
  });
  const { user, system } = process.cpuUsage(worked);
  return { seconds: (performance.now() - begin) / 1000, cpu: (user + system) / 1e6 };
}

/** 50 tunnels between 20 gateways. */
export async function statusBench(print: Print): Promise<void> {
  const { child, ports } = await startDevices(GATEWAYS, EACH);
  try {
    const state = stackOf(ports);
    const first = await lookAt(state);
    const more = [await lookAt(state), await lookAt(state), await lookAt(state)];
    const later = more.reduce((best, each) => (each.seconds < best.seconds ? each : best));
    print(
      `status of ${TUNNELS} tunnels on ${GATEWAYS} gateways, logins and pings of 60 ms included (the first; the best of three more)`,
      `${first.seconds.toFixed(2)} s (CPU ${first.cpu.toFixed(2)} s); ${later.seconds.toFixed(2)} s (CPU ${later.cpu.toFixed(2)} s)`,
      "2 s",
    );
  } finally {
    child.kill();
  }
}
