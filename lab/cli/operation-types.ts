// What goes to the process of a Pulumi operation, and what comes back from it.
import { type Change } from "./progress";
import { type TunnelFacts } from "./tunnels";

/** One of a program's settings, as Pulumi keeps it. */
export interface Setting {
  readonly value: string;
  readonly secret: boolean;
}

export type OperationKind = "up" | "preview" | "refresh" | "destroy";

/** What to do; the command line tool leaves it in a file, since it holds secrets. */
export interface OperationRequest {
  readonly kind: OperationKind;
  /** The program's main file. */
  readonly main: string;
  readonly project: string;
  readonly settings: Readonly<Record<string, Setting>>;
  readonly providers: Readonly<Record<string, string>>;
  readonly workFolder: string;
  /** Holds what the stack's secrets are encrypted with. */
  readonly passphraseFile: string;
  readonly stateFile: string;
  readonly lockFolder: string;
  readonly resultFile: string;
  /** Made before the engine changes anything, removed once it has written its state; none where it writes as it goes. */
  readonly unsavedFile?: string;
  readonly color: boolean;
}

export interface OperationResult {
  readonly ok: boolean;
  readonly errors: readonly string[];
  readonly changes: readonly Change[];
  /** Resources in the stack afterwards, the engine's own left out. */
  readonly resources: number;
  readonly tunnels: readonly TunnelFacts[];
}

/** Every lab has one stack. */
export const STACK = "lab";
