// Reading Junos XML configuration: a configuration element, alone or inside an rpc or its reply.
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { JunosSyntaxError } from "../errors";
import { type ConfigNode } from "../tree/node";
import {
  ElementReader,
  type ElementOptions,
  type ElementSource,
  type ElementsResult,
  type OperationMarks,
  type Place,
} from "./elements-in";

/** The text behind a parser. */
class XmlSource implements ElementSource {
  constructor(
    private readonly parser: SaxesParser,
    private readonly text: string,
  ) {}

  position(): Place {
    return { line: this.parser.line, column: this.parser.column + 1 };
  }

  /** Where the tag begins that has just been read. */
  tag(name: string): Place {
    return {
      line: this.parser.line,
      column: Math.max(1, this.parser.column - name.length - 1),
    };
  }

  /** The elements around a place, without what stands in them, which may be a secret. */
  near(at: Place): string {
    let start = 0;
    for (let line = 1; line < at.line; line++) start = this.text.indexOf("\n", start) + 1;
    const from = Math.max(start, start + at.column - 40);
    return (
      this.text
        .slice(from, start + at.column + 40)
        .split("\n")[0]
        ?.replace(/(^|>)[^<>]*(<|$)/g, (all, open: string, close: string) =>
          all.length > open.length + close.length ? `${open}…${close}` : all,
        )
        .replace(/="[^"]*"?/g, "=…")
        .trim() ?? ""
    );
  }
}

/** Reads XML into a tree; faults that Junos would merge away are returned, and those of elements that were left out. */
export function readXml(
  root: ConfigNode,
  text: string,
  options: ElementOptions = {},
  marks?: OperationMarks,
): ElementsResult {
  const parser = new SaxesParser({ position: true });
  const whole = text.replace(/^\ufeff?\s+(?=<\?xml)/, "");
  const source = new XmlSource(parser, whole);
  const reader = new ElementReader(root, source, options, marks);
  const refuse = (reason: string): never => {
    const at = source.position();
    throw new JunosSyntaxError(reason, { ...at, near: source.near(at) });
  };
  parser.on("error", (error) => {
    throw new JunosSyntaxError(
      `not well-formed XML: ${error.message.replace(/^[^:]*:\d+:\d+:\s*/, "").replace(/\.$/, "")}`,
      source.position(),
    );
  });
  parser.on("doctype", () => refuse("a document type is not accepted in configuration"));
  parser.on("opentag", (tag) => {
    const { name, attributes } = tag as SaxesTagPlain;
    reader.open(name, attributes, source.tag(name));
  });
  parser.on("text", (chunk) => reader.text(chunk));
  parser.on("cdata", (chunk) => reader.text(chunk));
  parser.on("closetag", () => reader.close());
  parser.write(whole).close();
  reader.end();
  return reader;
}
