// A reply that holds no answer to the question says nothing, which is not the same as "none", "zero" or "not yet".

import { ProtocolError } from "../errors";
import { find, findAll, type XmlElement } from "../xml";

/**
 * The elements that answer a question, whichever of several names they have.
 *
 * @param what - what was asked for, for the message
 * @throws ProtocolError when there is none: the reply is empty, plain text, or the answer to something else
 */
export function answersIn(
  root: XmlElement,
  what: string,
  ...names: readonly [string, ...string[]]
): readonly XmlElement[] {
  const answers = names.flatMap((name) => findAll(root, name));
  if (answers.length === 0) throw notUnderstood(root, what, names[0]);
  return answers;
}

/** The error that tells what a device said instead. */
export function notUnderstood(root: XmlElement, what: string, element: string): ProtocolError {
  const inside = root.children.map(({ name }) => `<${name}>`).join(", ");
  const said = find(root, "output")?.text.replaceAll(/\s+/g, " ").slice(0, 200) ?? "";
  const answered = said !== "" ? `"${said}"` : inside === "" ? "nothing" : inside;
  return new ProtocolError(
    `The device was asked for ${what} and answered ${answered} without <${element}>.`,
  );
}
