// Loading text into a configuration as `load merge`, `replace`, `override`, `update` and `set` do.
import type { JunosSyntaxError } from "../errors";
import { ROOT } from "../schema";
import { readCurly, type CurlyMarks } from "../text/curly-in";
import { detectFormat, type Format } from "../text/detect";
import type { Faulty } from "../text/faulty";
import { SetReader } from "../text/set";
import type { MergedFault, OperationMarks } from "../text/elements-in";
import { readJson } from "../text/json-in";
import { place, type WalkOptions } from "../text/walk";
import { readXml } from "../text/xml-in";
import { ConfigNode } from "./node";

/** What happens to what is there. */
export type LoadAction = "merge" | "replace" | "override" | "update" | "set";

/** What a part of the loaded text asks for. */
export type Mark = "replace" | "delete" | "active" | "create" | "merge" | "none" | "remove";

/** A tree read from text, with its marks. */
export interface Loaded {
  readonly root: ConfigNode;
  readonly marks: ReadonlyMap<ConfigNode, Mark>;
  readonly faults: readonly MergedFault[];
  readonly errors: readonly JunosSyntaxError[];
}

/** How text is read. */
export interface ReadOptions extends WalkOptions {
  readonly faulty?: Faulty;
  /** The level that set lines and text in braces are relative to. */
  readonly at?: readonly string[];
}

/** Reads text of any format into a tree of its own, or into one that is there. */
export function readText(
  text: string,
  format: Format = detectFormat(text),
  options: ReadOptions = {},
  root = new ConfigNode("", ROOT),
): Loaded {
  switch (format) {
    case "set": {
      const { errors } = new SetReader(root, options).text(text);
      return { root, marks: new Map(), faults: [], errors };
    }
    case "curly": {
      const marks: CurlyMarks = new Map();
      const level = place(root, options.at ?? [], 0, { ...options, open: true });
      const errors = readCurly(level, text, options, marks);
      return { root, marks, faults: [], errors };
    }
    case "xml":
    case "json": {
      const marks: OperationMarks = new Map();
      const read = format === "xml" ? readXml : readJson;
      const { faults, errors } = read(root, text, options, marks);
      return { root, marks, faults, errors };
    }
  }
}

/** Merges a loaded tree into another, obeying its marks when the action does. */
export function mergeLoaded(
  target: ConfigNode,
  loaded: ConfigNode,
  marks: ReadonlyMap<ConfigNode, Mark>,
): void {
  for (const kid of loaded.children) {
    const mark = marks.get(kid);
    let there = target.child(kid.name);
    if (mark === "delete" || mark === "remove") {
      if (there !== undefined) target.detach(there);
      continue;
    }
    if (mark === "replace" && there !== undefined) {
      there.setChildren(undefined);
      there.inactive = false;
    }
    if (there === undefined) {
      target.dropOtherCases(kid.schema);
      there = target.attach(new ConfigNode(kid.name, kid.schema));
      there.origin = kid.origin;
      there.raw = kid.raw;
    }
    there.line = kid.line;
    if (kid.value !== undefined) there.value = kid.value;
    if (kid.inactive) there.inactive = true;
    if (mark === "active") there.inactive = false;
    if (kid.protect) there.protect = true;
    if (kid.comment !== undefined) there.comment = kid.comment;
    mergeLoaded(there, kid, marks);
    if (
      there.kids === undefined &&
      kid.kids !== undefined &&
      there.schema.kind !== "entry" &&
      !(there.schema.kind === "container" && there.schema.presence)
    ) {
      target.detach(there);
    }
  }
}
