// The one schema: every statement that this library knows, from the top.
import { access } from "./access";
import { applications } from "./applications";
import { container, containerLike, leaf, listLike, text, type Drafts } from "./build";
import { chassis } from "./chassis";
import { interfaces } from "./interfaces";
import type { ContainerSchema } from "./model";
import { policyOptions } from "./policy-options";
import { protocols } from "./protocols";
import { routing } from "./routing";
import { routingInstances } from "./routing-instances";
import { security } from "./security";
import { snmp } from "./snmp";
import { system } from "./system";

const hierarchies: Drafts = {
  system,
  chassis,
  interfaces,
  snmp,
  "routing-options": routing,
  protocols,
  "policy-options": policyOptions,
  security,
  access,
  "routing-instances": routingInstances,
  applications,
};

/** What the top and each group hold. */
const CONFIGURATION = container("A Junos configuration.", hierarchies).make(
  "",
  [],
) as ContainerSchema;

/** The whole configuration. */
export const ROOT = containerLike(
  "A Junos configuration.",
  {
    version: leaf("Release the configuration was written by.", text()),
    groups: listLike(
      "Parts of configuration that others inherit; words in angle brackets match names.",
      text(),
      () => CONFIGURATION,
    ),
  },
  CONFIGURATION,
).make("", []) as ContainerSchema;
