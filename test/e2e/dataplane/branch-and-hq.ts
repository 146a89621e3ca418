// A branch and headquarters, each with a host, at an internet with a server: where everything of the branch's goes by headquarters.
import { World } from "./world";

/** An address of the internet, which anybody may ask. */
export const SERVER = "203.0.113.9";

/** Headquarters' own address outside. */
export const HQ = "198.18.9.2";

/**
 * The world without its devices' configurations.
 * @param providers addresses that the internet has on the branch's line
 */
export async function branchAndHq(providers: readonly string[]): Promise<World> {
  const world = await World.start();
  await world.build(
    ["branch", "hq", "host-branch", "host-hq", "internet", "server"],
    [
      ["host-branch eth0", "branch ge-0-0-0"],
      ["host-hq eth0", "hq ge-0-0-0"],
      ["branch ge-0-0-1", "internet eth1"],
      ["hq ge-0-0-1", "internet eth9"],
      ["server eth0", "internet server0"],
    ],
  );
  await world.host("host-branch", "10.2.0.9/24", "10.2.0.1");
  await world.host("host-hq", "10.9.0.9/24", "10.9.0.1");
  await world.host("server", `${SERVER}/24`, "203.0.113.1");
  for (const [link, address] of [
    ...providers.map((provider) => ["eth1", provider] as const),
    ["eth9", "198.18.9.1/24"],
    ["server0", "203.0.113.1/24"],
  ] as const)
    await world.run("internet", "ip", "address", "add", address, "dev", link);
  await world.run("internet", "sysctl", "-qw", "net.ipv4.ip_forward=1");
  return world;
}
