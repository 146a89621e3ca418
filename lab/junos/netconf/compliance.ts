// What the statements `rfc-compliant` and `yang-compliant` change in what the device sends.

import { type ConfigTree } from "../../../lib/junos";

/** How far the device follows the standards: by its configuration when the session began. */
export interface Compliance {
  readonly rfc: boolean;
  readonly yang: boolean;
}

/** What the configuration says. */
export function complianceOf({ root }: ConfigTree): Compliance {
  const netconf = root.get("system services netconf");
  return {
    rfc: netconf?.get("rfc-compliant") !== undefined,
    yang: netconf?.get("yang-compliant") !== undefined,
  };
}

/** Elements of NETCONF itself. */
const OWN =
  /<(\/?)(rpc-reply|rpc-error|error-(?:type|tag|severity|path|message|info)|bad-element|ok|hello|capabilities|capability|session-id)(?=[\s>/])/g;

/** A message as a device sends it that follows the standards that far. */
export function compliant(message: string, { rfc, yang }: Compliance): string {
  const named = yang
    ? message.replaceAll(
        /xmlns="http:\/\/xml\.juniper\.net\/junos\/[^/"]+\/junos-([\w-]+)"/g,
        'xmlns="http://yang.juniper.net/junos-es/rpc/$1"',
      )
    : message;
  if (!rfc) return named;
  // The standard has no success beside a warning.
  const single = named.includes("<rpc-error>") ? named.replaceAll("<ok/>", "") : named;
  return single
    .replaceAll(OWN, "<$1nc:$2")
    .replaceAll(
      'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"',
      'xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0"',
    );
}
