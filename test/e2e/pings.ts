// Ten pings a second from a host of the lab while something is done: what was lost meanwhile.
import { setTimeout as sleep } from "node:timers/promises";
import type { TestLab } from "./lab";

export interface Pings {
  readonly sent: number;
  readonly lost: number;
}

const INTERVAL_MS = 100;

/** Pings in turns of two seconds, begun before the work and ended after it. A host that goes meanwhile and comes back has sent what was lost. */
export async function pingedDuring(
  lab: TestLab,
  { from, to }: { readonly from: string; readonly to: string },
  work: () => Promise<void>,
): Promise<Pings> {
  const stop = new AbortController();
  let [sent, received] = [0, 0];
  const pinging = (async () => {
    while (!stop.signal.aborted) {
      const argv = ["ping", "-nqc", "20", "-i", `${INTERVAL_MS / 1000}`, "-W", "1", to];
      const stdout = await lab.exec(from, ...argv).then(
        (ran) => ran.stdout,
        async (error: unknown) => {
          // It was there for the first turn: it is being replaced.
          if (sent === 0 || !isGone(error, from)) throw error;
          await sleep(INTERVAL_MS);
          return "";
        },
      );
      const counts = /(\d+) packets transmitted, (\d+) received/.exec(stdout);
      sent += Number(counts?.[1] ?? 1);
      received += Number(counts?.[2] ?? 0);
    }
  })();
  try {
    await work();
  } finally {
    stop.abort();
    await pinging;
  }
  return { sent, lost: sent - received };
}

const isGone = (error: unknown, node: string): boolean =>
  error instanceof Error && error.message.startsWith(`there is no node "${node}" in the lab`);
