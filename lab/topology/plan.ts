// From a topology file to its part of the network: a cable per link, a bridge where more than two ends meet.

import { familyOf, networkOf } from "../../lib/net";
import { INTERNET_END, type LinkEnd, type Topology, type TopologyNode } from "./file";
import { type NetworkPlan, type Plug } from "./network";

const MANAGEMENT_ROUTER = "192.0.2.1";

/** The link in a node's namespace: slashes can't be in a link's name. */
function linkName(port: string): string {
  return port.replaceAll("/", "-");
}

/** How often a node was started again, by its name. */
export type Starts = ReadonlyMap<string, number>;

const NO_RESTARTS: Starts = new Map();

const startOf = (starts: Starts, name: string): string => `topology/${starts.get(name) ?? 0}`;

/** Adds the topology to a plan that has the internet's namespace already. */
export function planTopology(
  plan: NetworkPlan,
  topology: Topology,
  internet: string,
  starts: Starts = NO_RESTARTS,
): void {
  const devices = topology.nodes.filter(({ kind }) => kind !== "host");
  // A node that starts again keeps its cables: made anew they would take along what neighbours have said about theirs.
  for (const { name } of topology.nodes) plan.namespace(name, { generation: "topology" });
  if (devices.length > 0) plan.address(internet, "lo", `${MANAGEMENT_ROUTER}/32`);
  devices.forEach((device, index) => {
    plan.namespace(`${device.name}.mgmt`, { generation: startOf(starts, device.name) });
    planManagement(plan, device, index, internet);
  });
  topology.links.forEach((ends, index) => planLink(plan, ends, index, internet));
  for (const { name, gateways } of topology.nodes) {
    // Written as a prefix, a default route tells its family.
    for (const gateway of gateways) {
      plan.route(name, `${familyOf(gateway) === "inet" ? "0.0.0.0/0" : "::/0"} via ${gateway}`);
    }
  }
}

function planManagement(
  plan: NetworkPlan,
  { name, management = "" }: TopologyNode,
  index: number,
  internet: string,
): void {
  const namespace = `${name}.mgmt`;
  const link = `mgmt${index}`;
  // Known beforehand, so that neither end has to ask before the first packet.
  const mac = `02:00:00:00:01:${(index + 1).toString(16).padStart(2, "0")}`;
  plan.cable({ namespace: internet, link }, { namespace, link: "fxp0", mac });
  plan.address(namespace, "fxp0", `${management}/24`);
  plan.route(namespace, `default via ${MANAGEMENT_ROUTER} dev fxp0`);
  plan.neighbour(internet, link, management, mac);
  plan.route(internet, `${management} dev ${link}`);
}

function planLink(
  plan: NetworkPlan,
  ends: readonly LinkEnd[],
  index: number,
  internet: string,
): void {
  const plugs = ends.map((end): Plug =>
    end.node === INTERNET_END
      ? { namespace: internet, link: `link${index}` }
      : { namespace: end.node, link: linkName(end.interface ?? "") },
  );
  const [first, second] = plugs;
  if (plugs.length === 2 && first !== undefined && second !== undefined) {
    plan.cable(first, second);
  } else {
    const segment = `segment${index}`;
    plan.namespace(segment, { generation: "segment", bridge: true });
    plugs.forEach((plug, port) => plan.cable({ namespace: segment, link: `port${port}` }, plug));
  }
  ends.forEach(({ addresses, servesDhcp }, position) => {
    const plug = plugs[position];
    if (plug === undefined) return;
    for (const address of addresses) plan.address(plug.namespace, plug.link, address);
    if (servesDhcp !== undefined) plan.serveDhcp(plug.namespace, plug.link, servesDhcp);
  });
}

/** The networks that a node's links are in, as far as the file says: hosts tell the devices beside them. */
export function subnetsOf(topology: Topology, node: string): string[] {
  const found = topology.links
    .filter((ends) => ends.some((end) => end.node === node))
    .flatMap((ends) => ends.flatMap(({ addresses }) => addresses.map(networkOf)));
  return [...new Set(found)];
}
