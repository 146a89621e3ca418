// What leads packets into the tables of routing instances: what comes in by their interfaces, and what the device sends from their addresses.

import { familyOf, hostOf, networkOf } from "../../lib/net";
import { type Instance, instanceAt } from "./instances";
import type { LinkAddress } from "./interfaces";
import { type Route, tableText } from "./routes";
import type { Wiring } from "./wiring";

/** A rule of the kernel: the first that fits counts. */
export interface InstanceRule {
  readonly family: "inet" | "inet6";
  /** As `ip rule` takes it, without verb. */
  readonly text: string;
}

/** After the device's own addresses, before everything that knows the main table only. */
const [PREFERENCE, LAST_PREFERENCE] = [200, 201];

/** An instance knows no routes but its own. */
export function instanceRules(
  instances: readonly Instance[],
  wiring: Wiring,
  addresses: readonly LinkAddress[],
): readonly InstanceRule[] {
  return instances.flatMap(({ table, members }) => {
    const links = members.flatMap((logical) => wiring.link(logical) ?? []);
    const own = addresses.filter(({ logical }) => members.includes(logical));
    const comesIn = (["inet", "inet6"] as const).flatMap((family) =>
      links.flatMap((link): InstanceRule[] => [
        { family, text: `pref ${PREFERENCE} iif ${link} lookup ${table}` },
        { family, text: `pref ${LAST_PREFERENCE} iif ${link} unreachable` },
      ]),
    );
    const speaks = own.flatMap(({ family, address }): InstanceRule[] => [
      { family, text: `pref ${PREFERENCE} from ${hostOf(address)} lookup ${table}` },
      { family, text: `pref ${LAST_PREFERENCE} from ${hostOf(address)} unreachable` },
    ]);
    return [...comesIn, ...speaks];
  });
}

/** The networks of an instance's interfaces, which the kernel would put into the main table. */
export const connectedRoutes = (
  instances: readonly Instance[],
  addresses: readonly LinkAddress[],
): readonly Route[] =>
  addresses.flatMap(({ logical, link, address }): Route[] => {
    const instance = instanceAt(instances, logical);
    if (instance === undefined) return [];
    const text = `${networkOf(address)} dev ${link}${tableText(instance)} proto static src ${hostOf(address)}`;
    return [{ family: familyOf(address), text }];
  });
