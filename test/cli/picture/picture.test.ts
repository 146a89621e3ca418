// What a picture shows, where it stands, how it is read: whatever names a program gives, on light and dark pages.
import fc from "fast-check";
import { SaxesParser } from "saxes";
import {
  graphOf,
  type PictureGraph,
  type SeenTunnel,
  type SeenTunnels,
} from "../../../lib/cli/picture/graph";
import { type Box, layout, type Layout } from "../../../lib/cli/picture/layout";
import { mermaidOf } from "../../../lib/cli/picture/mermaid";
import { seenIn } from "../../../lib/cli/picture/seen";
import { svgOf } from "../../../lib/cli/picture/svg";
import { describeNetwork, type NetworkDescription } from "../../../lib/stack";
import { exampleSynthesis } from "../../diagnosis/world";

const networks = new Map<string, NetworkDescription>();

beforeAll(async () => {
  for (const name of ["route-based", "hub-and-spoke", "guide-dynamic-endpoint", "dynamic-endpoint"])
    networks.set(name, describeNetwork(await exampleSynthesis(name)));
}, 60_000);

function networkOf(name: string): NetworkDescription {
  const network = networks.get(name);
  if (network === undefined) throw new Error(`${name} is not loaded`);
  return network;
}

const textsOf = ({ nodes }: PictureGraph): readonly string[] => nodes.flatMap(({ lines }) => lines);
const tunnelsOf = ({ edges }: PictureGraph): readonly string[] =>
  edges.flatMap(({ state, label }) => (state === undefined ? [] : [`${state}: ${label}`]));
const seen = (state: SeenTunnel["state"], more: Partial<SeenTunnel> = {}): SeenTunnel => ({
  state,
  shown: {},
  ...more,
});

describe("a picture has", () => {
  test("sites, networks, hosts, gateways, and a NAT device with both addresses", () => {
    const graph = graphOf(networkOf("route-based"));
    expect(graph.sites.map(({ label }) => label)).toEqual(["lab  10.1.0.0/16"]);
    const texts = textsOf(graph);
    for (const text of ["10.1.11.0/24", "10.1.12.0/24", "10.1.31.0/24", "srx1", "srx2", "host1"])
      expect(texts).toContain(text);
    expect(texts.find((text) => text.includes("172.16.21.1"))).toMatch(
      /^srx2: 10\.1\.31\.\d+ ↔ 172\.16\.21\.1$/,
    );
    expect(tunnelsOf(graph)).toEqual(["planned: vpn1"]);
    expect(texts).not.toContain("internet");
  });

  test("a cluster as two boxes in one place, and what is hidden behind one address", () => {
    const { nodes } = graphOf(networkOf("guide-dynamic-endpoint"));
    expect(nodes.find(({ lines }) => lines[0] === "HQ-cluster")).toMatchObject({
      isDouble: true,
      lines: ["HQ-cluster", "cluster of two nodes"],
    });
    expect(textsOf({ nodes, sites: [], edges: [] })).toContain("0.0.0.0/0 → 100.10.1.253");
  });

  test("the internet between VPCs, with each end's NAT and, once deployed, the address that it shows", () => {
    const network = networkOf("dynamic-endpoint");
    const planned = textsOf(graphOf(network));
    expect(planned).toEqual(expect.arrayContaining(["internet", "elastic IP", "NAT gateway"]));
    expect(planned.filter((text) => text.endsWith("known once deployed"))).toHaveLength(2);
    const [name = ""] = network.tunnels.map((tunnel) => tunnel.name);
    const shown = { "hq-gw": "203.0.113.9" };
    const deployed = graphOf(network, new Map([[name, seen("passed", { shown, port: 4500 })]]));
    expect(textsOf(deployed).join()).toMatch(/10\.0\.1\.\d+ ↔ 203\.0\.113\.9/);
    expect(tunnelsOf(deployed)).toEqual([`passed: ${name}: passed, UDP 4500`]);
  });

  test("many branches as one, with how many of their tunnels are how", () => {
    const network = networkOf("hub-and-spoke");
    const graph = graphOf(network);
    expect(textsOf(graph)).toContain("10 gateways");
    expect(graph.nodes.length).toBeLessThan(14);
    expect(tunnelsOf(graph)).toEqual(["planned: 10 tunnels", "planned: 10 tunnels"]);
    const states: SeenTunnels = new Map(
      network.tunnels.map(({ name }, index) => [name, seen(index === 3 ? "failed" : "passed")]),
    );
    expect([...tunnelsOf(graphOf(network, states))].sort()).toEqual([
      "failed: 10 tunnels: 9 passed, 1 failed",
      "passed: 10 tunnels: 10 passed",
    ]);
  });

  test("a branch for itself that differs from the others", () => {
    const network = networkOf("hub-and-spoke");
    const gateways = network.gateways.map((gateway) =>
      gateway.name === "oslo-gw" ? { ...gateway, cluster: true } : gateway,
    );
    const texts = textsOf(graphOf({ ...network, gateways }));
    expect(texts).toContain("9 gateways");
    expect(texts).toContain("oslo-gw");
  });
});

test.each([
  [{ associations: { state: "up" }, traffic: { verdict: "passed" } }, "passed"],
  [{ associations: { state: "up" }, traffic: { verdict: "failed" } }, "failed"],
  [{ associations: { state: "up" }, traffic: { verdict: "not proven" } }, "not proven"],
  [{ associations: { state: "down" }, traffic: { verdict: "not proven" } }, "failed"],
  [{ associations: { state: "idle" }, traffic: { verdict: "not proven" } }, "idle"],
  [{}, "planned"],
] as const)("outputs %j are %s", (outputs, state) => {
  expect(seenIn([{ name: "t", inputs: {}, outputs }]).get("t")?.state).toBe(state);
});

/** Whether two boxes share more than an edge. */
const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const isInside = (inner: Box, { width, height }: Pick<Layout, "width" | "height">): boolean =>
  inner.x >= 0 &&
  inner.y >= 0 &&
  inner.x + inner.width <= width &&
  inner.y + inner.height <= height;

test.each(["route-based", "hub-and-spoke", "guide-dynamic-endpoint", "dynamic-endpoint"])(
  "in the picture of %s no boxes and no labels cover each other",
  async (name) => {
    const found = await layout(graphOf(networkOf(name)));
    const labels = found.edges.flatMap(({ label }) => (label === undefined ? [] : [label]));
    const all: readonly Box[] = [...found.nodes, ...labels];
    const covered = all.flatMap((one, at) =>
      all.slice(at + 1).filter((other) => overlap(one, other)),
    );
    expect(covered).toEqual([]);
    expect(all.filter((box) => !isInside(box, found))).toEqual([]);
    expect(found.edges.filter(({ points }) => points.length < 2)).toEqual([]);
    for (const [at, site] of found.sites.entries()) {
      expect(found.sites.slice(at + 1).filter((other) => overlap(site, other))).toEqual([]);
    }
  },
);

/** All texts of an XML document. @throws Error when it is none */
function readXml(text: string): readonly string[] {
  const parser = new SaxesParser();
  const texts: string[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    if (!["svg", "title", "style", "rect", "text", "path"].includes(name))
      throw new Error(`an element ${name}`);
  });
  parser.on("text", (found) => texts.push(found));
  parser.write(text).close();
  return texts;
}

const named = (name: string): Layout => ({
  width: 100,
  height: 100,
  sites: [{ x: 0, y: 0, width: 9, height: 9, label: name }],
  nodes: [
    {
      ...{ x: 0, y: 0, width: 9, height: 9 },
      node: { id: name, kind: "gateway", lines: [name, name], isDouble: true },
    },
  ],
  edges: [
    {
      edge: { from: name, to: name, label: name, state: "failed" },
      points: [
        { x: 0, y: 0 },
        { x: 9, y: 9 },
      ],
      label: { x: 0, y: 0, width: 9, height: 9 },
    },
  ],
});

test("names are texts and never markup, whatever is in them", () => {
  expect(svgOf(named(`</text><script>alert("1")</script>`), "a & b")).not.toContain("<script");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), (name) => {
      const texts = readXml(svgOf(named(name), name));
      // XML has no place for some characters, and reads line ends and blanks as it likes.
      const plain = (text: string): string => text.replace(/[^\p{L}\p{N}\p{P}\p{S}]/gu, "");
      expect(texts.map(plain).filter((text) => text === plain(name)).length).toBeGreaterThanOrEqual(
        plain(name) === "" ? 0 : 5,
      );
    }),
  );
});

test("names in Mermaid are codes but for plain characters, and end no label", () => {
  const graph: PictureGraph = {
    sites: [{ id: "s", label: 'a"] end' }],
    nodes: [
      { id: "a", kind: "gateway", lines: ['x"]:::evil', "<b>"], isDouble: false, site: "s" },
      { id: "b", kind: "network", lines: ["10.0.0.0/8"], isDouble: false },
    ],
    edges: [{ from: "a", to: "b", label: 'l"|', state: "failed" }],
  };
  expect(mermaidOf(graph)).toBe(`flowchart LR
  subgraph n0["a#34;#93; end"]
    n1["x#34;#93;:::evil<br/>#60;b#62;"]
  end
  n2(["10.0.0.0/8"])
  n1 ===|"l#34;#124;"| n2
  linkStyle 0 stroke:#e5534b,stroke-width:3px,stroke-dasharray:6 6
`);
});

describe("colours", () => {
  const svg = svgOf(named("x"), "x");
  const style = /<style>(.*)<\/style>/.exec(svg)?.[1] ?? "";
  const shades = style.split("@media (prefers-color-scheme:dark)");
  /** What a thing is filled with: the first rule that names it. */
  const fillOf = (at: number, name: string): string => {
    const rule = new RegExp(`(?:[.{}]|^)${name}[^{}]*\\{fill:(#[\\da-f]{6})`);
    return rule.exec(shades[at] ?? "")?.[1] ?? "";
  };

  test("stand in the rules themselves: not every viewer knows CSS's variables", () => {
    expect(style).not.toMatch(/var\(|@(?!media )/);
  });

  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\da-f]{2}/g) ?? [])
      .map((part) => parseInt(part, 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  test.each([
    ["light", 0],
    ["dark", 1],
  ])("of text can be read on a %s page: 4.5 to 1 (WCAG 2, 1.4.3)", (_, at) => {
    const contrast = (one: string, other: string): number => {
      const of = (name: string): number => luminance(fillOf(at, name));
      const [less = 0, more = 0] = [of(one), of(other)].sort((a, b) => a - b);
      return (more + 0.05) / (less + 0.05);
    };
    const wrong = [
      ...["page", "site", "gateway", "nat"].flatMap((ground) => [
        ["text", ground],
        ["faint", ground],
      ]),
      ...["planned", "passed", "not-proven", "idle", "failed"].map((state) => [state, "page"]),
    ]
      .map(([one = "", other = ""]) => `${one} on ${other}: ${contrast(one, other).toFixed(2)}`)
      .filter((text) => Number(text.split(": ")[1]) < 4.5);
    expect(shades).toHaveLength(2);
    expect(fillOf(0, "page")).toBe("#ffffff");
    expect(fillOf(at, "failed")).not.toBe(fillOf(at, "passed"));
    expect(wrong).toEqual([]);
  });

  test("each state of a tunnel is told without colours too", () => {
    const dashes = (["passed", "not proven", "idle", "failed"] as const).map((state) => {
      const [edge] = named("x").edges;
      if (edge === undefined) throw new Error("there is one");
      const picture = svgOf(
        { ...named("x"), edges: [{ ...edge, edge: { ...edge.edge, state } }] },
        "x",
      );
      return /class="tunnel [\w-]+"( stroke-dasharray="[^"]+")?/.exec(picture)?.[1] ?? "";
    });
    expect(new Set(dashes).size).toBe(4);
  });
});
