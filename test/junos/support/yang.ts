// A small reader of YANG modules: enough to know each data node's kind, keys, type and limits.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYang, type Statement } from "../../../scripts/junos-layer/yang";

/** A type, its alternatives without the wildcard that every type admits. */
export interface YangType {
  readonly base: string;
  readonly range?: string;
  readonly length?: string;
  readonly enums?: readonly string[];
}

/** A data node of a module. */
export class YangNode {
  private found: Map<string, YangNode> | undefined;

  constructor(
    private readonly statement: Statement,
    private readonly groupings: ReadonlyMap<string, Statement>,
    readonly choice: string | undefined,
  ) {}

  get kind(): string {
    return this.statement.keyword;
  }

  private one(keyword: string): string | undefined {
    return this.statement.body.find((each) => each.keyword === keyword)?.argument;
  }

  get keys(): string[] {
    return this.one("key")?.split(/\s+/) ?? [];
  }

  get presence(): boolean {
    return this.one("presence") !== undefined;
  }

  get default(): string | undefined {
    return this.one("default");
  }

  get units(): string | undefined {
    return this.one("units");
  }

  get max(): number | undefined {
    const max = this.one("max-elements");
    return max === undefined || max === "unbounded" ? undefined : Number(max);
  }

  get noKeyword(): boolean {
    return this.statement.body.some(
      (each) => each.keyword === "junos:cli-feature" && each.argument === "nokeyword",
    );
  }

  /** Patterns of every alternative of the type; none when one alternative has none. */
  get patterns(): string[] {
    const own = (statement: Statement): string[] =>
      statement.body
        .filter((each) => each.keyword === "junos:posix-pattern")
        .map((each) => each.argument);
    const out: string[] = [];
    const visit = (type: Statement): boolean => {
      if (type.argument === "union")
        return type.body.filter((each) => each.keyword === "type").every(visit);
      if (type.body.some((each) => each.keyword === "pattern" && each.argument === "<.*>|$.*"))
        return true;
      out.push(...own(type));
      return own(type).length > 0;
    };
    const all = this.statement.body.filter((each) => each.keyword === "type").every(visit);
    return [...own(this.statement), ...(all ? out : [])];
  }

  /** The type's alternatives. */
  get types(): YangType[] {
    const out: YangType[] = [];
    const visit = (type: Statement): void => {
      const inner = type.body.filter((each) => each.keyword === "type");
      if (type.argument === "union") return inner.forEach(visit);
      if (type.body.some((each) => each.keyword === "pattern" && each.argument === "<.*>|$.*"))
        return;
      const argument = (keyword: string): string | undefined =>
        type.body.find((each) => each.keyword === keyword)?.argument.replace(/\s/g, "");
      const enums = type.body
        .filter((each) => each.keyword === "enum")
        .map((each) => each.argument);
      const range = argument("range");
      const length = argument("length");
      out.push({
        base: type.argument,
        ...(range && { range }),
        ...(length && { length }),
        ...(enums.length > 0 && { enums }),
      });
    };
    this.statement.body.filter((each) => each.keyword === "type").forEach(visit);
    return out;
  }

  /** Children by name. */
  get children(): ReadonlyMap<string, YangNode> {
    if (this.found === undefined) {
      this.found = new Map();
      this.collect(this.statement, undefined);
    }
    return this.found;
  }

  private collect(statement: Statement, choice: string | undefined): void {
    for (const each of statement.body) {
      switch (each.keyword) {
        case "container":
        case "list":
        case "leaf":
        case "leaf-list":
          if (!this.found?.has(each.argument))
            this.found?.set(each.argument, new YangNode(each, this.groupings, choice));
          break;
        case "choice":
          for (const option of each.body) {
            if (option.keyword === "case") this.collect(option, each.argument);
            else
              this.collect(
                { keyword: "case", argument: option.argument, body: [option] },
                each.argument,
              );
          }
          break;
        case "uses": {
          const grouping = this.groupings.get(each.argument.replace(/^.*:/, ""));
          if (grouping && grouping.argument !== "apply-advanced") this.collect(grouping, choice);
          break;
        }
        default:
      }
    }
  }

  /** Data nodes below, counted once per place. */
  count(memo = new Map<Statement, number>()): number {
    const known = memo.get(this.statement);
    if (known !== undefined) return known;
    let total = 0;
    for (const child of this.children.values()) total += 1 + child.count(memo);
    memo.set(this.statement, total);
    return total;
  }
}

/** The container of a module, by the module's short name such as `security`. */
export function readModule(folder: string, module: string): YangNode | undefined {
  const file = readdirSync(folder).find((name) => name.startsWith(`junos-es-conf-${module}@`));
  if (file === undefined) return undefined;
  const [top] = parseYang(readFileSync(join(folder, file), "utf8"));
  if (top === undefined) return undefined;
  const groupings = new Map(
    top.body.filter((each) => each.keyword === "grouping").map((each) => [each.argument, each]),
  );
  const group = groupings.get(`${module}-group`);
  return group && new YangNode(group, groupings, undefined).children.get(module);
}
