// What the lab does to a device on purpose, for tests of what talks to it.

import { type ClusterControl } from "./cluster/control";
import { NODES } from "./cluster/settings";
import { type Database, type Editor } from "./configuration/database";
import { type FaultOrder, type Faults } from "./faults";

/** What of a device can be disturbed. */
export interface Disturbable {
  readonly database: Database;
  /** None on a device that is no cluster. */
  readonly cluster: ClusterControl | undefined;
  readonly faults: Faults;
  /** Somebody who edits the configuration. */
  editor(user: string, client: Editor["client"], terminal?: string): Editor;
  /** Breaks every connection. */
  cutAll(): void;
  powerCycle(): Promise<void>;
}

/** One or several disturbances. */
export interface Injection {
  /** Replies that go wrong. */
  readonly orders?: readonly FaultOrder[];
  /** Forget what was ordered, be quick again, give locks back. */
  readonly clear?: boolean;
  /** Milliseconds that every commit takes longer. */
  readonly slowCommit?: number;
  /** Somebody takes the configuration's lock. */
  readonly lockedBy?: string;
  /** Somebody leaves these commands in the shared candidate, uncommitted. */
  readonly dirty?: readonly string[];
  /** Somebody commits these commands. */
  readonly commit?: readonly string[];
  /** Every connection breaks. */
  readonly cut?: boolean;
  /** In a cluster: the node that can't be reached from now on; `clear` brings it back. */
  readonly away?: 0 | 1;
  /** Off and on again. */
  readonly powerCycle?: boolean;
}

const KNOWN = [
  ...["orders", "clear", "slowCommit", "lockedBy", "dirty", "commit", "cut", "away"],
  "powerCycle",
];

/** Does it; answers the names of the messages received since the last clearing. */
export async function inject(device: Disturbable, what: Injection): Promise<readonly string[]> {
  const strange = Object.keys(what).filter((key) => !KNOWN.includes(key));
  if (strange.length > 0) {
    throw new Error(`there is no fault ${strange.join(", ")}; faults: ${KNOWN.join(", ")}`);
  }
  const { database, faults } = device;
  const received = [...faults.received];
  if (what.clear === true) {
    faults.clear();
    database.slowness = 0;
    const { holder } = database;
    if (holder?.client === "other") database.forget(holder);
    for (const node of NODES) device.cluster?.setAway(node, false);
  }
  for (const order of what.orders ?? []) faults.order(order);
  if (what.slowCommit !== undefined) database.slowness = what.slowCommit;
  if (what.lockedBy !== undefined) {
    database.acquire(device.editor(what.lockedBy, "other", "pts/7"));
  }
  if (what.dirty !== undefined) database.disturb(what.dirty);
  if (what.commit !== undefined) {
    const editor = device.editor("somebody", "other");
    database.load(editor, { action: "set", format: "text" }, what.commit.join("\n"));
    await database.commit(editor);
  }
  if (what.away !== undefined) {
    if (device.cluster === undefined) throw new Error("no node is away: the device is no cluster");
    device.cluster.setAway(what.away, true);
  }
  if (what.cut === true) device.cutAll();
  if (what.powerCycle === true) await device.powerCycle();
  return received;
}
