// A picture as SVG that stands by itself: dark where the reader's page is dark, no script, nothing loaded from elsewhere.
import type { NodeKind, PictureNode, TunnelState } from "./graph";
import { type Box, type Layout, type Point, SHIFT } from "./layout";
import { FONT, LINE } from "./text-size";

/** Characters that XML 1.0 has no place for are left out. */

const IMPOSSIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string =>
  text.replace(IMPOSSIBLE, "").replace(/[&<>"']/g, (found) => ENTITIES[found] ?? "");

/** Colours on a light page and on a dark one, each with contrast enough for text of this size (WCAG 2, 4.5:1). */
const COLOURS: Readonly<Record<string, readonly [string, string]>> = {
  page: ["#ffffff", "#0d1117"],
  text: ["#1f2328", "#f0f6fc"],
  faint: ["#59636e", "#9198a1"],
  site: ["#f6f8fa", "#151b23"],
  edge: ["#818b98", "#656c76"],
  gateway: ["#ddf4ff", "#0c2d6b"],
  "gateway-edge": ["#0969da", "#58a6ff"],
  nat: ["#fff8c5", "#3b2300"],
  "nat-edge": ["#9a6700", "#d29922"],
  planned: ["#0969da", "#58a6ff"],
  passed: ["#1a7f37", "#3fb950"],
  "not-proven": ["#9a6700", "#d29922"],
  idle: ["#59636e", "#9198a1"],
  failed: ["#d1242f", "#ff7b72"],
};

/** Besides its colour each state has a pattern of its own. */
const DASHES: Readonly<Record<TunnelState, string>> = {
  planned: "",
  passed: "",
  "not proven": "12 5",
  idle: "2 6",
  failed: "6 6",
};

const classOf = (state: TunnelState): string => state.replace(" ", "-");

/** Colours by their names here, for what knows none of CSS's variables: viewers beside browsers, and what makes PDF of pages. */
const inColours = (rules: string, shade: 0 | 1): string =>
  rules.replace(/@([a-z-]+)/g, (name, of: string) => COLOURS[of]?.[shade] ?? name);

const LOOKS = [
  ".page{fill:@page}",
  "text{fill:@text}",
  ".faint{fill:@faint}",
  ".site{fill:@site;stroke:@edge}",
  ".line{stroke:@edge}",
  ".box{fill:@page;stroke:@edge}",
  ".gateway,.crowd{fill:@gateway;stroke:@gateway-edge}",
  ".nat{fill:@nat;stroke:@nat-edge}",
  ".halo{stroke:@page}",
  ...Object.keys(DASHES).map((state) => {
    const name = classOf(state as TunnelState);
    return `.tunnel.${name}{stroke:@${name}}text.${name}{fill:@${name};font-weight:600}`;
  }),
].join("");

const STYLE = [
  `svg{font:${FONT}px system-ui,"Helvetica Neue",Arial,sans-serif}`,
  ".name{font-weight:600}",
  ".line{fill:none;stroke-width:1.5}",
  ".box{stroke-width:1.5}",
  ".internet{stroke-dasharray:4 3}",
  ".tunnel{fill:none;stroke-width:5;stroke-linejoin:round;stroke-linecap:round}",
  ".halo{stroke-width:4;paint-order:stroke;stroke-linejoin:round}",
  inColours(LOOKS, 0),
  `@media (prefers-color-scheme:dark){${inColours(LOOKS, 1)}}`,
].join("");

/** Writes a picture. @param title what it is of, for those who hear it instead of seeing it */
export function svgOf({ width, height, sites, nodes, edges }: Layout, title: string): string {
  const tunnels = edges.filter(({ edge }) => edge.state !== undefined);
  const lines = edges.filter(({ edge }) => edge.state === undefined);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...sites.map((site) => `<rect class="site" ${placed(site)} rx="8"/>`),
    ...lines.map(({ points }) => `<path class="line" d="${pathOf(points)}"/>`),
    ...tunnels.map(({ edge, points }) => {
      const { state = "planned" } = edge;
      const dash = DASHES[state] === "" ? "" : ` stroke-dasharray="${DASHES[state]}"`;
      return `<path class="tunnel ${classOf(state)}"${dash} d="${pathOf(points)}"/>`;
    }),
    ...nodes.map((node) => box(node)),
    // A line may pass below them.
    ...sites.map(
      ({ x, y, label }) =>
        `<text class="halo faint" x="${x + 14}" y="${y + 23}">${escaped(label)}</text>`,
    ),
    ...edges.flatMap(({ edge, label }) => {
      if (label === undefined || edge.label === undefined) return [];
      const kind = edge.state === undefined ? "faint" : classOf(edge.state);
      return [
        `<text class="halo ${kind}" x="${label.x + 3}" y="${label.y + FONT}">${escaped(edge.label)}</text>`,
      ];
    }),
    "</svg>",
    "",
  ].join("\n");
}

const placed = ({ x, y, width, height }: Box): string =>
  `x="${x}" y="${y}" width="${width}" height="${height}"`;

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");

const ROUND: Readonly<Record<NodeKind, number>> = {
  gateway: 4,
  nat: 4,
  crowd: 4,
  host: 4,
  network: 14,
  internet: 18,
};

function box({ node, ...place }: Box & { readonly node: PictureNode }): string {
  const { kind, lines, isDouble } = node;
  const front = isDouble
    ? { ...place, width: place.width - SHIFT, height: place.height - SHIFT }
    : place;
  const back = isDouble ? rect(kind, { ...front, x: front.x + SHIFT, y: front.y + SHIFT }) : "";
  const middle = front.x + front.width / 2;
  const top = front.y + (front.height - lines.length * LINE) / 2;
  const isNamed = kind !== "network" && kind !== "internet";
  const texts = lines.map((line, at) => {
    const look = at === 0 ? (isNamed ? ' class="name"' : "") : ' class="faint"';
    return `<text${look} text-anchor="middle" x="${middle}" y="${top + at * LINE + FONT}">${escaped(line)}</text>`;
  });
  return `${back}${rect(kind, front)}${texts.join("")}`;
}

const rect = (kind: NodeKind, place: Box): string =>
  `<rect class="box ${kind}" ${placed(place)} rx="${ROUND[kind]}"/>`;
