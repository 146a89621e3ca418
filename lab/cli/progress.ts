// Pulumi's stream of events as short lines: one for each resource that changes, and every message.
import { type EngineEvent, type OpType } from "@pulumi/pulumi/automation";

/** One resource that an operation changed. */
export interface Change {
  /** Pulumi's word, such as "create", "update" or "delete". */
  readonly operation: string;
  /** Pulumi's token of the resource's type. */
  readonly type: string;
  /** The resource's name. */
  readonly name: string;
}

const SIGNS: Readonly<Partial<Record<OpType, string>>> = {
  create: "+",
  update: "~",
  delete: "-",
  replace: "±",
  "create-replacement": "+",
  "delete-replaced": "-",
  read: "<",
};

/** The engine's own bookkeeping, which a person did not write. */
const INTERNAL = /^pulumi:(pulumi:Stack|providers:)/;

/** What takes time or says something by itself; of the many small parts around it a count is enough. */
const WORTH_A_LINE = /^(vsrx:index:(Configuration|Tunnel)|aws:ec2\/instance:Instance)$/;

/** What the engine adds after the errors that say why. */
const SUMMARY = /^(update|preview|refresh|destroy|deletion) failed$/;

/** How often the count of small parts is shown. */
const COUNT_MILLISECONDS = 1000;

/** How often one resource may say what it waits for. */
const WAIT_MILLISECONDS = 5000;

export class Progress {
  readonly changes: Change[] = [];
  readonly errors: string[] = [];
  private readonly started = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  private readonly waited = new Map<string, number>();
  private counted = Date.now();

  /** @param show takes one line of text at a time */
  constructor(private readonly show: (line: string) => void) {}

  event(event: EngineEvent): void {
    if (event.resourcePreEvent !== undefined) {
      this.started.set(event.resourcePreEvent.metadata.urn, Date.now());
    } else if (event.resOutputsEvent !== undefined) {
      const { op, urn, type } = event.resOutputsEvent.metadata;
      this.done(op, urn, type);
    } else if (event.resOpFailedEvent !== undefined) {
      const { op, urn, type } = event.resOpFailedEvent.metadata;
      this.show(`! ${op} failed  ${type}  ${nameOf(urn)}${this.seconds(urn)}`);
    } else if (event.diagnosticEvent !== undefined) {
      const { message, severity, ephemeral, urn } = event.diagnosticEvent;
      // The engine also sends "debug", which its types do not know of.
      if ((severity as string) === "debug") return;
      if (ephemeral === true && !this.isTimeFor(urn ?? "")) return;
      const text = message.replace(/<\{%[^%]*%\}>/g, "").trimEnd();
      if (text === "") return;
      const about = urn === undefined || urn === "" ? "" : `${nameOf(urn)}: `;
      if (severity === "error") {
        // What a program ends with comes twice: from its stack, and from the process that ran it.
        if (this.errors.some((each) => each === text || each.endsWith(`: ${text}`))) return;
        if (!SUMMARY.test(text)) this.errors.push(`${about}${text}`);
      }
      const line = `${severity.startsWith("info") ? "" : `${severity}: `}${about}${text}`;
      this.show(line);
    }
  }

  private done(op: OpType, urn: string, type: string): void {
    const sign = SIGNS[op];
    // A replacement is several steps; "replace" itself is only their heading.
    if (sign === undefined || op === "replace" || INTERNAL.test(type)) return;
    this.changes.push({ operation: op, type, name: nameOf(urn) });
    const isSmall = (op === "create" || op === "delete") && !WORTH_A_LINE.test(type);
    if (isSmall) {
      this.counts.set(sign, (this.counts.get(sign) ?? 0) + 1);
      if (Date.now() - this.counted < COUNT_MILLISECONDS) return;
    }
    this.finish();
    if (!isSmall) this.show(`${sign} ${type}  ${nameOf(urn)}${this.seconds(urn)}`);
  }

  /** What a resource is waiting for is said now and then, not each time it looks. */
  private isTimeFor(urn: string): boolean {
    const last = this.waited.get(urn) ?? this.started.get(urn) ?? Date.now();
    if (Date.now() - last < WAIT_MILLISECONDS) return false;
    this.waited.set(urn, Date.now());
    return true;
  }

  /** Shows what was only counted so far. */
  finish(): void {
    this.counted = Date.now();
    for (const [sign, count] of this.counts) {
      this.show(`${sign} ${count} network ${count === 1 ? "resource" : "resources"}`);
    }
    this.counts.clear();
  }

  private seconds(urn: string): string {
    const started = this.started.get(urn);
    return started === undefined ? "" : `  (${((Date.now() - started) / 1000).toFixed(1)} s)`;
  }
}

/** A URN ends with the name that the program gave. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}
