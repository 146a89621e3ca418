// The base of everything a person places in a stack: a construct that collects its mistakes instead of throwing at the first.
import { Construct } from "constructs";
import type { Diagnostic, Mistake, RuleId, SourcePlace } from "../diagnostics";
import { creationSite } from "./creation-site";

const NODE = Symbol.for("vsrx.VpnNode");

/** Resource type of the component that stands for a construct in Pulumi. */
export type Token = `vsrx:index:${string}`;

/** Options a construct hands on to the Pulumi component that stands for it. */
export interface NodeOptions {
  /** Former Pulumi names of this construct, so that a rename replaces nothing. @default none */
  readonly aliases?: readonly string[];
  /** Refuse to delete what this construct made. @default false */
  readonly protect?: boolean;
  /**
   * Warnings that are meant so, each rule with the reason: `{ weak: "the partner's device knows nothing better" }`. It
   * counts for what this construct and those inside it are warned of. docs/rules.md has the rules. @default none
   */
  readonly acknowledge?: Readonly<Partial<Record<RuleId, string>>>;
}

/** A construct that becomes one component in the Pulumi tree. */
export abstract class VpnNode extends Construct {
  abstract readonly token: Token;
  private readonly early: Mistake[] = [];
  private readonly created = creationSite();

  constructor(
    scope: Construct,
    id: string,
    readonly options: NodeOptions = {},
  ) {
    super(scope, id);
    Object.defineProperty(this, NODE, { value: true });
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

  /** Record a mistake that was seen while the construct was built. */
  protected problem(problem: Mistake): void {
    this.early.push(problem);
  }

  /** Where the program made this construct, where the stack of calls tells it. */
  get source(): SourcePlace | undefined {
    return this.created();
  }

  /** Everything that is wrong with this construct, or that a person should know of it. Needs the finished tree. */
  diagnostics(): readonly Diagnostic[] {
    return [...this.early, ...this.check()].map((mistake) => this.told(mistake));
  }

  private told(mistake: Mistake): Diagnostic {
    return { construct: this.node.path, ...mistake, severity: mistake.severity ?? "error" };
  }

  /** Mistakes, and what is merely to be known, that only the finished tree can show. */
  protected check(): readonly Mistake[] {
    return [];
  }
}
