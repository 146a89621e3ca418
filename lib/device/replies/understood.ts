// A reply that holds no answer to the question says nothing, which is not the same as "none", "zero" or "not yet".

import { ProtocolError } from "../errors";
import { find, mentions, type XmlElement } from "../xml";

/**
 * Refuses a reply without an element that answers the question, whichever of several names it has.
 *
 * @param what - what was asked for, for the message
 * @throws ProtocolError when there is none: the reply is empty, plain text, or the answer to something else
 */
export function requireAnswer(
  root: XmlElement,
  what: string,
  ...names: readonly [string, ...string[]]
): void {
  if (!mentions(root, names)) throw notUnderstood(root, what, names[0]);
}

/** The error that tells what a device said instead. */
export function notUnderstood(root: XmlElement, what: string, element: string): ProtocolError {
  const inside = root.children
    .slice(0, 5)
    .map(({ name }) => `<${name.slice(0, 100)}>`)
    .join(", ");
  const said = find(root, "output")?.text.replaceAll(/\s+/g, " ").slice(0, 200) ?? "";
  const answered = said !== "" ? `"${said}"` : inside === "" ? "nothing" : inside;
  return new ProtocolError(
    `The device was asked for ${what} and answered ${answered} without <${element}>.`,
  );
}
