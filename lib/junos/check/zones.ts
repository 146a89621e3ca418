// Rules for zones and address books: who belongs where, and names that exist.
import { hasHostBits, parsePrefix } from "../../net";
import { hasPlaceholder } from "../placeholder";
import type { ConfigNode } from "../tree/node";
import type { Context } from "./context";

/** Zones that exist without being configured. */
export const BUILT_IN_ZONES = ["junos-host"];

function checkBook(context: Context, book: ConfigNode, where: readonly string[]): void {
  const names = new Set([...book.names("address"), ...book.names("address-set")]);
  for (const address of book.entries("address")) {
    const at = [...where, "address", address.name];
    if (!address.children.some((kid) => kid.name !== "description"))
      context.error(
        "incomplete-address",
        at,
        "no network, name or range",
        "say what it stands for",
      );
    const text = address.child("")?.value;
    const network = text === undefined ? undefined : parsePrefix(text);
    if (network && text?.includes("/") && hasHostBits(network))
      context.warn(
        "host-bits",
        at,
        `${text} has bits set beyond its length`,
        "write the network's first address",
      );
    if (book.names("address-set").includes(address.name))
      context.error("address-and-set", at, "an address and a set have the same name", "rename one");
  }
  for (const set of book.entries("address-set")) {
    const at = [...where, "address-set", set.name];
    for (const name of set.names("address"))
      context.reference(name, names, "address", [...at, "address", name], "undefined-address");
    for (const name of set.names("address-set"))
      context.reference(
        name,
        book.names("address-set"),
        "address set",
        [...at, "address-set", name],
        "undefined-address",
      );
    if (contains(book, set.name, set.name, new Set()))
      context.error("set-loop", at, "the set contains itself", "take the loop out");
  }
}

function contains(book: ConfigNode, from: string, target: string, seen: Set<string>): boolean {
  for (const name of book.names(["address-set", from, "address-set"])) {
    if (name === target) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    if (contains(book, name, target, seen)) return true;
  }
  return false;
}

function checkInterfaces(context: Context): void {
  const owner = new Map<string, string>();
  for (const zone of context.entries("security zones security-zone")) {
    for (const name of zone.names("interfaces")) {
      const where = ["security", "zones", "security-zone", zone.name, "interfaces", name];
      if (hasPlaceholder(name)) continue;
      if (name === "all") continue;
      const full = context.logical(name);
      const first = owner.get(full);
      if (first !== undefined)
        context.error(
          "two-zones",
          where,
          first === zone.name ? `${full} is named twice` : `${full} is already in zone "${first}"`,
          "leave it in one zone",
        );
      else owner.set(full, zone.name);
      if (context.whole && context.unit(name) === undefined)
        context.reference(full, context.unitNames, "interface", where, "undefined-interface");
      if (/^(fxp0|em0|fab\d|lo0\.16384)/.test(name))
        context.error(
          "zone-interface",
          where,
          `${name} cannot be in a zone`,
          "leave it out: it belongs to the device itself",
        );
    }
  }
}

export function checkZones(context: Context): void {
  const zones = context.names("security zones security-zone");
  const books = context.entries("security address-book");
  checkInterfaces(context);
  const attached = new Map<string, string>();
  for (const book of books) {
    const where = ["security", "address-book", book.name];
    checkBook(context, book, where);
    for (const zone of book.names("attach zone")) {
      if (context.whole)
        context.reference(
          zone,
          zones,
          "zone",
          [...where, "attach", "zone", zone],
          "undefined-zone",
        );
      const first = attached.get(zone);
      if (first !== undefined)
        context.error(
          "two-books",
          [...where, "attach", "zone", zone],
          `zone "${zone}" already has address book "${first}"`,
          "attach one book to a zone",
        );
      else attached.set(zone, book.name);
    }
    if (book.name === "global" && book.has("attach"))
      context.error(
        "global-attach",
        [...where, "attach"],
        "the global book is seen by all zones and cannot be attached",
        "take attach away",
      );
    if (book.name !== "global" && !book.has("attach"))
      context.warn("unattached-book", where, "no zone sees this book", "attach it to a zone");
  }
  for (const zone of context.entries("security zones security-zone")) {
    const where = ["security", "zones", "security-zone", zone.name];
    const book = zone.get("address-book");
    if (book !== undefined) {
      checkBook(context, book, [...where, "address-book"]);
      if (books.length > 0)
        context.error(
          "zone-and-global-book",
          [...where, "address-book"],
          "address books in zones and books outside of zones exclude each other",
          "move the addresses into security address-book",
        );
    }
    const screen = zone.text("screen");
    if (screen !== undefined)
      context.reference(
        screen,
        context.names("security screen ids-option"),
        "screen",
        [...where, "screen"],
        "undefined-screen",
      );
    if (BUILT_IN_ZONES.includes(zone.name))
      context.error("name", where, `"${zone.name}" is built in`, "rename the zone");
  }
}
