// A stack from its exported state: its devices, how the last update reached them and what it gave them, and its tunnels.
import { type Connection, secretsOf } from "../device";
import { ConfigTree, fillKnown, setLine, wordsOfLine } from "../junos";
import { Redactor } from "../secrets";
import type { HeldResource } from "./cloud-drift";
import { PulumiStack } from "./pulumi-stack";

/** Pulumi's mark on a value that is secret: its text is JSON. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** The component that is a whole stack of gateways. */
const STACK_TYPE = "vsrx:index:VpnStack";

/** A device as a stack knows it. */
export interface StackDevice {
  readonly name: string;
  readonly connection: Connection;
}

/** A device with what the program says of it. */
export interface PlannedDevice extends StackDevice {
  readonly planned: ConfigTree;
}

/** A tunnel: its inputs with secrets in clear, and what the last look found. */
export interface StackTunnel {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A stack as its state has it. Secrets are in it: it is kept in memory alone. */
export interface StackState {
  readonly devices: readonly PlannedDevice[];
  readonly tunnels: readonly StackTunnel[];
  /** Sites, networks, devices and tunnels as the stack's outputs describe them. */
  readonly networks: readonly unknown[];
  /** Every secret text of the state, to be taken out of what is shown. */
  readonly secrets: readonly string[];
}

/** The devices in the state of a stack, which holds their credentials: it is kept in memory alone. */
export const devicesOfStack = async (name: string | undefined): Promise<StackDevice[]> =>
  devicesIn(await (await PulumiStack.open(name)).exported());

/** The stack as its last update left it. */
export const stateOfStack = async (name: string | undefined): Promise<StackState> =>
  stateIn(await (await PulumiStack.open(name)).exported());

/** What is shown, a text or an object with texts, without the stack's secrets. */
export function withoutSecrets<Shown>(
  { secrets }: Pick<StackState, "secrets">,
  shown: Shown,
): Shown {
  const redactor = new Redactor(secrets);
  const clean = (value: unknown): unknown => {
    if (typeof value === "string") return redactor.clean(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item)]));
  };
  return clean(shown) as Shown;
}

interface Exported {
  readonly deployment?: {
    readonly resources?: readonly (HeldResource & { readonly outputs?: unknown })[];
  };
}

interface Configured {
  readonly name: string;
  readonly connection: Connection;
  readonly statements?: Readonly<Record<string, string>>;
  readonly sequence?: readonly string[];
  readonly placeholders?: Readonly<Record<string, string>>;
  readonly raw?: readonly string[];
}

type Resources = NonNullable<NonNullable<Exported["deployment"]>["resources"]>;

export const resourcesIn = (exported: unknown): Resources =>
  (exported as Exported).deployment?.resources ?? [];

/** The devices in an exported state. */
export const devicesIn = (exported: unknown): StackDevice[] =>
  configurationsIn(resourcesIn(exported), []).map(({ name, connection }) => ({ name, connection }));

/** Everything of an exported state that tells of tunnels. */
export function stateIn(exported: unknown): StackState {
  const resources = resourcesIn(exported);
  const secrets: string[] = [];
  return {
    devices: configurationsIn(resources, secrets).map((configured) => ({
      name: configured.name,
      connection: configured.connection,
      planned: treeOf(configured),
    })),
    tunnels: resources.flatMap(({ type, inputs, outputs }) => {
      if (type !== "vsrx:index:Tunnel") return [];
      const own = revealed(inputs, secrets) as Record<string, unknown>;
      const seen = (revealed(outputs, secrets) ?? {}) as Record<string, unknown>;
      return [{ name: String(own["name"]), inputs: own, outputs: seen }];
    }),
    networks: resources.flatMap(({ type, outputs }) => {
      if (type !== STACK_TYPE || typeof outputs !== "object" || outputs === null) return [];
      return "network" in outputs ? [outputs.network] : [];
    }),
    secrets,
  };
}

function configurationsIn(resources: Resources, secrets: string[]): Configured[] {
  return resources.flatMap(({ type, inputs, outputs }) => {
    if (type !== "vsrx:index:Configuration") return [];
    const configured = revealed(inputs, secrets) as Configured;
    const { connection } = configured;
    secrets.push(...secretsOf(connection));
    const { hostKey } = (revealed(outputs, secrets) ?? {}) as { hostKey?: string };
    const pinned = connection.hostKey ?? hostKey;
    return [
      pinned === undefined
        ? configured
        : { ...configured, connection: { ...connection, hostKey: pinned } },
    ];
  });
}

/** What the program says of a device. */
function treeOf({
  statements = {},
  sequence,
  placeholders = {},
  raw = [],
}: Configured): ConfigTree {
  const order = sequence ?? Object.keys(statements);
  const lines = order.map((key) => {
    const value = statements[key] ?? "";
    const path = wordsOfLine(fillKnown(key, placeholders));
    return setLine({ path, ...(value === "" ? {} : { value }) });
  });
  return ConfigTree.fromDevice([...lines, ...raw].join("\n"));
}

/** The value with its secrets in clear, which are noted. */
function revealed(value: unknown, secrets: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => revealed(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  if (SECRET in value) {
    const { plaintext } = value as { plaintext?: string };
    if (plaintext === undefined)
      throw new Error("the state's secrets are encrypted: export it with --show-secrets");
    const clear: unknown = JSON.parse(plaintext);
    if (typeof clear === "string") secrets.push(clear);
    return revealed(clear, secrets);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, revealed(item, secrets)]),
  );
}
