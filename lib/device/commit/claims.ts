// What a program takes a device for, beside what the device says of itself.

import { DeviceError, RpcError } from "../errors";
import { ikeDaemonOf, SOFTWARE } from "../replies/software";
import { type SystemInformation, UNKNOWN_RELEASE } from "../replies/system";
import { type Reply, type Session } from "../session";
import { type CommitRun, settled } from "./run";

/** Asks for what only the packages tell; nothing where the program doesn't claim it. */
export function askForClaims(run: CommitRun, session: Session): Promise<Reply> | undefined {
  return run.request.claims?.daemon === undefined ? undefined : session.request(SOFTWARE);
}

/**
 * A configuration is judged by what the program says of its device: for another one it may be wrong.
 *
 * @throws DeviceError when the device denies what the program claims
 */
export async function requireClaims(
  run: CommitRun,
  { release }: SystemInformation,
  asked: Promise<Reply> | undefined,
): Promise<void> {
  const { where } = run.device;
  const { claims = {} } = run.request;
  // A device that doesn't say is believed to be what the program says.
  if (
    claims.release !== undefined &&
    release !== UNKNOWN_RELEASE &&
    !isOfRelease(release, claims.release)
  ) {
    throw new DeviceError(
      `${where} runs Junos ${release}, and the program says release "${claims.release}". Say the release that it runs, ` +
        `or leave it out; rules that depend on it are then judged anew.`,
    );
  }
  if (asked === undefined) return;
  const software = await settled(asked);
  // A device that can't be asked is believed to be what the program says.
  if (software instanceof RpcError) return;
  if (software instanceof Error) throw software;
  const daemon = ikeDaemonOf(software.root);
  if (daemon === claims.daemon) return;
  throw new DeviceError(
    `${where} has the IKE daemon ${daemon} (${daemon === "iked" ? "with" : "without"} the package junos-ike), and the ` +
      `program says daemon "${String(claims.daemon)}". Say daemon: "${daemon}", or change the device's packages ` +
      `("request system software add optional://junos-ike.tgz", "request system software delete junos-ike").`,
  );
}

/** `24.4R1` is the release of `24.4R1.9` and of `24.4R1-S2.9`, and not of `24.4R10`. */
function isOfRelease(release: string, claimed: string): boolean {
  return release.startsWith(claimed) && !/^\d/.test(release.slice(claimed.length));
}
