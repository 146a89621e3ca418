// The lab's `aws` provider: the engine starts it in place of Pulumi's own, and it asks the lab.

import { isPropertyMap, type PropertyMap, reveal, serve } from "../../../lib/rpc";
import { FUNCTIONS } from "../functions";
import { RESOURCE_TYPES } from "../types";
import { unknownType } from "../unknown-type";
import { type CloudClient, socketClient } from "./client";
import { handlerFor, plain, type Settings } from "./handler";
import { settingsFrom } from "./settings";

/** The version of `@pulumi/aws` whose programs this provider serves. */
const VERSION = "7.48.0";

let settings: Settings | undefined;

function configured(): Settings {
  settings ??= settingsFrom({}, process.env);
  return settings;
}

function lab(): CloudClient {
  const socketPath = process.env.VSRX_LAB_SOCKET;
  if (socketPath === undefined || socketPath === "") {
    throw new Error(
      "this is the lab's aws provider and VSRX_LAB_SOCKET is not set: it works inside `npm run lab` only",
    );
  }
  return socketClient(socketPath);
}

async function invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
  const asked = reveal(args);
  const region =
    isPropertyMap(asked) && typeof asked.region === "string" ? asked.region : undefined;
  return lab().ask("invoke", {
    type: token,
    region: region ?? configured().region,
    caller: configured().caller,
    inputs: plain(args),
  });
}

void serve({
  name: "aws",
  version: VERSION,
  configure: (configuration) => {
    settings = settingsFrom(configuration, process.env);
  },
  resources: Object.fromEntries(
    RESOURCE_TYPES.map((type) => [type.token, handlerFor(type, configured, lab)]),
  ),
  functions: Object.fromEntries(
    [...FUNCTIONS.keys()].map((token) => [token, (args: PropertyMap) => invoke(token, args)]),
  ),
  unknownType,
});
