// Long work in pieces: the same comes out, and whoever else has work gets his turn.

import { ConfigTree } from "../lib/junos";
import { planning } from "../lib/provider/plan";
import { NO_STATEMENTS, readStatements } from "../lib/provider/statement-set";
import { atOnce, inPieces, type Pieces, takingTurns } from "../lib/turns";

/** How often work rests. */
function restsOf(work: Pieces<unknown>): number {
  let rests = 0;
  while (work.next().done !== true) rests += 1;
  return rests;
}

test("a list is gone through in its order, with a rest at least every thousand items", async () => {
  const items = Array.from({ length: 5000 }, (_, index) => index);
  const seen: number[] = [];
  let turns = 0;
  let isOver = false;
  const other = (): void => {
    turns += 1;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  await takingTurns(inPieces(items, (item) => seen.push(item)));
  isOver = true;
  expect(seen).toEqual(items);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test("an error in the middle of it is the caller's", async () => {
  const work = (): Pieces<void> =>
    inPieces([1], () => {
      throw new Error("no");
    });
  await expect(takingTurns(work())).rejects.toThrow("no");
  expect(() => atOnce(work())).toThrow("no");
});

describe("a device with 20,000 statements", () => {
  const LINES = Array.from(
    { length: 20_000 },
    (_, n) => `set policy-options prefix-list p${n >> 10} 10.${n >> 8}.${n & 255}.0/24`,
  );
  const device = ConfigTree.fromDevice(LINES.join("\n"));
  const wanted = readStatements({ statements: { "system domain-name": "example.net" } });

  test("has them listed with a rest every thousand, and they are the same", () => {
    expect(restsOf(device.readingStatements())).toBeGreaterThanOrEqual(20);
    expect(atOnce(device.readingStatements())).toEqual(device.statements());
  });

  test("is read with more rests where it can't be followed", () => {
    const strange = Array.from({ length: 200 }, (_, n) => `set interfaces ge-0/0/${n} mtu 1500 (`);
    const rests = restsOf(ConfigTree.readingDevice(strange.join("\n")));
    expect(rests).toBeGreaterThanOrEqual(20);
    expect(restsOf(ConfigTree.readingDevice(LINES.slice(0, 200).join("\n")))).toBe(1);
  });

  test.each([
    ["is compared", NO_STATEMENTS, 60, 1],
    ["loses all of them again", readStatements({ raw: LINES }), 120, 21],
  ])("%s with rests all along", (_what, baseline, rests, commands) => {
    const input = { device, wanted, baseline };
    expect(restsOf(planning(input))).toBeGreaterThanOrEqual(rests);
    const { lines } = atOnce(planning(input));
    expect(lines.at(-1)).toBe("set system domain-name example.net");
    expect(lines).toHaveLength(commands);
  });
});
