// What the resources of one update want on each box: what one of them wants another's removal leaves alone.
import { type PropertyMap } from "../rpc";
import { mapOf, textOf } from "./read";

/** Statements of one resource on one box. */
interface Claim {
  readonly box: string;
  readonly name: string;
  readonly statements: ReadonlyMap<string, string>;
}

/** A statement that two resources want with different values. */
export interface Contest {
  readonly key: string;
  /** The resource that claimed it before. */
  readonly by: string;
}

/** Where a device is reached, with all hosts in between. */
export function boxOf(connection: PropertyMap): string {
  const { host, port, jump } = connection;
  const own = `${textOf(host) ?? ""}:${typeof port === "number" ? port : 22}`;
  return jump === undefined ? own : `${own} via ${boxOf(mapOf(jump))}`;
}

/** The claims of one provider process. The engine checks every resource of a program, unchanged ones too, before it deletes. */
export class Claims {
  private readonly claims = new Map<string, Claim>();

  /** A resource wants these statements. Answers those that another one wants otherwise. */
  lay(
    urn: string,
    name: string,
    box: string,
    statements: Readonly<Record<string, string>>,
  ): readonly Contest[] {
    this.claims.set(urn, { box, name, statements: new Map(Object.entries(statements)) });
    return this.besides(urn, box).flatMap(({ name: by, statements: theirs }) =>
      Object.entries(statements).flatMap(([key, value]): Contest[] =>
        (theirs.get(key) ?? value) === value ? [] : [{ key, by }],
      ),
    );
  }

  /** Statements that others want on a box. */
  ofOthers(urn: string, box: string): readonly string[] {
    return this.besides(urn, box).flatMap(({ statements }) => [...statements.keys()]);
  }

  private besides(urn: string, box: string): readonly Claim[] {
    return [...this.claims].flatMap(([other, claim]) =>
      other !== urn && claim.box === box ? [claim] : [],
    );
  }
}
