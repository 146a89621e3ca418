// Peers whose address nobody knows: a device tells them from each other by the identity that they claim, and by nothing else.
import type { ConfigNode, ConfigTree } from "../junos";

/** Two IKE gateways that wait for one identity on one interface. */
export interface ClaimedTwice {
  readonly identity: string;
  readonly interface: string;
  /** The IKE gateways' names. */
  readonly gateways: readonly [string, string];
}

const KINDS = ["hostname", "user-at-hostname", "inet", "inet6"] as const;

/** The identity that a gateway waits for; none for a group, whose members it tells apart otherwise. */
function awaited(gateway: ConfigNode): string | undefined {
  if (gateway.has("dynamic ike-user-type")) return undefined;
  const said = KINDS.map((kind) => gateway.text(["dynamic", kind])).find(
    (each) => each !== undefined,
  );
  return said?.toLowerCase();
}

/** The first clash of each identity. */
export function claimedTwice(config: ConfigTree): readonly ClaimedTwice[] {
  const seen = new Map<string, string>();
  return (config.get("security ike gateway")?.entries() ?? []).flatMap((gateway) => {
    const identity = awaited(gateway);
    if (identity === undefined) return [];
    const outside = gateway.text("external-interface") ?? "";
    const key = JSON.stringify([identity, outside]);
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, gateway.name);
      return [];
    }
    return [{ identity, interface: outside, gateways: [before, gateway.name] }];
  });
}
