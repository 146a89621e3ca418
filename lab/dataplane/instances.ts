// Routing instances: each has a table of its own in the kernel.

import { createHash } from "node:crypto";
import type { JunosConfig } from "../../lib/junos";
import { entries } from "./lists";
import { logicalName } from "./wiring";

/** The one for management is a namespace of its own. */
const MANAGEMENT_INSTANCE = "mgmt_junos";

/** One instance of the type that the lab carries out. */
export interface Instance {
  readonly name: string;
  /** Its routing table. */
  readonly table: number;
  /** Logical interfaces, with their units. */
  readonly members: readonly string[];
}

/** Tables of instances begin here; daemons' and marks' stand below. */
const FIRST_TABLE = 40_000;
const TABLES = 20_000;

const tableOf = (name: string): number =>
  FIRST_TABLE + (createHash("sha256").update(name).digest().readUInt16BE(0) % TABLES);

export const instancesOf = (config: JunosConfig): readonly Instance[] =>
  entries(config.routingInstances)
    .filter(
      ([name, { instanceType }]) =>
        name !== MANAGEMENT_INSTANCE && instanceType === "virtual-router",
    )
    .map(([name, own]) => ({
      name,
      table: tableOf(name),
      members: entries(own.interface).map(([logical]) => logicalName(logical)),
    }));

/** The instance of a logical interface; undefined for the main one. */
export const instanceAt = (instances: readonly Instance[], logical: string): Instance | undefined =>
  instances.find(({ members }) => members.includes(logicalName(logical)));
