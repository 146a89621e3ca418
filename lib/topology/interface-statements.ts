// What devices say in Junos of their interfaces, zones and routes, as typed configuration.
import { familyOf } from "../net";
import type { JunosConfig } from "../junos";
import type { Attachment } from "./attachment";
import { each } from "./records";

export function interfacesConfig(ports: readonly Attachment[]): JunosConfig {
  const interfaces: Record<string, { unit: Record<string, { family: object }> }> = {};
  for (const port of ports) {
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

export function routesConfig(routes: Readonly<Record<string, string>>): JunosConfig {
  const route: Record<string, object> = {};
  const route6: Record<string, object> = {};
  for (const [prefix, nextHop] of Object.entries(routes)) {
    const table = familyOf(prefix) === "inet6" ? route6 : route;
    table[prefix] =
      nextHop === "discard" || nextHop === "reject" ? { [nextHop]: true } : { nextHop: [nextHop] };
  }
  return {
    routingOptions: {
      ...(Object.keys(route).length > 0 ? { static: { route } } : {}),
      ...(Object.keys(route6).length > 0
        ? { rib: { "inet6.0": { static: { route: route6 } } } }
        : {}),
    },
  };
}
