// What the options that every construct takes have to be.
import type { NodeOptions } from "./node";
import { flag, list, optional, record, type Shape, text } from "./shape";

export const NODE_OPTIONS: Readonly<Record<keyof NodeOptions, Shape>> = {
  aliases: optional(list(text(), "former names")),
  name: optional(
    text("a name: letters, digits, dot, hyphen and underscore", (name) =>
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(name),
    ),
  ),
  protect: optional(flag),
  acknowledge: optional(record(text("a reason"), "reasons by rule")),
};
