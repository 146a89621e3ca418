// Writing the TypeScript types of the schema as plain interfaces, which compilers and editors read fastest.
import { camel, propertiesOf, shapeOf } from "../tree/object";
import { isBranch } from "../schema/lookup";
import type {
  Branch,
  ContainerSchema,
  LeafListSchema,
  LeafSchema,
  SchemaNode,
  ValueType,
} from "../schema/model";

const pascal = (word: string): string =>
  camel(word.replace(/^[^A-Za-z0-9]+/, ""))
    .replace(/^./, (c) => c.toUpperCase())
    .replace(/[^A-Za-z0-9]/g, "");

const property = (name: string): string =>
  /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : JSON.stringify(name);

class Generator {
  readonly out: string[] = [];
  private readonly names = new Map<object, string>();
  private readonly enums = new Map<string, string>();
  private readonly taken = new Set<string>([
    "JunosConfig",
    "Placeholder",
    "Numeric",
    "Flag",
    "Present",
  ]);

  constructor(private readonly root: ContainerSchema) {}

  run(): string {
    this.names.set(sourceOf(this.root), "JunosConfig");
    this.interface("JunosConfig", this.root, []);
    return this.out.join("\n");
  }

  private claim(path: readonly string[]): string {
    // The shortest tail of the path that no other type has taken, so that names stay readable.
    for (let from = path.length - 1; from >= 0; from--) {
      const name = path.slice(from).map(pascal).join("");
      if (
        name !== "" &&
        /^[A-Z]/.test(name) &&
        !this.taken.has(name) &&
        (path.length - from > 1 || from === 0)
      ) {
        this.taken.add(name);
        return name;
      }
    }
    let n = 2;
    const base = `T${path.map(pascal).join("")}`;
    while (this.taken.has(`${base}${n}`)) n++;
    this.taken.add(`${base}${n}`);
    return `${base}${n}`;
  }

  private interface(name: string, branch: Branch, path: readonly string[]): void {
    const lines: string[] = [`/** ${branch.doc} */`, `export interface ${name} {`];
    for (const [key, child] of propertiesOf(branch)) {
      lines.push(`  /** ${this.describe(child)} */`);
      lines.push(
        `  readonly ${property(key)}?: ${this.node(child, [...path, child.name === "" ? child.xml : child.name])};`,
      );
    }
    lines.push("}", "");
    this.out.push(...lines);
  }

  private describe(node: SchemaNode): string {
    const facts =
      node.kind === "leaf"
        ? leafFacts(node)
        : node.kind === "leaf-list"
          ? listFacts(node)
          : node.kind === "list"
            ? entryFacts(node)
            : [];
    return [node.doc, ...facts].join(" ").replace(/\*\//g, "* /");
  }

  private node(node: SchemaNode, path: readonly string[]): string {
    switch (node.kind) {
      case "leaf":
        return this.value(node.type, path);
      case "leaf-list": {
        const item = this.value(node.type, path);
        return `readonly ${item.includes("|") ? `(${item})` : item}[]`;
      }
      case "list":
        return `Readonly<Record<string, ${this.branch(node.entry, path, true)}>>`;
      case "container":
        return this.branch(node, path, node.presence);
    }
  }

  private branch(branch: Branch, path: readonly string[], presence: boolean): string {
    const shape = shapeOf(branch);
    const empty =
      branch.children.size === 0 && branch.wild === undefined && branch.bare === undefined;
    if (empty) return "Present";
    if (shape === "value" && branch.bare)
      return this.value(branch.bare.type, path) + (presence ? " | Present" : "");
    if (shape === "record" && branch.wild)
      return this.node(branch.wild, [...path, branch.wild.xml]);
    const known = this.names.get(sourceOf(branch));
    let name = known;
    if (name === undefined) {
      name = this.claim(path);
      this.names.set(sourceOf(branch), name);
      this.interface(name, branch, path);
    }
    return presence ? `${name} | true` : name;
  }

  private value(type: ValueType, path: readonly string[]): string {
    switch (type.kind) {
      case "empty":
        return "Flag";
      case "integer":
        return "Numeric";
      case "string":
        return "string";
      case "union":
        return [...new Set(type.of.map((each) => this.value(each, path)))].join(" | ");
      case "enum": {
        const text = type.values.map((value) => JSON.stringify(value)).join(" | ");
        if (type.values.length < 3) return text;
        const known = this.enums.get(text);
        if (known !== undefined) return known;
        const name = this.claim([...path, "value"]);
        this.enums.set(text, name);
        this.out.push(
          `/** Values of \`${path.join(" ")}\`. */`,
          `export type ${name} =`,
          ...type.values.map((value) => `  | ${JSON.stringify(value)}`),
          "  | Placeholder;",
          "",
        );
        return name;
      }
    }
  }
}

function range(type: ValueType): string | undefined {
  if (type.kind === "integer" && (type.min !== undefined || type.max !== undefined))
    return `${type.min ?? "…"} to ${type.max ?? "…"}`;
  if (type.kind === "string" && type.max !== undefined)
    return `${type.min ?? 0} to ${type.max} characters`;
  return undefined;
}

function leafFacts(leaf: LeafSchema): string[] {
  const facts: string[] = [];
  const limits = range(leaf.type);
  const size = [limits, leaf.units?.startsWith("<") ? undefined : leaf.units]
    .filter(Boolean)
    .join(" ");
  if (size !== "") facts.push(`${size.charAt(0).toUpperCase()}${size.slice(1)}.`);
  if (leaf.default !== undefined) facts.push(`Default ${leaf.default}.`);
  return facts;
}

function listFacts(list: LeafListSchema): string[] {
  const limits = range(list.type);
  return [
    ...(limits ? [`Each ${limits}.`] : []),
    ...(list.max !== undefined ? [`At most ${list.max}.`] : []),
  ];
}

function entryFacts(list: Extract<SchemaNode, { kind: "list" }>): string[] {
  const limits = range(list.key);
  const words = list.key.kind === "enum" ? [`One of ${list.key.values.join(", ")}.`] : [];
  return [
    ...(limits ? [`Names of ${limits}.`] : []),
    ...words,
    ...(list.max !== undefined ? [`At most ${list.max}.`] : []),
  ];
}

/** The text of types/config.generated.ts. */
export function typesText(root: ContainerSchema): string {
  if (!isBranch(root)) return "";
  return `// Types of a Junos configuration. Written by types/generate.ts from the schema: don't edit, run the test with UPDATE_TYPES=1.
import type { Placeholder } from "../placeholder";

/** A whole number, or a placeholder for one. */
export type Numeric = number | Placeholder;

/** A statement without value: true sets it, false or leaving it out doesn't. */
export type Flag = boolean;

/** A statement or entry that has nothing below it. */
export type Present = true | Readonly<Record<string, never>>;

${new Generator(root).run()}`;
}

/** Branches with one description have one type. */
const sourceOf = (branch: Branch): object => branch.source ?? branch.children;
