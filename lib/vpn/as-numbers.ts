// AS numbers of devices that speak BGP, by name, across all hubs of a stack: a device takes no route that came through its own number.
import { hashed, type StackScope } from "../topology";
import { numberOf, type NumberTable, NumberTables } from "./number-table";

/** The private numbers that two octets hold (RFC 6996), but for the hub's default and the last. */
const FIRST_AS = 64_513;
const LAST_AS = 65_534;
const SIZE = LAST_AS - FIRST_AS + 1;

const PLACE = "AS numbers";

const tableOf = (scope: StackScope): NumberTable => NumberTables.of(scope, "as-numbers").at(PLACE);

export const asNumber = {
  /** A device wants a number, or has a certain one, which nobody else is to get then. What is said first counts. */
  claim(scope: StackScope, device: string, number?: number): void {
    const table = tableOf(scope);
    if (table.has(device)) return;
    const asked = number === undefined ? undefined : numberOf(String(number - FIRST_AS), SIZE);
    // One from elsewhere is in nobody's way.
    if (number !== undefined && asked === undefined) return;
    const pinned = scope.placement.pinned(PLACE, device);
    const kept = pinned === undefined ? undefined : numberOf(String(+pinned - FIRST_AS), SIZE);
    table.claim(device, asked ?? kept);
    if (number === undefined) {
      scope.placement.claim(PLACE, device, () => `${asNumber.of(scope, device)}`);
    }
  },

  /** Its number. Where there are more devices than numbers, some have the same. */
  of(scope: StackScope, device: string): number {
    return FIRST_AS + (tableOf(scope).of(device, SIZE) ?? hashed(device, SIZE));
  },
} as const;
