// What devices say in Junos of their interfaces, zones and routes, as typed configuration.
import { contains, familyOf, isHost } from "../net";
import type { JunosConfig } from "../junos";
import type { Attachment } from "./attachment";
import { each } from "./records";

export function interfacesConfig(ports: readonly Attachment[]): JunosConfig {
  const interfaces: Record<string, { unit: Record<string, { family: object }> }> = {};
  // A session of PPPoE has statements of its own.
  for (const port of ports.filter(({ beneath }) => beneath === undefined)) {
    const own = (interfaces[port.interface] ??= { unit: {} });
    // One interface may have an address of each family, as two attachments.
    own.unit[port.unit] = {
      family: {
        ...own.unit[port.unit]?.family,
        [familyOf(port.address)]: port.dhcp
          ? { dhcp: {} }
          : { address: { [`${port.address}/${port.length}`]: {} } },
      },
    };
  }
  return { interfaces };
}

export function zonesConfig(ports: readonly Attachment[]): JunosConfig {
  const zones: Record<string, { hostInboundTraffic: object; interfaces: Record<string, object> }> =
    {};
  for (const name of new Set(ports.map((port) => port.zone))) {
    const members = ports.filter((port) => port.zone === name);
    zones[name] = {
      hostInboundTraffic: {
        systemServices: each(
          members.flatMap((port) => port.hostInbound.systemServices ?? []),
          () => ({}),
        ),
        protocols: each(
          members.flatMap((port) => port.hostInbound.protocols ?? []),
          () => ({}),
        ),
      },
      interfaces: each(
        members.map((port) => port.logical),
        () => ({}),
      ),
    };
  }
  return { security: { zones: { securityZone: zones } } };
}

/** Which interfaces stand in routing instances of their own. */
export function instancesConfig(
  members: readonly { readonly instance: string | undefined; readonly logical: string }[],
): JunosConfig {
  const names = [...new Set(members.flatMap(({ instance }) => instance ?? []))];
  if (names.length === 0) return {};
  return {
    routingInstances: Object.fromEntries(
      names.map((name) => [
        name,
        {
          instanceType: "virtual-router" as const,
          interface: each(
            members.flatMap(({ instance, logical }) => (instance === name ? [logical] : [])),
            () => ({}),
          ),
        },
      ]),
    ),
  };
}

/** What `routing-options` say, of the main instance or of another one, whose tables have its name in front. */
export const routingOptions = (
  said: (table: (family: "inet6") => string) => NonNullable<JunosConfig["routingOptions"]>,
  instance: string | undefined,
): JunosConfig => {
  const options = said((family) =>
    instance === undefined ? `${family}.0` : `${instance}.${family}.0`,
  );
  return instance === undefined
    ? { routingOptions: options }
    : { routingInstances: { [instance]: { routingOptions: options } } };
};

/** Static routes, each in the instance of the interface that its next hop leads to. */
export function placedRoutes(
  routes: Readonly<Record<string, string>>,
  ports: readonly Attachment[],
): readonly JunosConfig[] {
  const instanceOf = (hop: string): string | undefined =>
    ports.find(
      ({ logical, network, leased }) =>
        logical === hop || (isHost(hop) && !leased && contains(network.cidr, hop)),
    )?.instance;
  const placed = Object.entries(routes).map(
    ([prefix, hop]) => [prefix, hop, instanceOf(hop)] as const,
  );
  return [...new Set(placed.map(([, , instance]) => instance))].map((instance) =>
    routesConfig(
      Object.fromEntries(
        placed.flatMap(([prefix, hop, own]) => (own === instance ? [[prefix, hop]] : [])),
      ),
      instance,
    ),
  );
}

/** @param instance the routing instance that they stand in. @default the main one */
export function routesConfig(
  routes: Readonly<Record<string, string>>,
  instance?: string,
): JunosConfig {
  const route: Record<string, object> = {};
  const route6: Record<string, object> = {};
  for (const [prefix, nextHop] of Object.entries(routes)) {
    const table = familyOf(prefix) === "inet6" ? route6 : route;
    table[prefix] =
      nextHop === "discard" || nextHop === "reject" ? { [nextHop]: true } : { nextHop: [nextHop] };
  }
  return routingOptions(
    (table) => ({
      ...(Object.keys(route).length > 0 ? { static: { route } } : {}),
      ...(Object.keys(route6).length > 0
        ? { rib: { [table("inet6")]: { static: { route: route6 } } } }
        : {}),
    }),
    instance,
  );
}
