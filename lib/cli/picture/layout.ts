// Where everything stands: laid out by ELK, from left to right while that fits a narrow page, else from top to bottom.
import type { ElkExtendedEdge, ElkNode } from "elkjs";
import { optionalPackage } from "../optional-package";
import type { PictureEdge, PictureGraph, PictureNode } from "./graph";
import { FONT, LINE, widthOf } from "./text-size";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A picture with positions. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly sites: readonly (Box & { readonly label: string })[];
  readonly nodes: readonly (Box & { readonly node: PictureNode })[];
  readonly edges: readonly {
    readonly edge: PictureEdge;
    readonly points: readonly Point[];
    readonly label?: Box;
  }[];
}

/** The widest picture whose text can be read where 600 pixels are there for it: 15 of them become 9. */
const WIDEST = 1000;
const [PAD_X, PAD_Y] = [12, 8];
/** What the second of two boxes is shifted by. */
export const SHIFT = 5;

const OPTIONS: Readonly<Record<string, string>> = {
  "elk.algorithm": "layered",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.randomSeed": "1",
  "elk.padding": "[top=14,left=14,bottom=14,right=14]",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.edgeLabel": "3",
  "elk.layered.spacing.nodeNodeBetweenLayers": "30",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
};

/** Lays a picture out. @throws Error that names elkjs where it is missing */
export async function layout(graph: PictureGraph): Promise<Layout> {
  const right = await laidOut(graph, "RIGHT");
  if (right.width <= WIDEST) return right;
  const down = await laidOut(graph, "DOWN");
  return down.width < right.width ? down : right;
}

async function laidOut(graph: PictureGraph, direction: "RIGHT" | "DOWN"): Promise<Layout> {
  const { default: elkjs } = await optionalPackage(
    "elkjs",
    "vsrx picture",
    async () => await import("elkjs"),
  );
  const inside = (site: string | undefined): ElkNode[] =>
    graph.nodes.filter((node) => node.site === site).map(elkNode);
  const known = new Set(graph.sites.map(({ id }) => id));
  const loose = graph.nodes.filter(({ site }) => site === undefined || !known.has(site));
  const found = await new elkjs.default().layout({
    id: "picture",
    layoutOptions: { ...OPTIONS, "elk.direction": direction },
    children: [
      ...graph.sites.map(({ id, label }) => ({
        id,
        layoutOptions: { "elk.padding": "[top=36,left=14,bottom=14,right=14]" },
        labels: [{ text: label }],
        children: inside(id),
      })),
      ...loose.map(elkNode),
    ],
    edges: oriented(graph).map(elkEdge),
  });
  return read(graph, found);
}

const elkNode = ({ id, lines, isDouble }: PictureNode): ElkNode => ({
  id,
  width:
    Math.max(...lines.map((line, at) => widthOf(line, at === 0))) +
    2 * PAD_X +
    (isDouble ? SHIFT : 0),
  height: lines.length * LINE + 2 * PAD_Y + (isDouble ? SHIFT : 0),
});

type Oriented = PictureEdge & { readonly index: number; readonly isTurned: boolean };

const elkEdge = ({ from, to, label, state, index, isTurned }: Oriented): ElkExtendedEdge => ({
  id: `edge ${index}`,
  sources: [isTurned ? to : from],
  targets: [isTurned ? from : to],
  layoutOptions: { "elk.layered.priority.straightness": state === undefined ? "1" : "0" },
  ...(label === undefined
    ? {}
    : {
        labels: [
          {
            id: `label ${index}`,
            text: label,
            width: widthOf(label, state !== undefined) + 8,
            height: FONT + 5,
          },
        ],
      }),
});

/** Lines go from what initiators have behind them to what responders have, so that a tunnel's ends stand on two sides. */
function oriented({ nodes, edges }: PictureGraph): readonly Oriented[] {
  const near = new Map<string, Set<string>>(nodes.map(({ id }) => [id, new Set()]));
  for (const { from, to, state } of edges) {
    if (state !== undefined) continue;
    near.get(from)?.add(to);
    near.get(to)?.add(from);
  }
  const tunnels = edges.filter(({ state }) => state !== undefined);
  const starts = new Set(tunnels.map(({ from }) => from));
  const goals = new Set(tunnels.map(({ to }) => to).filter((id) => !starts.has(id)));
  const fromStart = distances(near, starts);
  const fromGoal = distances(near, goals);
  const rank = (id: string): number => (fromStart.get(id) ?? 0) - (fromGoal.get(id) ?? 0);
  // What is behind an end is on its own side, the farther the more outside.
  const depth = (id: string): number => (fromStart.get(id) ?? 0) + (fromGoal.get(id) ?? 0);
  const isBefore = (one: string, other: string): boolean => {
    const difference = rank(one) - rank(other);
    if (difference !== 0) return difference < 0;
    return rank(one) < 0 ? depth(one) > depth(other) : depth(one) < depth(other);
  };
  return edges.map((edge, index) => ({
    ...edge,
    index,
    isTurned: edge.state === undefined && isBefore(edge.to, edge.from),
  }));
}

/** Steps from the nearest of these. */
function distances(
  near: ReadonlyMap<string, ReadonlySet<string>>,
  starts: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const steps = new Map([...starts].map((id) => [id, 0]));
  const queue = [...starts];
  for (let id = queue.shift(); id !== undefined; id = queue.shift())
    for (const next of near.get(id) ?? [])
      if (!steps.has(next)) {
        steps.set(next, (steps.get(id) ?? 0) + 1);
        queue.push(next);
      }
  return steps;
}

const boxOf = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
});

function read(graph: PictureGraph, found: ElkNode): Layout {
  const places = new Map<string, Box>();
  const walk = (node: ElkNode): void => {
    places.set(node.id, boxOf(node));
    for (const child of node.children ?? []) walk(child);
  };
  walk(found);
  const place = (id: string): Box => places.get(id) ?? boxOf({});
  const routes = new Map((found.edges ?? []).map((edge) => [edge.id, edge]));
  return {
    width: Math.ceil(found.width ?? 0),
    height: Math.ceil(found.height ?? 0),
    sites: graph.sites.map(({ id, label }) => ({ ...place(id), label })),
    nodes: graph.nodes.map((node) => ({ ...place(node.id), node })),
    edges: graph.edges.map((edge, index) => {
      const route = routes.get(`edge ${index}`);
      const points = (route?.sections ?? []).flatMap(
        ({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint],
      );
      const [label] = route?.labels ?? [];
      return {
        edge,
        points: points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
        ...(label === undefined ? {} : { label: boxOf(label) }),
      };
    }),
  };
}
