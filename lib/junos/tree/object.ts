// Typed objects in camelCase, into a tree and out of it.
import { JunosObjectError } from "../errors";
import { isBranch, keywordSchema } from "../schema/lookup";
import type { Branch, LeafSchema, NodeSchema, SchemaNode } from "../schema/model";
import { suggest } from "../suggest";
import { type ConfigNode } from "./node";

/** A property name for a command-line word or XML element. */
export const camel = (word: string): string =>
  word.replace(/[-_.]+([A-Za-z0-9])/g, (_, c: string) => c.toUpperCase());

/** How a branch looks as an object: a record of entries, one plain value, or an object with properties. */
export function shapeOf(branch: Branch): "record" | "value" | "object" {
  if (branch.children.size === 0) {
    if (branch.wild !== undefined && branch.bare === undefined) return "record";
    if (branch.bare !== undefined && branch.wild === undefined) return "value";
  }
  return "object";
}

/** The properties of a branch's object. */
export function propertiesOf(branch: Branch): Map<string, SchemaNode> {
  const known = PROPERTIES.get(branch);
  if (known !== undefined) return known;
  const properties = new Map<string, SchemaNode>();
  for (const [name, child] of branch.children) properties.set(camel(name), child);
  if (branch.wild) properties.set(camel(branch.wild.xml), branch.wild);
  if (branch.bare) properties.set(camel(branch.bare.xml), branch.bare);
  for (const name of ["apply-groups", "apply-groups-except"]) {
    const schema = keywordSchema(branch as NodeSchema, name);
    if (schema !== undefined) properties.set(camel(name), schema);
  }
  PROPERTIES.set(branch, properties);
  return properties;
}

const PROPERTIES = new WeakMap<Branch, Map<string, SchemaNode>>();

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Receives each statement of an object. */
export interface ObjectVisitor {
  /** A leaf: value undefined for one without value. Returns nothing; may throw to report a conflict. */
  leaf(
    parent: ConfigNode,
    schema: LeafSchema,
    value: string | undefined,
    path: readonly string[],
  ): void;
  /** A node that was reached or made: containers, entries, items. */
  node(parent: ConfigNode, name: string, schema: NodeSchema, path: readonly string[]): ConfigNode;
}

/** Reads an object into a tree. */
export class ObjectReader {
  private readonly path: string[] = [];

  constructor(private readonly visitor: ObjectVisitor) {}

  read(root: ConfigNode, value: object): void {
    if (isBranch(root.schema)) this.branch(root, root.schema, value);
  }

  private fail(reason: string): never {
    throw new JunosObjectError(this.path.join(" "), reason);
  }

  private scalar(value: unknown, what: string): string {
    if (typeof value === "string") return value;
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    if (typeof value === "bigint") return value.toString();
    return this.fail(`${what} must be text or a number, not ${describe(value)}`);
  }

  private branch(node: ConfigNode, schema: Branch, value: unknown): void {
    if (value === true) return;
    const shape = shapeOf(schema);
    if (shape === "value" && schema.bare !== undefined && !isPlain(value))
      return this.leaf(node, schema.bare, value);
    if (!isPlain(value)) this.fail(`must be an object, not ${describe(value)}`);
    if (shape === "record" && schema.wild !== undefined) {
      const { applyGroups, ...entries } = value;
      if (Array.isArray(applyGroups)) this.property(node, "applyGroups", applyGroups, schema);
      else if (applyGroups !== undefined) this.entries(node, schema.wild.entry, { applyGroups });
      return this.entries(node, schema.wild.entry, entries);
    }
    for (const [key, each] of Object.entries(value)) {
      if (each !== undefined) this.property(node, key, each, schema);
    }
  }

  private property(node: ConfigNode, key: string, value: unknown, branch: Branch): void {
    const properties = propertiesOf(branch);
    const schema = properties.get(key);
    if (schema === undefined) {
      const near = suggest(key, properties.keys());
      this.fail(
        `unknown property ${JSON.stringify(key)}${near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`}`,
      );
    }
    if (schema === branch.wild) return this.entries(node, schema.entry, value);
    if (schema.kind === "leaf") return this.leaf(node, schema, value);
    if (value === false && schema.kind === "container") return;
    this.path.push(schema.name);
    if (schema.kind === "container")
      this.branch(this.visitor.node(node, schema.name, schema, this.path), schema, value);
    else if (schema.kind === "list") {
      if (!isPlain(value))
        this.fail(`must be an object of entries by name, not ${describe(value)}`);
      if (Object.keys(value).length > 0)
        this.entries(this.visitor.node(node, schema.name, schema, this.path), schema.entry, value);
    } else {
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (items.length > 0) {
        const list = this.visitor.node(node, schema.name, schema, this.path);
        for (const item of items) {
          const text = this.scalar(item, "each item");
          this.path.push(text);
          this.visitor.node(list, text, schema.item, this.path);
          this.path.pop();
        }
      }
    }
    this.path.pop();
  }

  private entries(node: ConfigNode, schema: NodeSchema, value: unknown): void {
    if (!isPlain(value)) this.fail(`must be an object of entries by name, not ${describe(value)}`);
    for (const [name, each] of Object.entries(value)) {
      if (each === undefined || each === false) continue;
      this.path.push(name);
      const entry = this.visitor.node(node, name, schema, this.path);
      if (isBranch(schema)) this.branch(entry, schema, each);
      this.path.pop();
    }
  }

  private leaf(node: ConfigNode, schema: LeafSchema, value: unknown): void {
    if (schema.name !== "" && !isBare(node, schema)) this.path.push(schema.name);
    else this.path.push("");
    if (schema.type.kind === "empty") {
      if (value === true || (isPlain(value) && Object.keys(value).length === 0))
        this.visitor.leaf(node, schema, undefined, this.path);
      else if (value !== false) this.fail(`must be true or left out, not ${describe(value)}`);
    } else if (typeof value === "boolean") this.fail("needs a value, not a truth value");
    else this.visitor.leaf(node, schema, this.scalar(value, "the value"), this.path);
    this.path.pop();
  }
}

/** Whether a leaf is the one without keyword of a node. */
export const isBare = (node: ConfigNode, schema: LeafSchema): boolean =>
  isBranch(node.schema) && node.schema.bare === schema;

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "function") return "a function";
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- an object has been told above
  return `the ${typeof value} ${String(value).slice(0, 40)}`;
}

const SAFE_INTEGER = /^(0|-?[1-9][0-9]{0,14})$/;

/** What a leaf's value is in an object: numbers for whole numbers, else text. */
function valueOf(schema: LeafSchema, value: string | undefined): unknown {
  if (value === undefined) return true;
  return schema.type.kind === "integer" && SAFE_INTEGER.test(value) ? Number(value) : value;
}

/** A branch as an object; statements outside the schema are left out. */
export function objectOf(node: ConfigNode): unknown {
  if (!isBranch(node.schema)) return undefined;
  const { schema } = node;
  const shape = shapeOf(schema);
  if (shape === "value") {
    const bare = node.child("");
    return bare?.schema.kind === "leaf" ? valueOf(bare.schema, bare.value) : {};
  }
  const out: Record<string, unknown> = {};
  const wild: Record<string, unknown> = shape === "record" ? out : {};
  for (const kid of node.children) {
    const each = kid.schema;
    if (each.kind === "entry") put(wild, kid.name, objectOf(kid));
    else if (each.kind === "leaf")
      put(out, camel(kid.name === "" ? each.xml : kid.name), valueOf(each, kid.value));
    else if (each.kind === "leaf-list") put(out, camel(kid.name), kid.names());
    else if (each.kind === "list") {
      const entries: Record<string, unknown> = {};
      for (const entry of kid.children) put(entries, entry.name, objectOf(entry));
      put(out, camel(kid.name), entries);
    } else if (each.kind === "container" && (kid.kids !== undefined || each.presence))
      put(out, camel(kid.name), objectOf(kid));
  }
  if (shape === "object" && schema.wild && Object.keys(wild).length > 0)
    put(out, camel(schema.wild.xml), wild);
  return out;
}

/** Sets an own property even for names such as `__proto__`. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
