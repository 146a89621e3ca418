// One spelling for one thing: a device writes IPv6 addresses in one way, however they were typed.
import { addressOf, isHost, parsePrefix } from "../../net";
import type { Form, NodeSchema, ValueType } from "./model";

const FORMS: ReadonlySet<Form> = new Set([
  "address",
  "address6",
  "prefix",
  "prefix6",
  "address-or-prefix",
  "address-or-host",
  "next-hop",
]);

/** Base types of Junos that addresses have. */
const BASES = /^ip(?:v6)?(?:addr|prefix)/;

function isAddress(type: ValueType): boolean {
  switch (type.kind) {
    case "string":
      return (
        (type.form !== undefined && FORMS.has(type.form)) ||
        (type.base !== undefined && BASES.test(type.base))
      );
    case "union":
      return type.of.some(isAddress);
    default:
      return false;
  }
}

/** The type of a name or value that stands below a statement without a keyword, or of a leaf's value. */
function typeBelow(schema: NodeSchema): ValueType | undefined {
  switch (schema.kind) {
    case "list":
      return schema.key;
    case "leaf-list":
    case "leaf":
      return schema.type;
    case "container":
    case "entry":
      return schema.wild?.key ?? schema.bare?.type;
    default:
      return undefined;
  }
}

/**
 * A name or value as a device spells it.
 * @param schema the statement that the name stands below, or the leaf whose value it is
 */
export function spelled(word: string, schema: NodeSchema): string {
  if (!word.includes(":")) return word;
  const type = typeBelow(schema);
  if (type === undefined || !isAddress(type)) return word;
  const found = parsePrefix(word);
  if (found?.family !== "inet6") return word;
  const address = addressOf(found.value, "inet6");
  return isHost(word) ? address : `${address}/${found.length}`;
}
