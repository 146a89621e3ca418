// Which of several ways to one device opens it, waited for with the patience of a commit.
import { type Connection } from "../connection";
import { AuthenticationError } from "../errors";
import { type DevicePool } from "../pool";
import { type CommitRequest } from "./request";
import { CommitRun } from "./run";
import { Patience } from "./wait";

/**
 * The first way that the device opens: it is asked until it is there, and another one only where one is refused.
 *
 * @param ways - connections to one box, the one that should open it first
 * @throws CommitError, or another DeviceError, where none does in time
 */
export async function firstWayIn(
  pool: DevicePool,
  ways: readonly Connection[],
  request: Omit<CommitRequest, "plan">,
  signal: AbortSignal,
): Promise<Connection> {
  let patience: Patience | undefined;
  for (;;) {
    let refusal: unknown;
    for (const way of ways) {
      refusal = await pool.use(
        way,
        async (device) => {
          patience ??= new Patience(new CommitRun(device, { ...request, plan: () => [] }));
          return await device.session().then(
            () => undefined,
            (error: unknown) => error,
          );
        },
        { signal },
      );
      if (refusal === undefined) return way;
      if (!(refusal instanceof AuthenticationError)) break;
    }
    await patience?.after(refusal);
  }
}
