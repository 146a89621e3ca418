// What goes to the process that runs a user's program, and what comes back: plain JSON, whatever copies of a package either side has.
import type { Diagnostic } from "../diagnostics";

/** A resource of AWS that a program asks Pulumi for. */
export interface ProgramResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** A resource that is there already and is only looked up. */
  readonly isRead: boolean;
  /** The provider that was named; undefined for the program's own. */
  readonly provider?: string;
}

/** What the process is to do. It is sent, never put on a command line: configuration may hold secrets. */
export interface ProgramRequest {
  /** The program's main file. */
  readonly main: string;
  /** The Pulumi project's name. */
  readonly project: string;
  readonly stack: string;
  /** Pulumi configuration, by `project:key`; keys that the program requires and nobody gave are supplied as `⟨key⟩`. */
  readonly config: Readonly<Record<string, string>>;
  /** What it is asked for: configurations, or what the program wants of AWS. */
  readonly wanted: "synthesis" | "resources";
  /** Judge the program; without it, configurations come out as far as they can be made. */
  readonly check: boolean;
  /** Keys that the program has in clear come out in clear. */
  readonly showSecrets: boolean;
}

/** One device's configuration, as data. */
export interface ProgramDevice {
  readonly name: string;
  readonly kind: "gateway" | "nat";
  readonly set: readonly string[];
  readonly xml: string;
  readonly curly: string;
  /** What a person has to type on the device, once, before it can be configured. */
  readonly commands: readonly string[];
}

/** What a program would commit. */
export interface ProgramSynthesis {
  readonly devices: readonly ProgramDevice[];
  /** Numbers and addresses that follow from names, by `PLACE NAME`. */
  readonly placement: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
  /** Sites, networks, devices and tunnels of each stack, as its output `network` has them; none from older copies of this package. */
  readonly networks: readonly unknown[];
}

/** Where in the program an error was thrown. */
export interface ProgramPlace {
  readonly file: string;
  readonly line: number;
}

export type ProgramAnswer =
  | { readonly kind: "synthesis"; readonly synthesis: ProgramSynthesis }
  | { readonly kind: "resources"; readonly resources: readonly ProgramResource[] }
  /** The program is wrong in ways that its constructs know: every mistake, and a text of all. */
  | {
      readonly kind: "refused";
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** The program failed by itself. */
  | { readonly kind: "failed"; readonly message: string; readonly place?: ProgramPlace };
