// Taking over an existing gateway: the id says where it is, the provider's configuration how to get in.

import { type Connection } from "../device";
import { type PropertyMap } from "../rpc";
import { InputError, readConnection, Reader } from "./read";

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
    throw new InputError(
      `To take over a gateway, give its name and where it is as the id: "srx1=admin@192.0.2.10" or ` +
        `"srx1=admin@192.0.2.10:830". Credentials come from the stack's configuration: vsrx:privateKey, ` +
        `vsrx:password or vsrx:agent, and vsrx:hostKey or vsrx:acceptFirstHostKey.`,
    );
  }
  const connection = readConnection(
    new Reader(
      {
        ...defaults,
        host: host.replace(/^\[|\]$/g, ""),
        user: login,
        ...(port === undefined ? {} : { port: Number(port) }),
      },
      "import",
    ),
  );
  return { name, connection };
}
