// Where the lab has it from what a device says and does.

/** From the surest to the least sure. */
export const SOURCE_KINDS = ["published", "model", "documented", "assumed"] as const;

/** Where a command, a request or a behaviour is known from. */
export type Source =
  /** Somebody published what a device of that release said. */
  | { readonly kind: "published"; readonly release: string; readonly place: string }
  /** Juniper's own YANG or RPC model of that release names it. */
  | { readonly kind: "model"; readonly release: string; readonly place: string }
  /** A page describes it. */
  | { readonly kind: "documented"; readonly page: string }
  /** Nothing was found; `because` says what speaks for it. */
  | { readonly kind: "assumed"; readonly because: string };

/** What was read of a device's own words. */
export function published(release: string, place: string): Source {
  return { kind: "published", release, place };
}

/** Named by Juniper's models of operational requests. */
export function modelled(release = "24.4R1", place = "Juniper/yang, junos-es RPC models"): Source {
  return { kind: "model", release, place };
}

/** Juniper lists there which request each command has, with its arguments and the element that it answers. */
export const METHODS = "Juniper's NETCONF library for Perl, its lists of methods";

/** Described on a page, or asked for by a library whose readers show the shape. */
export function documented(page: string): Source {
  return { kind: "documented", page };
}

/** Not known; with what speaks for it. */
export function assumed(because: string): Source {
  return { kind: "assumed", because };
}
