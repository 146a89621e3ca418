// The configuration that a device boots with when its disk is empty.

import { ConfigTree } from "../../lib/junos";
import { type DeviceSpec } from "./spec";
import { thrownText } from "../../lib/thrown-text";

/** First line of user data that a vSRX takes as its configuration. */
const MARK = /^#junos-config[ \t]*\r?(?:\n|$)/;

/** The policy that the factory's configuration of an SRX has from zone trust to zone untrust. */
const FACTORY_PERMISSION: readonly string[] = [
  "match source-address any",
  "match destination-address any",
  "match application any",
  "then permit",
].map(
  (words) => `set security policies from-zone trust to-zone untrust policy default-permit ${words}`,
);

/**
 * User data when it is a configuration, else what comes from the factory: a user with the key that the machine
 * was launched with.
 */
export function firstConfiguration(order: DeviceSpec): ConfigTree {
  if (!MARK.test(order.userData)) return factory(order);
  try {
    const config = ConfigTree.parse(order.userData.replace(MARK, ""));
    return order.permitsOutward === true
      ? config.addRaw(FACTORY_PERMISSION, "the image's factory configuration")
      : config;
  } catch (error) {
    // A device that refuses its user data says so on a console that nobody sees; here is our console.
    const reason = thrownText(error);
    console.error(
      `${order.name}: the user data is not a configuration (${reason}); booting without it`,
    );
    return factory(order);
  }
}

function factory({ name, publicKey }: DeviceSpec): ConfigTree {
  const lines = [
    `set system host-name ${name}`,
    "set system services ssh",
    "set system services netconf ssh",
    "set system management-instance",
    "set interfaces fxp0 unit 0 family inet dhcp",
  ];
  const key = publicKey?.trim() ?? "";
  const kind = /^(ssh-rsa|ssh-ed25519)\s/.exec(key)?.[1];
  if (kind !== undefined) {
    lines.push(
      "set system login user ec2-user class super-user",
      `set system login user ec2-user authentication ${kind} ${JSON.stringify(key)}`,
    );
  }
  return ConfigTree.fromSet(lines.join("\n"));
}
