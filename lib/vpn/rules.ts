// Rules that only all tunnels of a stack together can break: limits of NAT, and statements that contradict a path.
import type { ConfigTree } from "../junos";
import { describe, type Device, explain, type Tunnel } from "../topology";

/** Tunnels that one translated address may carry (Juniper, NAT-T topic, SRX5400, SRX5600, SRX5800). */
const TUNNELS_PER_ADDRESS = 1000;

/** The line for which Juniper states the limit. */
function isSrx5000(model: string): boolean {
  return /^srx5\d00/i.test(model);
}

export interface Judgement {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Judge tunnels against each other and against the devices' finished configurations. */
export function judgeTunnels(
  tunnels: readonly { readonly path: string; readonly tunnel: Tunnel }[],
  configs: ReadonlyMap<Device, ConfigTree>,
): Judgement {
  const problems: string[] = [];
  const warnings: string[] = [];
  const shown = new Map<string, { count: number; strict: boolean; path: string; by: string }>();
  for (const { path, tunnel } of tunnels) {
    const views = [tunnel.initiator, tunnel.responder];
    for (const view of views) {
      if (!view.hidden || view.address === undefined) continue;
      const before = shown.get(view.address);
      shown.set(view.address, {
        count: (before?.count ?? 0) + 1,
        strict: (before?.strict ?? false) || views.some((end) => isSrx5000(end.gateway.model)),
        path,
        by: explain(view),
      });
    }
    if (!tunnel.path.nat) continue;
    for (const end of tunnel.ends) {
      const statement = ["security", "ike", "gateway", end.ikeGateway, "no-nat-traversal"];
      if (configs.get(end.view.gateway)?.get(statement) === undefined) continue;
      problems.push(
        `[${path}] ${describe({
          what: `NAT traversal is switched off on ${end.view.gateway.name}, and a NAT lies in the path`,
          found: `${statement.join(" ")}; ${views.map(explain).filter(Boolean).join(", ")}`,
          allowed: "NAT traversal, which is on by default",
          fix: "remove no-nat-traversal",
        })}`,
      );
    }
  }
  for (const [address, { count, strict, path, by }] of shown) {
    if (count <= TUNNELS_PER_ADDRESS) continue;
    const text = `[${path}] ${describe({
      what: "too many tunnels come from one translated address",
      found: `${count} from ${address} (${by})`,
      allowed: `${TUNNELS_PER_ADDRESS} on the SRX5400, SRX5600 and SRX5800; other models may have another limit`,
      fix: "spread the gateways over several NAT addresses",
    })}`;
    (strict ? problems : warnings).push(text);
  }
  return { problems, warnings };
}
