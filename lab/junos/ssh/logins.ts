// Who may log in, as the active configuration says, and which services listen.

import { utils } from "ssh2";
import { type ConfigNode, type ConfigTree } from "../../../lib/junos/index";
import { isPassword } from "./passwords";

const KEY_KINDS = ["ssh-ed25519", "ssh-rsa", "ssh-ecdsa"];

/** One way to prove who one is. */
export type Proof =
  | { readonly password: string }
  | {
      readonly algorithm: string;
      /** The public key as it was sent. */
      readonly key: Buffer;
      /** What was signed and how, once the client signs. */
      readonly signed?: { readonly data: Buffer; readonly signature: Buffer; readonly hash?: string };
    };

/** What listens, by port. */
export interface Services {
  readonly ssh?: number;
  readonly netconf?: number;
}

/** Reads the configuration in force. */
export class Logins {
  private readonly root: ConfigNode;

  constructor(active: ConfigTree) {
    this.root = active.effective().root;
  }

  /** The class that a user belongs to; undefined when there is no such user. */
  classOf(user: string): string | undefined {
    if (user === "root") return this.root.has("system root-authentication") ? "super-user" : undefined;
    return this.root.get(["system", "login", "user", user, "class"])?.value;
  }

  /** Whether the user may log in like that. */
  accepts(user: string, proof: Proof): boolean {
    const node = this.authentication(user);
    if (node === undefined || this.classOf(user) === undefined) return false;
    return "password" in proof
      ? this.passwordFits(user, node, proof.password)
      : keyFits(node, proof);
  }

  /**
   * Ports that are open.
   * @param address - the management address; when given, a configuration without it can't be reached
   */
  services(address: string | undefined): Services {
    if (address !== undefined && !this.hasManagement(address)) return {};
    const ssh = this.root.get("system services ssh");
    const netconf = this.root.get("system services netconf ssh");
    return {
      ...(ssh === undefined ? {} : { ssh: portOf(ssh, 22) }),
      ...(netconf === undefined ? {} : { netconf: portOf(netconf, 830) }),
    };
  }

  private hasManagement(address: string): boolean {
    const device = this.root.get("interfaces fxp0");
    const inet = device?.get("unit 0 family inet");
    if (device === undefined || inet === undefined) return false;
    if (device.has("disable") || device.has("unit 0 disable")) return false;
    return (
      inet.has("dhcp") || inet.names("address").some((each) => each.split("/")[0] === address)
    );
  }

  private authentication(user: string): ConfigNode | undefined {
    return user === "root"
      ? this.root.get("system root-authentication")
      : this.root.get(["system", "login", "user", user, "authentication"]);
  }

  private passwordFits(user: string, node: ConfigNode, password: string): boolean {
    const ssh = this.root.get("system services ssh");
    if (ssh?.has("no-passwords") === true || ssh?.has("no-password-authentication") === true) {
      return false;
    }
    // Unless it is said otherwise, root comes with a key only.
    if (user === "root" && ssh?.get("root-login")?.value !== "allow") return false;
    return ["encrypted-password", "plain-text-password-value"]
      .map((name) => node.get(name)?.value)
      .some((kept) => kept !== undefined && isPassword(kept, password));
  }
}

function portOf(node: ConfigNode, usual: number): number {
  return Number(node.get("port")?.value ?? usual);
}

function keyFits(node: ConfigNode, proof: Exclude<Proof, { password: string }>): boolean {
  for (const text of KEY_KINDS.flatMap((kind) => node.names(kind))) {
    const key = utils.parseKey(text);
    if (key instanceof Error || !key.getPublicSSH().equals(proof.key)) continue;
    if (proof.signed === undefined) return true;
    const { data, signature, hash } = proof.signed;
    return key.verify(data, signature, hash) === true;
  }
  return false;
}
