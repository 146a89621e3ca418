// One resource's plans for its device during one commit: the first one is what is done, later ones only look again.

import { type CommitEntry, type Connection, DeviceError } from "../device";
import { ConfigTree, shownKey, shownLine, statementKey } from "../junos";
import { atOnce, type Pieces, takingTurns } from "../turns";
import { foundThere, type IsOurs, lostCreate, remarkOn } from "./lost-create";
import { isMark, type Marker, Marks, marksFor } from "./marks";
import { type Ownership } from "./ownership";
import { type Plan, planning, type PlanInput } from "./plan";
import { type StatementSet } from "./statement-set";

/** What plans are made from. */
export interface Planned extends Omit<PlanInput, "device"> {
  readonly wanted: StatementSet;
  readonly baseline: StatementSet;
  readonly ownership: Ownership;
  readonly connection: Connection;
  readonly marker: Marker;
  /** Write on the device what is ours. */
  readonly mark: boolean;
  /** Replace what somebody else has set. */
  readonly takeOver: boolean;
}

/** How many statements are told one by one. */
const SHOWN = 10;

export class Planner {
  /** The plan that is carried out. */
  private first: Plan | undefined;
  private lost: IsOurs | undefined;
  private marks: Marks | undefined;

  constructor(private readonly planned: Planned) {}

  /** Whether something that the device has is ours, though the state doesn't say so. */
  readonly isOurs: IsOurs = (shown) =>
    isMark(shown) || this.lost?.(shown) === true || this.marks?.isOwn(shown) === true;

  /** The plan that is carried out; one for an empty device where none was made. */
  get plan(): Plan {
    const empty = new ConfigTree();
    return this.first ?? atOnce(this.made(empty, new Marks(empty, this.planned.marker)));
  }

  /** Looks for a create of ours that was lost. */
  hearLog(entries: readonly CommitEntry[], log: string): void {
    if (this.planned.baseline.size === 0) this.lost = lostCreate(entries, log);
  }

  /**
   * @throws DeviceError where somebody else's statements stand in the way
   */
  async lines(active: ConfigTree): Promise<readonly string[]> {
    const marks = new Marks(active, this.planned.marker);
    this.marks ??= marks;
    const plan = await takingTurns(this.made(active, marks));
    if (this.first === undefined) this.refuseForeign(plan, marks);
    this.first ??= plan;
    return plan.lines;
  }

  /** For the log of a first commit. */
  remark(): string {
    if (this.planned.baseline.size > 0) return "";
    return remarkOn(foundThere(this.plan, this.isOurs));
  }

  private made(device: ConfigTree, marks: Marks): Pieces<Plan> {
    const { wanted, baseline, mark, marker } = this.planned;
    const old = marks.ofResource();
    const own = mark && wanted.size > 0 ? marksFor(marker, wanted) : [];
    const keyed = (list: typeof old) => list.map((each) => [statementKey(each), each] as const);
    return planning({
      ...this.planned,
      device,
      wanted: new Map([...wanted, ...keyed(own)]),
      baseline: new Map([...baseline, ...keyed(old)]),
    });
  }

  private refuseForeign({ overwritten }: Plan, marks: Marks): void {
    const { wanted, takeOver, ownership, connection } = this.planned;
    const owned = [...wanted.values()].flatMap((statement) => {
      const stack = marks.otherOwner(shownKey(statement));
      return stack === undefined ? [] : [`${shownKey(statement)} (of the stack ${stack})`];
    });
    if (owned.length > 0) {
      throw new DeviceError(
        `Another stack has marked as its own what this one wants too:\n${listed(owned)}\nTake it out of one of the ` +
          `two programs. Where the other stack is no more, delete its mark on the device: "delete apply-macro vsrx:STACK".`,
      );
    }
    // A box that this stack made, or has as a whole, is nobody else's.
    if (takeOver || ownership === "device" || connection.instance !== undefined) return;
    const foreign = overwritten
      .filter(({ there, wasOurs }) => !wasOurs && !this.isOurs(shownKey(there)))
      .map(({ there }) => shownLine(there));
    if (foreign.length === 0) return;
    throw new DeviceError(
      `Set by somebody else to other values than this program wants:\n${listed(foreign)}\nLet the program say the ` +
        `same, or give the device commit: { takeOver: true } to replace them.`,
    );
  }
}

function listed(lines: readonly string[]): string {
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more`] : [];
  return [...lines.slice(0, SHOWN), ...more].map((line) => `  ${line}`).join("\n");
}
