// Taking over an existing gateway: the id says where it is, the provider's configuration how to get in.

import { type Connection, portOf } from "../device";
import { type ConfigTree, parseStatementLine, setLine, statementKey } from "../junos";
import { type PropertyMap, type PropertyValue, reveal, Secret } from "../rpc";
import { inPieces, type Pieces } from "../turns";
import { InputError } from "./mistakes";
import { isProtected } from "./ownership";
import { readConnection, Reader } from "./read";
import { plainValue } from "./secret-value";

/**
 * Reads an import id, `name=user@host` or `name=user@host:port`, and adds credentials to it.
 *
 * @param defaults - the provider's configuration: credentials, and in `hosts` who may be given them
 * @throws InputError when the id can't be read, or its host isn't named in `hosts`: whoever could ask for any id would
 *   have the credentials shown to any host
 */
export function readImport(
  id: string,
  defaults: PropertyMap,
): { readonly name: string; readonly connection: Connection } {
  const { hosts, ...credentials } = defaults;
  const match = /^(?<name>[^=@\s]+)=(?:(?<user>[^@\s]+)@)?(?<place>\S+)$/.exec(id);
  const { name, user, place = "" } = match?.groups ?? {};
  const { host, port } = placeIn(place) ?? {};
  const login = user ?? credentials.user;
  if (name === undefined || host === undefined || login === undefined) {
    throw new InputError({
      rule: "import-id",
      what: "the id doesn't say which gateway to take over",
      allowed: "name=user@host or name=user@host:port, such as srx1=admin@192.0.2.10:830",
      fix:
        "give its name and where it is as the id; credentials come from the stack's configuration: vsrx:privateKey, " +
        "vsrx:password or vsrx:agent, and vsrx:hostKey or vsrx:acceptFirstHostKey, and vsrx:hosts says who may be given them",
    });
  }
  const given = { ...credentials, host, user: login, port };
  const connection = Reader.read(given, "import", readConnection);
  requireNamed(connection, hosts);
  return { name, connection };
}

interface Place {
  readonly host: string;
  readonly port?: number;
}

/** `host`, `host:port` or `[address]:port`; an IPv6 address alone needs no brackets. */
function placeIn(text: string): Place | undefined {
  const bare = /^[^[\]\s]*:[^[\]\s]*:[^[\]\s]*$/.test(text);
  if (bare) return { host: text };
  const groups = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:[\]\s]+))(?::(?<port>\d+))?$/.exec(text)?.groups;
  const host = groups?.v6 ?? groups?.host;
  if (host === undefined) return undefined;
  return { host, ...(groups?.port === undefined ? {} : { port: Number(groups.port) }) };
}

/** A host and its port, in one form whichever way they were written. */
function shownPlace({ host, port }: Place): string {
  const address = host.includes(":") ? `[${host}]` : host;
  return `${address.toLowerCase()}:${portOf(port === undefined ? {} : { port })}`;
}

function requireNamed(connection: Connection, hosts: PropertyValue | undefined): void {
  const named = namesIn(hosts).flatMap((name) => {
    const place = placeIn(name);
    return place === undefined ? [] : [shownPlace(place)];
  });
  const shown = shownPlace(connection);
  if (named.includes(shown)) return;
  throw new InputError({
    rule: "import-host",
    what: "the stack's configuration doesn't name the host that would be given its credentials",
    found: shown,
    allowed: named.length === 0 ? "none: vsrx:hosts isn't set" : named.join(", "),
    fix: `if the id is right, name the host: pulumi config set vsrx:hosts ${[...named, shown].join(",")}`,
  });
}

/** The hosts of the configuration: a list, or text with commas. */
function namesIn(hosts: PropertyValue | undefined): readonly string[] {
  const value = hosts === undefined ? undefined : reveal(hosts);
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) =>
    typeof text === "string" ? text.split(/[\s,]+/).filter((name) => name !== "") : [],
  );
}

/**
 * A device's statements as inputs. What holds a secret in its words, and what no model of Junos knows and so may hold one, becomes a
 * sealed line; what must keep us and its owner in is left out.
 */
export function* importedFrom(
  active: ConfigTree,
): Pieces<{ readonly statements: PropertyMap; readonly raw: readonly PropertyValue[] }> {
  const statements: Record<string, PropertyValue> = {};
  const raw: PropertyValue[] = [];
  yield* inPieces(yield* active.readingStatements(), (statement) => {
    const { path, value, secret, hidden, outside, inactive } = statement;
    if (inactive === true || isProtected(path)) return;
    const plain = value === undefined ? undefined : plainValue(value);
    if (hidden !== undefined || outside !== undefined) {
      const line = setLine({ path, ...(plain === undefined ? {} : { value: plain }) });
      if (isReadable(line)) raw.push(new Secret(line));
    } else {
      statements[statementKey(statement)] = secret ? new Secret(plain ?? "") : (value ?? "");
    }
  });
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
