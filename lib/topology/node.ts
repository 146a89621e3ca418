// The base of everything a person places in a stack: a construct that collects its mistakes instead of throwing at the first.
import { Construct, type IConstruct } from "constructs";
import { type Diagnostic, type Mistake, type SourcePlace, ValidationError } from "../diagnostics";
import { creationSite } from "./creation-site";
import { lastingId, lastingPath, nameBelowStack } from "./names";
import type { NodeOptions, Token } from "./node-options";
import { mistakeIn, type Shape } from "./shape";
import { isInStack, outsideStack } from "./stack-root";

const NODE = Symbol.for("vsrx.VpnNode");

/** A construct that becomes one component in the Pulumi tree. */
export abstract class VpnNode extends Construct {
  /** @internal */
  abstract readonly token: Token;
  private readonly constructorProblems: Mistake[] = [];
  private readonly created = creationSite();

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it as of any construct: name, former names, protection, acknowledged warnings. */
    readonly options: NodeOptions = {},
  ) {
    mustBeInside(scope, id);
    const name = freeName(scope, id);
    super(scope, name);
    Object.defineProperty(this, NODE, { value: true });
    if (name !== wantedName(id)) {
      this.problem({
        rule: "construct-name-twice",
        what: "two constructs have one name in one place",
        found: `"${id}" twice in ${scope.node.path}`,
        allowed: "a name of its own for each construct",
        fix: "rename one of them",
      });
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(id)) {
      this.problem({
        rule: "construct-name",
        what: "a name has characters that Junos and AWS do not share",
        found: `"${id}"`,
        allowed: "letters, digits, dot, hyphen and underscore, beginning with a letter or digit",
        fix: "rename it",
      });
    }
  }

  /** Not `instanceof`: two copies of this package may be loaded. */
  static is(value: unknown): value is VpnNode {
    return typeof value === "object" && value !== null && NODE in value;
  }

  /** @internal Whether a construct of the tree has properties of which nothing can be made. */
  static isBroken(root: IConstruct): boolean {
    return root.node.findAll().some((node) => VpnNode.is(node) && !node.isWhole);
  }

  /**
   * @internal Hold properties against their shape, and record what is wrong.
   * @returns whether something can be made of them: whatever rests on a wrong one is not looked at
   */
  protected accepts(shape: Shape, properties: unknown, where = ""): boolean {
    const flaws = shape(properties, where);
    const isNothing = where === "" && (typeof properties !== "object" || properties === null);
    // Without any properties nothing can be made at all.
    if (isNothing) this.isWhole = false;
    if (isNothing) throw new ValidationError(flaws.map((flaw) => this.told(mistakeIn(flaw))));
    for (const flaw of flaws) this.problem(mistakeIn(flaw));
    const fits = flaws.every(({ rule }) => rule === "property-unknown");
    this.isWhole &&= fits;
    return fits;
  }

  /** What it is called on devices and in outputs. */
  get name(): string {
    return this.options.name ?? nameBelowStack(this);
  }

  /** The path that numbers and addresses follow from: a rename with an alias keeps them. */
  get lastingPath(): string {
    return lastingPath(this, this.options.aliases);
  }

  /** @internal Its id, or the one before it was renamed with an alias. */
  get lastingId(): string {
    return lastingId(this, this.options.aliases);
  }

  /** @internal False when a property is so wrong that nothing further can be told of this construct. */
  protected isWhole = true;

  /** @internal Record a mistake that was seen while the construct was built. */
  protected problem(problem: Mistake): void {
    this.constructorProblems.push(problem);
  }

  /** Where the program made this construct, where the stack of calls tells it. */
  get source(): SourcePlace | undefined {
    return this.created();
  }

  /** Everything that is wrong with this construct, or that a person should know of it. Needs the finished tree. */
  diagnostics(): readonly Diagnostic[] {
    return [...this.constructorProblems, ...this.later()].map((mistake) => this.told(mistake));
  }

  /** What the finished tree shows, so far as it can be told: of what is no gateway nothing more can be said. */
  private later(): readonly Mistake[] {
    if (!this.isWhole) return [];
    try {
      return this.check();
    } catch (error) {
      if (!VpnNode.isBroken(this.node.root)) throw error;
      return [];
    }
  }

  private told(mistake: Mistake): Diagnostic {
    return { construct: this.node.path, ...mistake, severity: mistake.severity ?? "error" };
  }

  /** @internal Mistakes, and what is merely to be known, that only the finished tree can show. */
  protected check(): readonly Mistake[] {
    return [];
  }
}

/** @throws ValidationError for a place that is no construct of a stack */
function mustBeInside(scope: unknown, id: unknown): void {
  if (Construct.isConstruct(scope) && isInStack(scope)) return;
  const path = Construct.isConstruct(scope) ? `${scope.node.path}/` : "";
  throw new ValidationError([outsideStack(`${path}${String(id)}`)]);
}

const wantedName = (id: unknown): string => (typeof id === "string" && id !== "" ? id : "unnamed");

/** The name, or one beside it: a construct whose name is wrong is judged with all others before that is told. */
function freeName(scope: Construct, id: unknown): string {
  const wanted = wantedName(id);
  let name = wanted;
  for (let number = 2; scope.node.tryFindChild(name) !== undefined; number += 1) {
    name = `${wanted}-${number}`;
  }
  return name;
}
