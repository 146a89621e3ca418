// What a stack writes on a device about what it owns there: `apply-macro` at the root, which Junos keeps and no daemon reads.

import { createHash } from "node:crypto";
import { type ConfigTree, parseStatementWords, shownKey, type Statement } from "../junos";
import { type Statements, statementsBelow } from "./statement-set";

const MACRO = "apply-macro";
/** How the names of our macros begin; project and stack follow. */
const PREFIX = "vsrx:";
/** Statements that one value names. */
const AT_ONCE = 20;

/** A stack's macro, and the part of it that one resource writes. */
export interface Marker {
  /** `PROJECT/STACK`. */
  readonly stack: string;
  readonly resource: string;
}

/** @param urn of the resource: `urn:pulumi:STACK::PROJECT::TYPE::NAME` */
export function markerOf(urn: string): Marker {
  const [stack = "", project = "", , ...name] = urn.replace("urn:pulumi:", "").split("::");
  return { stack: `${project}/${stack}`, resource: name.join("::") };
}

/** A statement's name in short, by the name that may be shown: what stands on a device and in its log is to stay small. */
export const shortName = (shown: string): string =>
  createHash("sha256").update(shown).digest("hex").slice(0, 8);

export const isMark = (shown: string): boolean => shown.startsWith(`${MACRO} ${PREFIX}`);

/** The statements that say that a resource owns `statements`. */
export function marksFor({ stack, resource }: Marker, statements: Statements): Statement[] {
  const names = [...statements.values()].map((each) => shortName(shownKey(each))).sort();
  return Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, index) => {
    const part = names.slice(index * AT_ONCE, (index + 1) * AT_ONCE).join(" ");
    return parseStatementWords([MACRO, `${PREFIX}${stack}`, `${resource}/${index + 1}`, part]);
  }).flat();
}

/** What the marks of a device say. */
export class Marks {
  private readonly all: readonly { readonly stack: string; readonly statement: Statement }[];

  constructor(
    device: ConfigTree,
    private readonly marker: Marker,
  ) {
    this.all = statementsBelow(device, MACRO).flatMap((statement) => {
      const [, name = ""] = statement.path;
      if (!name.startsWith(PREFIX)) return [];
      return [{ stack: name.slice(PREFIX.length), statement }];
    });
  }

  /** The marks of this resource, as the device has them. */
  ofResource(): readonly Statement[] {
    const { stack, resource } = this.marker;
    return this.all
      .filter((each) => each.stack === stack)
      .map(({ statement }) => statement)
      .filter(({ path }) => path[2]?.replace(/\/\d+$/, "") === resource);
  }

  /** Whether this stack has marked a statement as its own, whatever the resource was called. */
  isOwn(shown: string): boolean {
    return this.ownersOf(shown).includes(this.marker.stack);
  }

  /** Another stack that has marked a statement as its own. */
  otherOwner(shown: string): string | undefined {
    return this.ownersOf(shown).find((stack) => stack !== this.marker.stack);
  }

  private ownersOf(shown: string): readonly string[] {
    const name = shortName(shown);
    return this.all
      .filter(({ statement }) => statement.value?.split(" ").includes(name) === true)
      .map(({ stack }) => stack);
  }
}
