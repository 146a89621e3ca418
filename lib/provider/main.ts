// The process that the Pulumi engine starts as `pulumi-resource-vsrx`.

import { DevicePool } from "../device";
import { followEngine, type PropertyMap, serve } from "../rpc";
import { packageVersion } from "../version";
import { BootKeyHandler } from "./boot-key";
import { ConfigurationHandler } from "./configuration";
import { MachineImageHandler } from "./machine-image";
import { PlacementHandler } from "./placement";
import { refuseOlder } from "./refuse-version";
import { TunnelHandler } from "./tunnel";
import { packageSchema } from "./schema";
import { thrownText } from "../thrown-text";

async function main(): Promise<void> {
  const version = packageVersion() ?? "0.0.0";
  const pool = new DevicePool();
  let configuration: PropertyMap = {};
  followEngine();
  await serve({
    name: "vsrx",
    version,
    configure: (given) => {
      refuseOlder(given["version"]);
      configuration = given;
    },
    resources: {
      "vsrx:index:BootKey": new BootKeyHandler(),
      "vsrx:index:Configuration": new ConfigurationHandler(pool, () => configuration),
      "vsrx:index:Image": new MachineImageHandler(),
      "vsrx:index:Placement": new PlacementHandler(),
      "vsrx:index:Tunnel": new TunnelHandler(pool),
    },
    schema: () => packageSchema(version),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${thrownText(error)}\n`);
  process.exitCode = 1;
});
