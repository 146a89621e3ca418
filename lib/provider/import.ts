// Taking over an existing gateway: the id says where it is, the provider's configuration how to get in.

import { type Connection } from "../device";
import { type ConfigTree, parseStatementLine, setLine, statementKey } from "../junos";
import { type PropertyMap, type PropertyValue, Secret } from "../rpc";
import { isProtected } from "./ownership";
import { InputError } from "./mistakes";
import { readConnection, Reader } from "./read";
import { plainValue } from "./secret-value";

/** Reads an import id, `name=user@host` or `name=user@host:port`, and adds credentials to it. */
export function readImport(
  id: string,
  defaults: PropertyMap,
): { readonly name: string; readonly connection: Connection } {
  const match =
    /^(?<name>[^=@\s]+)=(?:(?<user>[^@\s]+)@)?(?<host>\[[^\]]+\]|[^:\s]+)(?::(?<port>\d+))?$/.exec(
      id,
    );
  const { name, user, host, port } = match?.groups ?? {};
  const login = user ?? (typeof defaults.user === "string" ? defaults.user : undefined);
  if (name === undefined || host === undefined || login === undefined) {
    throw new InputError({
      rule: "import-id",
      what: "the id doesn't say which gateway to take over",
      allowed: "name=user@host or name=user@host:port, such as srx1=admin@192.0.2.10:830",
      fix:
        "give its name and where it is as the id; credentials come from the stack's configuration: vsrx:privateKey, " +
        "vsrx:password or vsrx:agent, and vsrx:hostKey or vsrx:acceptFirstHostKey",
    });
  }
  const given = {
    ...defaults,
    host: host.replace(/^\[|\]$/g, ""),
    user: login,
    ...(port === undefined ? {} : { port: Number(port) }),
  };
  return { name, connection: Reader.read(given, "import", readConnection) };
}

/**
 * A device's statements as inputs. What holds a secret in its words, and what no model of Junos knows and so may hold one, becomes a
 * sealed line; what must keep us and its owner in is left out.
 */
export function importedFrom(active: ConfigTree): {
  readonly statements: PropertyMap;
  readonly raw: readonly PropertyValue[];
} {
  const statements: Record<string, PropertyValue> = {};
  const raw: PropertyValue[] = [];
  for (const statement of active.statements()) {
    const { path, value, secret, hidden, outside, inactive } = statement;
    if (inactive === true || isProtected(path)) continue;
    const plain = value === undefined ? undefined : plainValue(value);
    if (hidden !== undefined || outside !== undefined) {
      const line = setLine({ path, ...(plain === undefined ? {} : { value: plain }) });
      if (isReadable(line)) raw.push(new Secret(line));
    } else {
      statements[statementKey(statement)] = secret ? new Secret(plain ?? "") : (value ?? "");
    }
  }
  return { statements, raw };
}

/** Lines that the device keeps and that nobody can follow stay its own. */
function isReadable(line: string): boolean {
  try {
    parseStatementLine(line);
    return true;
  } catch {
    return false;
  }
}
