// Which software a device runs: its packages decide which of the two IKE daemons it has.

import { ProtocolError } from "../errors";
import { findAll, textAt, type XmlElement } from "../xml";

/** RPC for {@link packagesOf} and {@link ikeDaemonOf}. */
export const SOFTWARE = "<get-software-information/>";

/** Names of the packages in `show version`. */
export function packagesOf(root: XmlElement): string[] {
  return findAll(root, "package-information").flatMap((one) => textAt(one, "name") ?? []);
}

/** Whether a package brings the newer IKE daemon. */
export const isIkePackage = (name: string): boolean => /^junos-ike\b/.test(name);

/**
 * The IKE daemon: `iked` comes with the package `junos-ike`, without it there is `kmd`.
 *
 * @throws ProtocolError when the answer lists no packages: that is not the same as a list without that one
 */
export function ikeDaemonOf(root: XmlElement): "kmd" | "iked" {
  const packages = packagesOf(root);
  if (packages.length === 0)
    throw new ProtocolError("The device was asked for its packages and listed none.");
  return packages.some(isIkePackage) ? "iked" : "kmd";
}
