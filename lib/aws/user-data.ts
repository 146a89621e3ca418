// What a vSRX reads at its first boot: a way in for SSH and NETCONF, and nothing secret.
import { ConfigTree } from "../junos";
import { keyStatementOf } from "./public-key";

/** AWS's limit, before base64. */
const USER_DATA_LIMIT = 16_384;

export interface Bootstrap {
  readonly hostName: string;
  readonly user: string;
  /** OpenSSH form: type, key, comment. */
  readonly publicKey: string;
}

/**
 * Sessions at once, logins a minute, and seconds between signs of life: without these a client that froze keeps its
 * lock on the configuration for good.
 */
const SSH_LIMITS = { connectionLimit: 20, rateLimit: 60, clientAliveInterval: 10 } as const;

/**
 * The bootstrap configuration in the form a vSRX takes: the line `#junos-config`, then curly text.
 * @throws RangeError for a public key that Junos has no statement for
 */
export function userData(bootstrap: Bootstrap): string {
  const property = keyStatementOf(bootstrap.publicKey);
  const key = { [property]: { [bootstrap.publicKey.trim()]: {} } };
  const limits = { ...SSH_LIMITS };
  const tree = ConfigTree.fromObject({
    system: {
      hostName: bootstrap.hostName,
      rootAuthentication: key,
      login: {
        user: { [bootstrap.user]: { class: "super-user", authentication: key } },
      },
      services: {
        // With keys alone, for the user alone: the image lets root in.
        ssh: { rootLogin: "deny", noPasswords: true, protocolVersion: ["v2"], ...limits },
        netconf: { ssh: limits },
      },
      // fxp0 gets a routing table of its own, so that management never shares a default route with the data side.
      managementInstance: true,
    },
    routingInstances: { mgmt_junos: { description: "management" } },
    interfaces: { fxp0: { unit: { "0": { family: { inet: { dhcp: {} } } } } } },
  });
  const text = `#junos-config\n${tree.toCurly()}`;
  if (Buffer.byteLength(text) > USER_DATA_LIMIT) {
    throw new RangeError(
      `user data is too long for AWS: found ${Buffer.byteLength(text)} bytes; allowed: ${USER_DATA_LIMIT}; fix: take a shorter key`,
    );
  }
  return text;
}
