// How a device that exists already is reached: what the program says of it, late values judged when they are known.
import { type Input, secret } from "@pulumi/pulumi";
import { judged } from "../aws";
import { type ExistingDevice, TEXT_FORMS, type TextForm, type VpnNode } from "../topology";
import type { ConnectionArgs } from "./resources";

/**
 * @param owner the construct that says it
 * @param where the property that does
 */
export function existingConnection(
  owner: VpnNode,
  existing: ExistingDevice,
  where = "existing",
): ConnectionArgs {
  const { address, port, user, privateKey, password, agent, hostKey, jump } = existing;
  const known = (input: Input<string>, name: string, form: TextForm): Input<string> =>
    judged(input, owner.node.path, `${where}.${name}`, form);
  return {
    host: known(address, "address", TEXT_FORMS.host),
    ...(port === undefined ? {} : { port }),
    user,
    ...(privateKey === undefined
      ? {}
      : { privateKey: known(secret(privateKey), "privateKey", TEXT_FORMS.privateKey) }),
    ...(password === undefined
      ? {}
      : { password: known(secret(password), "password", TEXT_FORMS.password) }),
    ...(agent === undefined ? {} : { agent }),
    ...(hostKey === undefined ? {} : { hostKey: known(hostKey, "hostKey", TEXT_FORMS.hostKey) }),
    ...(existing.acceptFirstHostKey === undefined
      ? {}
      : { acceptFirstHostKey: existing.acceptFirstHostKey }),
    ...(jump === undefined ? {} : { jump: existingConnection(owner, jump, `${where}.jump`) }),
    ...(existing.proxyCommand === undefined ? {} : { proxyCommand: [...existing.proxyCommand] }),
    ...(existing.transport === undefined ? {} : { transport: existing.transport }),
    ...(existing.sshConfig === undefined ? {} : { sshConfig: existing.sshConfig }),
    ...(existing.legacyAlgorithms === undefined
      ? {}
      : { legacyAlgorithms: existing.legacyAlgorithms }),
  };
}
