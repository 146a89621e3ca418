// A picture as Mermaid, for pages that draw it themselves.
import type { NodeKind, PictureGraph, PictureNode, TunnelState } from "./graph";

/** Mermaid reads a label as HTML with character codes of its own: everything but plain text is written as a code. */
const escaped = (text: string): string =>
  [...text]
    .map((character) =>
      /[\p{L}\p{N} .,:_/()…↔→?-]/u.test(character)
        ? character
        : `#${character.codePointAt(0) ?? 32};`,
    )
    .join("");

const SHAPES: Readonly<Record<NodeKind, readonly [string, string]>> = {
  gateway: ["[", "]"],
  crowd: ["[[", "]]"],
  nat: ["{{", "}}"],
  network: ["([", "])"],
  host: ["[", "]"],
  internet: ["((", "))"],
};

/** Readable on a light page and on a dark one. */
const STROKES: Readonly<Record<TunnelState, string>> = {
  planned: "stroke:#388bfd,stroke-width:3px",
  passed: "stroke:#2da44e,stroke-width:3px",
  "not proven": "stroke:#bf8700,stroke-width:3px,stroke-dasharray:12 5",
  idle: "stroke:#8b949e,stroke-width:3px,stroke-dasharray:2 6",
  failed: "stroke:#e5534b,stroke-width:3px,stroke-dasharray:6 6",
};

/** Writes a picture. */
export function mermaidOf({ sites, nodes, edges }: PictureGraph): string {
  const ids = new Map([...sites, ...nodes].map(({ id }, index) => [id, `n${index}`]));
  const idOf = (id: string): string => ids.get(id) ?? "n";
  const write = ({ id, kind, lines, isDouble }: PictureNode): string => {
    const [open, close] = isDouble ? SHAPES.crowd : SHAPES[kind];
    return `${idOf(id)}${open}"${lines.map(escaped).join("<br/>")}"${close}`;
  };
  const known = new Set(sites.map(({ id }) => id));
  const loose = nodes.filter(({ site }) => site === undefined || !known.has(site));
  return [
    "flowchart LR",
    ...sites.flatMap(({ id, label }) => [
      `  subgraph ${idOf(id)}["${escaped(label)}"]`,
      ...nodes.filter(({ site }) => site === id).map((node) => `    ${write(node)}`),
      "  end",
    ]),
    ...loose.map((node) => `  ${write(node)}`),
    ...edges.map(({ from, to, label, state }) => {
      const line = state === undefined ? "---" : "===";
      const text = label === undefined ? "" : `|"${escaped(label)}"|`;
      return `  ${idOf(from)} ${line}${text} ${idOf(to)}`;
    }),
    ...edges.flatMap(({ state }, index) =>
      state === undefined ? [] : [`  linkStyle ${index} ${STROKES[state]}`],
    ),
    "",
  ].join("\n");
}
