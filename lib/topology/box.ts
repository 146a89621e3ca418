// Which box an existing device is: what its configuration is called in Pulumi, so that a construct's new name changes nothing.
import type { ExistingDevice } from "./device-props";

const SSH = 22;

/** `192.0.2.1`, or the `deviceId`; undefined where only Pulumi will know the address. */
export function boxName(existing: ExistingDevice): string | undefined {
  const { deviceId, part } = existing;
  const box = deviceId ?? placeOf(existing);
  return box === undefined || part === undefined ? box : `${box}/${part}`;
}

/** Where it is reached: behind two hosts or programs to go through, one address is two boxes. */
function placeOf({ address, port = SSH, jump, proxyCommand }: ExistingDevice): string | undefined {
  if (typeof address !== "string") return undefined;
  const own = port === SSH ? address : `${address}:${port}`;
  if (jump === undefined && proxyCommand === undefined) return own;
  const way = jump === undefined ? proxyCommand?.join(" ") : placeOf(jump);
  return way === undefined ? undefined : `${own} via ${way}`;
}
