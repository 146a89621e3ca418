// Interfaces with their addresses and whether they are up.

import { type DhcpBinding } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el, elWith, type Markup } from "../report/markup";
import {
  line,
  lineOf,
  padded,
  type Part,
  section,
  sectionWith,
  type Sheet,
  spaced,
  text,
} from "../report/sheet";
import {
  type Arguments,
  bare,
  BRIEF,
  type Command,
  DETAIL,
  flag,
  namespace,
  TERSE,
} from "./command";
import { modelled } from "../source";

/** One unit. */
export interface Unit {
  /** `ge-0/0/0.0` */
  readonly name: string;
  readonly up: boolean;
  readonly families: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

/** One physical interface. */
export interface Physical {
  readonly name: string;
  readonly enabled: boolean;
  readonly up: boolean;
  readonly units: readonly Unit[];
}

/** Interfaces that every device has. */
const BUILT_IN = ["lo0", "st0"];

/** Interfaces that are there when the configuration says so. */
const MADE = /^(?:ae|gr|irb|lt|reth)\b|^(?:ae|reth)\d+$/;

/** All interfaces in the order in which the device lists them. */
export async function interfacesOf(device: DeviceView): Promise<Physical[]> {
  const { ipsec, dhcp = [] } = await device.plane.state();
  const tunnels = new Set(
    ipsec.filter(({ state }) => state === "UP").map(({ bindInterface }) => bindInterface),
  );
  const tree = device.configuration.effective;
  const links = device.forwardingReady
    ? device.spec.interfaces.filter((name) => name !== "fxp0")
    : [];
  const made = (tree.get("interfaces")?.names() ?? []).filter((name) => MADE.test(name));
  const names = [...links, ...made, "fxp0", ...BUILT_IN];
  return names.map((name) => {
    const node = tree.get(["interfaces", name]);
    const enabled = node?.get("disable") === undefined;
    const units = [...(node?.get("unit")?.children ?? [])].map(({ name: unit }) =>
      unitOf(device, { name, enabled }, unit, { tunnels, dhcp }),
    );
    return { name, enabled, up: enabled, units };
  });
}

interface Surroundings {
  /** Tunnel interfaces that have security associations. */
  readonly tunnels: ReadonlySet<string | undefined>;
  readonly dhcp: readonly DhcpBinding[];
}

function unitOf(
  device: DeviceView,
  { name: physical, enabled }: Pick<Physical, "name" | "enabled">,
  unit: string,
  { tunnels, dhcp }: Surroundings,
): Unit {
  const name = `${physical}.${unit}`;
  const node = device.configuration.effective.get(["interfaces", physical, "unit", unit]);
  // A secure tunnel is up while its VPN has security associations.
  const up =
    enabled && node?.get("disable") === undefined && (physical !== "st0" || tunnels.has(name));
  const families = (node?.get("family")?.children ?? []).map((family) => {
    const addresses = [...family.names("address")];
    if (family.get("dhcp") !== undefined) addresses.push(...leased(device, name, dhcp));
    return { name: family.name, addresses };
  });
  return { name, up, families };
}

/** Addresses that an interface has by DHCP. */
function leased(device: DeviceView, unit: string, dhcp: readonly DhcpBinding[]): string[] {
  const granted = dhcp.find(({ logical }) => logical === unit)?.granted;
  if (granted !== undefined) return [granted.address];
  const [physical = ""] = unit.split(".");
  const lease = device.spec.dhcp?.[physical];
  if (lease !== undefined) return [lease.address];
  const { managementAddress } = device.spec;
  return physical === "fxp0"
    ? [managementAddress.includes("/") ? managementAddress : `${managementAddress}/24`]
    : [];
}

const word = (up: boolean): string => (up ? "up" : "down");

function chosen(all: readonly Physical[], name: string | undefined): Physical[] {
  if (name === undefined || name === "") return [...all];
  const [physical = ""] = name.split(".");
  const pattern = new RegExp(
    `^${physical.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`,
  );
  const found = all
    .filter((each) => pattern.test(each.name))
    .map((each) =>
      name.includes(".")
        ? { ...each, units: each.units.filter((unit) => unit.name === name) }
        : each,
    );
  if (
    found.length === 0 ||
    (name.includes(".") && found.every(({ units }) => units.length === 0))
  ) {
    throw refusal(`device ${name} not found`);
  }
  return found;
}

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const name = given["interface-name"];
  const logicalOnly = name?.includes(".") === true;
  const all = chosen(await interfacesOf(device), name);
  const isTerse = given.terse !== undefined;
  const parts = all.map((each) => {
    const units = each.units.map((unit) => (isTerse ? terseUnit : unitPart)(unit, each.enabled));
    return logicalOnly
      ? units
      : section("physical-interface", (isTerse ? terseHead : head)(each), units);
  });
  return sectionWith(
    "interface-information",
    { ...namespace(device, "interface"), "junos:style": isTerse ? "terse" : "normal" },
    isTerse
      ? [text("Interface               Admin Link Proto    Local                 Remote\n"), parts]
      : spaced(parts),
  );
}

const title = (up: boolean): string => (up ? "Up" : "Down");

const addressPart = (address: string): Markup =>
  elWith("ifa-local", { "junos:emit": "emit" }, address);

/** Name and both states, which every form of the report begins with. */
const states = (name: string, enabled: boolean, up: boolean): [Markup, Markup, Markup] => [
  el("name", name),
  el("admin-status", word(enabled)),
  el("oper-status", word(up)),
];

function head({ name, enabled, up }: Physical): Part {
  const admin = enabled ? "Enabled" : "Administratively down";
  return [
    states(name, enabled, up),
    line`Physical interface: ${name}, ${admin}, Physical link is ${title(up)}`,
  ];
}

function unitPart({ name, up, families }: Unit, enabled: boolean): Part {
  return section(
    "logical-interface",
    states(name, enabled, up),
    text(`  Logical interface ${name}\n    Flags: ${title(up)}\n`),
    el("filter-information"),
    families.map((family) =>
      section(
        "address-family",
        line`    Protocol ${el("address-family-name", family.name)}`,
        family.addresses.map((address) =>
          section("interface-address", line`        Local: ${addressPart(address)}`),
        ),
      ),
    ),
  );
}

function terseHead({ name, enabled, up }: Physical): Part {
  const [first, admin, oper] = states(name, enabled, up);
  return lineOf([padded(first, 24), padded(admin, 6), oper]);
}

/** The first address stands in the unit's own line, the others below it. */
function terseUnit({ name, up, families }: Unit, enabled: boolean): Part {
  const rows = families.flatMap((family) =>
    (family.addresses.length === 0 ? [""] : family.addresses).map((address, index) => ({
      family: index === 0 ? family.name : "",
      address,
    })),
  );
  const states3 = `${name.padEnd(23)} ${word(enabled).padEnd(5)} ${word(up).padEnd(4)} `;
  const lines = (rows.length === 0 ? [{ family: "", address: "" }] : rows).map(
    (row, index) =>
      `${`${index === 0 ? states3 : " ".repeat(35)}${row.family.padEnd(8)} ${row.address}`.trimEnd()}\n`,
  );
  return section(
    "logical-interface",
    states(name, enabled, up),
    text(...lines),
    el("filter-information"),
    families.map((family) =>
      el(
        "address-family",
        el("address-family-name", family.name),
        family.addresses.map((address) => el("interface-address", addressPart(address))),
      ),
    ),
  );
}

/** The commands of this area. */
export const INTERFACES: readonly Command[] = [
  {
    words: "show interfaces",
    help: "Show interface information",
    rpc: ["get-interface-information"],
    options: [
      TERSE,
      { ...BRIEF, help: "Display brief output" },
      DETAIL,
      flag("extensive", "Display extensive output"),
      bare("interface-name", "interface-name", "Name of physical or logical interface"),
    ],
    source: modelled("23.2R2"),
    run: report,
  },
];
