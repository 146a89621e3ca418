// Interfaces with their addresses and whether they are up.

import { type ConfigTree } from "../../../lib/junos";
import { el, elWith, type Markup } from "../markup";
import { refusal } from "../messages";
import {
  type Arguments,
  type Command,
  type Device,
  namespace,
  type Report,
} from "../reports/command";

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
export async function interfacesOf(device: Device): Promise<Physical[]> {
  const { ipsec } = await device.plane.state();
  const tunnels = new Set(
    ipsec.filter(({ state }) => state === "UP").map(({ bindInterface }) => bindInterface),
  );
  const tree = device.database.active.effective();
  const links = device.isForwarding()
    ? device.spec.interfaces.filter((name) => name !== "fxp0")
    : [];
  const made = (tree.get("interfaces")?.names() ?? []).filter((name) => MADE.test(name));
  const names = [...links, ...made, "fxp0", ...BUILT_IN];
  return names.map((name) => {
    const node = tree.get(["interfaces", name]);
    const enabled = node?.get("disable") === undefined;
    const units = [...(node?.get("unit")?.children ?? [])].map(({ name: unit }) =>
      unitOf(device, tree, name, unit, enabled, tunnels),
    );
    return { name, enabled, up: enabled, units };
  });
}

function unitOf(
  device: Device,
  tree: ConfigTree,
  physical: string,
  unit: string,
  enabled: boolean,
  tunnels: ReadonlySet<string | undefined>,
): Unit {
  const name = `${physical}.${unit}`;
  const node = tree.get(["interfaces", physical, "unit", unit]);
  // A secure tunnel is up while its VPN has security associations.
  const up =
    enabled && node?.get("disable") === undefined && (physical !== "st0" || tunnels.has(name));
  const families = (node?.get("family")?.children ?? []).map((family) => {
    const addresses = [...family.names("address")];
    if (family.get("dhcp") !== undefined) addresses.push(...leased(device, physical));
    return { name: family.name, addresses };
  });
  return { name, up, families };
}

/** Addresses that an interface has by DHCP. */
function leased(device: Device, physical: string): string[] {
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

async function report(device: Device, given: Arguments): Promise<Report> {
  const name = given["interface-name"];
  const logicalOnly = name?.includes(".") === true;
  const shown = chosen(await interfacesOf(device), name);
  const style = given.terse === undefined ? "normal" : "terse";
  return {
    text: style === "terse" ? table(shown, logicalOnly) : pages(shown, logicalOnly),
    xml: elWith(
      "interface-information",
      { ...namespace(device, "interface"), "junos:style": style },
      shown.map((each) => {
        const units = each.units.map((unit) => unitMarkup(unit, each.enabled));
        return logicalOnly
          ? units
          : el(
              "physical-interface",
              el("name", each.name),
              el("admin-status", word(each.enabled)),
              el("oper-status", word(each.up)),
              units,
            );
      }),
    ),
  };
}

function table(shown: readonly Physical[], logicalOnly: boolean): string {
  const rows = shown.flatMap((each) => [
    ...(logicalOnly ? [] : [row(each.name, each.enabled, each.up)]),
    ...each.units.flatMap((unit) => unitRows(unit, each.enabled)),
  ]);
  return `Interface               Admin Link Proto    Local                 Remote\n${rows.join("")}`;
}

const title = (up: boolean): string => (up ? "Up" : "Down");

function pages(shown: readonly Physical[], logicalOnly: boolean): string {
  const pieces = shown.map(({ name, enabled, up, units }) => {
    const head = `Physical interface: ${name}, ${enabled ? "Enabled" : "Administratively down"}, Physical link is ${title(up)}\n`;
    const below = units.map((unit) => {
      const families = unit.families.map(
        ({ name: family, addresses }) =>
          `    Protocol ${family}\n${addresses.map((address) => `        Local: ${address}\n`).join("")}`,
      );
      return `  Logical interface ${unit.name}\n    Flags: ${title(unit.up)}\n${families.join("")}`;
    });
    return `${logicalOnly ? "" : head}${below.join("")}`;
  });
  return pieces.join("\n");
}

function row(name: string, enabled: boolean, up: boolean, proto = "", local = ""): string {
  return `${`${name.padEnd(23)} ${word(enabled).padEnd(5)} ${word(up).padEnd(4)} ${proto.padEnd(8)} ${local}`.trimEnd()}\n`;
}

function unitRows(unit: Unit, enabled: boolean): string[] {
  const pairs = unit.families.flatMap(({ name, addresses }) =>
    addresses.length === 0
      ? [[name, ""] as const]
      : addresses.map((address, index) => [index === 0 ? name : "", address] as const),
  );
  const [first = ["", ""] as const, ...others] = pairs;
  return [
    row(unit.name, enabled, unit.up, first[0], first[1]),
    ...others.map(
      ([proto, address]) => `${`${" ".repeat(35)}${proto.padEnd(8)} ${address}`.trimEnd()}\n`,
    ),
  ];
}

function unitMarkup(unit: Unit, enabled: boolean): Markup {
  return el(
    "logical-interface",
    el("name", unit.name),
    el("admin-status", word(enabled)),
    el("oper-status", word(unit.up)),
    el("filter-information"),
    unit.families.map(({ name, addresses }) =>
      el(
        "address-family",
        el("address-family-name", name),
        addresses.map((address) =>
          el("interface-address", elWith("ifa-local", { "junos:emit": "emit" }, address)),
        ),
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
      { word: "terse", element: "terse", help: "Display terse output" },
      { word: "brief", element: "brief", help: "Display brief output" },
      { word: "detail", element: "detail", help: "Display detailed output" },
      { word: "extensive", element: "extensive", help: "Display extensive output" },
      {
        element: "interface-name",
        value: "interface-name",
        help: "Name of physical or logical interface",
      },
    ],
    run: report,
  },
];
