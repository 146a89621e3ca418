// The process that the Pulumi engine starts as `pulumi-resource-vsrx`.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DevicePool } from "../device";
import { followEngine, type PropertyMap, serve } from "../rpc";
import { ConfigurationHandler } from "./configuration";
import { TunnelHandler } from "./tunnel";
import { packageSchema } from "./schema";

/** The package's version: the nearest package.json upwards has it, compiled or not. */
function packageVersion(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const text = readFileSync(join(folder, "package.json"), "utf8");
      const { name, version } = JSON.parse(text) as { name?: string; version?: string };
      if (name === "pulumi-vsrx" && version !== undefined) return version;
    } catch {
      continue;
    }
  }
  return "0.0.0";
}

async function main(): Promise<void> {
  const version = packageVersion();
  const pool = new DevicePool();
  let configuration: PropertyMap = {};
  followEngine();
  await serve({
    name: "vsrx",
    version,
    configure: (given) => {
      configuration = given;
    },
    resources: {
      "vsrx:index:Configuration": new ConfigurationHandler(pool, () => configuration),
      "vsrx:index:Tunnel": new TunnelHandler(pool),
    },
    schema: () => packageSchema(version),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
