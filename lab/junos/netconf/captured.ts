// Reports out of a capture of a device, in place of the lab's own: for what that device said, word for word.

import { readFileSync } from "node:fs";
import { type Element, parseRequest } from "./request";

interface CaptureFile {
  readonly exchanges: readonly { readonly request: string; readonly reply: string }[];
}

/** What follows from what is done to this device can't come from another time. */
const OWN: readonly string[] = [
  "get-commit-information",
  "get-commit-revision-information",
  "get-system-uptime-information",
];

/** The replies of a capture, as `vsrx doctor --capture` writes it. */
export class CapturedReports {
  private readonly replies = new Map<string, string>();

  constructor(file: string) {
    const { exchanges } = JSON.parse(readFileSync(file, "utf8")) as CaptureFile;
    for (const { request, reply } of exchanges) {
      const inside = /<(?:\w+:)?rpc-reply[^>]*>([^]*)<\/(?:\w+:)?rpc-reply>/.exec(reply)?.[1];
      if (inside !== undefined) this.replies.set(keyOf(parseRequest(request)), inside);
    }
  }

  /** The inside of the reply; undefined for a request that the capture has no reply to. */
  answer(request: Element): string | undefined {
    return OWN.includes(request.name) ? undefined : this.replies.get(keyOf(request));
  }
}

/** The request and its arguments, whatever their order. */
function keyOf({ name, text, children }: Element): string {
  return `${name}(${text.trim()}${children.map(keyOf).sort().join(",")})`;
}
