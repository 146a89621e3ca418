// One look at a running lab: its nodes, and whether its tunnels carry traffic.
import { type LabFolder } from "./folder";
import { type LabState } from "./lab-process";
import { nodeReport } from "./nodes";
import { labProbe } from "./probe";
import { type LabReport } from "./report";
import { verifyTunnel } from "./verify";

/** @param seconds how long tunnels that are not verified yet are waited for; 0 looks once */
export async function look(
  folder: LabFolder,
  { client, record }: LabState & { kind: "alive" },
  seconds: number,
): Promise<LabReport> {
  const probe = labProbe(client, folder);
  const tunnels = await Promise.all(
    (record.tunnels ?? []).map(async (tunnel) => await verifyTunnel(probe, tunnel, { seconds })),
  );
  const nodes = await probe.nodes();
  return { tunnels, nodes: nodes.map((node) => nodeReport(node, folder)) };
}
