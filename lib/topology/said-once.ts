// Objects that belong to one construct alone: two VPNs, or policies of two VPNs, under one name would become one that does more than either.
import type { Diagnostic } from "../diagnostics";
import type { JunosConfig } from "../junos";
import type { DeviceRef } from "./device-ref";
import type { Fragment } from "./fragment";

/** An object's entries; where the language has nothing inside, it is said as `true`. */
function inside<T extends object>(said: T | true | undefined): T | undefined {
  return typeof said === "object" ? said : undefined;
}

/** What only one construct may say on a device, as words of a statement. */
function ownObjects({ security }: JunosConfig): readonly string[] {
  const vpns = Object.keys(security?.ipsec?.vpn ?? {}).map((name) => `security ipsec vpn ${name}`);
  const zones = inside(security?.policies)?.fromZone ?? {};
  const policies = Object.entries(zones).flatMap(([from, zone]) =>
    Object.entries(inside(zone)?.toZone ?? {}).flatMap(([to, pair]) =>
      Object.keys(inside(pair)?.policy ?? {}).map(
        (name) => `security policies from-zone ${from} to-zone ${to} policy ${name}`,
      ),
    ),
  );
  return [...vpns, ...policies];
}

/** The fragments that may be merged, and what was wrong with the others. */
export interface SaidOnce {
  readonly fragments: readonly Fragment[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Take out everything that a construct says on a device where another one has said an object of that name before it.
 * What a device's own properties add to a construct's object is meant so.
 */
export function saidOnce(fragments: readonly Fragment[]): SaidOnce {
  const first = new Map<DeviceRef, Map<string, string>>();
  const torn = new Map<
    DeviceRef,
    Map<string, { readonly by: string; readonly objects: string[] }>
  >();
  for (const { device, config, origin } of fragments) {
    if (origin === device.node.path) continue;
    const known = first.get(device) ?? new Map<string, string>();
    first.set(device, known);
    for (const object of ownObjects(config)) {
      const by = known.get(object) ?? origin;
      known.set(object, by);
      if (by === origin) continue;
      const here = torn.get(device) ?? new Map<string, { by: string; objects: string[] }>();
      torn.set(device, here);
      const told = here.get(origin) ?? { by, objects: [] };
      here.set(origin, told);
      told.objects.push(object);
    }
  }
  const diagnostics = [...torn].flatMap(([device, here]) =>
    [...here].map(([origin, { by, objects }]) => mistake(device, origin, by, objects)),
  );
  return {
    fragments: fragments.filter(({ device, origin }) => !torn.get(device)?.has(origin)),
    diagnostics,
  };
}

function mistake(
  device: DeviceRef,
  construct: string,
  by: string,
  objects: readonly string[],
): Diagnostic {
  return {
    rule: "statement-name-twice",
    severity: "error",
    construct,
    device: device.name,
    what: `two constructs give one name to things of theirs on ${device.name}`,
    found: `${objects.join(", ")} of ${by} too`,
    allowed: "a name of its own for each: the default comes from the construct's path",
    fix: "give one of them other names or policyNames, or leave them out",
  };
}
