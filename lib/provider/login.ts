// The management key of an instance that we made: another one is committed over the way in that there is, proven, and only then the former one goes.
import {
  AuthenticationError,
  type CommitRequest,
  CommitError,
  type Connection,
  commitChanges,
  type DevicePool,
  firstWayIn,
} from "../device";
import { type ConfigTree, setLine, type Statement, statementKey } from "../junos";
import { isPropertyMap, type PropertyMap, reveal, UNKNOWN } from "../rpc";
import { mapOf, sealText, textOf } from "./read";
import { type StatementSet, statementsBelow } from "./statement-set";

/** The key that has to be on a device, and what may be on it instead. */
export interface Login {
  /** OpenSSH form: kind, body, comment. */
  readonly publicKey: string;
  /** What the instance booted with. */
  readonly bootPublicKey: string;
  readonly bootPrivateKey?: string;
}

/** The login of a Configuration's inputs; undefined where the device is not one that we made. */
function loginOf(inputs: PropertyMap): Login | undefined {
  const login = mapOf(inputs.login);
  const [publicKey, bootPublicKey] = [textOf(login.publicKey), textOf(login.bootPublicKey)];
  if (publicKey === undefined || bootPublicKey === undefined) return undefined;
  const bootPrivateKey = privateKeyIn(login, "bootPrivateKey");
  return { publicKey, bootPublicKey, ...(bootPrivateKey === undefined ? {} : { bootPrivateKey }) };
}

/** A login's inputs with its private key marked secret. */
export function sealLogin(inputs: PropertyMap): PropertyMap {
  const { login } = inputs;
  if (!isPropertyMap(login)) return inputs;
  return { ...inputs, login: sealText(login, "bootPrivateKey") };
}

/** The key that a device has by what the inputs say; what it booted with where they say nothing. */
function keyIn(inputs: PropertyMap, boot: string | undefined): string | undefined {
  const { publicKey } = mapOf(inputs.login);
  return publicKey === UNKNOWN ? "not known yet" : (textOf(publicKey) ?? boot);
}

/**
 * Old and new inputs as far as they differ in the management key: a state that says nothing of it is one of an instance
 * that has the key it booted with.
 */
export function comparableLogin(olds: PropertyMap, news: PropertyMap): readonly PropertyMap[] {
  const boot = textOf(mapOf(news.login).bootPublicKey);
  const before = keyIn(olds, boot);
  const after = keyIn(news, boot);
  const isSame = before === after || news.login === undefined;
  const said = (inputs: PropertyMap, key: string | undefined): PropertyMap => ({
    ...inputs,
    login: isSame || key === undefined ? undefined : { publicKey: key },
  });
  return [said(olds, before), said(news, after)];
}

function privateKeyIn(map: PropertyMap, name: string): string | undefined {
  const value = map[name];
  return value === undefined ? undefined : textOf(reveal(value));
}

/** What a change of key needs to know. */
export interface KeyChange {
  readonly login: Login;
  /** The way in with the new key. */
  readonly connection: Connection;
  /** Ways in that may still be open. */
  readonly former: readonly Connection[];
  /** Keys that are to go. */
  readonly formerKeys: readonly string[];
}

/**
 * The change that a push begins with; undefined where the device has the key already.
 * @param olds the inputs of the last push to the same box
 */
export function keyChange(
  inputs: PropertyMap,
  connection: Connection,
  olds: PropertyMap | undefined,
): KeyChange | undefined {
  const login = loginOf(inputs);
  if (login === undefined) return undefined;
  const before = keyIn(olds ?? {}, login.bootPublicKey) ?? login.bootPublicKey;
  if (before === login.publicKey) return undefined;
  const keys = [privateKeyIn(mapOf(olds?.connection), "privateKey"), login.bootPrivateKey];
  return {
    login,
    connection,
    former: keys
      .filter((key) => key !== undefined && key !== connection.privateKey)
      .map((privateKey) => ({ ...connection, agent: false, privateKey: privateKey ?? "" })),
    formerKeys: [before, login.bootPublicKey].filter((key) => !isSameKey(key, login.publicKey)),
  };
}

/** What a change of key works with. */
export interface KeyChangeTools {
  readonly pool: DevicePool;
  readonly request: Omit<CommitRequest, "plan">;
  /** What the program wants on the device: a key that it names stays. */
  readonly wanted: StatementSet;
  readonly signal: AbortSignal;
}

/**
 * Brings the management key onto the device. Where the new key doesn't open it, the former one still does.
 * @throws CommitError or another DeviceError where the device can't be brought there
 */
export async function changeKey(change: KeyChange, tools: KeyChangeTools): Promise<void> {
  const { login, connection, former, formerKeys } = change;
  const { user } = connection;
  const { pool, request, signal } = tools;
  const open = await firstWayIn(pool, [connection, ...former], request, signal);
  const commit = async (over: Connection, plan: CommitRequest["plan"]): Promise<void> => {
    const work = { ...request, log: `${request.log} key`, plan };
    await pool.use(over, (device) => commitChanges(device, work), { signal });
  };
  if (open !== connection) await commit(open, (active) => missing(active, user, login.publicKey));
  try {
    await commit(connection, (active) => [
      ...missing(active, user, login.publicKey),
      ...leftOver(active, user, formerKeys, tools.wanted),
    ]);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const { agent } = connection;
    const [holder, way] =
      agent === true
        ? ["the SSH agent does not open it", "add the private key that belongs to it to the agent"]
        : ["management.privateKey does not open it", "give the private key that belongs to it"];
    throw new CommitError(
      `management.publicKey is on the device beside the former key, and ${holder}. ` +
        `Nothing is lost: ${way}, and bring the stack up again.`,
      "old",
      { cause: error },
    );
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof AuthenticationError ||
  (error instanceof CommitError && error.cause instanceof AuthenticationError);

const SYSTEM = "system";

/** Root, which may not log in over the network, has the management key too: a device without one takes no commit. */
const places = (user: string): readonly (readonly string[])[] => [
  [SYSTEM, "root-authentication"],
  [SYSTEM, "login", "user", user, "authentication"],
];

/** The word that Junos has for a key of this kind. */
function kindOf(key: string): string {
  const [kind = ""] = key.split(/\s+/);
  return kind.startsWith("ecdsa-") ? "ssh-ecdsa" : kind;
}

const isSameKey = (one: string, other: string): boolean => {
  const body = (key: string): string => key.trim().split(/\s+/).slice(0, 2).join(" ");
  return body(one) === body(other);
};

/** The keys of one place, each with its statement. */
function keysAt(active: ConfigTree, place: readonly string[]): readonly [string, Statement][] {
  return statementsBelow(active, SYSTEM).flatMap((statement): [string, Statement][] => {
    const key = statement.path[place.length + 1];
    const isThere = place.every((word, index) => statement.path[index] === word);
    return isThere && key !== undefined ? [[key, statement]] : [];
  });
}

function missing(active: ConfigTree, user: string, key: string): readonly string[] {
  return places(user)
    .filter((place) => !keysAt(active, place).some(([there]) => isSameKey(there, key)))
    .map((place) => setLine({ path: [...place, kindOf(key), key.trim()] }));
}

/** A key goes as a whole, with the options that somebody gave it; one that the program says something of stays. */
function leftOver(
  active: ConfigTree,
  user: string,
  former: readonly string[],
  wanted: StatementSet,
): readonly string[] {
  const lines = places(user).flatMap((place) =>
    keysAt(active, place)
      .filter(([there]) => former.some((each) => isSameKey(there, each)))
      .map(([, { path }]) => statementKey({ path: path.slice(0, place.length + 2) })),
  );
  const isWanted = (key: string): boolean =>
    [...wanted.keys()].some((each) => each === key || each.startsWith(`${key} `));
  return [...new Set(lines)].filter((key) => !isWanted(key)).map((key) => `delete ${key}`);
}
