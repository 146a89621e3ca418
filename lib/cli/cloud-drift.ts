// AWS's side of a stack as it is: what a refresh of the stack's own AWS resources would find, against the last update.
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { CloudDrift } from "../diagnosis";
import type { PulumiStack } from "./pulumi-stack";

/** A resource of a state, as far as this needs it. */
export interface HeldResource {
  readonly urn?: string;
  readonly type?: string;
  readonly parent?: string;
  readonly custom?: boolean;
  readonly inputs?: unknown;
}

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The device below whose construct each resource stands, by URN: its configuration stands there too. */
function devicesByUrn(resources: readonly HeldResource[]): (urn: string) => string | undefined {
  const parents = new Map(resources.map(({ urn = "", parent }) => [urn, parent]));
  const devices = new Map<string, string>();
  for (const { type, parent, inputs } of resources) {
    const name = (inputs as { readonly name?: unknown } | undefined)?.name;
    if (type !== "vsrx:index:Configuration" || parent === undefined || typeof name !== "string")
      continue;
    devices.set(parent, name);
  }
  return (urn) => {
    for (let at: string | undefined = urn; at !== undefined; at = parents.get(at)) {
      const device = devices.get(at);
      if (device !== undefined) return device;
    }
    return undefined;
  };
}

/** The properties of one side of an event. */
const stateIn = (side: { readonly outputs?: Record<string, unknown> } | undefined) =>
  side?.outputs ?? {};

/** What the program gives each resource, by URN. */
function askedByUrn(
  resources: readonly HeldResource[],
): ReadonlyMap<string | undefined, readonly string[]> {
  return new Map(
    resources.flatMap(({ urn, inputs }) => {
      if (typeof inputs !== "object" || inputs === null) return [];
      // Pulumi's own notes begin so.
      return [[urn, Object.keys(inputs).filter((name) => !name.startsWith("__"))] as const];
    }),
  );
}

/** What is known of a resource beside what a refresh says of it. */
interface Known {
  readonly deviceOf: (urn: string) => string | undefined;
  readonly asked: ReturnType<typeof askedByUrn>;
}

/** What one event of a refresh in preview says of a resource that is not as it was. */
function driftIn(
  { resOutputsEvent }: EngineEvent,
  { deviceOf, asked }: Known,
): CloudDrift | undefined {
  const { metadata } = resOutputsEvent ?? {};
  if (!metadata?.type.startsWith("aws:")) return undefined;
  const { urn, type, old, op } = metadata;
  const now = metadata.new;
  const isGone = op === "delete" || now === undefined;
  if (!isGone && JSON.stringify(stateIn(old)) === JSON.stringify(stateIn(now))) return undefined;
  const device = deviceOf(urn);
  const wanted = asked.get(urn);
  return {
    type,
    name: nameIn(urn),
    ...(device === undefined ? {} : { device }),
    ...(wanted === undefined ? {} : { asked: wanted }),
    planned: stateIn(old),
    ...(isGone ? {} : { found: stateIn(now) }),
  };
}

/**
 * What AWS has otherwise than the last update left it. Nothing is written down.
 * @throws Error in Pulumi's words, such as for a login that AWS does not take
 */
export async function cloudDrift(
  stack: PulumiStack,
  resources: readonly HeldResource[],
): Promise<readonly CloudDrift[]> {
  const urns = resources.flatMap(({ urn, type, custom }) =>
    urn !== undefined && custom === true && type?.startsWith("aws:") === true ? [urn] : [],
  );
  if (urns.length === 0) return [];
  const known = { deviceOf: devicesByUrn(resources), asked: askedByUrn(resources) };
  const drifts: CloudDrift[] = [];
  await stack.previewRefresh(urns, (event) => {
    const drift = driftIn(event, known);
    if (drift !== undefined) drifts.push(drift);
  });
  return drifts;
}
