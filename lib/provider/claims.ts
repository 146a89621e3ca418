// What the resources of one update want on each box: what one of them wants another's removal leaves alone.
import type { Mistake } from "../diagnostics";
import { shownKey } from "../junos";
import { sameSecret } from "./secret-value";
import type { StatementSet } from "./statement-set";

/** Statements of one resource on one box. */
interface Claim {
  readonly box: string;
  readonly name: string;
  readonly statements: StatementSet;
}

/** A statement that two resources want with different values. */
export interface Contest {
  /** The statement as it may be shown. */
  readonly statement: string;
  /** The resource that claimed it before. */
  readonly by: string;
}

/** The claims of one provider process. The engine checks every resource of a program, unchanged ones too, before it deletes. */
export class Claims {
  private readonly claims = new Map<string, Claim>();

  /** A resource wants these statements. Answers those that another one wants otherwise. */
  lay(urn: string, name: string, box: string, statements: StatementSet): readonly Contest[] {
    this.claims.set(urn, { box, name, statements });
    return this.besides(urn, box).flatMap(({ name: by, statements: theirs }) =>
      [...statements].flatMap(([key, own]): Contest[] => {
        const other = theirs.get(key);
        if (other === undefined || sameSecret(other.value ?? "", own.value ?? "")) return [];
        return [{ statement: shownKey(own), by }];
      }),
    );
  }

  /** Statements that others want on a box, as they may be shown. */
  ofOthers(urn: string, box: string): readonly string[] {
    return this.besides(urn, box).flatMap(({ statements }) =>
      [...statements.values()].map((each) => shownKey(each)),
    );
  }

  private besides(urn: string, box: string): readonly Claim[] {
    return [...this.claims].flatMap(([other, claim]) =>
      other !== urn && claim.box === box ? [claim] : [],
    );
  }
}

/** How many statements are told one by one. */
const SHOWN = 10;

/** What to tell of a resource, by its name, that others contest. */
export function contested(name: string, contests: readonly Contest[]): Mistake {
  const told = contests.slice(0, SHOWN).map(({ statement, by }) => `${statement} (${by})`);
  const rest = contests.length > SHOWN ? [`and ${contests.length - SHOWN} more`] : [];
  return {
    rule: "statement-contested",
    what: "two configurations of one box want different values for one statement",
    found: `${name}, and for each statement another one: ${[...told, ...rest].join("; ")}`,
    allowed: "one of them says it",
    fix: "take it out of the other",
  };
}
