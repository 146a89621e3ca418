// Forms of values that Junos checks beyond their length: addresses, networks, interfaces, ports.
import { type Family, familyOf, isHost, parsePrefix } from "../../net";
import type { Form } from "../schema/model";

const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\.?$/;
// With a unit, which is short for it; `re0:mgmt-0` is a port of one routing engine.
const DEVICE = /^[A-Za-z][A-Za-z0-9-]*(\/\d+){0,3}(:\d+|:[a-z]+-\d+)?(\.\d+)?$/;
const UNIT = /^[A-Za-z][A-Za-z0-9-]*(\/\d+){0,3}(:\d+)?\.\d+$/;

const isPrefix = (text: string, family?: Family): boolean => {
  const network = text.includes("/") ? parsePrefix(text) : undefined;
  return network !== undefined && (family === undefined || network.family === family);
};

/** An address alone; an IPv6 one may name its interface, as in `fe80::1%ge-0/0/0.0`. */
const isAddress = (text: string, family?: Family): boolean => {
  const address = text.replace(/%[A-Za-z0-9/.-]+$/, "");
  return isHost(address) && (family === undefined || familyOf(address) === family);
};

/** Digits and dots alone are meant as an address, never as a name. */
const looksNumeric = (text: string): boolean => /^[0-9.]+$/.test(text);

const isHostName = (text: string): boolean => HOST.test(text) && !looksNumeric(text);

const isPort = (text: string): boolean => {
  if (/^\d+$/.test(text)) return Number(text) <= 65535;
  const range = /^(\d+)-(\d+)$/.exec(text);
  if (range) return Number(range[1]) <= Number(range[2]) && Number(range[2]) <= 65535;
  return /^[a-z][a-z0-9-]*$/.test(text);
};

const isRegex = (text: string): boolean => {
  try {
    new RegExp(text.replace(/\[\[:[a-z]+:\]\]/g, "[a-z]"));
    return true;
  } catch {
    return text.startsWith("!") || text.includes("[:");
  }
};

const FORMS: Readonly<
  Record<Form, { readonly test: (text: string) => boolean; readonly allowed: string }>
> = {
  address: { test: (text) => isAddress(text), allowed: "an IPv4 or IPv6 address" },
  address4: { test: (text) => isAddress(text, "inet"), allowed: "an IPv4 address" },
  address6: { test: (text) => isAddress(text, "inet6"), allowed: "an IPv6 address" },
  prefix: { test: (text) => isPrefix(text), allowed: "a network with its length, as 10.0.0.0/24" },
  prefix4: {
    test: (text) => isPrefix(text, "inet") || isAddress(text, "inet"),
    allowed: "an IPv4 address with its length, as 10.0.0.1/24",
  },
  prefix6: {
    test: (text) => isPrefix(text, "inet6") || isAddress(text, "inet6"),
    allowed: "an IPv6 address with its length, as 2001:db8::1/64",
  },
  "address-or-prefix": {
    test: (text) => isPrefix(text) || isAddress(text) || text === "default",
    allowed: "an address or a network, as 10.0.0.0/24",
  },
  "address-or-host": {
    test: (text) => isAddress(text) || isHostName(text),
    allowed: "an address or a host name",
  },
  interface: { test: (text) => DEVICE.test(text), allowed: "an interface, as ge-0/0/1" },
  unit: {
    test: (text) => UNIT.test(text) || DEVICE.test(text),
    allowed: "a logical interface, as ge-0/0/1.0",
  },
  "interface-name": {
    test: (text) =>
      UNIT.test(text) ||
      DEVICE.test(text) ||
      text === "all" ||
      /[*\[]/.test(text) ||
      isAddress(text),
    allowed: "an interface, as ge-0/0/1.0",
  },
  host: { test: isHostName, allowed: "a host name" },
  area: {
    test: (text) => isAddress(text, "inet") || /^\d{1,10}$/.test(text),
    allowed: "an area, as 0.0.0.0",
  },
  mac: {
    test: (text) => /^([0-9a-fA-F]{1,2}[:-]){5}[0-9a-fA-F]{1,2}$/.test(text),
    allowed: "a hardware address, as 00:10:db:00:00:01",
  },
  regex: { test: isRegex, allowed: "a regular expression" },
  community: {
    test: (text) => /^[0-9a-zA-Z:.*^$\-\[\]()|+?]+$/.test(text),
    allowed: "a community, as 65000:100",
  },
  "port-range": { test: isPort, allowed: "a port, a range as 1000-2000, or a service's name" },
  time: { test: () => true, allowed: "a time" },
  "next-hop": {
    test: (text) => isAddress(text) || UNIT.test(text) || DEVICE.test(text),
    allowed: "an address, or an interface as st0.0",
  },
  "unit-number": {
    test: (text) => /^\d{1,5}$/.test(text) && Number(text) <= 16385,
    allowed: "a number from 0 to 16385",
  },
};

/** What is allowed, when a text doesn't have the form; undefined when it does. */
export function formFault(form: Form, text: string): string | undefined {
  return FORMS[form].test(text) ? undefined : FORMS[form].allowed;
}
