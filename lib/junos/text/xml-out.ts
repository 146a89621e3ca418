// Writing a tree as Junos XML.
import type { ConfigNode } from "../tree/node";
import { writeElements, type ElementMarks, type ElementSink } from "./elements-out";

const escape = (text: string): string =>
  text.replace(/[&<>"\r]/g, (c) =>
    c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : c === "\r" ? "&#13;" : "&quot;",
  );

/** Characters that XML 1.0 cannot carry. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function escaped(value: string): string {
  if (FORBIDDEN.test(value))
    throw new RangeError("a value has a control character, which XML cannot carry: take it out");
  return escape(value);
}

const attributes = ({ inactive, protect }: ElementMarks): string =>
  `${inactive ? ' inactive="inactive"' : ""}${protect ? ' protect="protect"' : ""}`;

class XmlSink implements ElementSink {
  readonly lines: string[] = [];
  comments = false;
  private depth = 1;

  private put(text: string): void {
    this.lines.push(`${"  ".repeat(this.depth)}${text}`);
  }

  /** A comment stands right before what it is about. */
  private comment({ comment }: ElementMarks): void {
    if (comment === undefined) return;
    this.comments = true;
    this.put(`<junos:comment>${escaped(`/* ${comment} */`)}</junos:comment>`);
  }

  open(element: string, _several: boolean, marks: ElementMarks): void {
    this.comment(marks);
    this.put(`<${element}${attributes(marks)}>`);
    this.depth++;
  }

  close(element: string): void {
    this.depth--;
    this.put(`</${element}>`);
  }

  leaf(element: string, value: string | undefined, _several: boolean, marks: ElementMarks): void {
    this.comment(marks);
    const start = `<${element}${attributes(marks)}`;
    this.put(value === undefined ? `${start}/>` : `${start}>${escaped(value)}</${element}>`);
  }
}

/** Declared where comments are, which Junos has in a namespace of their own. */
const JUNOS = ' xmlns:junos="http://xml.juniper.net/junos/*/junos"';

/** A tree as an XML `configuration` element. */
export function writeXml(root: ConfigNode): string {
  const sink = new XmlSink();
  writeElements(root, sink);
  const begin = `<configuration${sink.comments ? JUNOS : ""}>`;
  return [begin, ...sink.lines, "</configuration>\n"].join("\n");
}
