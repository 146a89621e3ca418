// Verification's view of the running lab.
import { type NatHits } from "../dataplane";
import { type LabClient, runCollecting } from "./client";
import { programEnvironment } from "./environment";
import { thrownText } from "../../lib/thrown-text";
import { LabError } from "./errors";
import { type LabFolder } from "./folder";
import { type LabNode } from "./nodes";
import { type DeviceTunnels, type Probe } from "./verify";

export function labProbe(client: LabClient, folder: LabFolder): Probe {
  const query = async <T>(node: string, kind: string): Promise<T> => {
    try {
      return await client.ask<T>("/query", { node, kind }, 20);
    } catch (error) {
      throw new LabError(`${node} does not answer: ${thrownText(error)}`);
    }
  };
  return {
    nodes: async () => await client.ask<LabNode[]>("/nodes"),
    tunnels: async (gateway) => await query<DeviceTunnels>(gateway, "tunnels"),
    natHits: async (device) => await query<NatHits[]>(device, "nat"),
    ping: async (node, destination, source) => {
      const from = source === undefined ? [] : ["-I", source];
      const { code } = await runCollecting(client, {
        node,
        argv: ["ping", "-n", "-q", "-c", "3", "-i", "0.2", "-w", "3", ...from, destination],
        env: programEnvironment(folder),
        cwd: folder.path,
      });
      return code === 0;
    },
  };
}
