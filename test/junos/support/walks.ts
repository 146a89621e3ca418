// Random configurations: each statement is a walk down the schema that numbers decide, so that failures shrink to few statements.
import { fc } from "../../random";
import { layer } from "../../../lib/junos/layer/layer";
import { ROOT } from "../../../lib/junos/schema";
import { isBranch, isIdent } from "../../../lib/junos/schema/lookup";
import type {
  Branch,
  ContainerSchema,
  Form,
  LeafSchema,
  SchemaNode,
  ValueType,
} from "../../../lib/junos/schema/model";
import { ConfigNode } from "../../../lib/junos/tree/node";
import { ConfigTree } from "../../../lib/junos";

type Pick = (below: number) => number;

const FORMS: Readonly<Record<Form, readonly string[]>> = {
  address: ["192.0.2.1", "10.1.2.3", "2001:db8::7"],
  address4: ["192.0.2.1", "10.1.2.3", "198.51.100.9"],
  address6: ["2001:db8::7", "2001:db8:1::1"],
  prefix: ["10.0.0.0/24", "192.0.2.0/25", "2001:db8::/64"],
  prefix4: ["10.0.0.1/24", "192.0.2.1/30"],
  prefix6: ["2001:db8::1/64", "2001:db8:2::1/48"],
  "address-or-prefix": ["10.0.0.0/24", "192.0.2.9", "0.0.0.0/0"],
  "address-or-host": ["192.0.2.1", "vpn.example.net"],
  interface: ["ge-0/0/0", "ge-0/0/1", "st0", "lo0", "reth1", "xe-1/0/2"],
  unit: ["ge-0/0/0.0", "st0.1", "reth0.0"],
  "interface-name": ["ge-0/0/0.0", "st0.1", "lo0.0"],
  host: ["a.example.net"],
  area: ["0.0.0.0", "0.0.0.7"],
  mac: ["00:10:db:00:00:01"],
  regex: ["a.*b", "^x$"],
  community: ["65000:1", "65000:200"],
  "port-range": ["80", "1000-2000"],
  time: ["2026-11-24.10:00"],
  "next-hop": ["192.0.2.254", "st0.0"],
  "unit-number": ["0", "1", "77"],
};

const BASES: Readonly<Record<string, readonly string[]>> = {
  "regular-expression": ["a.*b", "(show|clear) .*"],
  "policy-algebra": ["export-a", "export-b"],
  unreadable: ["$9$abc", "plain7"],
  "vlan-range": ["10-20", "7"],
  "ipprefix-only": ["10.0.0.0/24"],
  "ipaddr-or-interface": ["192.0.2.1", "ge-0/0/0.0"],
  time: ["2026-11-24.10:00"],
  areaid: ["0.0.0.1"],
  ipv4prefix: ["10.0.0.1/32"],
  decimal64: ["0", "12.5"],
};

/** Texts with what is hard to quote; each ends in a digit, so that none is a keyword. */
const TEXTS = [
  "a1",
  "two words 2",
  'q"uote3',
  "back\\slash4",
  "$dollar5",
  "semi;colon6",
  "{brace}7",
  "[x]8",
  "#hash9",
  "a/*c*/0",
  "ümlaut1",
  "<w>2",
  "&amp;3",
  "new\\nline4",
  "tab\there5",
  "'6",
  "-7",
  "it's 8",
];
const NAMES = ["n1", "name-2", "N_3", "a.b4", "x5", "very-long-name-of-31-characters"];

function valueOf(type: ValueType, pick: Pick, plain: boolean): string {
  switch (type.kind) {
    case "empty":
      return "";
    case "enum":
      return type.values[pick(type.values.length)] ?? "";
    case "integer": {
      const low = type.min ?? 0;
      const high = type.max ?? 100;
      return String(low + pick(Math.min(high - low, 1_000_000) + 1));
    }
    case "union":
      return valueOf(type.of[pick(type.of.length)] ?? type, pick, plain);
    case "string": {
      const list = type.form
        ? FORMS[type.form]
        : (type.base && BASES[type.base]) || (plain ? NAMES : TEXTS);
      const text = list[pick(list.length)] ?? "";
      return text.slice(0, type.max).padEnd(type.min ?? 0, "x");
    }
  }
}

function setLeaf(parent: ConfigNode, schema: LeafSchema, pick: Pick): ConfigNode {
  const bare = isBranch(parent.schema) && parent.schema.bare === schema;
  const name = bare ? "" : schema.name;
  parent.dropOtherCases(schema);
  const node = parent.child(name) ?? parent.attach(new ConfigNode(name, schema));
  if (schema.type.kind !== "empty") node.value = valueOf(schema.type, pick, false);
  return node;
}

/** Whether an entry's key has the kind of a match in it. */
const isKeyed = (schema: ConfigNode["schema"]): boolean =>
  schema.kind === "entry" && schema.list.keyword;

/** What devices have and the models leave out: the models can't judge it. */
const isUndocumented = (node: SchemaNode, { byXml }: Branch): boolean =>
  node.unchecked &&
  ((node.name === "level" && byXml.has("no-remote-trace")) ||
    (node.name === "http" && byXml.has("https")));

/** Adds the statement that numbers lead to. */
function walk(root: ConfigNode, numbers: readonly number[]): void {
  let at = 0;
  const pick: Pick = (below) => (numbers[at++ % numbers.length] ?? 0) % Math.max(1, below);
  let node = root;
  for (;;) {
    const { schema } = node;
    if (isBranch(schema)) {
      const others = new Set<SchemaNode>(schema.otherBares);
      const options: SchemaNode[] = [...schema.byXml.values()].filter(
        (each) =>
          !others.has(each) && (!isKeyed(schema) || isIdent(each)) && !isUndocumented(each, schema),
      );
      const needed = schema.kind === "entry" && (schema.list.folded || schema.list.keyword);
      if (
        options.length === 0 ||
        (!needed && node !== root && (schema.kind === "entry" || schema.presence) && pick(5) === 0)
      )
        return;
      const next = options[pick(options.length)];
      if (next === undefined) return;
      if (next.kind === "leaf") {
        setLeaf(node, next, pick);
        return;
      }
      if (schema.wild === next) {
        node = entry(node, next.key, next.entry, pick, next.max);
        continue;
      }
      node.dropOtherCases(next);
      node = node.child(next.name) ?? node.attach(new ConfigNode(next.name, next));
    } else if (schema.kind === "list") {
      node = entry(node, schema.key, schema.entry, pick, schema.max);
    } else if (schema.kind === "leaf-list") {
      entry(node, schema.type, schema.item, pick, schema.max);
      return;
    } else return;
  }
}

function entry(
  node: ConfigNode,
  type: ValueType,
  schema: ConfigNode["schema"],
  pick: Pick,
  max: number | undefined,
): ConfigNode {
  const name = valueOf(type, pick, true);
  const there = node.child(name);
  if (there) return there;
  if (max !== undefined && node.children.length >= max) return node.children[0] ?? node;
  return node.attach(new ConfigNode(name, schema));
}

/** The tree that walks make. */
function treeOf(
  walks: readonly (readonly number[])[],
  top: ConfigNode["schema"] = ROOT,
): ConfigTree {
  const root = new ConfigNode("", top);
  for (const numbers of walks) walk(root, numbers);
  return new ConfigTree(root);
}

const far = fc.nat({ max: 1_000_000 });
const numbers = fc.array(far, { minLength: 6, maxLength: 24, size: "max" });

/** Walks of which many begin alike, so that statements meet in the same hierarchies. */
const walks = (most: number): fc.Arbitrary<number[][]> =>
  fc
    .record({
      starts: fc.array(fc.array(far, { minLength: 2, maxLength: 6, size: "max" }), {
        minLength: 1,
        maxLength: 4,
      }),
      rest: fc.array(fc.tuple(fc.nat({ max: 5 }), numbers), { maxLength: most, size: "max" }),
    })
    .map(({ starts, rest }) => rest.map(([start, each]) => [...(starts[start] ?? []), ...each]));

/** The tree, shown as set lines in a failure: printing it whole would print the schema. */
function shown(tree: ConfigTree): ConfigTree {
  Object.defineProperty(tree, fc.toStringMethod, {
    value: () => `\n${tree.toSet().join("\n")}\n`,
    enumerable: false,
  });
  return tree;
}

/** Random configurations of up to so many statements. */
export const configurations = (most = 60): fc.Arbitrary<ConfigTree> =>
  walks(most).map((all) => shown(treeOf(all)));

/** The same over all statements of Junos's models. */
export const layerConfigurations = (most = 60): fc.Arbitrary<ConfigTree> =>
  walks(most).map((all) => shown(treeOf(all, layer().root as ContainerSchema)));

/** Random configurations with statements that are inactive, protected or annotated. */
export const marked: fc.Arbitrary<ConfigTree> = fc
  .tuple(walks(30), fc.array(fc.tuple(far, fc.nat({ max: 2 })), { maxLength: 8 }))
  .map(([all, marks]) => {
    const tree = treeOf(all);
    const nodes: ConfigNode[] = [];
    const visit = (node: ConfigNode): void => {
      const { kind } = node.schema;
      const keyword =
        node.schema.kind === "entry" && (node.schema.list.keyword || node.schema.list.folded);
      // A leaf without keyword, a list as a whole and what XML folds away have no statement of their own to mark.
      if (
        node.name !== "" &&
        kind !== "list" &&
        kind !== "leaf-list" &&
        !keyword &&
        (node.kids !== undefined || kind !== "container" || node.schema.presence)
      )
        nodes.push(node);
      for (const kid of node.children)
        if (!keyword || node.schema.kind !== "entry" || !node.schema.list.keyword) visit(kid);
    };
    for (const kid of tree.root.children) visit(kid);
    for (const [at, kind] of marks) {
      const node = nodes[at % Math.max(1, nodes.length)];
      if (node === undefined) continue;
      if (kind === 0) node.inactive = true;
      else if (kind === 1) node.protect = true;
      else if (node.schema.kind !== "item") node.comment = `note ${at}`;
    }
    return shown(tree);
  });

/** Two configurations that have some statements in common. */
export const pairs: fc.Arbitrary<readonly [ConfigTree, ConfigTree]> = fc
  .record({
    all: walks(50),
    sides: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 20, size: "max" }),
    swap: fc.boolean(),
  })
  .map(({ all, sides, swap }) => {
    const side = (which: number): number[][] =>
      all.filter((_, index) => (sides[index % sides.length] ?? 0) !== which);
    return [shown(treeOf(side(1))), shown(treeOf(swap ? side(2).reverse() : side(2)))] as const;
  });
