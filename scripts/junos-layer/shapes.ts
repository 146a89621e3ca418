// The shapes of all statements in Juniper's models: names, kinds, keys, forms and types, without the models' sentences.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { introducesSecret } from "../../lib/secrets";
import { FLAGS, KINDS, WIDTH, type LayerData } from "../../lib/junos/layer/data";
import { parseYang, type Statement } from "./yang";

/** Every type admits a wildcard of groups or a variable; that alternative says nothing. */
const WILDCARD = "<.*>|$.*";

/** Statements that may stand anywhere are described once, elsewhere. */
const ANYWHERE = new Set(["apply-groups", "apply-groups-except", "apply-macro"]);

interface Choice {
  readonly name: string;
  readonly case: string;
}

/** Numbers things that are the same with the same number. */
class Table {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      this.numbers.set(text, (number = this.all.length));
      this.all.push(text);
    }
    return number;
  }
}

const argumentOf = (statement: Statement, keyword: string): string | undefined =>
  statement.body.find((each) => each.keyword === keyword)?.argument;

const features = (statement: Statement): ReadonlySet<string> =>
  new Set(
    statement.body
      .filter((each) => each.keyword === "junos:cli-feature")
      .flatMap((each) => each.argument.split(/\s+/)),
  );

/** Limits such as `1 .. 63`; several ranges become the widest. */
function limits(text: string | undefined): string[] {
  if (text === undefined) return [];
  const ends = text
    .split("|")
    .flatMap((range) => range.split(".."))
    .map((end) => end.trim());
  return [ends[0] ?? "", ends.at(-1) ?? ""];
}

/** A type as a short text: see lib/junos/layer/data.ts. */
function typeText(types: readonly Statement[]): string {
  const out: string[] = [];
  const visit = (type: Statement): void => {
    const inner = type.body.filter((each) => each.keyword === "type");
    if (type.argument === "union") return inner.forEach(visit);
    const pattern = argumentOf(type, "pattern");
    if (pattern === WILDCARD) return;
    const enums = type.body.filter((each) => each.keyword === "enum").map((each) => each.argument);
    // A word with a blank in it keeps it as one that separates nothing.
    const words = enums.map((each) => each.replaceAll(" ", "\u00a0"));
    if (enums.length > 0) out.push(`e ${words.join(" ")}`);
    else if (type.argument === "string" && pattern !== undefined && /^[a-z]+$/.test(pattern))
      out.push(`e ${pattern}`);
    else if (type.argument === "string")
      out.push(["s", ...limits(argumentOf(type, "length"))].join(" "));
    else if (/^u?int\d+$/.test(type.argument))
      out.push(["i", type.argument, ...limits(argumentOf(type, "range"))].join(" "));
    else if (type.argument === "empty") out.push("0");
    else if (type.argument === "decimal64") out.push("d");
    else out.push(`b ${type.argument.replace(/^jt:/, "")}`);
  };
  types.forEach(visit);
  return out.length === 0 ? "s" : [...new Set(out)].join("|");
}

class Maker {
  private readonly names = new Table();
  private readonly types = new Table();
  private readonly choices = new Table();
  private readonly keys = new Table();
  private readonly nodes = new Table();
  private readonly branches = new Table();
  /** Groupings by name, of one module and of those it uses. */
  private groupings: ReadonlyMap<string, Statement> = new Map();
  /** What a grouping or a body became, as one that is used often is the same each time. */
  private readonly made = new Map<Statement, number>();

  constructor() {
    this.choices.number("");
    this.keys.number("");
  }

  /** One module: what its groupings hold below `configuration`. */
  module(top: Statement, root: Statement | undefined): readonly number[] {
    const own = top.body.filter((each) => each.keyword === "grouping");
    this.groupings = new Map(own.map((each) => [each.argument, each]));
    const holder = root ?? {
      keyword: "container",
      argument: "configuration",
      body: own.filter((each) => each.argument.endsWith("-group") && this.isTop(top, each)),
    };
    return root !== undefined
      ? this.children(root)
      : holder.body.flatMap((group) => this.children(group));
  }

  /** Whether the module puts a grouping into `configuration`. */
  private isTop(top: Statement, group: Statement): boolean {
    return top.body.some(
      (each) =>
        each.keyword === "augment" &&
        each.argument === "/jc:configuration" &&
        each.body.some((use) => use.keyword === "uses" && use.argument === group.argument),
    );
  }

  /** The numbers of a body's data nodes; the first of a name wins. */
  private children(statement: Statement): number[] {
    const found = new Map<string, number>();
    const collect = (part: Statement, choices: readonly Choice[]): void => {
      for (const each of part.body) {
        switch (each.keyword) {
          case "container":
          case "list":
          case "leaf":
          case "leaf-list":
            if (!ANYWHERE.has(each.argument) && !found.has(each.argument))
              found.set(each.argument, this.node(each, choices));
            break;
          case "choice":
            for (const option of each.body) {
              const inner = [...choices, { name: each.argument, case: option.argument }];
              if (option.keyword === "case") collect(option, inner);
              else collect({ keyword: "case", argument: "", body: [option] }, inner);
            }
            break;
          case "uses": {
            const grouping = this.groupings.get(each.argument.replace(/^.*:/, ""));
            if (grouping !== undefined) collect(grouping, choices);
            break;
          }
          default:
        }
      }
    };
    collect(statement, []);
    return [...found.values()];
  }

  private branch(statement: Statement): number {
    let made = this.made.get(statement);
    if (made === undefined)
      this.made.set(statement, (made = this.branches.number(this.children(statement).join(" "))));
    return made;
  }

  private node(statement: Statement, choices: readonly Choice[]): number {
    const kind = KINDS.indexOf(statement.keyword as (typeof KINDS)[number]);
    const cli = features(statement);
    const types = statement.body.filter((each) => each.keyword === "type");
    const type = typeText(types);
    const value = kind >= KINDS.indexOf("leaf");
    const secret =
      value &&
      (type.includes("b unreadable") ||
        (introducesSecret(statement.argument) && /^s( |$)/.test(type)));
    const marks: Readonly<Record<keyof typeof FLAGS, boolean>> = {
      presence: argumentOf(statement, "presence") !== undefined,
      noKeyword: cli.has("nokeyword"),
      oneLine: cli.has("oneliner"),
      oneLinePlus: cli.has("oneliner-plus"),
      grouped: cli.has("homogeneous"),
      ordered: argumentOf(statement, "ordered-by") === "user",
      secret,
    };
    let flags = 0;
    for (const [name, on] of Object.entries(marks))
      if (on) flags |= FLAGS[name as keyof typeof FLAGS];
    const max = Number(argumentOf(statement, "max-elements") ?? 0) || 0;
    return this.nodes.number(
      [
        this.names.number(statement.argument),
        kind + KINDS.length * flags,
        value ? this.types.number(type) : this.branch(statement),
        this.keys.number(argumentOf(statement, "key") ?? ""),
        this.choices.number(choices.map((each) => `${each.name} ${each.case}`).join("|")),
        max,
      ].join(" "),
    );
  }

  data(release: string, root: readonly number[]): LayerData {
    const top = this.branches.number(root.join(" "));
    const starts: number[] = [];
    const branches: number[] = [];
    for (const text of this.branches.all) {
      const kids = text === "" ? [] : text.split(" ").map(Number);
      starts.push(branches.length);
      branches.push(kids.length, ...kids);
    }
    const nodes = this.nodes.all.flatMap((text) => text.split(" ").map(Number));
    for (let at = 0; at < nodes.length; at += WIDTH) {
      const isBranch = (nodes[at + 1] ?? 0) % KINDS.length < KINDS.indexOf("leaf");
      if (isBranch) nodes[at + 2] = starts[nodes[at + 2] ?? 0] ?? 0;
    }
    return {
      release,
      root: starts[top] ?? 0,
      names: this.names.all,
      types: this.types.all,
      choices: this.choices.all,
      keys: this.keys.all,
      nodes,
      branches,
    };
  }
}

/** What the models in a folder say. */
export function shapesOf(folder: string): LayerData {
  const modules = readdirSync(folder)
    .filter((name) => /^junos-[a-z]+-conf-.*\.yang$/.test(name))
    .sort()
    .flatMap((name) => parseYang(readFileSync(join(folder, name), "utf8")));
  const maker = new Maker();
  let release = "";
  const tops: number[] = [];
  for (const top of modules) {
    const revision = top.body.find((each) => each.keyword === "revision");
    release ||=
      /\d+\.\d+[A-Z]\d+/.exec(argumentOf(revision ?? top, "description") ?? "")?.[0] ?? "";
    const config = top.body.find(
      (each) => each.keyword === "grouping" && each.argument === "juniper-config",
    );
    tops.push(...maker.module(top, config));
  }
  return maker.data(release, tops);
}
