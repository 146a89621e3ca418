// Reading the JSON that `show configuration | display json` prints, in the form of releases since 16.1 and in the verbose one before.
// Source: Juniper, "Map Junos OS Configuration Statements to JSON".
import type { ConfigNode } from "../tree/node";
import {
  ElementReader,
  type ElementOptions,
  type ElementSource,
  type ElementsResult,
  type OperationMarks,
  type Place,
} from "./elements-in";
import { JsonText, type JsonValue } from "./json-values";

type Attributes = Readonly<Record<string, string>>;

const NONE: Attributes = {};

/** What is said about a statement: `"@": { "inactive": true }`. */
function attributesOf(value: JsonValue | undefined): Attributes {
  if (value?.members === undefined) return NONE;
  const found: Record<string, string> = {};
  for (const [name, { text }] of value.members) {
    if (text === "false") continue;
    // XML says in words what JSON says with a truth value.
    found[name] = text === "true" ? name : (text ?? "");
  }
  return found;
}

class JsonWalk implements ElementSource {
  private at = 0;
  private name = "";
  /** Whether every container is in an array: the form before release 16.1. */
  private verbose = false;
  private readonly reader: ElementReader;

  constructor(
    private readonly source: JsonText,
    root: ConfigNode,
    options: ElementOptions,
    marks: OperationMarks | undefined,
  ) {
    this.reader = new ElementReader(root, this, options, marks);
  }

  read(): ElementsResult {
    const value = this.source.read();
    this.verbose = value.members?.get("configuration")?.items !== undefined;
    if (value.members !== undefined) this.members(value.members);
    this.reader.end();
    return this.reader;
  }

  position(): Place {
    return this.source.place(this.at);
  }

  /** The name alone: what stands around it may be a secret. */
  near(): string {
    return `"${this.name}"`;
  }

  private members(members: ReadonlyMap<string, JsonValue>): void {
    const taken = new Set<string>();
    const take = (name: string, value: JsonValue): void => {
      taken.add(name);
      this.statement(name, value, members.get(`@${name}`));
    };
    // Members have no order; what names an entry comes first.
    for (let key = this.reader.nextKey; key !== undefined; key = this.reader.nextKey) {
      const value = members.get(key);
      if (value === undefined || taken.has(key)) break;
      take(key, value);
      // A keyword that names an entry has a value besides, which is empty.
      if (key === "choice-ident") taken.add("choice-value");
    }
    for (const [name, value] of members) {
      if (name.startsWith("@") || taken.has(name)) continue;
      if (name === "attributes" && this.verbose) continue;
      take(name, value);
    }
  }

  private statement(name: string, value: JsonValue, about: JsonValue | undefined): void {
    const all = value.items ?? [value];
    all.forEach((each, index) => {
      const marks = about?.items === undefined ? about : about.items[index];
      this.element(name, each, attributesOf(marks));
    });
  }

  private element(name: string, value: JsonValue, outside: Attributes): void {
    const { members } = value;
    const attributes = {
      ...outside,
      ...attributesOf(members?.get("@") ?? (this.verbose ? members?.get("attributes") : undefined)),
    };
    const note = attributes["comment"] ?? attributes["annotate"];
    const rest = Object.fromEntries(
      Object.entries(attributes).filter(([key]) => key !== "comment" && key !== "annotate"),
    );
    this.at = value.at;
    this.name = name;
    const place = this.position();
    if (note !== undefined) {
      this.reader.open("junos:comment", NONE, place);
      this.reader.text(note);
      this.reader.close();
    }
    this.reader.open(name, rest, place);
    const data = this.verbose ? members?.get("data") : undefined;
    if (data !== undefined && data.items?.[0]?.members === undefined)
      this.reader.text(data.text ?? "");
    else if (members !== undefined) this.members(members);
    else if (value.text !== undefined) this.reader.text(value.text);
    this.at = value.at;
    this.reader.close();
  }
}

/** Reads JSON into a tree; what is returned is as for XML. */
export function readJson(
  root: ConfigNode,
  text: string,
  options: ElementOptions = {},
  marks?: OperationMarks,
): ElementsResult {
  return new JsonWalk(new JsonText(text), root, options, marks).read();
}
