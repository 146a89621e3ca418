// What docs/life.md speaks of: every thing, with its changes.
import type { Thing } from "./row";
import { THINGS_OF_OURS } from "./things-of-ours";
import { VPNS } from "./vpns";

/** Everything that the page speaks of. */
export const LIFE: readonly Thing[] = [...THINGS_OF_OURS, ...VPNS];
