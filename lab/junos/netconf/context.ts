// What a NETCONF session stands on: its device, and what its own requests leave behind for each other.

import { type ConfigTree } from "../../../lib/junos";
import { type Database, type Editor } from "../configuration/database";
import { type Faults } from "../faults";
import { type Quirks } from "./quirks";
import { type Element } from "./request";

/** What a session needs of its device. */
export interface SessionContext {
  readonly database: Database;
  /** Such as `24.4R1.9`. */
  readonly release: string;
  readonly faults: Faults;
  readonly editor: Editor;
  /** The user's class, for the greeting. */
  readonly userClass: string;
  readonly mayConfigure: boolean;
  readonly quirks?: Quirks;
  /** Names of a cluster's nodes: the one that is spoken to, and the other. */
  readonly nodes?: () => readonly [string, string] | undefined;
  /** Whether a node of this name can't be reached. */
  readonly isAway?: (name: string) => boolean;
  /** The configuration that was saved to fall back on. */
  readonly rescue?: () => ConfigTree | undefined;
  /** Answers an operational request: what stands inside the reply. */
  answer(rpc: { readonly name: string; readonly args: Element }): Promise<string>;
  /** Runs a line of the command line. */
  runCommand(line: string): Promise<{ readonly text: string; readonly xml?: string | undefined }>;
  /** Ends the session with that number; false when there is none. */
  killSession(id: number): boolean;
}

/** State that requests of one session share. */
export interface SessionState {
  /** The commit of an RFC request that ends with its session: the serial of the commit. */
  tiedCommit?: number;
}
