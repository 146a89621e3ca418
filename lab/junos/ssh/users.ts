// Who may log in, as the active configuration says.

import { utils } from "ssh2";
import { type ConfigTree } from "../../../lib/junos/index";
import { isPassword } from "./crypt";

const KEY_STATEMENTS = ["ssh-ed25519", "ssh-rsa", "ssh-ecdsa", "ssh-dsa"];

/** A user of the device. */
export interface User {
  readonly name: string;
  readonly class: string;
  readonly keys: readonly Buffer[];
  readonly encryptedPassword?: string;
  /** Whether a password is enough. */
  readonly passwordAllowed: boolean;
}

/** Finds a user in the configuration in force. */
export function findUser(tree: ConfigTree, name: string): User | undefined {
  const isRoot = name === "root";
  const place = isRoot ? ["system", "root-authentication"] : ["system", "login", "user", name, "authentication"];
  const authentication = tree.get(place);
  if (authentication === undefined) return undefined;
  const encryptedPassword = authentication.text("encrypted-password");
  const rootLogin = tree.get(["system", "services", "ssh"])?.text("root-login");
  if (isRoot && rootLogin === "deny") return undefined;
  return {
    name,
    class: isRoot ? "super-user" : (tree.get(["system", "login", "user", name])?.text("class") ?? "unauthorized"),
    keys: KEY_STATEMENTS.flatMap((statement) => authentication.names(statement)).flatMap(publicKey),
    ...(encryptedPassword === undefined ? {} : { encryptedPassword }),
    passwordAllowed: !isRoot || rootLogin === "allow",
  };
}

function publicKey(line: string): Buffer[] {
  const parsed = utils.parseKey(line);
  return parsed instanceof Error ? [] : [parsed.getPublicSSH()];
}

/** Whether the password is right. */
export function passwordIsRight(user: User, password: string): boolean {
  return (
    user.passwordAllowed &&
    user.encryptedPassword !== undefined &&
    isPassword(password, user.encryptedPassword)
  );
}

/** Whether the user may change the configuration. */
export function mayConfigure(user: User): boolean {
  return !["read-only", "operator", "unauthorized"].includes(user.class);
}
