// Pulumi's stream of events as short lines: one for each resource that changes, and every message.
import { type EngineEvent, type OpType } from "@pulumi/pulumi/automation";

/** One resource that an operation changed. */
export interface Change {
  readonly operation: string;
  readonly type: string;
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

export class Progress {
  readonly changes: Change[] = [];
  readonly errors: string[] = [];
  private readonly started = new Map<string, number>();

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
      if (ephemeral === true) return;
      const text = message.replace(/<\{%[^%]*%\}>/g, "").trimEnd();
      if (text === "") return;
      const about = urn === undefined || urn === "" ? "" : `${nameOf(urn)}: `;
      const line = `${severity.startsWith("info") ? "" : `${severity}: `}${about}${text}`;
      if (severity === "error") this.errors.push(`${about}${text}`);
      this.show(line);
    }
  }

  private done(op: OpType, urn: string, type: string): void {
    const sign = SIGNS[op];
    // A replacement is several steps; "replace" itself is only their heading.
    if (sign === undefined || op === "replace" || INTERNAL.test(type)) return;
    this.changes.push({ operation: op, type, name: nameOf(urn) });
    this.show(`${sign} ${type}  ${nameOf(urn)}${this.seconds(urn)}`);
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
