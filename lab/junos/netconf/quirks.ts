// Habits of some real devices that a client has to cope with.

/** Which habits the device has. @default none */
export interface Quirks {
  /** Offers counted chunks too, as newer releases can be told to. */
  readonly chunks?: boolean;
  /** Puts line breaks around every text. */
  readonly lineBreaks?: boolean;
  /** Forgets to close the routing engine's part of a commit's answer, as clusters do. */
  readonly unclosedRoutingEngine?: boolean;
}

/** A reply as a device with these habits sends it. */
export function withQuirks(reply: string, quirks: Quirks): string {
  const open =
    quirks.unclosedRoutingEngine === true ? reply.replaceAll("</routing-engine>", "") : reply;
  return quirks.lineBreaks === true ? open.replaceAll(/>([^<>\n]+)<\//g, ">\n$1\n</") : open;
}
