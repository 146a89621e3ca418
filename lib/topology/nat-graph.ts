// The networks of a stack as a graph, with NAT devices between them, and the shortest ways through it.
import { alg, Graph } from "@dagrejs/graphlib";
import type { MapDevice, NatBox } from "./nat-map";

/** The hop that stands for the internet. */
export const INTERNET = "internet";

interface Reach {
  readonly distance: number;
  readonly predecessor?: string;
}

/** Ways through the networks. They are kept by their start, so that a thousand peers of a hub are one search. */
export class NatGraph {
  private readonly graph: Graph;
  private readonly nextTo = new Map<string, readonly string[]>();
  private readonly searches = new Map<string, Record<string, Reach>>();

  constructor(devices: readonly MapDevice[]) {
    this.graph = buildGraph(devices);
  }

  /** The NAT device that a hop is. */
  boxAt(hop: string): NatBox | undefined {
    return this.graph.node(hop) as NatBox | undefined;
  }

  /** The shortest way from one network to another, as networks, routers and NAT devices. */
  route(from: string, to: string): readonly string[] | undefined {
    // Where there is no choice there is nothing to search: thousands of networks at one router need no search of their own.
    const start = this.forced(from, to);
    const last = start.at(-1) ?? from;
    if (last === to) return start;
    const end = this.forced(to, from);
    const middle = this.search(last, end.at(-1) ?? to);
    return middle && [...start.slice(0, -1), ...middle, ...end.slice(0, -1).reverse()];
  }

  /** The way from a node as long as only one way leads on, at most as far as another node. */
  private forced(from: string, to: string): readonly string[] {
    const way = [from];
    for (let at = from, before: string | undefined; at !== to;) {
      const near = this.neighbours(at);
      // Of more than two, one leads back and there is a choice of the others.
      const [next, ...others] = near.length > 2 ? [] : near.filter((each) => each !== before);
      if (next === undefined || others.length > 0) break;
      way.push(next);
      [before, at] = [at, next];
    }
    return way;
  }

  private neighbours(node: string): readonly string[] {
    let known = this.nextTo.get(node);
    if (known === undefined)
      this.nextTo.set(node, (known = [...new Set(this.graph.neighbors(node) ?? [])]));
    return known;
  }

  private search(from: string, to: string): readonly string[] | undefined {
    const found = this.shortestPaths(from);
    if ((found[to]?.distance ?? Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY) {
      return undefined;
    }
    const hops = [to];
    for (let at = to; at !== from;) {
      const before = found[at]?.predecessor;
      if (before === undefined) return undefined;
      hops.unshift(before);
      at = before;
    }
    return hops;
  }

  private shortestPaths(from: string): Record<string, Reach> {
    const known = this.searches.get(from);
    if (known !== undefined) return known;
    const { graph } = this;
    const found = alg.dijkstra(
      graph,
      from,
      (edge) => graph.edge(edge) as number,
      (node) => graph.nodeEdges(node) ?? [],
    );
    this.searches.set(from, found);
    return found;
  }
}

const isNatBox = (device: MapDevice): device is NatBox => device.nat !== undefined;

const facesInternet = ({ internet, nat }: NatBox): boolean =>
  internet !== undefined || nat.rules.some((rule) => rule.internet?.translation !== undefined);

/** Networks, NAT devices between them, VPC routers and the internet. */
function buildGraph(devices: readonly MapDevice[]): Graph {
  const graph = new Graph({ directed: false });
  const boxes = devices.filter(isNatBox);
  const insides = new Set(boxes.map(({ nat }) => nat.inside.network));
  const networks = new Map(devices.flatMap((each) => each.networks).map((each) => [each.id, each]));
  graph.setNode(INTERNET);
  for (const { id, router } of networks.values()) {
    graph.setNode(id);
    if (router !== undefined) {
      // A subnet reaches the others of its VPC by the local route, and the internet through the VPC's gateways.
      graph.setEdge(id, router, 1);
      graph.setEdge(router, INTERNET, 1);
    } else if (!insides.has(id)) {
      graph.setEdge(id, INTERNET, 10);
    }
  }
  for (const box of boxes) {
    const hop = `nat:${box.id}`;
    graph.setNode(hop, box);
    // Cheaper than the VPC's own router: a NAT device that stands between two networks is meant to carry what passes.
    graph.setEdge(box.nat.inside.network, hop, 0.1);
    graph.setEdge(box.nat.outside.network, hop, 0.1);
    // One that shows its inside to the internet is the inside's way there, and not the VPC's own gateway.
    if (facesInternet(box) && networks.get(box.nat.outside.network)?.router !== undefined) {
      graph.setEdge(box.nat.outside.network, INTERNET, 1);
    }
  }
  return graph;
}
