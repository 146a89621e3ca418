// Who may log in, as the active configuration says.

import { utils } from "ssh2";
import { type ConfigNode, type ConfigTree } from "../../../lib/junos";
import { verifyPassword } from "./crypt";

const KEY_STATEMENTS = ["ssh-ed25519", "ssh-rsa", "ssh-ecdsa", "ssh-dsa"];

/** A user of the device. */
export interface User {
  readonly name: string;
  readonly class: string;
  readonly keys: readonly Buffer[];
  /** Hash of the password; none when a password is not enough. */
  readonly encryptedPassword?: string;
  readonly mayConfigure: boolean;
}

/** Finds a user in the configuration in force. */
export function findUser(config: ConfigTree, name: string): User | undefined {
  const { root } = config;
  const isRoot = name === "root";
  const login = root.get(["system", "login", "user", name]);
  const authentication = isRoot
    ? root.get("system root-authentication")
    : login?.get("authentication");
  if (authentication === undefined) return undefined;
  const ssh = root.get("system services ssh");
  const rootLogin = ssh?.text("root-login");
  if (isRoot && rootLogin === "deny") return undefined;
  // Unless it is said otherwise, root comes with a key only.
  const passwordless =
    ssh?.has("no-passwords") === true ||
    ssh?.has("no-password-authentication") === true ||
    (isRoot && rootLogin !== "allow");
  const encryptedPassword = authentication.text("encrypted-password");
  const className = isRoot ? "super-user" : (login?.text("class") ?? "unauthorized");
  return {
    name,
    class: className,
    keys:
      ssh?.has("no-public-keys") === true
        ? []
        : KEY_STATEMENTS.flatMap((kind) => authentication.names(kind)).flatMap(publicKey),
    ...(passwordless || encryptedPassword === undefined ? {} : { encryptedPassword }),
    mayConfigure: permits(root, className),
  };
}

/** Whether members of a class may change the configuration. */
function permits(root: ConfigNode, name: string): boolean {
  if (name === "super-user" || name === "superuser") return true;
  const permissions = root.get(["system", "login", "class", name])?.names("permissions") ?? [];
  return permissions.some((each) => each === "all" || each === "configure");
}

function publicKey(line: string): Buffer[] {
  const parsed = utils.parseKey(line);
  return parsed instanceof Error ? [] : [parsed.getPublicSSH()];
}

/** Whether the password is right. */
export function passwordIsRight({ encryptedPassword: kept }: User, password: string): boolean {
  return kept !== undefined && verifyPassword(password, kept);
}
