// Which texts can be an IKE identity: Junos takes more than a peer can be asked to match.
import type { Mistake } from "../diagnostics";
import { isHost } from "../net";
import type { Identity } from "./identity";

/** What each kind may look like. */
const FORMS = {
  hostname: [
    /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/,
    "letters, digits, points, hyphens, underscores",
  ],
  "user-at-hostname": [
    /^[^\s@"'\\;{}]+@[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/,
    "user@host, without blanks and quotes",
  ],
  "key-id": [/^[!-~]+$/, "printable ASCII without blanks"],
} as const;

/** What is wrong with an identity; `whose` names the end. */
export function identityMistake({ type, value }: Identity, whose: string): Mistake | undefined {
  // What a program was supplied with for want of its configuration.
  if (/^⟨[^⟨⟩]*⟩$/.test(value)) return undefined;
  const isAscii = /^[ -~]*$/.test(value);
  const wrong = (allowed: string): Mistake => ({
    rule: "identity-text",
    what: `the identity of ${whose} is not one that two devices compare alike`,
    found: value.trim() === "" ? "an empty text" : `"${value}"`,
    allowed,
    fix: isAscii
      ? "take another name, such as paris.example.net"
      : "write the name in ASCII, a domain in its xn-- form",
  });
  if (value.length > 255) return wrong("1 to 255 characters");
  switch (type) {
    case "inet":
    case "inet6":
      return isHost(value) && value.includes(":") === (type === "inet6")
        ? undefined
        : wrong("one IP address");
    case "distinguished-name":
      return value.trim() === "" || !isAscii
        ? wrong("a distinguished name such as CN=paris, O=example")
        : undefined;
    case "hostname":
    case "user-at-hostname":
    case "key-id": {
      const [form, allowed] = FORMS[type];
      return form.test(value) ? undefined : wrong(allowed);
    }
  }
}
