// What translates a device on its way to the internet, as the path solver takes it.
import type { DeviceRef } from "./device-ref";
import { NAT_KINDS, type NatKind, natRow } from "./nat-kinds";
import type { Translation } from "./nat-map";
import type { Site } from "./site";
import { stackRoot } from "./stack-root";
import { TEXT_FORMS, textMistake } from "./text-forms";

/** The placeholder name of a device's elastic IP, or of that of one of its rules. */
export function elasticIpName(device: DeviceRef, rule?: string): string {
  return `${device.lastingPath}/elastic-ip${rule === undefined ? "" : `/${rule}`}`;
}

/** The placeholder name of a site's NAT gateway's address. */
export function natGatewayName(site: Site): string {
  return `${site.node.path}/nat-gateway`;
}

/** Whether a value, which a program in plain JavaScript may have given, is of a kind that there is. */
export function isNatKind(value: unknown): value is NatKind {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return Object.hasOwn(NAT_KINDS, String(value.kind)) && natRow(value as NatKind).shows !== "rule";
}

/** @param part whose address it translates, and not the device's own: a NAT device's rule, a provider's interface */
export function outwardTranslation(device: DeviceRef, nat: NatKind, part?: string): Translation {
  const { word, shows, inward, rewritesPorts, forgetsAfter } = natRow(nat);
  const idle = "idleSeconds" in nat ? nat.idleSeconds : undefined;
  const behaviour = { kind: word, inward, rewritesPorts, forgetsAfter: idle ?? forgetsAfter };
  const { values } = stackRoot(device);
  switch (shows) {
    case "elastic-ip": {
      const address = values.placeholderFor(elasticIpName(device, part));
      const whose = part === undefined ? device.name : `${part} on ${device.name}`;
      return { ...behaviour, by: `the elastic IP of ${whose}`, address };
    }
    case "nat-gateway": {
      const address = values.placeholderFor(natGatewayName(device.site));
      return { ...behaviour, by: `the NAT gateway of ${device.site.node.id}`, address };
    }
    case "rule":
      throw new RangeError(`${word} NAT by a rule belongs to a NAT device`);
    case "given":
    case "given-or-unknown": {
      const given = "address" in nat ? nat.address : undefined;
      const own = part === undefined ? "" : `/${part}`;
      const name = `${device.node.path}/public-address${own}`;
      const construct = device.node.path;
      const judge = (value: unknown) => textMistake(TEXT_FORMS.address, "nat.address", value);
      const address =
        given === undefined ? undefined : values.define(name, given, { construct, judge });
      return { ...behaviour, by: `the ${word} NAT in front of ${device.name}`, address };
    }
  }
}
