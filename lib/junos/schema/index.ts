// The one schema: every statement that this library knows, from the top.
import { container, leaf, list, text, type Drafts } from "./build";
import { interfaces } from "./interfaces";
import type { ContainerSchema } from "./model";
import { routing } from "./routing";
import { security } from "./security";
import { system } from "./system";

const hierarchies: Drafts = { system, interfaces, "routing-options": routing, security };

/** The whole configuration. */
export const ROOT = container("A Junos configuration.", {
  version: leaf("Release the configuration was written by.", text()),
  groups: list("Parts of configuration that others inherit; words in angle brackets match names.", text(), {
    ...hierarchies,
  }),
  ...hierarchies,
}).make("", []) as ContainerSchema;
